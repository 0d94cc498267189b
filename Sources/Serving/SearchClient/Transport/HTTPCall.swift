import NIOCore
import NIOHTTP1

/// A request as it goes over the connection.
struct HTTPCall: Sendable {
  let head: HTTPRequestHead
  let body: ByteBuffer?

  static func get(_ target: String) -> HTTPCall {
    HTTPCall(head: HTTPRequestHead(version: .http1_1, method: .GET, uri: target, headers: headers), body: nil)
  }

  static func post(_ target: String, contentType: String, body: [UInt8]) -> HTTPCall {
    var headers = Self.headers
    headers.add(name: "content-type", value: contentType)
    headers.add(name: "content-length", value: String(body.count))
    return HTTPCall(
      head: HTTPRequestHead(version: .http1_1, method: .POST, uri: target, headers: headers),
      body: ByteBuffer(bytes: body))
  }

  private static let headers: HTTPHeaders = ["host": "localhost"]
}

/// An answer as it came over the connection.
struct HTTPAnswer: Sendable {
  let head: HTTPResponseHead
  let body: ByteBuffer

  var status: UInt { head.status.code }
  var bytes: [UInt8] { Array(body.readableBytesView) }

  /// The first value of a header.
  func header(_ name: String) -> String? { head.headers.first(name: name) }
}

/// A request and whoever waits for its answer.
struct Exchange: Sendable {
  let call: HTTPCall
  let answer: EventLoopPromise<HTTPAnswer>
}

/// Why a connection brought no answer.
enum ExchangeFailure: Error, Equatable {
  /// The connection closed before the first byte of an answer's head was understood.
  case closedBeforeAnswer
  /// The connection closed in the middle of an answer.
  case closedWithinAnswer
  /// The bytes are not HTTP.
  case notHTTP(String)
  /// The answer has more bytes than the client takes.
  case tooLarge(limit: Int)
}
