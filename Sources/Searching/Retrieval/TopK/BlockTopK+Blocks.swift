import CBlockSums

/// What is done in one block: sums of impacts find the documents that can enter, and only these are scored.
///
/// Of the lists in a block, those whose largest impacts together cannot reach the threshold need not be gone through: a
/// document that is in none of the others cannot enter. They are looked up for candidates only (MaxScore: Turtle and
/// Flood, “Query evaluation: strategies and optimizations”, 1995), with the block's own maxima as bounds.
extension BlockTopK {
  /// A list in a block.
  struct Present: BitwiseCopyable {
    /// The list's number.
    var number: Int
    /// Where the block stands in the list.
    var slot: Int
    /// The summand of its largest impact in the block.
    var bound: Int
  }

  /// A block that is visited.
  struct Visit: BitwiseCopyable {
    var block: Int
    /// The lists in it, by ``Present/bound``, the smallest first.
    var present: UnsafeMutablePointer<Present>
    /// How many they are.
    var count: Int
    /// How many of them, from the first, are looked up for candidates only.
    var lookedUp = 0
    /// What those can add together.
    var bound = 0
  }

  /// Finds the lists that a block is in.
  func gather(_ block: Int, into present: UnsafeMutablePointer<Present>) -> Visit {
    var count = 0
    for number in 0..<termCount {
      let (slot, maximum) = entry(of: block, in: number)
      if maximum == 0 { continue }
      let bound = Int(summand(number, maximum))
      var place = count
      while place > 0, present[place &- 1].bound > bound {
        present[place] = present[place &- 1]
        place &-= 1
      }
      present[place] = Present(number: number, slot: slot, bound: bound)
      count &+= 1
    }
    return Visit(block: block, present: present, count: count)
  }

  /// Tells which lists of a block are looked up for candidates only.
  @inline(__always)
  func divide(_ visit: inout Visit) {
    while visit.lookedUp < visit.count - 1, visit.bound + visit.present[visit.lookedUp].bound < threshold {
      visit.bound += visit.present[visit.lookedUp].bound
      visit.lookedUp += 1
    }
  }

  @inline(__always)
  private func summand(_ number: Int, _ impact: UInt8) -> UInt16 { memory.summands[number << 8 | Int(impact)] }

  // MARK: - Documents in some list

  /// Up to so many postings of the only list that a document must be in are looked up in the others one by one.
  private static var fewPostings: Int { 16 }

  /// Sums impacts in a block and scores what can enter.
  mutating func unite(_ visit: Visit, _ lengths: FieldLengths.Values) {
    var visit = visit
    divide(&visit)
    let first = visit.present[visit.lookedUp]
    let places = memory.views[first.number].places(inSlot: first.slot)
    if visit.lookedUp == visit.count - 1, visit.lookedUp == 0 || places.count <= Self.fewPostings {
      goThrough(visit, places, lengths)
    } else {
      accumulate(visit, lengths)
    }
  }

  /// Goes through the only list that a document must be in.
  private mutating func goThrough(_ visit: Visit, _ places: Range<Int>, _ lengths: FieldLengths.Values) {
    let only = visit.present[visit.lookedUp]
    let view = memory.views[only.number]
    profile.postingsRead += places.count
    for place in places {
      let sum = Int(summand(only.number, view.impacts[place]))
      guard sum &+ visit.bound >= threshold else { continue }
      complete(view.documents[place], sum, visit, lengths)
    }
  }

  /// Adds up the lists of which a document must be in one, and others that are as quickly added as looked up.
  private mutating func accumulate(_ visit: Visit, _ lengths: FieldLengths.Values) {
    var visit = visit
    let (present, accumulators) = (visit.present, memory.accumulators)
    accumulators.update(repeating: 0, count: BlockPostings.blockSize)
    for place in visit.lookedUp..<visit.count { add(present[place], of: visit.block) }
    let optional = visit.lookedUp
    visit.lookedUp = 0
    for place in 0..<optional {
      let list = present[place]
      if memory.views[list.number].rowImpacts != nil {
        add(list, of: visit.block)
        visit.bound -= list.bound
      } else {
        present[place] = present[visit.lookedUp]
        present[visit.lookedUp] = list
        visit.lookedUp += 1
      }
    }
    let least = UInt16(clamping: max(1, threshold - visit.bound))
    for word in 0..<BlockPostings.blockSize / 64 {
      var candidates = cblocksums_reaching(accumulators + word << 6, least)
      while candidates != 0 {
        let document = word << 6 | candidates.trailingZeroBitCount
        candidates &= candidates &- 1
        complete(UInt8(truncatingIfNeeded: document), Int(accumulators[document]), visit, lengths)
      }
    }
  }

  /// Looks a candidate up in the lists that were not gone through, as long as it can enter, and scores it.
  @inline(__always)
  private mutating func complete(_ document: UInt8, _ found: Int, _ visit: Visit, _ lengths: FieldLengths.Values) {
    var sum = found
    var bound = visit.bound
    var place = visit.lookedUp
    while sum &+ bound >= threshold {
      if place == 0 {
        consider(document, visit, lengths)
        return
      }
      place &-= 1
      let list = visit.present[place]
      bound &-= list.bound
      sum &+= Int(summand(list.number, impact(of: document, in: list, visit)))
    }
  }

  // MARK: - Documents in every list

  /// Finds the documents of a block that all lists have and scores those that can enter.
  mutating func intersect(_ block: Int, _ lengths: FieldLengths.Values) {
    var common = task.mask?.words(ofBlock: block) ?? SIMD4(repeating: .max)
    for place in 0..<termCount {
      let number = memory.rarestFirst[place]
      let slot = entry(of: block, in: number).slot
      common &= memory.views[number].members(inBlock: block, slot: slot, room: memory.members)
      if common == SIMD4() { return }
    }
    let visit = gather(block, into: memory.present)
    for word in 0..<4 {
      var bits = common[word]
      while bits != 0 {
        let document = word << 6 | bits.trailingZeroBitCount
        bits &= bits &- 1
        sum(UInt8(truncatingIfNeeded: document), visit, lengths)
      }
    }
  }

  /// Adds up the impacts of a document of all lists, as long as it can enter, and scores it.
  private mutating func sum(_ document: UInt8, _ visit: Visit, _ lengths: FieldLengths.Values) {
    profile.postingsRead += visit.count
    var rest = Int(memory.bounds[visit.block])
    for place in stride(from: visit.count - 1, through: 0, by: -1) {
      let list = visit.present[place]
      rest += Int(summand(list.number, impact(of: document, in: list, visit))) - list.bound
      if rest < threshold { return }
    }
    consider(document, visit, lengths)
  }

  // MARK: - Support

  @inline(__always)
  private func impact(of document: UInt8, in list: Present, _ visit: Visit) -> UInt8 {
    memory.views[list.number].impact(of: document, inBlock: visit.block, slot: list.slot)
  }

  /// Adds the impacts of a list in a block to the accumulators.
  @inline(__always)
  private mutating func add(_ list: Present, of block: Int) {
    let view = memory.views[list.number]
    let places = view.places(inSlot: list.slot)
    let accumulators = memory.accumulators
    profile.postingsRead += places.count
    if let rowImpacts = view.rowImpacts {
      cblocksums_add(accumulators, rowImpacts + block << BlockPostings.blockBits, memory.multipliers[list.number])
      return
    }
    let summands = memory.summands + list.number << 8
    for place in places { accumulators[Int(view.documents[place])] &+= summands[Int(view.impacts[place])] }
  }

  /// Scores a document exactly, in the order of the query, and offers it.
  private mutating func consider(_ document: UInt8, _ visit: Visit, _ lengths: FieldLengths.Values) {
    let ordinal = UInt32(truncatingIfNeeded: visit.block << BlockPostings.blockBits | Int(document))
    if let mask = task.mask, !mask[Int(ordinal)] { return }
    if hasBonuses, task.bonuses[ordinal] != nil { return }
    profile.documentsScored += 1
    let weights = memory.weights
    for number in 0..<termCount { weights[number] = 0 }
    for place in 0..<visit.count {
      let list = visit.present[place]
      let view = memory.views[list.number]
      guard let index = view.place(of: document, inBlock: visit.block, slot: list.slot) else { continue }
      weights[list.number] = memory.factors[list.number] * scorer.weight(view.frequencies[index], of: ordinal, lengths)
    }
    var score = 0.0
    for number in 0..<termCount { score += weights[number] }
    offer(score: score, ordinal: ordinal)
  }
}
