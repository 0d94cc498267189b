import NIOHTTP1
import Synchronization

/// What the thread that answers a request has to know of it.
final class AnswerForm: Sendable {
  let route: Route
  let method: HTTPMethod
  let version: HTTPVersion
  /// When the last byte of the request arrived.
  let arrival: ContinuousClock.Instant
  private let keepsAliveNow: Atomic<Bool>

  init(route: Route, request: Request, version: HTTPVersion, keepsAlive: Bool) {
    self.route = route
    method = request.method
    self.version = version
    arrival = request.arrival
    keepsAliveNow = Atomic(keepsAlive)
  }

  /// Whether the answer has no body, whatever its headers say.
  var isHeadOnly: Bool { method == .HEAD }

  /// Whether the connection stays open afterwards; the daemon may change its mind while the answer is being made.
  var keepsAlive: Bool {
    get { keepsAliveNow.load(ordering: .relaxed) }
    set { keepsAliveNow.store(newValue, ordering: .relaxed) }
  }
}

/// An answer as it goes over the wire, head and body.
struct AnswerBytes: Sendable {
  /// The HTTP status.
  let status: Int
  /// The bytes.
  let bytes: [UInt8]
  /// How many of them have been sent.
  var sent = 0

  init(_ answer: Answer, form: AnswerForm) {
    status = answer.status
    let head = ResponseHead(
      version: form.version, status: answer.status, mediaType: answer.mediaType, length: answer.body.count,
      headers: answer.headers, keepsAlive: form.keepsAlive)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(answer.body.count + 512)
    head.write(to: &bytes)
    if !form.isHeadOnly { bytes += answer.body }
    self.bytes = bytes
  }
}
