import Logging

/// Tells systemd that the daemon is alive, as long as it really is.
///
/// Alive means that every event loop answers and that no query has been running far beyond the longest deadline.
struct Watchdog: Sendable {
  let manager: ServiceManager
  let server: Server
  let logger: Logger

  /// A query that runs longer than this has lost its deadline: the longest one allowed, and half of it again.
  static let longestQuery = Duration.seconds(90)

  /// Speaks at twice the rate that is expected, until cancelled; returns at once when nobody listens.
  func run() async {
    guard let interval = manager.watchdogInterval else { return }
    while !Task.isCancelled {
      try? await Task.sleep(for: interval / 2)
      guard !Task.isCancelled, (try? await server.answerPing()) != nil else { return }
      if server.context.pool.longestRun < Self.longestQuery {
        manager.send(.alive)
      } else {
        logger.error("a query does not end; the watchdog is no longer told that the daemon is alive")
      }
    }
  }
}
