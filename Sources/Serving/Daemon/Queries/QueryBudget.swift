import Synchronization

/// How long one query may take, and whether anybody still waits for its answer.
final class QueryBudget: Sendable {
  /// When the request arrived.
  let arrival: ContinuousClock.Instant
  /// When to answer with what there is.
  let end: ContinuousClock.Instant
  private let state = Mutex(State())

  private struct State {
    var isCancelled = false
    var onCancel: (@Sendable () -> Void)?
  }

  /// Begins at an arrival.
  init(arrival: ContinuousClock.Instant, limit: Duration) {
    self.arrival = arrival
    end = arrival + limit
  }

  /// Whether the client has gone away.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// What is left; negative when it is overdrawn.
  var remaining: Duration { end - .now }

  /// Gives the query up.
  func cancel() {
    let action = state.withLock { state in
      state.isCancelled = true
      defer { state.onCancel = nil }
      return state.onCancel
    }
    action?()
  }

  /// Calls a function once when the query is given up, at once if it already has been.
  func whenCancelled(_ action: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if !state.isCancelled { state.onCancel = action }
      return state.isCancelled
    }
    if isLate { action() }
  }
}
