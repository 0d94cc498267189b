import Glibc

/// The advisory lock of the one process that may write an index: `flock` on the index's path with `.lock` appended.
///
/// The kernel releases it when the process ends, however it ends. The file stays, and names its holder while it is held.
struct WriterLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock without waiting.
  init(indexPath: String) throws(IndexError) {
    let path = Self.resolved(indexPath) + ".lock"
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard opened >= 0 else {
      let code = errno
      switch code {
      case ENOENT: throw .folderMissing(path: indexPath)
      case ENOSPC, EDQUOT: throw .diskFull(path: path)
      case EACCES, EPERM, EROFS: throw .notPermitted(path: path, detail: String(cString: strerror(code)))
      default: throw .inputOutput(path: path, detail: String(cString: strerror(code)))
      }
    }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let holder = Self.readHolder(opened)
      Glibc.close(opened)
      throw .locked(path: indexPath, holder: holder)
    }
    descriptor = opened
    Self.rewrite(opened, "\(getpid())\n\(Self.commandLine())\n")
  }

  deinit {
    Self.rewrite(descriptor, "")
    Glibc.close(descriptor)
  }

  /// The file that a symbolic link leads to, so that one index has one lock; the path itself when there is none yet.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The name of the holder is a courtesy: when it cannot be written, on a full disk, the lock holds all the same.
  private static func rewrite(_ descriptor: Int32, _ text: String) {
    guard ftruncate(descriptor, 0) == 0 else { return }
    _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  private static func readHolder(_ descriptor: Int32) -> LockHolder? {
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard count > 0 else { return nil }
    let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    guard lines.count == 2, let processID = Int32(lines[0]) else { return nil }
    return LockHolder(processID: processID, command: String(lines[1]))
  }

  /// The command as it was called, on one line and of bounded length.
  private static func commandLine() -> String {
    let line = CommandLine.arguments.joined(separator: " ").prefix(200)
    return String(line.map { $0.isNewline ? " " : $0 })
  }
}
