import Articles
import IndexStore
import QueryLanguage

/// Counts the places where words and phrases stand close to each other.
///
/// A *clump* is one occurrence of every operand in one field, none overlapping another, where at most `distance` words
/// separate the last word of the first occurrence from the first word of the last one, that word included: neighbours
/// are at distance 1. The frequency is the number of clumps that do not overlap each other, read from the left.
struct NearEvaluator {
  /// How many words each operand has.
  let lengths: [Int]
  /// The greatest distance, at least 1.
  let distance: Int
  /// Past it counting stops where it is: dozens of operands that are everywhere in a long text can take seconds.
  var deadline = Deadline.none

  /// The frequencies by field group of one article, given the places of each operand in it, ascending.
  func frequencies(_ places: [ArraySlice<Occurrence>], field: QueryField?) -> GroupFrequencies {
    switch field {
    case .title: return GroupFrequencies(title: UInt16(clamping: count(places, .title)))
    case .author: return GroupFrequencies(rest: UInt16(clamping: count(places, .author)))
    case nil:
      let rest = count(places, .author) + count(places, .site) + count(places, .category)
      return GroupFrequencies(
        title: UInt16(clamping: count(places, .title)), rest: UInt16(clamping: rest),
        body: UInt32(clamping: count(places, .body)))
    }
  }

  private func count(_ places: [ArraySlice<Occurrence>], _ field: Field) -> Int {
    var positions: [[Int]] = []
    positions.reserveCapacity(places.count)
    for operand in places {
      guard let first = operand.firstIndex(where: { $0.field == field }) else { return 0 }
      positions.append(operand[first...].prefix { $0.field == field }.map(\.position))
    }
    var count = 0
    forEachClump(positions) { _ in count += 1 }
    return count
  }

  /// Calls `body` with the clumps in one text, from the left: the index of the occurrence of every operand.
  ///
  /// The occurrences at the heads of all lists are compared; if they do not make a clump, the one that begins first
  /// can be in none with what follows and is passed over.
  func forEachClump(_ positions: [[Int]], _ body: ([Int]) -> Void) {
    var heads = [Int](repeating: 0, count: positions.count)
    var steps = 0
    while positions.indices.allSatisfy({ heads[$0] < positions[$0].count }) {
      steps += 1
      if steps & 63 == 0, deadline.isPast { return }
      let bounds = outermost(heads, positions)
      if let overlapping = overlapping(heads, positions) {
        heads[overlapping] += 1
        continue
      }
      let endOfFirst = positions[bounds.first][heads[bounds.first]] + lengths[bounds.first] - 1
      let startOfLast = positions[bounds.last][heads[bounds.last]]
      if startOfLast - endOfFirst > distance {
        heads[bounds.first] += 1
        continue
      }
      body(heads)
      let end = startOfLast + lengths[bounds.last]
      for operand in heads.indices {
        while heads[operand] < positions[operand].count, positions[operand][heads[operand]] < end {
          heads[operand] += 1
        }
      }
    }
  }

  /// The operands whose heads begin first and last.
  private func outermost(_ heads: [Int], _ positions: [[Int]]) -> (first: Int, last: Int) {
    var first = 0
    var last = 0
    for operand in heads.indices.dropFirst() {
      let start = positions[operand][heads[operand]]
      if start < positions[first][heads[first]] { first = operand }
      if start >= positions[last][heads[last]] { last = operand }
    }
    return (first, last)
  }

  /// Of the operands whose heads begin inside the head of another, the one that begins first.
  private func overlapping(_ heads: [Int], _ positions: [[Int]]) -> Int? {
    var found: Int?
    for right in heads.indices {
      let start = positions[right][heads[right]]
      for left in heads.indices where left != right {
        let other = positions[left][heads[left]]
        let isBehind = start > other || (start == other && right > left)
        if isBehind, start < other + lengths[left], found.map({ start < positions[$0][heads[$0]] }) ?? true {
          found = right
        }
      }
    }
    return found
  }
}
