import Glibc
import Logging
import Synchronization
import Testing

@testable import Daemon

/// A pause of the calling thread, for services and clients that run on threads of their own.
enum Pause {
  static func milliseconds(_ count: Int) { usleep(UInt32(count) * 1_000) }
}

/// A folder of its own, removed with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/searchd-daemon-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in ["s", "s.lock", "plain", "notify", "c.conf"] { unlink(path + "/" + name) }
    rmdir(path)
  }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ text: String, to name: String) throws -> String {
    let file = try #require(fopen(file(name), "w"))
    fputs(text, file)
    fclose(file)
    return self.file(name)
  }
}

/// The lines of a log.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func note(_ line: String) { lines.withLock { $0.append(line) } }

  func logger(_ level: Logger.Level = .debug) -> Logger {
    Logger(label: "test") { _ in
      LineLogHandler(
        threshold: LogThreshold(level), isForJournal: true,
        sink: .function { self.note($0) })
    }
  }
}

/// A real server on a real socket, with fake services behind it.
struct TestServer: Sendable {
  let folder: TemporaryFolder
  let server: Server
  let socket: ListeningSocket
  let settings: LiveSettings
  let source: FakeSource
  let log: LogLines

  /// Serves during `body`, and drains afterwards.
  static func run<Result: Sendable>(
    _ change: (inout Settings) -> Void = { _ in }, facts: IndexFacts? = IndexFacts(generation: 4, articles: 1),
    logging level: Logger.Level = .debug,
    _ body: @Sendable (TestServer) async throws -> Result
  ) async throws -> Result {
    let folder = try TemporaryFolder()
    var settings = Settings(userID: 1, environment: [:], processors: 2)
    settings.socket = folder.file("s")
    change(&settings)
    let socket = try ListeningSocket.make(path: settings.socket, mode: 0o600, group: nil)
    let live = LiveSettings(settings)
    let log = LogLines()
    var source = FakeSource()
    source.facts = facts
    let server = try await Server(
      descriptor: socket.descriptor, settings: live, source: source, metrics: Metrics(), logger: log.logger(level))
    let running = TestServer(
      folder: folder, server: server, socket: socket, settings: live, source: source, log: log)
    do {
      let result = try await withTaskExecutorPreference(BlockingExecutor.shared) { try await body(running) }
      try await running.stop(within: .seconds(5))
      return result
    } catch {
      try await running.stop(within: .zero)
      throw error
    }
  }

  /// Stops the server unless the test itself did.
  private func stop(within limit: Duration) async throws {
    if !server.context.connections.isDraining { _ = try await server.stop(within: limit) }
    socket.removeFile()
  }

  func connect() throws -> RawClient { try RawClient(path: settings.current.socket) }

  /// Asks one thing on a connection of its own.
  func get(_ target: String) throws -> RawResponse {
    let client = try connect()
    client.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return try client.response()
  }
}
