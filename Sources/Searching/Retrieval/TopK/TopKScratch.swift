/// The working memory of one thread's top-k searches, kept from query to query so that a query allocates nothing.
final class TopKScratch {
  /// Bounds of blocks: the summed impacts below, the number of terms in the high byte.
  private(set) var bounds: UnsafeMutablePointer<UInt32>
  /// Where block `b` stands in the list of term `t`, at `t * blockCount + b`.
  ///
  /// Only entries that the list confirms mean anything.
  private(set) var slots: UnsafeMutablePointer<UInt32>
  /// Blocks in the order they are visited.
  private(set) var order: UnsafeMutablePointer<UInt32>
  /// For each term the summand of each impact, 256 entries a term.
  private(set) var summands: UnsafeMutablePointer<UInt16>
  /// The lists in one block.
  private(set) var present: UnsafeMutablePointer<BlockTopK.Present>
  /// What each term adds to the score of one document.
  private(set) var weights: UnsafeMutablePointer<Double>
  /// Summed impacts of the documents of one block.
  let accumulators: UnsafeMutablePointer<UInt16>
  private var rows = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: 1)
  private var blockCapacity = 0
  private var slotCapacity = 0
  private var termCapacity = 0

  init() {
    bounds = .allocate(capacity: 1)
    slots = .allocate(capacity: 1)
    order = .allocate(capacity: 1)
    summands = .allocate(capacity: 1)
    present = .allocate(capacity: 1)
    weights = .allocate(capacity: 1)
    accumulators = .allocate(capacity: BlockPostings.blockSize)
    accumulators.initialize(repeating: 0, count: BlockPostings.blockSize)
  }

  deinit {
    bounds.deallocate()
    slots.deallocate()
    order.deallocate()
    summands.deallocate()
    present.deallocate()
    weights.deallocate()
    accumulators.deallocate()
    rows.deallocate()
  }

  /// Lends room for a bit for each of some rows, all 0.
  func withRows<R>(count: Int, _ body: (UnsafeMutableBufferPointer<UInt64>) -> R) -> R {
    let words = (count + 63) / 64
    if words > rows.count {
      rows.deallocate()
      rows = .allocate(capacity: words * 2)
    }
    let lent = UnsafeMutableBufferPointer(rebasing: rows[..<words])
    lent.initialize(repeating: 0)
    return body(lent)
  }

  /// Makes room for the terms of a query.
  func prepare(terms: Int) {
    guard terms > termCapacity else { return }
    summands.deallocate()
    present.deallocate()
    weights.deallocate()
    termCapacity = terms * 2
    summands = .allocate(capacity: termCapacity * 256)
    present = .allocate(capacity: termCapacity)
    weights = .allocate(capacity: termCapacity)
  }

  /// Makes room for the blocks of a query, with all bounds zero.
  func prepare(blocks: Int, terms: Int) {
    if blocks > blockCapacity {
      bounds.deallocate()
      order.deallocate()
      blockCapacity = blocks * 2
      bounds = .allocate(capacity: blockCapacity)
      order = .allocate(capacity: blockCapacity)
      order.initialize(repeating: 0, count: blockCapacity)
    }
    if blocks * terms > slotCapacity {
      slots.deallocate()
      slotCapacity = blocks * terms * 2
      slots = .allocate(capacity: slotCapacity)
      slots.initialize(repeating: 0, count: slotCapacity)
    }
    bounds.initialize(repeating: 0, count: blocks)
  }
}
