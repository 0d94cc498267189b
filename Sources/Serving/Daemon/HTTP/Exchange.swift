import NIOCore
import NIOHTTP1

/// A request of which not everything has arrived.
struct IncomingRequest {
  /// The request line and headers, once they are complete.
  var head: HTTPRequestHead?
  /// What there is of the body.
  var body = ByteBuffer()
  /// Whether the end of the request line has been seen.
  var hasRequestLine = false
}

/// A request that is being answered.
final class Exchange {
  /// What is known of it wherever it is answered.
  let form: AnswerForm
  /// Gives up the queries of this exchange.
  var cancel: () -> Void = {}
  /// Continues to write after the client has caught up; only batches have to.
  var resume: () -> Void = {}

  init(route: Route, request: Request, version: HTTPVersion, keepsAlive: Bool) {
    form = AnswerForm(route: route, request: request, version: version, keepsAlive: keepsAlive)
  }

  /// Whether the connection stays open afterwards.
  var keepsAlive: Bool {
    get { form.keepsAlive }
    set { form.keepsAlive = newValue }
  }
}

/// Something that arrived from the client.
enum InputEvent {
  case part(HTTPServerRequestPart)
  case failure(HTTPParserError)
  /// The client has ended its half of the connection.
  case end
}
