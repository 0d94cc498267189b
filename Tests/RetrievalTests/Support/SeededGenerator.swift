@testable import Retrieval

/// Random numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func next() -> UInt64 { random.next() }

  /// One of some values.
  mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }

  /// A number below a bound.
  mutating func below(_ bound: Int) -> Int { random.below(bound) }

  /// True in so many of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
