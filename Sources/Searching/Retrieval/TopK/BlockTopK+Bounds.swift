import CBlockSums

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

  /// Adds up the bounds of all blocks, lists those that can matter, and returns their number.
  func sumBounds() -> Int {
    let count = TopKScratch.wholeWords(of: blockCount)
    memory.bounds.initialize(repeating: 0, count: count)
    for number in 0..<termCount {
      let view = memory.views[number]
      if view.isSpread {
        cblocksums_add_some(memory.bounds, view.maxima, blockCount, memory.multipliers[number])
      } else {
        addBounds(of: view, number)
      }
    }
    return listBlocks(reaching: UInt16(clamping: max(1, threshold)), among: count)
  }

  /// Adds the bounds of a list that says which blocks it is in.
  private func addBounds(of view: BlockPostings.View, _ number: Int) {
    let entries = directory(of: number)
    entries.initialize(repeating: 0, count: blockCount)
    let summands = memory.summands + number << 8
    for slot in 0..<view.slotCount {
      let block = Int(view.blocks[slot])
      let maximum = view.maxima[slot]
      memory.bounds[block] &+= summands[Int(maximum)]
      entries[block] = Directory.entry(slot: slot, maximum: maximum)
    }
  }

  private func listBlocks(reaching least: UInt16, among count: Int) -> Int {
    var found = 0
    for start in stride(from: 0, to: count, by: 64) {
      var bits = cblocksums_reaching(memory.bounds + start, least)
      while bits != 0 {
        memory.found[found] = UInt32(truncatingIfNeeded: start | bits.trailingZeroBitCount)
        bits &= bits &- 1
        found &+= 1
      }
    }
    return found
  }

  /// Adds up the bounds of the blocks that every list has, lists them, and returns their number; nothing is known of others.
  func sumCommonBounds() -> Int {
    let rarest = memory.views[memory.rarestFirst[0]]
    var count = 0
    for slot in 0..<rarest.slotCount where rarest.maxima[slot] != 0 {
      memory.slots[memory.rarestFirst[0]] = slot
      let block = rarest.block(ofSlot: slot)
      guard findSlots(of: block) else { continue }
      var bound: UInt16 = 0
      for number in 0..<termCount {
        let slot = memory.slots[number]
        let maximum = memory.views[number].maxima[slot]
        bound &+= memory.summands[number << 8 | Int(maximum)]
        if !memory.views[number].isSpread {
          directory(of: number)[block] = Directory.entry(slot: slot, maximum: maximum)
        }
      }
      memory.bounds[block] = bound
      memory.found[count] = UInt32(truncatingIfNeeded: block)
      count &+= 1
    }
    return count
  }

  /// Moves the slots on to a block in every list but the shortest; `false` when one does not have it.
  @inline(__always)
  private func findSlots(of block: Int) -> Bool {
    for place in 1..<termCount {
      let number = memory.rarestFirst[place]
      if !memory.views[number].find(block, slot: &memory.slots[number]) { return false }
    }
    return true
  }

  /// What the directory says of a list that is not spread, by block.
  @inline(__always)
  private func directory(of number: Int) -> UnsafeMutablePointer<UInt32> { memory.directory + number &* blockCount }

  /// Where a block stands in a list and its largest impact there, which is 0 where the list does not have it.
  @inline(__always)
  func entry(of block: Int, in number: Int) -> (slot: Int, maximum: UInt8) {
    let view = memory.views[number]
    if view.isSpread { return (block, view.maxima[block]) }
    let entry = directory(of: number)[block]
    return (Directory.slot(entry), Directory.maximum(entry))
  }

  /// Writes the listed blocks in descending order of bound, by 256 steps.
  func orderBlocks(_ found: Int) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { ends in
      ends.initialize(repeating: 0)
      for place in 0..<found { ends[255 - step(of: memory.found[place])] += 1 }
      var total = 0
      for step in 0..<256 {
        let count = ends[step]
        ends[step] = total
        total += count
      }
      for place in 0..<found {
        let step = 255 - step(of: memory.found[place])
        memory.order[ends[step]] = memory.found[place]
        ends[step] += 1
      }
    }
  }

  /// In which of 256 steps the bound of a block is.
  @inline(__always)
  func step(of block: UInt32) -> Int { Int(memory.bounds[Int(block)] >> 8) }
}
