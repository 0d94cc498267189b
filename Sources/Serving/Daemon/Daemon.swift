import Glibc
import Logging

/// The daemon as a process: from its configuration to its end.
public struct Daemon: Sendable {
  private let sources: Configuration.Sources
  private let configuration: Configuration
  private let threshold: LogThreshold
  private let logger: Logger
  private let manager: ServiceManager

  /// Prepares a daemon.
  ///
  /// - Parameters:
  ///   - configuration: What was read from the sources.
  ///   - sources: Where to read it again from.
  public init(configuration: Configuration, sources: Configuration.Sources) {
    self.sources = sources
    self.configuration = configuration
    let threshold = LogThreshold(configuration.settings.logLevel)
    let isForJournal = JournalStream.isStandardError(environment: sources.environment)
    logger = Logger(label: "searchd") { _ in LineLogHandler(threshold: threshold, isForJournal: isForJournal) }
    self.threshold = threshold
    manager = ServiceManager(environment: sources.environment)
  }

  /// Serves until SIGTERM or SIGINT; SIGHUP reads the configuration again.
  ///
  /// - Throws: ``StartError`` when it cannot begin.
  public func run() async throws {
    MemoryPolicy.apply()
    let (signals, continuation) = AsyncStream.makeStream(of: Int32.self)
    let watch = SignalWatch([SIGTERM, SIGINT, SIGHUP]) { continuation.yield($0) }
    defer { withExtendedLifetime(watch) {} }
    var settings = configuration.settings
    limitConnections(in: &settings)
    let live = LiveSettings(settings)
    let socket = try ListeningSocket.acquire(settings: settings, environment: sources.environment)
    defer { socket.removeFile() }
    let source = try IndexSource(settings: settings, logger: logger)
    let metrics = Metrics()
    let server = try await Server(
      descriptor: socket.descriptor, settings: live, source: source, metrics: metrics, logger: logger)
    let follower = IndexFollower(source: source)
    await follower.follow()
    let following = Task { await follower.run() }
    announce(socket, source: source)
    let watchdog = Task { await Watchdog(manager: manager, server: server, logger: logger).run() }
    var current = configuration
    for await signal in signals {
      guard signal == SIGHUP else { break }
      reload(&current, live: live, metrics: metrics)
    }
    watchdog.cancel()
    following.cancel()
    try await stop(server, limit: live.current.drainLimit, impatience: signals)
    source.remember()
  }

  private func announce(_ socket: ListeningSocket, source: IndexSource) {
    for variable in configuration.strangeVariables {
      logger.warning("environment variable is no setting", metadata: ["variable": "\(variable)"])
    }
    logger.info(
      "listening",
      metadata: [
        "socket": "\(socket.path)", "inherited": "\(socket.isInherited)", "index": "\(configuration.settings.index)",
        "articles": "\(source.facts?.articles ?? 0)", "configuration": "\(configuration.file ?? "none")",
      ])
    if source.facts == nil {
      logger.notice(
        "there is no index yet; searches are refused until there is one",
        metadata: ["command": "searchctl ingest --index \(configuration.settings.index) FOLDER"])
    }
    manager.send(.ready(status: "Serving \(configuration.settings.index)"))
  }

  /// Keeps connections from using up the files the process may open.
  private func limitConnections(in settings: inout Settings) {
    // A connection has a descriptor for the event loop and one for the query threads.
    let reserve = 64 + settings.queryThreads * 8 + 2 * Listener.refusedAtOnce
    let limit = ProcessFacts.raiseOpenFileLimit(to: 2 * settings.maximumConnections + reserve)
    let possible = max(1, (limit - reserve) / 2)
    guard settings.maximumConnections > possible else { return }
    logger.warning(
      "max_connections is lowered to what the limit on open files allows",
      metadata: ["max_connections": "\(possible)", "open_files": "\(limit)"])
    settings.maximumConnections = possible
  }

  private func reload(_ current: inout Configuration, live: LiveSettings, metrics: Metrics) {
    manager.send(.reloading)
    defer { manager.send(.ready(status: "Serving \(live.current.index)")) }
    do {
      let new = try Configuration(sources)
      for setting in new.changes(from: current) {
        logger.notice(
          setting.isReloadable ? "setting changed" : "setting changed; it takes effect at the next start",
          metadata: ["setting": "\(setting.name)", "value": "\(setting.value(in: new.settings))"])
      }
      var settings = new.settings
      limitConnections(in: &settings)
      live.replace(with: settings)
      threshold.current = settings.logLevel
      current = new
      metrics.count { $0.reloads += 1 }
      logger.info("configuration read again", metadata: ["configuration": "\(new.file ?? "none")"])
    } catch {
      for problem in error.problems {
        logger.error("configuration not taken", metadata: ["problem": "\(problem)"])
      }
    }
  }

  /// Drains the server; a second signal to stop cuts it short.
  private func stop(_ server: Server, limit: Duration, impatience signals: AsyncStream<Int32>) async throws {
    manager.send(.stopping)
    logger.info("stopping", metadata: ["drain_seconds": "\(Int(limit / .seconds(1)))"])
    let isClean = try await withThrowingTaskGroup(of: Bool?.self) { group in
      group.addTask { try await server.stop(within: limit) }
      group.addTask {
        for await signal in signals where signal != SIGHUP {
          server.cutOff()
          break
        }
        return nil
      }
      while let result = try await group.next() {
        guard let isClean = result else { continue }
        group.cancelAll()
        return isClean
      }
      return false
    }
    logger.info("stopped", metadata: ["clean": "\(isClean)"])
  }
}

/// The journal's own stream.
enum JournalStream {
  /// Whether standard error is the stream that `JOURNAL_STREAM` names by device and inode (systemd.exec(5)).
  static func isStandardError(environment: [String: String]) -> Bool {
    guard let stream = environment["JOURNAL_STREAM"] else { return false }
    var facts = stat()
    guard fstat(STDERR_FILENO, &facts) == 0 else { return false }
    return stream == "\(facts.st_dev):\(facts.st_ino)"
  }
}
