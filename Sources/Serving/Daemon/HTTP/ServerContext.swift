import Logging

/// What all connections share.
struct ServerContext: Sendable {
  let settings: LiveSettings
  let metrics: Metrics
  let logger: Logger
  let pool: QueryPool
  let endpoints: Endpoints
  let connections: ConnectionRegistry

  /// How long input is thrown away after a last answer, so that the client can read it before the connection breaks.
  static let lingering = Duration.seconds(2)
}
