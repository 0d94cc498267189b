public import Wire

/// Why a request has no answer.
public enum SearchClientError: Error, Sendable, Equatable {
  /// No daemon answers at the socket.
  case unreachable(path: String, reason: Unreachability)
  /// The daemon refused the request; the problem says what is wrong with it.
  case problem(ProblemDetails)
  /// There was no complete answer within the configured time.
  case timedOut(after: Duration)
  /// The daemon speaks another version of the interface than this client.
  case versionMismatch(server: String)
  /// What came back is not an answer of the daemon.
  case invalidResponse(String)
  /// The task was cancelled.
  case cancelled
  /// The client was shut down before.
  case shutDown

  /// What stands between the client and the daemon.
  public enum Unreachability: Sendable, Equatable {
    /// There is no file at the path.
    case noSocket
    /// There is a file, but no process listens on it.
    case notListening
    /// The user may not use the socket.
    case permissionDenied
    /// The path has more than the 107 bytes a Unix socket's may have.
    case pathTooLong
    /// The daemon accepted the connection and closed it without an answer.
    case hungUp
    /// The system's error number of another failure.
    case system(code: Int32, text: String)
  }
}

extension SearchClientError: CustomStringConvertible {
  /// What happened, in one or two lines, and what to do about it.
  public var description: String {
    switch self {
    case .unreachable(let path, let reason): Self.describe(path: path, reason: reason)
    case .problem(let problem): Self.describe(problem)
    case .timedOut(let limit): "no answer within \(Self.seconds(limit)) s; allow more time, or narrow the query"
    case .versionMismatch(let server):
      "the daemon speaks version \(server) of the interface and this client version \(APIVersion.current); "
        + "install both from the same release"
    case .invalidResponse(let what): "what answers on the socket is not this version's searchd: \(what)"
    case .cancelled: "the request was cancelled"
    case .shutDown: "the client was shut down; make a new one"
    }
  }

  private static func describe(path: String, reason: Unreachability) -> String {
    switch reason {
    case .noSocket: "no daemon at \(path): there is no such socket\n" + start(path)
    case .notListening: "no daemon at \(path): nothing listens on it\n" + start(path)
    case .permissionDenied:
      "no permission to use \(path)\njoin its group (sudo usermod --append --groups searchd $USER, then log in again)"
    case .pathTooLong: "\(path) is longer than the 107 bytes a socket's path may have; choose a shorter one"
    case .hungUp: "the daemon at \(path) closed the connection without an answer; it may be stopping: try again"
    case .system(_, let text): "no daemon at \(path): \(text)\n" + start(path)
    }
  }

  private static func start(_ path: String) -> String {
    "start it with: searchd --index PATH --socket \(path), or: sudo systemctl start searchd"
  }

  private static func describe(_ problem: ProblemDetails) -> String {
    let head = problem.detail ?? "\(problem.title) (\(problem.status))"
    return problem.caret.map { head + "\n" + $0 } ?? head
  }

  private static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    return attoseconds == 0 ? String(seconds) : String(Double(seconds) + Double(attoseconds) / 1e18)
  }
}
