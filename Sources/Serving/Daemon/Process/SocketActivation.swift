import Glibc

/// Sockets passed by systemd, as sd_listen_fds(3) describes it.
enum SocketActivation {
  /// The first descriptor that is passed.
  static let firstDescriptor: Int32 = 3

  /// The descriptor that was passed to this process, checked and made close-on-exec and non-blocking.
  ///
  /// - Returns: `nil` when nothing was passed, or when it was passed to another process.
  /// - Throws: ``StartError/unusableActivation(reason:)`` for several sockets, or one that is no listening Unix socket.
  static func inheritedDescriptor(environment: [String: String]) throws(StartError) -> Int32? {
    guard try isPassed(environment: environment) else { return nil }
    let descriptor = firstDescriptor
    let (domain, type, accepts) = (
      option(SO_DOMAIN, of: descriptor), option(SO_TYPE, of: descriptor), option(SO_ACCEPTCONN, of: descriptor)
    )
    guard domain == AF_UNIX, type == Int32(SOCK_STREAM.rawValue), accepts == 1 else {
      throw .unusableActivation(
        reason: "descriptor 3 is not a listening Unix stream socket; use ListenStream= with a path")
    }
    guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0,
      fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0
    else { throw .unusableActivation(reason: SystemFailure.last.description) }
    return descriptor
  }

  /// Whether the environment says that exactly one socket was passed to this process.
  static func isPassed(environment: [String: String], process: Int32 = getpid()) throws(StartError) -> Bool {
    guard let pid = environment["LISTEN_PID"], let count = environment["LISTEN_FDS"] else { return false }
    guard let pid = Int32(pid), let count = Int(count), count >= 0 else {
      throw .unusableActivation(reason: "LISTEN_PID and LISTEN_FDS are not numbers")
    }
    guard pid == process, count > 0 else { return false }
    guard count == 1 else {
      let names = environment["LISTEN_FDNAMES"].map { " (\(LogText.escaped($0)))" } ?? ""
      throw .unusableActivation(reason: "\(count) sockets were passed\(names), expected one")
    }
    return true
  }

  /// The path a socket is bound to; empty when it has none.
  static func path(of descriptor: Int32) -> String {
    var address = sockaddr_un()
    var length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    guard result == 0 else { return "" }
    return withUnsafeBytes(of: &address.sun_path) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  private static func option(_ name: Int32, of descriptor: Int32) -> Int32? {
    var value: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
  }
}
