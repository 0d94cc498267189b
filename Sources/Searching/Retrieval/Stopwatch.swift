import Foundation

/// Measures the stages of one search in microseconds.
struct Stopwatch {
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now

  /// The time since the last call, or since the beginning.
  mutating func lap() -> Int {
    let now = ContinuousClock.now
    defer { last = now }
    return (now - last).microseconds
  }

  /// The time since the beginning.
  var total: Int { (ContinuousClock.now - start).microseconds }
}

extension Duration {
  fileprivate var microseconds: Int {
    Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
  }
}

/// The wall clock.
enum Moment {
  /// Seconds since 1970-01-01T00:00:00Z.
  static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}
