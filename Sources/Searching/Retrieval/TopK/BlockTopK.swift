import CBlockSums

/// Exact top-k over block postings.
///
/// Block-max pruning (Mallia, Suel and Tonellotto, SIGIR 2024): every block of the document space gets an upper bound, the
/// sum of its lists' largest impacts; blocks are visited from the highest bound down, and the search ends at the first
/// bound that cannot reach the k-th score. Within a block the impacts are summed the same way, and only documents whose
/// sum can still enter are scored exactly, in the order of the terms. The result equals exhaustive scoring, ties by
/// ordinal: impacts and bounds are rounded up, and what could tie is scored.
///
/// Documents with a bonus besides their words (``Task/bonuses``) are few and are offered first, so that bounds need not
/// allow for it.
struct BlockTopK {
  /// A list to score.
  struct Term {
    var postings: BlockPostings
    /// The factor of its weights, above 0.
    var factor: Double
  }

  /// Counters of one search.
  struct Profile: Sendable, Equatable {
    var postingsRead = 0
    var blocksVisited = 0
    var blocksSkipped = 0
    var documentsScored = 0
  }

  /// What to search for.
  struct Task {
    var terms: [Term]
    /// Whether a document must be in every list rather than in one.
    var requiresAll: Bool
    /// The documents that may be found; all when `nil`.
    var mask: Bitmap?
    /// What some documents, all of them in every list, score besides.
    var bonuses: [UInt32: Double] = [:]
    /// Only documents behind this one in the order of hits are found.
    var after: BoundedHeap.Entry?
    /// Which documents are copies of each other, where only the best of each story is found; `nil` when all are.
    var stories: StoryColumns?
    /// The number of ordinals in the document space.
    var documentCount: Int
    /// How many documents are wanted.
    var limit: Int
  }

  let task: Task
  let scorer: TermScorer
  private let lengths: FieldLengths
  var profile = Profile()
  /// Whether the search was stopped before it had seen everything.
  private(set) var isStopped = false
  var heap: BoundedHeap
  /// The least sum of impacts that can enter the heap; a lower bound known otherwise before it is full.
  var threshold = 0
  /// What is worked in, and the lists as ``task`` keeps them.
  let memory: TopKScratch.Memory
  /// Owns ``memory``.
  private let scratch: TopKScratch
  let termCount: Int
  let hasBonuses: Bool
  let blockCount: Int

  /// What a unit of score is in summed impacts.
  private let scale: Double

  var terms: [Term] { task.terms }
  private var limit: Int { task.limit }

  /// - Parameter scratch: Working memory that no other search uses meanwhile.
  init(_ task: Task, scorer: TermScorer, lengths: FieldLengths, scratch: TopKScratch) {
    self.task = task
    self.scorer = scorer
    self.lengths = lengths
    heap = BoundedHeap(capacity: task.limit)
    termCount = task.terms.count
    hasBonuses = !task.bonuses.isEmpty
    blockCount = BlockPostings.blockCount(rows: task.documentCount)
    let total = task.terms.reduce(0) { $0 + $1.factor }
    scale = (65_535 - 3 * Double(task.terms.count)) / max(total, .leastNormalMagnitude)
    self.scratch = scratch
    let counts = task.terms.map(\.postings.count)
    memory = scratch.prepare(terms: task.terms.count, blocks: blockCount)
    for (number, term) in task.terms.enumerated() {
      // One more than rounding up asks for, so that errors of floating point stay on the safe side.
      memory.multipliers[number] = UInt16((term.factor * scale * 65_536 / 65_535).rounded(.up)) + 1
      memory.factors[number] = term.factor
      memory.views[number] = BlockPostings.View(term.postings)
    }
    for (place, number) in counts.indices.sorted(by: { counts[$0] < counts[$1] }).enumerated() {
      memory.rarestFirst[place] = number
    }
  }

  /// Finds the best `limit` documents, best first.
  ///
  /// - Parameter shouldStop: Asked every few dozen blocks; when it says so, the best so far are returned.
  mutating func search(shouldStop: () -> Bool) -> [BoundedHeap.Entry] {
    guard limit > 0 else { return [] }
    offerBonuses()
    if offerChampions() { return heap.sorted() }
    threshold = max(threshold, seed)
    fillTable()
    lengths.withValues { searchBlocks($0, shouldStop) }
    offerUnscored()
    return heap.sorted()
  }

  private func fillTable() {
    for number in 0..<termCount {
      cblocksums_summands(memory.summands + number << 8, memory.multipliers[number])
    }
  }

  /// Visits the blocks from the highest bound down.
  private mutating func searchBlocks(_ lengths: FieldLengths.Values, _ shouldStop: () -> Bool) {
    guard termCount > 0 else { return }
    let needsAll = task.requiresAll && termCount > 1
    let count = needsAll ? sumCommonBounds() : sumBounds()
    orderBlocks(count)
    for turn in 1 - Self.laneCount..<count {
      lookAhead(of: turn, count, needsAll)
      if turn < 0 { continue }
      let block = Int(memory.order[turn])
      if Int(memory.bounds[block]) < threshold {
        // Of those behind it only some of the same step may have a higher bound.
        if step(of: memory.order[turn]) < threshold >> 8 {
          profile.blocksSkipped += count - turn
          return
        }
        profile.blocksSkipped += 1
        continue
      }
      if turn & 31 == 31, shouldStop() {
        isStopped = true
        return
      }
      if let mask = task.mask, mask.isEmpty(inBlock: block) { continue }
      profile.blocksVisited += 1
      if needsAll {
        intersect(block, lengths)
      } else {
        unite(memory.visits[turn & (Self.laneCount - 1)], lengths)
      }
    }
  }

  private mutating func offerBonuses() {
    for (ordinal, bonus) in task.bonuses where task.mask?[Int(ordinal)] ?? true {
      var score = 0.0
      for term in terms {
        guard let frequencies = term.postings.frequency(in: ordinal) else { continue }
        score += term.factor * lengths.withValues { scorer.weight(frequencies, of: ordinal, $0) }
      }
      offer(score: score + bonus, ordinal: ordinal)
    }
  }

  /// Offers the documents of the mask that are in no list; they score nothing.
  private mutating func offerUnscored() {
    guard let mask = task.mask, !isStopped, !task.requiresAll else { return }
    if let worst = heap.worst, worst.score > 0 { return }
    for (index, word) in mask.words.enumerated() {
      var rest = word
      while rest != 0 {
        let ordinal = UInt32(truncatingIfNeeded: index << 6 | rest.trailingZeroBitCount)
        rest &= rest &- 1
        if let worst = heap.worst, worst.ordinal < ordinal || worst.score > 0 { return }
        if terms.contains(where: { $0.postings.place(of: ordinal) != nil }) { continue }
        offer(score: 0, ordinal: ordinal)
      }
    }
  }

  @inline(__always)
  mutating func offer(score: Double, ordinal: UInt32) {
    if let after = task.after, !BoundedHeap.Entry(score: score, ordinal: ordinal).isWorse(than: after) { return }
    if let stories = task.stories, stories.shared[Int(ordinal)] {
      let story = stories.first(of: ordinal)
      heap.offer(score: score, ordinal: ordinal) { stories.first(of: $0) == story }
    } else {
      heap.offer(score: score, ordinal: ordinal)
    }
    if let worst = heap.worst { threshold = max(threshold, Int((worst.score * scale).rounded(.down))) }
  }

  /// Offers the champions of one list without conditions, which are all that can be in the answer.
  ///
  /// - Returns: `false`, having offered nothing, when they may not be all.
  private mutating func offerChampions() -> Bool {
    guard terms.count == 1, task.mask == nil, task.after == nil, let term = terms.first else { return false }
    let champions = term.postings.champions
    guard place(ofChampion: limit + task.bonuses.count, in: champions) != nil || champions.count == term.postings.count
    else { return false }
    for champion in champions where task.bonuses[champion.ordinal] == nil {
      offer(score: term.factor * champion.score, ordinal: champion.ordinal)
    }
    return true
  }

  /// A sum that `limit` documents are known to reach: the weight of the limit-th champion of some list.
  private var seed: Int {
    guard !task.requiresAll || terms.count == 1, task.mask == nil, task.after == nil else { return 0 }
    var best = 0.0
    for term in terms {
      let champions = term.postings.champions
      guard let place = place(ofChampion: limit, in: champions) else { continue }
      best = max(best, term.factor * champions[place].score)
    }
    return Int((best * scale).rounded(.down))
  }

  /// The place of the n-th champion that is no copy of another document, where copies are not wanted.
  private func place(ofChampion number: Int, in champions: [BoundedHeap.Entry]) -> Int? {
    guard let copies = task.stories?.copies else { return number <= champions.count ? number - 1 : nil }
    var found = 0
    for (place, champion) in champions.enumerated() where !copies[Int(champion.ordinal)] {
      found += 1
      if found == number { return place }
    }
    return nil
  }
}

extension Bitmap {
  /// The members of a block, 64 to a word.
  func words(ofBlock block: Int) -> SIMD4<UInt64> {
    var found = SIMD4<UInt64>()
    for word in 0..<4 where block * 4 + word < words.count { found[word] = words[block * 4 + word] }
    return found
  }

  fileprivate func isEmpty(inBlock block: Int) -> Bool { words(ofBlock: block) == SIMD4() }
}
