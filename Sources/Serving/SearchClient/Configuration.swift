import NIOCore

extension SearchClient {
  /// Limits that a client keeps.
  public struct Configuration: Sendable, Equatable {
    /// How long a request may take, from the call to the last byte of the answer, waiting for a connection included.
    public var timeout: Duration
    /// How many connections are open at a time, at least 1; further requests wait for one.
    public var maximumConnections: Int
    /// How many bytes one answer may have; a larger one is given up on.
    public var maximumAnswerBytes: Int
    /// How often a request is repeated that the daemon refused because it was overloaded.
    ///
    /// The client waits as long as the daemon's `Retry-After` says, and does not wait when that would exceed the
    /// timeout.
    public var overloadRetries: Int

    /// Sets the limits.
    public init(
      timeout: Duration = .seconds(10), maximumConnections: Int = 8, maximumAnswerBytes: Int = 256 << 20,
      overloadRetries: Int = 1
    ) {
      self.timeout = timeout
      self.maximumConnections = max(1, maximumConnections)
      self.maximumAnswerBytes = maximumAnswerBytes
      self.overloadRetries = overloadRetries
    }
  }

  /// Serves all clients of this process by one thread instead of one for each core.
  ///
  /// For a program that asks one question and ends. To be called at most once, before the first request.
  package static func useOneThread() { NIOSingletons.groupLoopCountSuggestion = 1 }
}
