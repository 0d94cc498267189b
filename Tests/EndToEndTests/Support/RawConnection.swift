import Foundation
import Glibc

/// A connection to a daemon's socket that sends exactly what it is told to.
final class RawConnection {
  private let descriptor: Int32
  private var received: [UInt8] = []

  /// Connects; fails with `errno` when nobody listens.
  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Sends text; what the other side does not take is left out.
  func send(_ text: String) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      sent += count
    }
  }

  /// Asks for a target and reads the answer.
  func get(_ target: String) throws -> HTTPAnswer {
    send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return try answer()
  }

  /// Reads one answer with a content length.
  func answer() throws -> HTTPAnswer {
    let mark = Array("\r\n\r\n".utf8)
    while received.firstRange(of: mark) == nil { try receive() }
    guard let end = received.firstRange(of: mark) else { throw POSIXError(.EBADMSG) }
    let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    received.removeSubrange(..<end.upperBound)
    func header(_ name: String) -> String {
      lines.first { $0.lowercased().hasPrefix(name + ":") }.map { String($0.dropFirst(name.utf8.count + 2)) } ?? ""
    }
    let length = Int(header("content-length")) ?? 0
    while received.count < length { try receive() }
    let body = Array(received.prefix(length))
    received.removeFirst(length)
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return HTTPAnswer(status: status, type: header("content-type"), body: body)
  }

  /// Whether the other side closes the connection.
  func isClosed() -> Bool {
    do {
      while true { try receive() }
    } catch {
      return (error as? POSIXError)?.code == .ECONNRESET
    }
  }

  private func receive() throws {
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else {
      throw POSIXError(count == 0 ? .ECONNRESET : POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    received += chunk.prefix(count)
  }
}

/// An answer of a daemon.
struct HTTPAnswer {
  var status: Int
  var type: String
  var body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }
}
