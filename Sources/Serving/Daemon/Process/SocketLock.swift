import Glibc

/// The lock that keeps a second daemon away from a socket: an exclusive `flock` on `SOCKET.lock`.
///
/// The kernel drops it when the process ends, however it ends. The file itself stays: removing it would let two
/// daemons lock two files of the same name.
final class SocketLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock and writes the process id into the file.
  ///
  /// - Throws: ``StartError/alreadyRunning(socket:process:)`` while another process holds it.
  init(socket: String) throws(StartError) {
    let path = socket + ".lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw .system(action: "open the lock", path: path, reason: SystemFailure.last.description)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let failure = SystemFailure.last
      let holder = Self.holder(descriptor)
      close(descriptor)
      guard failure.code == EWOULDBLOCK else {
        throw .system(action: "lock", path: path, reason: failure.description)
      }
      throw .alreadyRunning(socket: socket, process: holder)
    }
    let line = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, line, line.count, 0) == line.count else {
      let failure = SystemFailure.last
      close(descriptor)
      throw .system(action: "write the lock", path: path, reason: failure.description)
    }
  }

  deinit { close(descriptor) }

  private static func holder(_ descriptor: Int32) -> Int? {
    guard let bytes = try? SmallFile.bytes(of: descriptor) else { return nil }
    return Int(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
