/// How a list follows an index that has changed.
extension BlockPostings {
  /// What has changed since the list was made.
  struct Change {
    /// The postings of the rows that have come; all behind those of the list.
    var tail: AtomPostings
    /// The rows that are no articles any more.
    var removed: Set<UInt32>
    /// The number of rows there are now.
    var rowCount: Int
    /// Whether weights are what they were.
    var keepsWeights: Bool
  }

  /// The list after a change.
  ///
  /// Where nothing in it was removed and weights have stayed, only the tail is laid out; otherwise everything is laid out anew,
  /// at some ten nanoseconds a posting.
  ///
  /// - Parameters:
  ///   - titleLength: The number of words in the headline of a row.
  ///   - weight: The weight of so many occurrences in a row.
  func applying(
    _ change: Change, titleLength: (UInt32) -> UInt32, weight: (GroupFrequencies, UInt32) -> Double
  ) -> BlockPostings {
    let loses = change.removed.contains { place(of: $0) != nil }
    if loses || !change.keepsWeights {
      var all = AtomPostings()
      all.reserveCapacity(count + change.tail.count)
      forEach { place, ordinal in
        if !change.removed.contains(ordinal) { all.append(ordinal, frequencies[place]) }
      }
      for place in 0..<change.tail.count { all.append(change.tail.ordinals[place], change.tail.frequencies[place]) }
      return BlockPostings(all, rowCount: change.rowCount, titleLength: titleLength) {
        weight(all.frequencies[$0], all.ordinals[$0])
      }
    }
    if change.tail.count == 0, hasRoom(forRows: change.rowCount) { return self }
    let tail = BlockPostings(change.tail, rowCount: change.rowCount, titleLength: titleLength) {
      weight(change.tail.frequencies[$0], change.tail.ordinals[$0])
    }
    return BlockPostings(self, behind: tail, rowCount: change.rowCount)
  }

  /// The blocks of a list that is wholly behind another one, as they follow those of the other.
  ///
  /// - Returns: How many slots of the first list stay as they are, and what comes behind them.
  static func directory(
    of second: BlockPostings, behind first: BlockPostings, blockCount: Int
  ) -> (kept: Int, directory: BlockDirectory) {
    var directory = BlockDirectory(second, behind: first.count)
    var kept = first.slotCount
    // The last block of the first list may go on in the second.
    if kept > 0, first.isSpread || first.blocks[kept - 1] == directory.blocks.first {
      kept -= 1
      directory.prepend(
        UInt32(truncatingIfNeeded: first.block(ofSlot: kept)), start: first.starts[kept], maximum: first.maxima[kept])
    }
    if first.isSpread { directory.spread(over: kept..<blockCount) }
    return (kept, directory)
  }

  /// Whether what the list keeps by row or block has a place for so many.
  private func hasRoom(forRows count: Int) -> Bool {
    let blockCount = Self.blockCount(rows: count)
    return (!isSpread || slotCount >= blockCount)
      && (rows.map { $0.count >= blockCount << (Self.blockBits - 6) } ?? true)
      && (rowImpacts.map { $0.count >= blockCount << Self.blockBits } ?? true)
  }
}
