import IndexStore

/// How long one query may take, and whether anybody still waits for its answer.
struct QueryBudget: Sendable {
  /// When the request arrived.
  let arrival: ContinuousClock.Instant
  /// When to answer with what there is.
  let end: ContinuousClock.Instant
  /// Set when the client goes away; all queries of a batch share one.
  let cancellation: Cancellation

  /// Whether it is for a first attempt, of which nothing is wanted that is not complete before its end.
  let isBrief: Bool

  /// How long a first attempt took that came to nothing.
  private(set) var attempted = Duration.zero

  /// Begins at an arrival.
  init(arrival: ContinuousClock.Instant, limit: Duration, cancellation: Cancellation = Cancellation()) {
    self.init(arrival: arrival, end: arrival + limit, cancellation: cancellation, isBrief: false)
  }

  private init(
    arrival: ContinuousClock.Instant, end: ContinuousClock.Instant, cancellation: Cancellation, isBrief: Bool
  ) {
    self.arrival = arrival
    self.end = end
    self.cancellation = cancellation
    self.isBrief = isBrief
  }

  /// How long a first attempt may take: most answers take a tenth of it, and other connections can wait so long.
  static let moment = Duration.milliseconds(3)

  /// The budget of an attempt that begins now and ends soon.
  var brief: QueryBudget {
    QueryBudget(arrival: arrival, end: min(end, .now + Self.moment), cancellation: cancellation, isBrief: true)
  }

  /// The same after an attempt that came to nothing.
  func afterAttempt(of duration: Duration) -> QueryBudget {
    var budget = self
    budget.attempted = duration
    return budget
  }

  /// Whether the client has gone away.
  var isCancelled: Bool { cancellation.isCancelled }

  /// What is left; negative when it is overdrawn.
  var remaining: Duration { end - .now }
}
