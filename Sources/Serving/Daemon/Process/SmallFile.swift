import Glibc

/// A failure of the operating system, by its `errno`.
struct SystemFailure: Error, Equatable, CustomStringConvertible {
  var code: Int32

  /// The failure of the last call.
  static var last: SystemFailure { SystemFailure(code: errno) }

  /// Whether the file or a folder above it does not exist.
  var isAbsence: Bool { code == ENOENT || code == ENOTDIR }

  /// The system's own words, such as “Permission denied”.
  var description: String { String(cString: strerror(code)) }
}

/// Files of a few kilobytes: configuration, locks, facts about the process.
enum SmallFile {
  /// What is read at most; anything larger is not one of these files.
  static let maximumBytes = 1 << 20

  /// The text of a file, bytes that are no UTF-8 replaced.
  static func text(at path: String) throws(SystemFailure) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    return String(decoding: try bytes(of: descriptor), as: UTF8.self)
  }

  /// Everything from the descriptor's position to its end.
  static func bytes(of descriptor: Int32) throws(SystemFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while bytes.count <= maximumBytes {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .last
      }
      if count == 0 { return bytes }
      bytes += chunk.prefix(count)
    }
    throw SystemFailure(code: EFBIG)
  }
}
