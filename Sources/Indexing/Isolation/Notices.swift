import Synchronization

/// What the person who runs an ingest must know about the processes that read: each thing once.
public final class IsolationNotices: Sendable {
  private struct State {
    var known: Set<String> = []
    var waiting: [String] = []
  }

  private let state = Mutex(State())

  /// Starts with nothing.
  public init() {}

  func add(_ text: String) {
    state.withLock { state in
      if state.known.insert(text).inserted { state.waiting.append(text) }
    }
  }

  /// What came up since this was asked last.
  public func take() -> [String] {
    state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
  }
}
