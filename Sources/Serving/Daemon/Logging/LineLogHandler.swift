import Articles
import Glibc
public import Logging
import Synchronization

/// The level that all loggers of the daemon obey, changed in one place when the configuration is read again.
public final class LogThreshold: Sendable {
  private let level: Mutex<Logger.Level>

  /// Begins at a level.
  public init(_ level: Logger.Level) { self.level = Mutex(level) }

  /// The least severe level that is logged.
  public var current: Logger.Level {
    get { level.withLock { $0 } }
    set { level.withLock { $0 = newValue } }
  }
}

/// Writes one line a message: `level=… message=… key=value …`, the keys in alphabetical order.
///
/// To the journal each line begins with its priority (sd-daemon(3)) and carries no time, because the journal keeps both
/// for itself; elsewhere it begins with the time in UTC.
public struct LineLogHandler: LogHandler {
  /// Where lines go.
  public enum Sink: Sendable {
    /// Standard error, each line in one write.
    case standardError
    /// A function, for tests.
    case function(@Sendable (String) -> Void)
  }

  private let threshold: LogThreshold
  private let isForJournal: Bool
  private let sink: Sink
  /// Values that every line of this logger carries.
  public var metadata: Logger.Metadata = [:]

  /// Makes a handler.
  public init(threshold: LogThreshold, isForJournal: Bool, sink: Sink = .standardError) {
    self.threshold = threshold
    self.isForJournal = isForJournal
    self.sink = sink
  }

  /// The threshold's level; setting it here changes it for all.
  public var logLevel: Logger.Level {
    get { threshold.current }
    set { threshold.current = newValue }
  }

  /// One value that every line of this logger carries.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes a message.
  public func log(event: LogEvent) {
    var line = isForJournal ? "<\(Self.priority(event.level))>" : "time=\(Self.now()) "
    line += "level=\(event.level.rawValue) message=\(LogText.value(event.message.description))"
    let values = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      line += " \(LogText.escaped(key))=\(LogText.value(value.description))"
    }
    write(line + "\n")
  }

  private func write(_ line: String) {
    switch sink {
    case .function(let receive): receive(line)
    case .standardError:
      var line = line
      line.withUTF8 { bytes in _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
    }
  }

  /// The syslog priority (RFC 5424, table 2).
  private static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }

  private static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let milliseconds = String(1_000 + time.tv_nsec / 1_000_000).dropFirst()
    return String(ArticleDate(seconds: Int64(time.tv_sec)).text.dropLast()) + ".\(milliseconds)Z"
  }
}
