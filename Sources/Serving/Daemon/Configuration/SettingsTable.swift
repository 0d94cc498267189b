extension Setting {
  /// Every setting, in the order in which they are documented.
  public static let all: [Setting] = paths + logging + search + limits + timeouts

  /// The setting of a name.
  public static func named(_ name: String) -> Setting? { all.first { $0.name == name } }

  private static let paths: [Setting] = [
    .text(
      "index", \.index, expected: "a path",
      standard: "/var/lib/searchd/index.sqlite for root, otherwise searchd/index.sqlite in the XDG data directory",
      summary: "The index to search; it may come into being later, searches are refused until then."),
    .text(
      "socket", \.socket, expected: "a path of at most 107 bytes",
      standard: "/run/searchd/searchd.sock for root, otherwise searchd.sock in the XDG runtime directory",
      summary: "The Unix socket to listen on; a socket inherited from systemd takes its place."),
    .mode(
      "socket_mode", \.socketMode, standard: "0660 for root, otherwise 0600",
      summary: "The socket's permissions; whoever may write to it may search everything."),
    .optionalText(
      "socket_group", \.socketGroup, expected: "the name or number of a group", standard: "the daemon's own group",
      summary: "The group the socket is given to."),
  ]

  private static let logging: [Setting] = [
    .choice(
      "log_level", \.logLevel, placeholder: "level", standard: "info",
      summary: "The least severe messages that are logged."),
    .flag(
      "log_queries", \.logsQueryText, standard: "false",
      summary: "Whether slow queries are logged with their text, which may be private."),
    .duration(
      "slow_query_ms", \.slowQuery, 1...600_000, unit: .milliseconds, standard: "500",
      summary: "From which duration on a query is logged as slow."),
  ]

  private static let search: [Setting] = [
    .choice(
      "similarity", \.similarity, placeholder: "name", standard: "bm25f", reloadable: false,
      summary: "How articles are scored: bm25f by weighted fields, bm25 by title and body as one field."),
    .number(
      "cache_mb", \.cacheMebibytes, 1...1_048_576, standard: "256", reloadable: false,
      summary: "The most memory, in MiB, for posting lists, positions of frequent words and the articles shown last."),
    .number(
      "query_threads", \.queryThreads, 1...256, standard: "the number of processors", reloadable: false,
      summary: "How many queries run at once."),
  ]

  private static let limits: [Setting] = [
    .duration(
      "deadline_ms", \.deadline, 1...60_000, unit: .milliseconds, standard: "2000",
      summary: "After how long a query is answered with what has been found, unless it asks for another deadline."),
    .number(
      "queue_length", \.queueLength, 1...100_000, standard: "256",
      summary: "How many queries may wait for a thread; further ones are refused with status 503."),
    .number(
      "max_connections", \.maximumConnections, 1...100_000, standard: "2000",
      summary: "How many connections are open at once; further ones are refused with status 503."),
    .number(
      "max_head_bytes", \.maximumHeadBytes, 1_024...1_048_576, standard: "32768",
      summary: "The largest request line and headers together; larger ones are refused with status 414 or 431."),
    .number(
      "max_body_bytes", \.maximumBodyBytes, 1_024...1_073_741_824, standard: "8388608",
      summary: "The largest request body; larger ones are refused with status 413."),
  ]

  private static let timeouts: [Setting] = [
    .duration(
      "idle_timeout_seconds", \.idleTimeout, 1...86_400, unit: .seconds, standard: "300",
      summary: "How long a connection may stay silent between requests before it is closed."),
    .duration(
      "request_timeout_seconds", \.requestTimeout, 1...3_600, unit: .seconds, standard: "15",
      summary: "How long a request may take to arrive, from its first byte to its last."),
    .duration(
      "write_timeout_seconds", \.writeTimeout, 1...3_600, unit: .seconds, standard: "30",
      summary: "How long a client may leave an answer unread before it is cut off."),
    .duration(
      "drain_seconds", \.drainLimit, 0...600, unit: .seconds, standard: "10",
      summary: "How long the daemon waits for answers under way when it is told to stop."),
  ]
}
