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
  /// Costs some nanoseconds for each row of the shortest list where every list must have a row, else for each posting of
  /// lists without a bitmap and for 64 rows of the index.
  ///
  /// - Parameter rowCount: The number of rows there are.
  func count(rowCount: Int, _ scratch: TopKScratch) -> Int {
    switch self {
    case .rows(let rows): rows.population
    case .lists(let lists, _) where lists.count == 1: lists[0].count
    case .lists(let lists, .every): lists.countOfCommonRows
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

  /// Whether a row has the atom; `slot` is where the row before it was looked for, and is moved on.
  @inline(__always)
  fileprivate func contains(_ ordinal: UInt32, from slot: inout Int) -> Bool {
    if let rows { return rows[Int(ordinal >> 6)] >> UInt64(ordinal & 63) & 1 == 1 }
    return place(of: ordinal, from: &slot) != nil
  }
}

extension [BlockPostings] {
  /// How many rows are in every list.
  fileprivate var countOfCommonRows: Int {
    let lists = sorted { $0.count < $1.count }
    guard let shortest = lists.first else { return 0 }
    let bitmaps = lists.compactMap { $0.rows?.pointer }
    // Denser lists have one where the shortest has.
    if let first = shortest.rows, bitmaps.count == lists.count {
      return withExtendedLifetime(lists) {
        var found = 0
        for index in 0..<first.count {
          var common = first[index]
          for rows in bitmaps { common &= rows[index] }
          found &+= common.nonzeroBitCount
        }
        return found
      }
    }
    var slots = [Int](repeating: 0, count: lists.count)
    var found = 0
    shortest.forEach { _, ordinal in
      var isCommon = true
      for number in lists.indices.dropFirst() where isCommon {
        isCommon = lists[number].contains(ordinal, from: &slots[number])
      }
      if isCommon { found += 1 }
    }
    return found
  }

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
    return words.reduce(0) { $0 &+ $1.nonzeroBitCount }
  }
}
