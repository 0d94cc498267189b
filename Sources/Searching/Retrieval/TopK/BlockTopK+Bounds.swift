/// Which blocks are visited, and in which order.
extension BlockTopK {
  /// What the directory says of a list in a block: where the block stands in the list and its largest impact there, which
  /// is never 0; 0 where the list has nothing in the block.
  enum Directory {
    @inline(__always)
    static func entry(slot: Int, maximum: UInt8) -> UInt32 { UInt32(truncatingIfNeeded: slot) << 8 | UInt32(maximum) }
    @inline(__always)
    static func slot(_ entry: UInt32) -> Int { Int(entry >> 8) }
    @inline(__always)
    static func maximum(_ entry: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: entry) }
  }

  /// Adds up the bounds of all blocks, lists those that some list has, and returns their number.
  func sumBounds() -> Int {
    memory.bounds.initialize(repeating: 0, count: blockCount)
    memory.directory.initialize(repeating: 0, count: blockCount &* termCount)
    for number in 0..<termCount {
      let view = memory.views[number]
      for slot in 0..<view.blockCount { addBound(of: number, Int(view.blocks[slot]), slot: slot, view.maxima[slot]) }
    }
    var count = 0
    for block in 0..<blockCount where memory.bounds[block] != 0 {
      memory.found[count] = UInt32(truncatingIfNeeded: block)
      count &+= 1
    }
    return count
  }

  /// Adds up the bounds of the blocks that every list has, lists them, and returns their number; nothing is known of others.
  func sumCommonBounds() -> Int {
    let slots = memory.slots
    let rarest = memory.views[memory.rarestFirst[0]]
    var count = 0
    for place in 0..<rarest.blockCount {
      slots[memory.rarestFirst[0]] = place
      let block = rarest.blocks[place]
      guard findSlots(of: block, slots) else { continue }
      let entries = memory.directory + Int(block) &* termCount
      var bound: UInt32 = 0
      for number in 0..<termCount {
        let maximum = memory.views[number].maxima[slots[number]]
        bound &+= UInt32(memory.summands[number << 8 | Int(maximum)])
        entries[number] = Directory.entry(slot: slots[number], maximum: maximum)
      }
      memory.bounds[Int(block)] = bound
      memory.found[count] = block
      count &+= 1
    }
    return count
  }

  /// Moves `slots` on to a block in every list but the shortest; `false` when one does not have it.
  @inline(__always)
  private func findSlots(of block: UInt32, _ slots: UnsafeMutablePointer<Int>) -> Bool {
    for place in 1..<termCount {
      let number = memory.rarestFirst[place]
      let view = memory.views[number]
      if view.blockCount == blockCount {
        slots[number] = Int(block)
        continue
      }
      slots[number] = Galloping.advance(slots[number], end: view.blockCount) { view.blocks[$0] < block }
      guard slots[number] < view.blockCount, view.blocks[slots[number]] == block else { return false }
    }
    return true
  }

  @inline(__always)
  private func addBound(of number: Int, _ block: Int, slot: Int, _ maximum: UInt8) {
    memory.bounds[block] &+= UInt32(memory.summands[number << 8 | Int(maximum)])
    memory.directory[block &* termCount &+ number] = Directory.entry(slot: slot, maximum: maximum)
  }

  /// Writes the listed blocks that can matter in descending order of bound, by 256 steps, and returns their number.
  func orderBlocks(_ found: Int) -> Int {
    let bounds = memory.bounds
    let least = UInt32(max(1, threshold))
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 257) { ends in
      ends.initialize(repeating: 0)
      for place in 0..<found {
        let sum = bounds[Int(memory.found[place])]
        if sum >= least { ends[256 - Int(sum >> 8)] += 1 }
      }
      var total = 0
      for step in 0..<257 {
        let count = ends[step]
        ends[step] = total
        total += count
      }
      for place in 0..<found {
        let sum = bounds[Int(memory.found[place])]
        guard sum >= least else { continue }
        memory.order[ends[256 - Int(sum >> 8)]] = memory.found[place]
        ends[256 - Int(sum >> 8)] += 1
      }
      return total
    }
  }
}
