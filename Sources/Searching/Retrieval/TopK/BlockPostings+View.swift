extension BlockPostings {
  /// The memory of a list, for loops that must not count references; valid while the list is.
  struct View: BitwiseCopyable {
    let documents: UnsafePointer<UInt8>
    let impacts: UnsafePointer<UInt8>
    let blocks: UnsafePointer<UInt32>
    let starts: UnsafePointer<UInt32>
    let maxima: UnsafePointer<UInt8>
    let frequencies: PackedFrequencies.View
    let rows: UnsafePointer<UInt64>?
    let rowImpacts: UnsafePointer<UInt8>?
    /// Whether slots are blocks.
    let isSpread: Bool
    let slotCount: Int

    init(_ list: BlockPostings) {
      documents = list.documents.pointer
      impacts = list.impacts.pointer
      blocks = list.blocks.pointer
      starts = list.starts.pointer
      maxima = list.maxima.pointer
      frequencies = list.frequencies.view
      rows = list.rows?.pointer
      rowImpacts = list.rowImpacts?.pointer
      isSpread = list.isSpread
      slotCount = list.slotCount
    }

    /// The block of a slot.
    @inline(__always)
    func block(ofSlot slot: Int) -> Int { isSpread ? slot : Int(blocks[slot]) }

    /// Moves on to the slot of a block; `false` when the list does not have it.
    ///
    /// - Parameter slot: Where to begin, at or before the slot of the block.
    @inline(__always)
    func find(_ block: Int, slot: inout Int) -> Bool {
      if isSpread {
        slot = block
        return maxima[block] != 0
      }
      slot = Galloping.advance(slot, end: slotCount) { Int(blocks[$0]) < block }
      return slot < slotCount && Int(blocks[slot]) == block
    }

    /// The places of a slot.
    @inline(__always)
    func places(inSlot slot: Int) -> Range<Int> {
      Range(uncheckedBounds: (Int(starts[slot]), Int(starts[slot &+ 1])))
    }

    /// The place of a document of a block, whose slot is given; `nil` when the list does not have it.
    @inline(__always)
    func place(of document: UInt8, inBlock block: Int, slot: Int) -> Int? {
      guard let rows else { return BlockPostings.place(of: document, among: documents, in: places(inSlot: slot)) }
      return BlockPostings.rank(of: document, among: rows + block << 2).map { Int(starts[slot]) &+ $0 }
    }

    /// The impact of a document of a block; 0 when the list does not have it.
    @inline(__always)
    func impact(of document: UInt8, inBlock block: Int, slot: Int) -> UInt8 {
      if let rowImpacts { return rowImpacts[block << BlockPostings.blockBits | Int(document)] }
      return place(of: document, inBlock: block, slot: slot).map { impacts[$0] } ?? 0
    }

    /// The documents of a block that the list has, a bit each.
    ///
    /// - Parameters:
    ///   - slot: The slot of the block; any number where the list has ``rows``.
    ///   - room: Four words to make them in.
    @inline(__always)
    func members(inBlock block: Int, slot: Int, room: UnsafeMutablePointer<UInt64>) -> SIMD4<UInt64> {
      if let rows {
        let words = rows + block << 2
        return SIMD4(words[0], words[1], words[2], words[3])
      }
      room.update(repeating: 0, count: 4)
      for place in places(inSlot: slot) {
        let document = documents[place]
        room[Int(document &>> 6)] |= 1 &<< UInt64(document & 63)
      }
      return SIMD4(room[0], room[1], room[2], room[3])
    }
  }

  /// The number of members below a document among the bits of its block; `nil` when it is no member.
  @inline(__always)
  static func rank(of document: UInt8, among words: UnsafePointer<UInt64>) -> Int? {
    let last = Int(document &>> 6)
    let bit: UInt64 = 1 &<< UInt64(document & 63)
    guard words[last] & bit != 0 else { return nil }
    var rank = (words[last] & (bit &- 1)).nonzeroBitCount
    for word in 0..<last { rank &+= words[word].nonzeroBitCount }
    return rank
  }
}
