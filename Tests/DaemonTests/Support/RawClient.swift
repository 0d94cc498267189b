import Glibc
import Testing

@testable import Daemon

/// An answer as it came over the wire.
struct RawResponse: Equatable {
  var status: Int
  var headers: [String: String]
  var body: String

  /// The `type` of the problem it is, without the prefix; absent when it is none.
  var problem: String? {
    guard headers["content-type"] == "application/problem+json",
      let start = body.firstRange(of: "\"type\":\"/problems/")
    else { return nil }
    return String(body[start.upperBound...].prefix { $0 != "\"" })
  }
}

enum RawFailure: Error { case timeout, closed, malformed(String), refused(Int32) }

/// A client that sends exactly the bytes it is told to, and waits at most a few seconds for anything.
final class RawClient {
  private let descriptor: Int32
  private var received: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 16 << 10)

  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let result = UnixAddress.with(path: path) { Glibc.connect(descriptor, $0, $1) }
    guard result == 0 else { throw RawFailure.refused(errno) }
    setTimeout(seconds: 10)
  }

  deinit { close(descriptor) }

  private func setTimeout(seconds: Int) {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Sends all bytes, or as many as the other side takes.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Int {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { break }
      sent += count
    }
    return sent
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// Says that nothing more will be sent.
  func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Reads an answer, informational ones passed over unless asked for.
  func response(toHead: Bool = false, informational: Bool = false) throws -> RawResponse {
    while true {
      let head = try take(until: "\r\n\r\n")
      var lines = head.split(separator: "\r\n").map(String.init)
      let words = lines.removeFirst().split(separator: " ")
      guard words.count > 1, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
        throw RawFailure.malformed(head)
      }
      var headers: [String: String] = [:]
      for line in lines {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { throw RawFailure.malformed(line) }
        headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
      }
      if status < 200 {
        if informational { return RawResponse(status: status, headers: headers, body: "") }
        continue
      }
      let body = toHead ? "" : try body(headers)
      return RawResponse(status: status, headers: headers, body: body)
    }
  }

  private func body(_ headers: [String: String]) throws -> String {
    if let length = headers["content-length"].flatMap({ Int($0) }) { return try take(count: length) }
    guard headers["transfer-encoding"] == "chunked" else { return try readToEnd() }
    var body = ""
    while true {
      let chunk = try chunk()
      if chunk.isEmpty { return body }
      body += chunk
    }
  }

  /// Reads the next chunk of a chunked body; empty at its end.
  func chunk() throws -> String {
    let size = try take(until: "\r\n")
    guard let count = Int(size.dropLast(), radix: 16) else { throw RawFailure.malformed(size) }
    let text = try take(count: count)
    _ = try take(until: "\r\n")
    return text
  }

  /// Reads everything until the other side closes.
  func readToEnd() throws -> String {
    do {
      while true { try receive() }
    } catch RawFailure.closed {
      defer { received = [] }
      return String(decoding: received, as: UTF8.self)
    }
  }

  /// Whether the other side has closed and nothing is left to be read.
  func isClosed() throws -> Bool { try readToEnd().isEmpty }

  private func take(until end: String) throws -> String {
    let mark = Array(end.utf8)
    while true {
      if let range = received.firstRange(of: mark) {
        defer { received.removeSubrange(..<range.upperBound) }
        return String(decoding: received[..<range.upperBound], as: UTF8.self)
      }
      try receive()
    }
  }

  private func take(count: Int) throws -> String {
    while received.count < count { try receive() }
    defer { received.removeSubrange(..<count) }
    return String(decoding: received[..<count], as: UTF8.self)
  }

  private func receive() throws {
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count > 0 {
      received += buffer.prefix(count)
    } else if count == 0 || errno == ECONNRESET || errno == EPIPE {
      throw RawFailure.closed
    } else {
      throw RawFailure.timeout
    }
  }
}
