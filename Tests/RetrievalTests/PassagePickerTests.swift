import Testing

@testable import Retrieval

@Suite("Picking passages")
struct PassagePickerTests {
  /// The best place by looking at every one, as the picker says what a place is worth.
  private static func best(_ matches: [TargetMatch], weights: [Double]) -> (worth: Double, place: Range<Int>)? {
    var best: (worth: Double, place: Range<Int>)?
    for first in matches.indices {
      let start = matches[first].positions.lowerBound
      for count in 1...(matches.count - first) {
        let inside = matches[first..<first + count]
        if count > 1, inside.last.map({ $0.positions.upperBound - start > PassagePicker.length }) ?? true { break }
        let covered = Set(inside.flatMap { Array($0.positions) }).count
        let end = inside.map(\.positions.upperBound).max() ?? start
        let worth = weights.indices.map { target in
          let found = inside.filter { $0.target == target }.count
          return found == 0 ? 0 : weights[target] * (1 + 0.02 * Double(found - 1))
        }
        let total = worth.reduce(0, +) * (1 + 0.3 * Double(covered) / Double(end - start))
        if best.map({ total > $0.worth + 1e-9 }) ?? true { best = (total, start..<end) }
      }
    }
    return best
  }

  @Test("the place picked is worth as much as the best of all")
  func bestOfAll() throws {
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<300 {
      let weights = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        Double([1, 1, 7, 20].randomElement(using: &generator) ?? 1)
      }
      let matches = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
        let start = Int.random(in: 0...200, using: &generator)
        return TargetMatch(
          positions: start..<start + Int.random(in: 1...3, using: &generator),
          target: Int.random(in: weights.indices, using: &generator))
      }.sorted(by: <)
      let picked = try #require(PassagePicker(weights: weights).places(matches, count: 1).first)
      let best = try #require(Self.best(matches, weights: weights))
      let worth = Self.best(
        matches.filter { picked.lowerBound <= $0.positions.lowerBound && $0.positions.upperBound <= picked.upperBound },
        weights: weights)?.worth
      #expect(abs((worth ?? 0) - best.worth) < 1e-6)
    }
  }
}
