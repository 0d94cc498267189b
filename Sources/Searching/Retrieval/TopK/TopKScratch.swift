/// The working memory of one thread's top-k searches, kept from query to query so that a query allocates nothing.
final class TopKScratch {
  /// Memory for one search; valid until the next one is prepared.
  struct Memory {
    /// The lists, without ownership.
    let views: UnsafeMutablePointer<BlockPostings.View>
    /// The factor of each list's weights.
    let factors: UnsafeMutablePointer<Double>
    /// What an impact of each list is multiplied with to be a summand, see `cblocksums_summand`.
    let multipliers: UnsafeMutablePointer<UInt16>
    /// The numbers of the lists, the shortest first.
    let rarestFirst: UnsafeMutablePointer<Int>
    /// Bounds of blocks, in summed impacts; whole words of 64 blocks.
    let bounds: UnsafeMutablePointer<UInt16>
    /// Where block `b` stands in the list of term `t`, at `t * blocks + b`, if that is not spread; see ``BlockTopK/Directory``.
    let directory: UnsafeMutablePointer<UInt32>
    /// Where the search for blocks stands in each list; all 0 at first.
    let slots: UnsafeMutablePointer<Int>
    /// The blocks that lists have, ascending.
    let found: UnsafeMutablePointer<UInt32>
    /// Blocks in the order they are visited.
    let order: UnsafeMutablePointer<UInt32>
    /// For each term the summand of each impact, 256 entries a term.
    let summands: UnsafeMutablePointer<UInt16>
    /// The lists in each of the blocks that are visited next; see ``BlockTopK/laneCount``.
    let present: UnsafeMutablePointer<BlockTopK.Present>
    /// The blocks that are visited next.
    let visits: UnsafeMutablePointer<BlockTopK.Visit>
    /// What each term adds to the score of one document.
    let weights: UnsafeMutablePointer<Double>
    /// Summed impacts of the documents of one block.
    let accumulators: UnsafeMutablePointer<UInt16>
    /// The documents of one block that some list has, a bit each.
    let members: UnsafeMutablePointer<UInt64>
  }

  private let views = Room<BlockPostings.View>()
  private let factors = Room<Double>()
  private let multipliers = Room<UInt16>()
  private let rarestFirst = Room<Int>()
  private let bounds = Room<UInt16>()
  private let directory = Room<UInt32>()
  private let found = Room<UInt32>()
  private let slots = Room<Int>()
  private let order = Room<UInt32>()
  private let summands = Room<UInt16>()
  private let present = Room<BlockTopK.Present>()
  private let visits = Room<BlockTopK.Visit>()
  private let weights = Room<Double>()
  private let accumulators = Room<UInt16>()
  private let members = Room<UInt64>()
  private let rows = Room<UInt64>()

  /// Memory that grows and is given back with its owner.
  private final class Room<Element: BitwiseCopyable> {
    private var base = UnsafeMutablePointer<Element>.allocate(capacity: 1)
    private var capacity = 1

    deinit { base.deallocate() }

    /// Room for so many elements, whose content is undefined.
    func withCapacity(_ count: Int) -> UnsafeMutablePointer<Element> {
      if count > capacity {
        base.deallocate()
        capacity = count * 2
        base = .allocate(capacity: capacity)
      }
      return base
    }

    /// Room for so many elements, all the same.
    func filled(_ element: Element, count: Int) -> UnsafeMutablePointer<Element> {
      let base = withCapacity(count)
      base.initialize(repeating: element, count: count)
      return base
    }
  }

  /// So many rounded up to whole words of 64.
  static func wholeWords(of count: Int) -> Int { (count + 63) & ~63 }

  /// Lends room for a bit for each of some rows, all 0.
  func withRows<R>(count: Int, _ body: (UnsafeMutableBufferPointer<UInt64>) -> R) -> R {
    let words = (count + 63) / 64
    return body(UnsafeMutableBufferPointer(start: rows.filled(0, count: words), count: words))
  }

  /// Makes room for a search of so many terms in so many blocks.
  func prepare(terms: Int, blocks: Int) -> Memory {
    Memory(
      views: views.withCapacity(terms), factors: factors.withCapacity(terms),
      multipliers: multipliers.withCapacity(terms), rarestFirst: rarestFirst.withCapacity(terms),
      bounds: bounds.withCapacity(Self.wholeWords(of: blocks)), directory: directory.withCapacity(blocks * terms),
      slots: slots.filled(0, count: terms), found: found.withCapacity(blocks), order: order.withCapacity(blocks),
      summands: summands.withCapacity(terms << 8),
      present: present.withCapacity(terms * BlockTopK.laneCount), visits: visits.withCapacity(BlockTopK.laneCount),
      weights: weights.withCapacity(terms), accumulators: accumulators.withCapacity(BlockPostings.blockSize),
      members: members.withCapacity(BlockPostings.blockSize / 64))
  }
}
