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

  /// The frequencies by field group of one article, given the places of each operand in it, ascending.
  func frequencies(_ places: [ArraySlice<Occurrence>], field: QueryField?) -> GroupFrequencies {
    switch field {
    case .title: return GroupFrequencies(title: count(places, .title))
    case .author: return GroupFrequencies(rest: count(places, .author))
    case nil:
      return GroupFrequencies(
        title: count(places, .title),
        rest: count(places, .author) + count(places, .site) + count(places, .category),
        body: UInt32(count(places, .body)))
    }
  }

  private func count(_ places: [ArraySlice<Occurrence>], _ field: Field) -> UInt16 {
    let positions = places.map { $0.lazy.filter { $0.field == field }.map(\.position) }
    return UInt16(clamping: clumps(positions.map(Array.init)).count)
  }

  /// The clumps in one text, from the left: for each the index of the occurrence of every operand.
  ///
  /// The occurrences at the heads of all lists are compared; if they do not make a clump, the one that begins first
  /// can be in none with what follows and is passed over.
  func clumps(_ positions: [[Int]]) -> [[Int]] {
    var heads = [Int](repeating: 0, count: positions.count)
    var found: [[Int]] = []
    while zip(heads, positions).allSatisfy({ $0 < $1.count }) {
      let order = heads.indices.sorted { (positions[$0][heads[$0]], $0) < (positions[$1][heads[$1]], $1) }
      if let second = overlapping(order, heads, positions) {
        heads[second] += 1
        continue
      }
      guard let first = order.first, let last = order.last else { return found }
      let endOfFirst = positions[first][heads[first]] + lengths[first] - 1
      if positions[last][heads[last]] - endOfFirst > distance {
        heads[first] += 1
        continue
      }
      found.append(heads)
      let end = positions[last][heads[last]] + lengths[last]
      for operand in heads.indices {
        while heads[operand] < positions[operand].count, positions[operand][heads[operand]] < end {
          heads[operand] += 1
        }
      }
    }
    return found
  }

  /// The later of the first two neighbours that overlap.
  private func overlapping(_ order: [Int], _ heads: [Int], _ positions: [[Int]]) -> Int? {
    for (left, right) in zip(order, order.dropFirst())
    where positions[left][heads[left]] + lengths[left] > positions[right][heads[right]] {
      return right
    }
    return nil
  }
}
