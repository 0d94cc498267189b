import ArgumentParser
import Daemon

/// One option a setting; what they take is checked together with the file and the environment.
struct SettingOptions: ParsableArguments {
  @Option(help: .setting("index")) var index: String?
  @Option(help: .setting("socket")) var socket: String?
  @Option(help: .setting("socket_mode")) var socketMode: String?
  @Option(help: .setting("socket_group")) var socketGroup: String?
  @Option(help: .setting("log_level")) var logLevel: String?
  @Option(help: .setting("log_queries")) var logQueries: String?
  @Option(help: .setting("slow_query_ms")) var slowQueryMs: String?
  @Option(help: .setting("similarity")) var similarity: String?
  @Option(help: .setting("cache_mb")) var cacheMb: String?
  @Option(help: .setting("query_threads")) var queryThreads: String?
  @Option(help: .setting("deadline_ms")) var deadlineMs: String?
  @Option(help: .setting("queue_length")) var queueLength: String?
  @Option(help: .setting("max_connections")) var maxConnections: String?
  @Option(help: .setting("max_head_bytes")) var maxHeadBytes: String?
  @Option(help: .setting("max_body_bytes")) var maxBodyBytes: String?
  @Option(help: .setting("idle_timeout_seconds")) var idleTimeoutSeconds: String?
  @Option(help: .setting("request_timeout_seconds")) var requestTimeoutSeconds: String?
  @Option(help: .setting("write_timeout_seconds")) var writeTimeoutSeconds: String?
  @Option(help: .setting("drain_seconds")) var drainSeconds: String?

  /// The values that were given, by the names of their settings.
  var values: [String: String] {
    let all: [String: String?] = [
      "index": index, "socket": socket, "socket_mode": socketMode, "socket_group": socketGroup, "log_level": logLevel,
      "log_queries": logQueries, "slow_query_ms": slowQueryMs, "similarity": similarity,
      "cache_mb": cacheMb, "query_threads": queryThreads, "deadline_ms": deadlineMs, "queue_length": queueLength,
      "max_connections": maxConnections,
      "max_head_bytes": maxHeadBytes, "max_body_bytes": maxBodyBytes, "idle_timeout_seconds": idleTimeoutSeconds,
      "request_timeout_seconds": requestTimeoutSeconds, "write_timeout_seconds": writeTimeoutSeconds,
      "drain_seconds": drainSeconds,
    ]
    return all.compactMapValues { $0 }
  }
}

extension ArgumentHelp {
  /// The words of the table of settings.
  fileprivate static func setting(_ name: String) -> ArgumentHelp {
    guard let setting = Setting.named(name) else { return ArgumentHelp(visibility: .hidden) }
    return ArgumentHelp(
      "\(setting.summary) Takes \(setting.expected); default: \(setting.standard).", valueName: setting.placeholder)
  }
}
