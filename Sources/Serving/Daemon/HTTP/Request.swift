import NIOCore
import NIOHTTP1

/// A request that has arrived in full.
struct Request: Sendable {
  var method: HTTPMethod
  /// The target as it came: a path with a query, or an absolute URL (RFC 9112, section 3.2).
  var target: String
  var headers: HTTPHeaders
  var body: ByteBuffer
  /// When its last byte arrived.
  var arrival: ContinuousClock.Instant

  /// The path and the query, without scheme and authority.
  var pathAndQuery: (path: Substring, query: Substring) {
    var rest = target[...]
    if target.utf8.first != UInt8(ascii: "/"), let authority = rest.range(of: "://") {
      let afterAuthority = rest[authority.upperBound...].drop { $0 != "/" && $0 != "?" }
      rest = afterAuthority.isEmpty ? "/" : afterAuthority
    }
    guard let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) else { return (rest, "") }
    return (rest[..<mark], rest[rest.utf8.index(after: mark)...])
  }

  /// The media type of the body in lower case, without its parameters.
  var mediaType: String? {
    headers.first(name: "content-type").map { value in
      value.prefix { $0 != ";" }.lowercased().trimmingSpaces()
    }
  }

  /// Whether the body is compressed or otherwise coded.
  var isCoded: Bool {
    headers["content-encoding"].contains { $0.lowercased().trimmingSpaces() != "identity" }
  }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  fileprivate func trimmingSpaces() -> String {
    var rest = drop { $0 == " " }
    while rest.last == " " { rest = rest.dropLast() }
    return String(rest)
  }
}

extension Substring {
  /// The first place where `text` stands.
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
