import Glibc

/// Unix socket addresses as the system's calls take them (unix(7)).
enum UnixAddress {
  /// How many bytes a path may have, without its terminating zero.
  static let maximumPathBytes = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

  /// Calls with the address of a path, or of an abstract name when the path begins with `@`.
  ///
  /// - Returns: `nil` when the path is too long.
  static func with<Result>(
    path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result? {
    var name = Array(path.utf8)
    guard !name.isEmpty, name.count <= maximumPathBytes else { return nil }
    let isAbstract = name[0] == UInt8(ascii: "@")
    if isAbstract { name[0] = 0 }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let header = MemoryLayout<sockaddr_un>.size - MemoryLayout.size(ofValue: address.sun_path)
    let length = socklen_t(header + name.count + (isAbstract ? 0 : 1))
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }

  /// Whether something accepts connections on the path.
  static func isAnswering(path: String) -> Bool {
    let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard probe >= 0 else { return false }
    defer { close(probe) }
    return with(path: path) { connect(probe, $0, $1) } == 0
  }
}
