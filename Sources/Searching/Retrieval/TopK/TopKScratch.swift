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
  /// Summed impacts of the documents of one block.
  let accumulators: UnsafeMutablePointer<UInt16>
  private var blockCapacity = 0
  private var slotCapacity = 0

  init() {
    bounds = .allocate(capacity: 1)
    slots = .allocate(capacity: 1)
    order = .allocate(capacity: 1)
    accumulators = .allocate(capacity: BlockPostings.blockSize)
    accumulators.initialize(repeating: 0, count: BlockPostings.blockSize)
  }

  deinit {
    bounds.deallocate()
    slots.deallocate()
    order.deallocate()
    accumulators.deallocate()
  }

  /// Makes room for a query, with all bounds zero.
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
