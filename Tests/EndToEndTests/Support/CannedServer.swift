import Foundation
import Glibc

/// Something on a socket that gives every connection the same bytes: for answers a real daemon cannot be brought to give.
final class CannedServer: Sendable {
  let path: String
  private let descriptor: Int32

  /// Listens.
  ///
  /// - Parameters:
  ///   - scratch: Where the socket is made.
  ///   - answer: What every connection gets once it has sent something.
  ///   - keepsOpen: Whether the connection then stays open until the other side closes it.
  init(in scratch: ScratchDirectory, answer: String, keepsOpen: Bool = false) throws {
    path = scratch.path("canned.sock")
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isBound, listen(descriptor, 8) == 0 else {
      throw ToolError.noScratch("no socket: " + String(cString: strerror(errno)))
    }
    let listener = descriptor
    Thread.detachNewThread { Self.serve(listener, answer: Array(answer.utf8), keepsOpen: keepsOpen) }
  }

  /// Wakes the thread, whose accepting then fails.
  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private static func serve(_ listener: Int32, answer: [UInt8], keepsOpen: Bool) {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      if read(connection, &buffer, buffer.count) > 0 {
        _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
        while keepsOpen, read(connection, &buffer, buffer.count) > 0 {}
      }
      close(connection)
    }
    close(listener)
  }
}

/// An answer of HTTP with its length.
func httpAnswer(_ body: String, status: String = "200 OK", version: Int = 1) -> String {
  "HTTP/1.1 \(status)\r\nsearchd-api: \(version)\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
}
