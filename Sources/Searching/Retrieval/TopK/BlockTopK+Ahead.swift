import CBlockSums

/// What is done for blocks before their turn comes.
///
/// A visit waits for memory more than for anything else, since blocks are visited in no order that a processor could foresee.
/// So what a visit is going to read is asked for some turns before and comes while other blocks are at work: first where the
/// postings of the block begin, then these.
extension BlockTopK {
  /// How many blocks are under way at once; a power of two.
  static let laneCount = 8
  /// So many turns before a visit its postings are asked for.
  private static let nearTurns = 3

  /// Does what is due at a turn for later ones.
  @inline(__always)
  func lookAhead(of turn: Int, _ count: Int, _ needsAll: Bool) {
    let far = turn + Self.laneCount - 1
    if far < count { prepare(far, needsAll) }
    let near = turn + Self.nearTurns
    if near >= 0, near < count { fetchPostings(near, needsAll) }
  }

  private func prepare(_ turn: Int, _ needsAll: Bool) {
    let block = Int(memory.order[turn])
    if needsAll { return prepareIntersection(block) }
    let lane = turn & (Self.laneCount - 1)
    let visit = gather(block, into: memory.present + lane &* termCount)
    memory.visits[lane] = visit
    for place in 0..<visit.count {
      let list = visit.present[place]
      cblocksums_fetch(memory.views[list.number].starts + list.slot, 8)
    }
  }

  private func fetchPostings(_ turn: Int, _ needsAll: Bool) {
    let block = Int(memory.order[turn])
    if Int(memory.bounds[block]) < threshold { return }
    if needsAll { fetchMembers(block) } else { fetchUnion(memory.visits[turn & (Self.laneCount - 1)]) }
  }

  /// Asks for what ``unite(_:_:)`` is going to read.
  private func fetchUnion(_ visit: Visit) {
    var visit = visit
    divide(&visit)
    for place in 0..<visit.count {
      let list = visit.present[place]
      let view = memory.views[list.number]
      let isOnly = visit.lookedUp == visit.count - 1
      if place < visit.lookedUp || !isOnly, let rowImpacts = view.rowImpacts {
        cblocksums_fetch(rowImpacts + visit.block << BlockPostings.blockBits, BlockPostings.blockSize)
      } else if place < visit.lookedUp, let rows = view.rows {
        cblocksums_fetch(rows + visit.block << 2, 32)
      } else {
        let places = view.places(inSlot: list.slot)
        cblocksums_fetch(view.documents + places.lowerBound, places.count)
        if place >= visit.lookedUp { cblocksums_fetch(view.impacts + places.lowerBound, places.count) }
      }
    }
  }

  private func prepareIntersection(_ block: Int) {
    for place in 0..<termCount {
      let number = memory.rarestFirst[place]
      let view = memory.views[number]
      if let rows = view.rows {
        cblocksums_fetch(rows + block << 2, 32)
      } else {
        cblocksums_fetch(view.starts + entry(of: block, in: number).slot, 8)
      }
    }
  }

  /// Asks for the documents of lists without bitmaps.
  private func fetchMembers(_ block: Int) {
    for place in 0..<termCount {
      let number = memory.rarestFirst[place]
      let view = memory.views[number]
      if view.rows != nil { return }
      let places = view.places(inSlot: entry(of: block, in: number).slot)
      cblocksums_fetch(view.documents + places.lowerBound, places.count)
    }
  }
}
