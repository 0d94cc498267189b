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
    var shown: Set<Int> = []
    var free = matches
    while found.count < count, let best = best(free, shown: shown) {
      found.append(best)
      for match in free where best.contains(match.positions.lowerBound) { shown.insert(match.target) }
      let taken = (best.lowerBound - Self.length)..<(best.upperBound + Self.length)
      free.removeAll { taken.overlaps($0.positions) }
    }
    return found
  }

  private func best(_ matches: [TargetMatch], shown: Set<Int>) -> Range<Int>? {
    var best: (worth: Double, place: Range<Int>)?
    for first in matches.indices {
      let start = matches[first].positions.lowerBound
      var seen: Set<Int> = []
      var worth = 0.0
      var covered = 0
      var end = start
      for match in matches[first...] {
        if match.positions.upperBound - start > Self.length, !seen.isEmpty { break }
        covered += max(0, match.positions.upperBound - max(end, match.positions.lowerBound))
        end = max(end, match.positions.upperBound)
        let weight = weights[match.target]
        let isNew = seen.insert(match.target).inserted
        worth += weight * (!isNew ? Self.recurrenceWorth : shown.contains(match.target) ? Self.repeatedWorth : 1)
        let closeness = Double(covered) / Double(end - start)
        let total = worth * (1 + Self.closenessWorth * closeness)
        if best.map({ total > $0.worth }) ?? true { best = (total, start..<end) }
      }
    }
    return best?.place
  }
}
