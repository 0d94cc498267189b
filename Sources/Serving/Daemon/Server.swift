import Logging
import NIOCore
import NIOPosix

/// The parts that serve one socket: event loops for connections, threads for queries, and what they share.
final class Server: Sendable {
  let context: ServerContext
  private let listener: Listener

  /// Begins to accept connections; the descriptor is closed by ``stop(within:)``.
  init(
    descriptor: Int32, settings: LiveSettings, source: some SearchServiceSource, metrics: Metrics, logger: Logger
  ) async throws {
    let pool = QueryPool(threads: settings.current.queryThreads) { source.makeService() }
    let connections = ConnectionRegistry()
    let endpoints = Endpoints(settings: settings, metrics: metrics, logger: logger) {
      let load = pool.load
      let facts = source.facts
      let gauges = Metrics.Gauges(
        queuedQueries: load.waiting, runningQueries: load.running, indexGeneration: facts?.generation,
        indexArticles: facts?.articles, postings: source.postings)
      return Endpoints.Facts(gauges: gauges, isDraining: connections.isDraining)
    }
    context = ServerContext(
      settings: settings, metrics: metrics, logger: logger, pool: pool, endpoints: endpoints,
      connections: connections, loops: EventLoops(queryThreads: settings.current.queryThreads))
    listener = Listener(socket: descriptor, server: context)
  }

  /// Waits until every event loop has done something, so that returning is a sign of life.
  func answerPing() async throws {
    try await context.loops.answerPing()
  }

  /// Stops accepting, lets answers under way be finished, and ends all threads.
  ///
  /// - Returns: Whether everything was finished within the limit; otherwise connections have been cut off.
  func stop(within limit: Duration) async throws -> Bool {
    let isClean = await listener.drain(limit: limit)
    try await context.pool.shutDown()
    try await context.loops.shutDown()
    return isClean
  }

  /// Cuts off every connection, so that a ``stop(within:)`` under way returns.
  func cutOff() { context.connections.closeAll() }
}
