import Synchronization

/// Counts what the daemon does, for `/metrics`.
final class Metrics: Sendable {
  private let counts = Mutex(Counts())
  private let started = ContinuousClock.now

  /// Everything counted so far.
  struct Counts: Sendable {
    var requests: [RequestLabels: Int] = [:]
    var latency: [Route: Histogram] = [:]
    var openConnections = 0
    var acceptedConnections = 0
    var refusedConnections = 0
    var overloads = 0
    var cancelledQueries = 0
    var slowQueries = 0
    var partialAnswers = 0
    var timeouts: [String: Int] = [:]
    var reloads = 0
  }

  struct RequestLabels: Hashable {
    var route: Route
    var status: Int
  }

  /// How long the daemon has been running.
  var uptime: Duration { ContinuousClock.now - started }

  /// A copy of everything counted so far.
  var snapshot: Counts { counts.withLock { $0 } }

  /// Counts something.
  func count(_ change: (inout Counts) -> Void) {
    counts.withLock { change(&$0) }
  }

  /// Counts an answered request.
  func countRequest(route: Route, status: Int, duration: Duration) {
    counts.withLock { counts in
      counts.requests[RequestLabels(route: route, status: status), default: 0] += 1
      counts.latency[route, default: Histogram()].record(duration)
    }
  }
}

/// How often durations fell below each bound.
struct Histogram: Sendable, Equatable {
  /// The upper bounds in seconds; a last bucket takes everything above.
  static let bounds = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  /// How many durations fell between the bound before and this one.
  private(set) var buckets = [Int](repeating: 0, count: bounds.count + 1)
  /// The sum of all durations in seconds.
  private(set) var sum = 0.0

  /// How many durations there were.
  var count: Int { buckets.reduce(0, +) }

  mutating func record(_ duration: Duration) {
    let seconds = duration / .seconds(1)
    buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
    sum += seconds
  }
}
