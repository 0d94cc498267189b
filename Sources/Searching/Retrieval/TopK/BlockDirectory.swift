/// The blocks of a list while it is laid out; see ``BlockPostings``.
struct BlockDirectory {
  private(set) var blocks: [UInt32] = []
  private(set) var starts: [UInt32] = []
  private(set) var maxima: [UInt8] = []
  private var block = UInt32.max
  private var maximum: UInt8 = 0

  /// - Parameter capacity: How many blocks there are at most.
  init(capacity: Int) {
    blocks.reserveCapacity(capacity)
    starts.reserveCapacity(capacity + 1)
    maxima.reserveCapacity(capacity)
  }

  /// The blocks of a list that has them already and is to stand behind so many postings.
  init(_ list: BlockPostings, behind count: Int) {
    let shift = UInt32(truncatingIfNeeded: count)
    list.forEachBlock { block, places, maximum in
      blocks.append(UInt32(truncatingIfNeeded: block))
      starts.append(UInt32(truncatingIfNeeded: places.lowerBound) + shift)
      maxima.append(maximum)
    }
    starts.append(UInt32(truncatingIfNeeded: list.count) + shift)
  }

  /// Adds a posting.
  @inline(__always)
  mutating func add(_ ordinal: UInt32, at place: Int, impact: UInt8) {
    if ordinal >> UInt32(BlockPostings.blockBits) != block { begin(ordinal, at: place) }
    maximum = max(maximum, impact)
  }

  private mutating func begin(_ ordinal: UInt32, at place: Int) {
    if !blocks.isEmpty { maxima.append(maximum) }
    block = ordinal >> UInt32(BlockPostings.blockBits)
    maximum = 0
    blocks.append(block)
    starts.append(UInt32(truncatingIfNeeded: place))
  }

  /// Ends the adding of postings.
  mutating func finish(count: Int) {
    if !blocks.isEmpty { maxima.append(maximum) }
    starts.append(UInt32(truncatingIfNeeded: count))
  }

  /// Puts what came before of a block in front, which is the first block or one before it.
  mutating func prepend(_ block: UInt32, start: UInt32, maximum: UInt8) {
    if blocks.first == block {
      starts[0] = start
      maxima[0] = max(maxima[0], maximum)
    } else {
      blocks.insert(block, at: 0)
      starts.insert(start, at: 0)
      maxima.insert(maximum, at: 0)
    }
  }

  /// Gives every block of a run that has all blocks a place of its own, so that their numbers are not needed.
  mutating func spread(over run: Range<Int>) {
    var slot = 0
    var spreadStarts: [UInt32] = []
    var spreadMaxima: [UInt8] = []
    spreadStarts.reserveCapacity(run.count + 1)
    spreadMaxima.reserveCapacity(run.count)
    for block in run {
      spreadStarts.append(starts[slot])
      let isThere = slot < blocks.count && Int(blocks[slot]) == block
      spreadMaxima.append(isThere ? maxima[slot] : 0)
      if isThere { slot += 1 }
    }
    spreadStarts.append(starts[slot])
    (blocks, starts, maxima) = ([], spreadStarts, spreadMaxima)
  }
}
