import NIOHTTP1
import Wire

/// The status line and headers of an answer (RFC 9112, sections 4 and 5), as bytes.
struct ResponseHead: Sendable {
  /// The version of the request.
  var version: HTTPVersion
  /// The HTTP status.
  var status: Int
  /// The media type of the body.
  var mediaType: String
  /// How long the body is; `nil` when it comes in chunks or, in HTTP/1.0, ends with the connection.
  var length: Int?
  /// Further headers.
  var headers: [(name: String, value: String)] = []
  /// Whether the connection stays open afterwards.
  var keepsAlive: Bool

  /// Whether the body comes in chunks.
  var isChunked: Bool { length == nil && version == .http1_1 }

  /// Writes the head and the empty line behind it.
  func write(to bytes: inout [UInt8]) {
    bytes += "HTTP/\(version.major).\(version.minor) \(status) ".utf8
    bytes += HTTPResponseStatus(statusCode: status).reasonPhrase.utf8
    bytes += "\r\n".utf8
    Self.write("content-type", mediaType, to: &bytes)
    Self.write("date", HTTPDate.now, to: &bytes)
    bytes += Self.constant
    for (name, value) in headers { Self.write(name, value, to: &bytes) }
    if let length { Self.write("content-length", String(length), to: &bytes) }
    if isChunked { Self.write("transfer-encoding", "chunked", to: &bytes) }
    if !keepsAlive {
      Self.write("connection", "close", to: &bytes)
    } else if version != .http1_1 {
      Self.write("connection", "keep-alive", to: &bytes)
    }
    bytes += "\r\n".utf8
  }

  private static func write(_ name: String, _ value: String, to bytes: inout [UInt8]) {
    bytes += name.utf8
    bytes += ": ".utf8
    bytes += value.utf8
    bytes += "\r\n".utf8
  }

  private static let constant = Array("server: searchd\r\n\(APIVersion.headerName): \(APIVersion.current)\r\n".utf8)
}

/// Chunks of a body (RFC 9112, section 7.1).
enum Chunk {
  /// The chunk behind the last one.
  static let last = Array("0\r\n\r\n".utf8)

  /// One chunk; `content` is not empty, for that would end the body.
  static func bytes(_ content: [UInt8]) -> [UInt8] {
    Array(String(content.count, radix: 16).utf8) + "\r\n".utf8 + content + "\r\n".utf8
  }
}
