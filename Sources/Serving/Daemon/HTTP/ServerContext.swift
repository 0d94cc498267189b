import Logging
import NIOHTTP1

/// What all connections share.
struct ServerContext: Sendable {
  let settings: LiveSettings
  let metrics: Metrics
  let logger: Logger
  let pool: QueryPool
  let endpoints: Endpoints
  let connections: ConnectionRegistry
  let loops: EventLoops

  /// How long input is thrown away after a last answer, so that the client can read it before the connection breaks.
  static let lingering = Duration.seconds(2)

  /// Counts and logs a request that is about to be answered.
  func note(_ request: AnswerForm, status: Int) {
    let duration = ContinuousClock.now - request.arrival
    metrics.countRequest(route: request.route, status: status, duration: duration)
    logger.debug(
      "request",
      metadata: [
        "route": "\(request.route.rawValue)", "method": "\(request.method.rawValue)", "status": "\(status)",
        "duration_us": "\(Int(duration / .microseconds(1)))",
      ])
  }
}
