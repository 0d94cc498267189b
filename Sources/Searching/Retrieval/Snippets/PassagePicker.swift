/// Picks the places of a text that show the most of a query on little room.
struct PassagePicker {
  /// How much each target says.
  let weights: [Double]

  /// How many words a passage has, about.
  static let length = 30
  /// What a target is worth that an earlier passage shows already.
  private static let repeatedWorth = 0.2
  /// What each further occurrence within a passage adds, relative to its target's weight.
  private static let recurrenceWorth = 0.02
  /// How much more a place is worth whose matches stand side by side than one whose matches are scattered.
  private static let closenessWorth = 0.3

  /// The positions from the first to the last match of each place, best place first.
  ///
  /// - Parameters:
  ///   - matches: All matches, ascending.
  ///   - count: How many places at most; they are at least a passage apart.
  func places(_ matches: [TargetMatch], count: Int) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var shown = [Bool](repeating: false, count: weights.count)
    var free = matches
    while found.count < count, let best = best(free, shown: shown) {
      found.append(best)
      if found.count == count { break }
      for match in free where best.contains(match.positions.lowerBound) { shown[match.target] = true }
      let taken = (best.lowerBound - Self.length)..<(best.upperBound + Self.length)
      free.removeAll { taken.overlaps($0.positions) }
    }
    return found
  }

  private func best(_ matches: [TargetMatch], shown: [Bool]) -> Range<Int>? {
    var best: (worth: Double, place: Range<Int>)?
    /// For each target, the start in whose place it was seen last.
    var seenFrom = [Int](repeating: -1, count: weights.count)
    for first in matches.indices {
      let start = matches[first].positions.lowerBound
      var worth = 0.0
      var covered = 0
      var end = start
      for index in first..<matches.count {
        let match = matches[index]
        if match.positions.upperBound - start > Self.length, index > first { break }
        covered += max(0, match.positions.upperBound - max(end, match.positions.lowerBound))
        end = max(end, match.positions.upperBound)
        let isNew = seenFrom[match.target] != first
        seenFrom[match.target] = first
        worth += weights[match.target] * (!isNew ? Self.recurrenceWorth : shown[match.target] ? Self.repeatedWorth : 1)
        let closeness = Double(covered) / Double(end - start)
        let total = worth * (1 + Self.closenessWorth * closeness)
        if best.map({ total > $0.worth }) ?? true { best = (total, start..<end) }
      }
    }
    return best?.place
  }
}
