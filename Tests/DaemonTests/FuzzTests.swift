import Logging
import Testing

@testable import Daemon

@Suite("HTTP under mutation")
struct FuzzTests {
  /// Requests that mutations start from.
  private static let seeds = [
    "GET /v1/search?q=air+bridge&limit=5 HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
    "GET /v1/search?q=%F0%9F%9A%81%00&facets=site,year HTTP/1.1\r\n\r\nGET /healthz HTTP/1.0\r\n\r\n",
    "POST /v1/search HTTP/1.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: 20\r\n\r\n{\"q\":\"a\"}\n{\"q\":\"b\"}\n",
    "POST /v1/search HTTP/1.1\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "a\r\n{\"q\":\"a\"}\n\r\n0\r\nX: y\r\n\r\n",
    "HEAD /v1/articles/1 HTTP/1.1\r\nConnection: keep-alive\r\n\r\nGET /metrics HTTP/1.1\r\nConnection: close\r\n\r\n",
    "GET http://localhost/v1/articles?key=k HTTP/1.1\r\nExpect: 100-continue\r\nUpgrade: h2c\r\n\r\n",
  ]
  private static let fragments = [
    "\r\n", "\n", "\r", "\0", " ", ":", "%", "?", "&", "Content-Length: 5\r\n", "Content-Length: -1\r\n",
    "Transfer-Encoding: chunked\r\n", "HTTP/9.9", "\u{FF}", "99999999999999999999", "Connection: upgrade\r\n", "/../",
  ]
  private static let statuses: Set<Int> = [
    100, 200, 400, 404, 405, 408, 413, 414, 415, 431, 503, 505,
  ]

  @Test("ten thousand broken conversations end with whole answers or none, and the server stays")
  func mutations() async throws {
    try await TestServer.run({ $0.requestTimeout = .seconds(5) }, logging: .error) { server in
      var generator = SeededGenerator(seed: 42)
      for number in 0..<10_000 {
        let request = Self.mutated(using: &generator)
        let client = try server.connect()
        client.send(request)
        client.endOutput()
        let text = try client.readToEnd()
        guard Self.isConversation(text) else {
          Issue.record(
            "case \(number): \(String(decoding: request, as: UTF8.self).debugDescription) got \(text.debugDescription)")
          return
        }
      }
      #expect(try server.get("/healthz").status == 200)
    }
  }

  private static func mutated(using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = Array((seeds.randomElement(using: &generator) ?? "").utf8)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0...max(0, bytes.count - 1), using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0 where !bytes.isEmpty: bytes[place] = UInt8.random(in: 0...255, using: &generator)
      case 1 where !bytes.isEmpty: bytes.remove(at: place)
      case 2:
        bytes.insert(contentsOf: (fragments.randomElement(using: &generator) ?? "").utf8, at: min(place, bytes.count))
      case 3: bytes.removeSubrange(place...)
      case 4: bytes += bytes[..<place]
      default:
        let end = Int.random(in: place...bytes.count, using: &generator)
        bytes.insert(contentsOf: bytes[place..<end], at: min(place, bytes.count))
      }
    }
    return bytes
  }

  /// Whether the text is a sequence of answers with a status the daemon gives, none of them cut short.
  private static func isConversation(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      guard let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
      let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
      rest = rest[end.upperBound...]
      let words = head.split(separator: " ", maxSplits: 2)
      guard head.hasPrefix("HTTP/1."), words.count > 1, let status = Int(words[1]), statuses.contains(status) else {
        return false
      }
      guard let length = field("content-length", of: head).flatMap({ Int($0) }) else {
        // Chunked answers are read by other tests; here the last chunk must be there.
        if status == 100 { continue }
        guard let last = rest.firstRange(of: Array("0\r\n\r\n".utf8)) else { return head.contains("connection: close") }
        rest = rest[last.upperBound...]
        continue
      }
      if rest.starts(with: Array("HTTP/1.".utf8)) || rest.isEmpty { continue }  // the answer to a HEAD
      guard rest.count >= length else { return false }
      rest = rest.dropFirst(length)
    }
    return true
  }

  private static func field(_ name: String, of head: String) -> Substring? {
    head.split(separator: "\r\n").first { $0.hasPrefix(name + ":") }?.dropFirst(name.utf8.count + 2)
  }
}
