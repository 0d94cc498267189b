/// What is done in one block: sums of impacts find the documents that can enter, and only these are scored.
///
/// Of the lists in a block, those whose largest impacts together cannot reach the threshold need not be gone through: a
/// document that is in none of the others cannot enter. They are looked up for candidates only (MaxScore: Turtle and
/// Flood, “Query evaluation: strategies and optimizations”, 1995), with the block's own maxima as bounds.
extension BlockTopK {
  /// A list in a block.
  struct Present {
    /// The list's number.
    var number: Int
    /// Where the block stands in the list.
    var slot: Int
    /// The summand of its largest impact in the block.
    var bound: Int
  }

  /// A block that is visited.
  struct Visit {
    var block: Int
    /// The number of lists in it; they are in the scratch memory, by ``Present/bound``, the smallest first.
    var count: Int
  }

  /// Finds the lists that a block is in.
  mutating func gather(_ block: Int, _ scratch: TopKScratch, _ blockCount: Int) -> Visit {
    var count = 0
    for number in views.indices {
      let slot = Int(scratch.slots[number * blockCount + block])
      let view = views[number]
      guard slot < view.blockCount, view.blocks[slot] == UInt32(truncatingIfNeeded: block) else { continue }
      let found = Present(number: number, slot: slot, bound: Int(summand(number, view.maxima[slot])))
      var place = count
      while place > 0, scratch.present[place - 1].bound > found.bound {
        scratch.present[place] = scratch.present[place - 1]
        place -= 1
      }
      scratch.present[place] = found
      count += 1
    }
    return Visit(block: block, count: count)
  }

  @inline(__always)
  private func summand(_ number: Int, _ impact: UInt8) -> UInt16 { table[number << 8 | Int(impact)] }

  // MARK: - Documents in some list

  /// Sums impacts in a block and scores what can enter.
  mutating func unite(_ visit: Visit, _ scratch: TopKScratch, _ lengths: FieldLengths.Values) {
    var optional = 0
    var bound = 0
    while optional < visit.count - 1, bound + scratch.present[optional].bound < threshold {
      bound += scratch.present[optional].bound
      optional += 1
    }
    if optional == visit.count - 1 {
      goThrough(visit, optional, bound, scratch, lengths)
    } else {
      accumulate(visit, optional, bound, scratch, lengths)
    }
  }

  /// Goes through the only list that a document must be in.
  private mutating func goThrough(
    _ visit: Visit, _ optional: Int, _ bound: Int, _ scratch: TopKScratch, _ lengths: FieldLengths.Values
  ) {
    let only = scratch.present[optional]
    let view = views[only.number]
    let range = Int(view.starts[only.slot])..<Int(view.starts[only.slot + 1])
    profile.postingsRead += range.count
    for index in range {
      let sum = Int(summand(only.number, view.impacts[index]))
      guard sum + bound >= threshold else { continue }
      complete(view.documents[index], sum, visit, optional, bound, scratch, lengths)
    }
  }

  /// Adds up the lists of which a document must be in one.
  private mutating func accumulate(
    _ visit: Visit, _ optional: Int, _ bound: Int, _ scratch: TopKScratch, _ lengths: FieldLengths.Values
  ) {
    let accumulators = scratch.accumulators
    accumulators.update(repeating: 0, count: BlockPostings.blockSize)
    for place in optional..<visit.count { _ = add(scratch.present[place], to: accumulators, wantsMembers: false) }
    let raw = UnsafeRawPointer(accumulators)
    for first in stride(from: 0, to: BlockPostings.blockSize, by: 16) {
      let sums = raw.load(fromByteOffset: first * 2, as: SIMD16<UInt16>.self)
      let least = UInt16(clamping: max(1, threshold - bound))
      guard any(sums .>= SIMD16(repeating: least)) else { continue }
      for lane in 0..<16 where sums[lane] >= least && Int(sums[lane]) + bound >= threshold {
        complete(UInt8(truncatingIfNeeded: first + lane), Int(sums[lane]), visit, optional, bound, scratch, lengths)
      }
    }
  }

  /// Looks a candidate up in the lists that were not gone through, as long as it can enter, and scores it.
  private mutating func complete(
    _ document: UInt8, _ found: Int, _ visit: Visit, _ optional: Int, _ bound: Int, _ scratch: TopKScratch,
    _ lengths: FieldLengths.Values
  ) {
    var sum = found
    var bound = bound
    var place = optional
    while place > 0 {
      place -= 1
      let present = scratch.present[place]
      let view = views[present.number]
      bound -= present.bound
      if view.mayContain(document, inBlock: visit.block), let index = view.place(of: document, inSlot: present.slot) {
        sum += Int(summand(present.number, view.impacts[index]))
      }
      if sum + bound < threshold { return }
    }
    consider(document, visit, scratch, lengths)
  }

  // MARK: - Documents in every list

  /// Up to so many postings in a block are looked up in the other lists one by one.
  private static var fewPostings: Int { 24 }

  /// Finds the documents of a block that all lists have and scores those that can enter.
  mutating func intersect(_ visit: Visit, _ scratch: TopKScratch, _ lengths: FieldLengths.Values) {
    guard visit.count == views.count else { return }
    var rarest = 0
    var fewest = Int.max
    for place in 0..<visit.count {
      let present = scratch.present[place]
      let count = Int(views[present.number].starts[present.slot + 1] - views[present.number].starts[present.slot])
      if count < fewest { (rarest, fewest) = (place, count) }
    }
    if fewest <= Self.fewPostings {
      lookUp(visit, rarest, scratch, lengths)
    } else {
      intersectAsBits(visit, scratch, lengths)
    }
  }

  private mutating func lookUp(
    _ visit: Visit, _ rarest: Int, _ scratch: TopKScratch, _ lengths: FieldLengths.Values
  ) {
    let first = scratch.present[rarest]
    let view = views[first.number]
    var others = 0
    for place in 0..<visit.count where place != rarest { others += scratch.present[place].bound }
    let range = Int(view.starts[first.slot])..<Int(view.starts[first.slot + 1])
    profile.postingsRead += range.count
    candidates: for index in range {
      var sum = Int(summand(first.number, view.impacts[index]))
      guard sum + others >= threshold else { continue }
      let document = view.documents[index]
      for place in 0..<visit.count where place != rarest {
        let other = views[scratch.present[place].number]
        guard other.mayContain(document, inBlock: visit.block) else { continue candidates }
      }
      for place in 0..<visit.count where place != rarest {
        let present = scratch.present[place]
        let other = views[present.number]
        guard let index = other.place(of: document, inSlot: present.slot) else { continue candidates }
        sum += Int(summand(present.number, other.impacts[index]))
      }
      if sum >= threshold { consider(document, visit, scratch, lengths) }
    }
  }

  private mutating func intersectAsBits(_ visit: Visit, _ scratch: TopKScratch, _ lengths: FieldLengths.Values) {
    var common = task.mask?.words(ofBlock: visit.block) ?? SIMD4(repeating: .max)
    let accumulators = scratch.accumulators
    accumulators.update(repeating: 0, count: BlockPostings.blockSize)
    for place in 0..<visit.count {
      common &= add(scratch.present[place], to: accumulators, wantsMembers: true)
      if common == SIMD4() { return }
    }
    for word in 0..<4 {
      var bits = common[word]
      while bits != 0 {
        let document = word << 6 | bits.trailingZeroBitCount
        bits &= bits &- 1
        guard Int(accumulators[document]) >= threshold else { continue }
        consider(UInt8(truncatingIfNeeded: document), visit, scratch, lengths)
      }
    }
  }

  // MARK: - Support

  /// Adds the impacts of a list in a block to the accumulators.
  ///
  /// - Returns: The documents of the list in the block, when they are asked for.
  @inline(__always)
  private mutating func add(
    _ present: Present, to accumulators: UnsafeMutablePointer<UInt16>, wantsMembers: Bool
  ) -> SIMD4<UInt64> {
    let view = views[present.number]
    let range = Int(view.starts[present.slot])..<Int(view.starts[present.slot + 1])
    let summands = table + present.number << 8
    profile.postingsRead += range.count
    var members: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for index in range {
      let document = view.documents[index]
      accumulators[Int(document)] &+= summands[Int(view.impacts[index])]
      guard wantsMembers else { continue }
      let bit: UInt64 = 1 &<< UInt64(document & 63)
      switch document &>> 6 {
      case 0: members.0 |= bit
      case 1: members.1 |= bit
      case 2: members.2 |= bit
      default: members.3 |= bit
      }
    }
    return SIMD4(members.0, members.1, members.2, members.3)
  }

  /// Scores a document exactly, in the order of the query, and offers it.
  private mutating func consider(
    _ document: UInt8, _ visit: Visit, _ scratch: TopKScratch, _ lengths: FieldLengths.Values
  ) {
    let ordinal = UInt32(truncatingIfNeeded: visit.block << BlockPostings.blockBits | Int(document))
    if let mask = task.mask, !mask[Int(ordinal)] { return }
    if !task.bonuses.isEmpty, task.bonuses[ordinal] != nil { return }
    profile.documentsScored += 1
    let weights = scratch.weights
    for number in views.indices { weights[number] = 0 }
    for place in 0..<visit.count {
      let present = scratch.present[place]
      let view = views[present.number]
      guard let index = view.place(of: document, inSlot: present.slot) else { continue }
      weights[present.number] = view.factor * scorer.weight(view.frequencies[index], of: ordinal, lengths)
    }
    var score = 0.0
    for number in views.indices { score += weights[number] }
    offer(score: score, ordinal: ordinal)
  }
}
