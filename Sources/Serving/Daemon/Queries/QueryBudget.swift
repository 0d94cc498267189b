import IndexStore

/// How long one query may take, and whether anybody still waits for its answer.
struct QueryBudget: Sendable {
  /// When the request arrived.
  let arrival: ContinuousClock.Instant
  /// When to answer with what there is.
  let end: ContinuousClock.Instant
  /// Set when the client goes away; all queries of a batch share one.
  let cancellation: Cancellation

  /// Begins at an arrival.
  init(arrival: ContinuousClock.Instant, limit: Duration, cancellation: Cancellation = Cancellation()) {
    self.arrival = arrival
    end = arrival + limit
    self.cancellation = cancellation
  }

  /// Whether the client has gone away.
  var isCancelled: Bool { cancellation.isCancelled }

  /// What is left; negative when it is overdrawn.
  var remaining: Duration { end - .now }
}
