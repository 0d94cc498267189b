import Logging
import NIOCore
import NIOPosix

/// The parts that serve one socket: event loops for connections, threads for queries, and what they share.
final class Server: Sendable {
  let context: ServerContext
  private let group: MultiThreadedEventLoopGroup
  private let listener: Listener

  /// How many threads read and write connections; answers are made elsewhere.
  private static let connectionThreads = 2

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
    group = MultiThreadedEventLoopGroup(numberOfThreads: Self.connectionThreads)
    context = ServerContext(
      settings: settings, metrics: metrics, logger: logger, pool: pool, endpoints: endpoints,
      connections: connections, turns: LoopTurns(group))
    listener = try await Listener(socket: descriptor, group: group, server: context)
  }

  /// Waits until every event loop has done something, so that returning is a sign of life.
  func answerPing() async throws {
    for loop in group.makeIterator() { try await loop.submit {}.get() }
  }

  /// Stops accepting, lets answers under way be finished, and ends all threads.
  ///
  /// - Returns: Whether everything was finished within the limit; otherwise connections have been cut off.
  func stop(within limit: Duration) async throws -> Bool {
    let isClean = await listener.drain(limit: limit)
    try await context.pool.shutDown()
    try await group.shutdownGracefully()
    return isClean
  }

  /// Cuts off every connection, so that a ``stop(within:)`` under way returns.
  func cutOff() { context.connections.closeAll() }
}
