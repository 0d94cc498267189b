import CBlockSums

/// Counts the rows that all of some posting lists have, without making a set of them.
///
/// Bitmaps are combined and counted some words at a time. Lists without one have few postings a block: those of the shortest are
/// looked up among the rows that all others have in its blocks.
struct CommonRows {
  private let lists: [BlockPostings]
  /// The bitmaps of the lists that have one.
  private let bitmaps: [UnsafePointer<UInt64>?]
  /// The other lists, the shortest first.
  private let sparse: [BlockPostings.View]
  private let blockCount: Int

  private static let blockWords = BlockPostings.blockSize / 64

  /// - Parameter rowCount: The number of rows there are.
  init(_ lists: [BlockPostings], rowCount: Int) {
    self.lists = lists
    let views = lists.sorted { $0.count < $1.count }.map(BlockPostings.View.init)
    bitmaps = views.compactMap(\.rows)
    sparse = views.filter { $0.rows == nil }
    blockCount = BlockPostings.blockCount(rows: rowCount)
  }

  /// How many rows all lists have.
  var count: Int {
    withExtendedLifetime(lists) {
      guard let shortest = sparse.first else {
        return cblocksums_count_all(bitmaps, bitmaps.count, blockCount * Self.blockWords)
      }
      return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * Self.blockWords) { words in
        withUnsafeTemporaryAllocation(of: Int.self, capacity: sparse.count) { slots in
          guard let words = words.baseAddress, let slots = slots.baseAddress else { return 0 }
          slots.initialize(repeating: 0, count: sparse.count)
          return count(shortest, words, slots)
        }
      }
    }
  }

  private func count(
    _ shortest: BlockPostings.View, _ words: UnsafeMutablePointer<UInt64>, _ slots: UnsafeMutablePointer<Int>
  ) -> Int {
    var found = 0
    for slot in 0..<shortest.slotCount where shortest.maxima[slot] != 0 {
      guard makeCommon(inBlock: shortest.block(ofSlot: slot), words, slots) else { continue }
      for place in shortest.places(inSlot: slot) {
        let document = shortest.documents[place]
        found &+= Int(truncatingIfNeeded: words[Int(document &>> 6)] &>> UInt64(document & 63) & 1)
      }
    }
    return found
  }

  /// Makes the rows of a block that all lists but the shortest have; `false` when there is none.
  ///
  /// - Parameters:
  ///   - words: Gets them; twice the words of a block.
  ///   - slots: Where to look for the block in each of ``sparse``, at or before its slot; moved on.
  @inline(__always)
  private func makeCommon(
    inBlock block: Int, _ words: UnsafeMutablePointer<UInt64>, _ slots: UnsafeMutablePointer<Int>
  ) -> Bool {
    var common = SIMD4<UInt64>(repeating: .max)
    for case let rows? in bitmaps {
      let row = rows + block &* Self.blockWords
      common &= SIMD4(row[0], row[1], row[2], row[3])
    }
    for number in 1..<sparse.count {
      guard sparse[number].find(block, slot: &slots[number]) else { return false }
      common &= sparse[number].members(inBlock: block, slot: slots[number], room: words + Self.blockWords)
    }
    if common == SIMD4() { return false }
    for word in 0..<Self.blockWords { words[word] = common[word] }
    return true
  }
}
