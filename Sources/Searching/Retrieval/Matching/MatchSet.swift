import CBlockSums

/// The rows that match, as a set or as what some posting lists say.
///
/// Most queries are words alone. Their lists say what matches, and the set is not made unless somebody needs it.
enum MatchSet {
  /// A set of rows.
  case rows(Bitmap)
  /// What is in any or in every one of some lists; at least one list.
  case lists([BlockPostings], TermMatch)

  /// How many rows match.
  ///
  /// Costs some nanoseconds a list for each block of the shortest list where every list must have a row, else for each
  /// posting of lists without a bitmap and for 64 rows of the index.
  ///
  /// - Parameter rowCount: The number of rows there are.
  func count(rowCount: Int, _ scratch: TopKScratch) -> Int {
    switch self {
    case .rows(let rows): rows.population
    case .lists(let lists, _) where lists.count == 1: lists[0].count
    case .lists(let lists, .every): CommonRows(lists, rowCount: rowCount).count
    case .lists(let lists, .any): scratch.withRows(count: rowCount) { lists.countOfRows($0) }
    }
  }

  /// Whether a live row matches.
  func contains(_ row: UInt32) -> Bool {
    switch self {
    case .rows(let rows): rows[Int(row)]
    case .lists(let lists, .every): lists.allSatisfy { $0.frequency(in: row) != nil }
    case .lists(let lists, .any): lists.contains { $0.frequency(in: row) != nil }
    }
  }

  /// The rows as a set, made anew each time.
  func bitmap(rowCount: Int) -> Bitmap {
    switch self {
    case .rows(let rows): return rows
    case .lists(let lists, let match):
      var found = lists[0].bitmap(rowCount: rowCount)
      for list in lists.dropFirst() {
        let rows = list.bitmap(rowCount: rowCount)
        match == .every ? found.formIntersection(rows) : found.formUnion(rows)
      }
      return found
    }
  }
}

extension BlockPostings {
  /// The rows as a set.
  ///
  /// - Parameter rowCount: The number of rows there are.
  func bitmap(rowCount: Int) -> Bitmap {
    if let rows { return Bitmap(count: rowCount, words: Array(rows.values.prefix((rowCount + 63) / 64))) }
    return Bitmap(count: rowCount, ordinals: ordinals)
  }
}

extension [BlockPostings] {
  /// How many rows are in some list.
  ///
  /// - Parameter words: Room for a bit for each row, all 0.
  fileprivate func countOfRows(_ words: UnsafeMutableBufferPointer<UInt64>) -> Int {
    for list in self {
      if let rows = list.rows {
        for index in words.indices { words[index] |= rows[index] }
      } else {
        list.forEach { _, ordinal in words[Int(ordinal >> 6)] |= 1 &<< UInt64(ordinal & 63) }
      }
    }
    return words.baseAddress.map { cblocksums_count($0, words.count) } ?? 0
  }
}
