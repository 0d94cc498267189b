import Articles
public import Logging
import Retrieval

/// Everything about the daemon that an operator can choose; what each value means stands in ``Setting/all``.
public struct Settings: Sendable, Equatable {
  /// The index file.
  public var index: String
  /// The socket to listen on, unless one is inherited.
  public var socket: String
  /// The socket's permission bits.
  public var socketMode: UInt32
  /// The group the socket is given to.
  public var socketGroup: String?
  /// The least severe messages that are logged.
  public var logLevel: Logger.Level = .info
  /// Whether slow queries are logged with their text.
  public var logsQueryText = false
  /// From which duration on a query is logged as slow.
  public var slowQuery = Duration.milliseconds(500)
  /// After how long a query that asks for no deadline is answered with what there is.
  public var deadline = Duration.milliseconds(2_000)
  /// How many queries run at once.
  public var queryThreads: Int
  /// How articles are scored.
  public var similarity = SimilarityName.bm25f
  /// The most memory for posting lists, positions of frequent words and the articles shown last, in MiB.
  public var cacheMebibytes = 256
  /// How many queries may wait for a thread.
  public var queueLength = 256
  /// How many connections are open at once.
  public var maximumConnections = 2_000
  /// The largest request line and headers together, in bytes.
  public var maximumHeadBytes = 32 << 10
  /// The largest request body, in bytes.
  public var maximumBodyBytes = 8 << 20
  /// How long a connection may stay silent between requests.
  public var idleTimeout = Duration.seconds(300)
  /// How long a request may take to arrive, from its first byte to its last.
  public var requestTimeout = Duration.seconds(15)
  /// How long a client may leave an answer unread.
  public var writeTimeout = Duration.seconds(30)
  /// How long the daemon waits for answers under way when it is told to stop.
  public var drainLimit = Duration.seconds(10)

  /// The defaults for a user.
  ///
  /// - Parameters:
  ///   - userID: The effective user id; 0 is root.
  ///   - environment: The process's environment, for the XDG directories.
  ///   - processors: How many processors there are.
  public init(userID: UInt32, environment: [String: String], processors: Int) {
    let paths = DefaultPaths(userID: userID, environment: environment)
    index = paths.index
    socket = paths.daemonSocket
    socketMode = userID == 0 ? 0o660 : 0o600
    queryThreads = max(1, processors)
  }
}

/// The ways to score articles that an operator can choose from.
public enum SimilarityName: String, Sendable, CaseIterable {
  /// ``Similarity/standard``.
  case bm25f
  /// ``Similarity/bm25(k1:b:)`` with its defaults.
  case bm25

  /// The parameters.
  var similarity: Similarity {
    switch self {
    case .bm25f: .standard
    case .bm25: .bm25()
    }
  }
}
