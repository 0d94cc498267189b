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
    /// The number of ordinals in the document space.
    var documentCount: Int
    /// How many documents are wanted.
    var limit: Int
  }

  let task: Task
  let scorer: TermScorer
  private let lengths: FieldLengths
  private let scratch: TopKScratch
  var profile = Profile()
  /// Whether the search was stopped before it had seen everything.
  private(set) var isStopped = false
  var heap: BoundedHeap
  /// The lists' memory; ``task`` keeps it.
  let views: [View]
  /// The least sum of impacts that can enter the heap; a lower bound known otherwise before it is full.
  var threshold = 0

  /// One list's memory, for loops that must not count references.
  struct View {
    let documents: UnsafePointer<UInt8>
    let impacts: UnsafePointer<UInt8>
    let blocks: UnsafePointer<UInt32>
    let starts: UnsafePointer<UInt32>
    let maxima: UnsafePointer<UInt8>
    let frequencies: PackedFrequencies.View
    let rows: UnsafePointer<UInt64>?
    let blockCount: Int
    let factor: Double

    init(_ term: Term) {
      documents = term.postings.documents.pointer
      impacts = term.postings.impacts.pointer
      blocks = term.postings.blocks.pointer
      starts = term.postings.starts.pointer
      maxima = term.postings.maxima.pointer
      frequencies = term.postings.frequencies.view
      rows = term.postings.rows?.pointer
      blockCount = term.postings.blocks.count
      factor = term.factor
    }

    /// Whether the list may have a document of a block; it has, where it is dense enough to tell at once.
    @inline(__always)
    func mayContain(_ document: UInt8, inBlock block: Int) -> Bool {
      guard let rows else { return true }
      return rows[block << (BlockPostings.blockBits - 6) | Int(document &>> 6)] >> UInt64(document & 63) & 1 == 1
    }

    /// The place of a document among the postings of a slot.
    @inline(__always)
    func place(of document: UInt8, inSlot slot: Int) -> Int? {
      BlockPostings.place(of: document, among: documents, in: Int(starts[slot])..<Int(starts[slot + 1]))
    }
  }

  /// What a unit of score is in summed impacts.
  private let scale: Double
  /// For each term the summand of each impact, 256 entries a term; in the scratch memory.
  let table: UnsafePointer<UInt16>

  var terms: [Term] { task.terms }
  private var limit: Int { task.limit }

  private static let countShift: UInt32 = 24
  private static let sumMask: UInt32 = (1 << countShift) - 1

  /// - Parameter scratch: Working memory that no other search uses meanwhile.
  init(_ task: Task, scorer: TermScorer, lengths: FieldLengths, scratch: TopKScratch) {
    self.task = task
    self.scorer = scorer
    self.lengths = lengths
    heap = BoundedHeap(capacity: task.limit)
    views = task.terms.map(View.init)
    let terms = task.terms
    let largest = terms.reduce(0) { $0 + $1.factor }
    scale = (65_535 - 2 * Double(terms.count)) / max(largest, .leastNormalMagnitude)
    scratch.prepare(terms: terms.count)
    table = UnsafePointer(scratch.summands)
    self.scratch = scratch
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
    lengths.withValues { searchBlocks(scratch, $0, shouldStop) }
    offerUnscored()
    return heap.sorted()
  }

  private func fillTable() {
    for (number, term) in terms.enumerated() {
      let step = term.factor * scale / 255
      let summands = scratch.summands + number << 8
      summands[0] = 0
      for impact in 1..<256 {
        // One more than rounding up asks for, so that errors of floating point stay on the safe side.
        summands[impact] = UInt16((Double(impact) * step).rounded(.up)) + 1
      }
    }
  }

  private mutating func searchBlocks(
    _ scratch: TopKScratch, _ lengths: FieldLengths.Values, _ shouldStop: () -> Bool
  ) {
    guard !terms.isEmpty else { return }
    let blockCount = (task.documentCount + BlockPostings.blockSize - 1) / BlockPostings.blockSize
    scratch.prepare(blocks: blockCount, terms: terms.count)
    sumBounds(scratch, blockCount)
    let visits = orderBlocks(scratch, blockCount)
    for turn in 0..<visits {
      let block = Int(scratch.order[turn])
      if Int(scratch.bounds[block] & Self.sumMask) < threshold {
        profile.blocksSkipped += 1
        continue
      }
      if turn & 31 == 31, shouldStop() {
        isStopped = true
        break
      }
      if let mask = task.mask, mask.isEmpty(inBlock: block) { continue }
      profile.blocksVisited += 1
      let visit = gather(block, scratch, blockCount)
      if task.requiresAll, terms.count > 1 {
        intersect(visit, scratch, lengths)
      } else {
        unite(visit, scratch, lengths)
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
    heap.offer(score: score, ordinal: ordinal)
    if let worst = heap.worst { threshold = max(threshold, Int((worst.score * scale).rounded(.down))) }
  }

  /// Offers the champions of one list without conditions, which are all that can be in the answer.
  ///
  /// - Returns: `false`, having offered nothing, when they may not be all.
  private mutating func offerChampions() -> Bool {
    guard terms.count == 1, task.mask == nil, task.after == nil, let term = terms.first else { return false }
    let champions = term.postings.champions
    guard limit + task.bonuses.count <= champions.count || champions.count == term.postings.count else { return false }
    for champion in champions where task.bonuses[champion.ordinal] == nil {
      offer(score: term.factor * champion.score, ordinal: champion.ordinal)
    }
    return true
  }

  /// A sum that `limit` documents are known to reach: the weight of the limit-th champion of some list.
  private var seed: Int {
    guard !task.requiresAll || terms.count == 1, task.mask == nil, task.after == nil else { return 0 }
    var best = 0.0
    for term in terms where term.postings.champions.count >= limit {
      best = max(best, term.factor * term.postings.champions[limit - 1].score)
    }
    return Int((best * scale).rounded(.down))
  }

  private func sumBounds(_ scratch: TopKScratch, _ blockCount: Int) {
    let bounds = scratch.bounds
    for (number, term) in terms.enumerated() {
      let postings = term.postings
      let slots = scratch.slots + number * blockCount
      let blocks = postings.blocks.pointer
      let maxima = postings.maxima.pointer
      let summands = table + number << 8
      for slot in 0..<postings.blocks.count {
        let block = Int(blocks[slot])
        bounds[block] &+= UInt32(summands[Int(maxima[slot])]) &+ (1 << Self.countShift)
        slots[block] = UInt32(truncatingIfNeeded: slot)
      }
    }
  }

  /// Writes the blocks that can matter in descending order of bound, by 256 steps, and returns their number.
  private func orderBlocks(_ scratch: TopKScratch, _ blockCount: Int) -> Int {
    let bounds = scratch.bounds
    let least = UInt32(max(1, threshold))
    let needed = task.requiresAll ? UInt32(terms.count) : 1
    var ends = [Int](repeating: 0, count: 257)
    for block in 0..<blockCount where bounds[block] >> Self.countShift >= needed {
      let sum = bounds[block] & Self.sumMask
      if sum >= least { ends[256 - Int(sum >> 8)] += 1 }
    }
    var total = 0
    for step in 0..<257 {
      let count = ends[step]
      ends[step] = total
      total += count
    }
    for block in 0..<blockCount where bounds[block] >> Self.countShift >= needed {
      let sum = bounds[block] & Self.sumMask
      guard sum >= least else { continue }
      scratch.order[ends[256 - Int(sum >> 8)]] = UInt32(block)
      ends[256 - Int(sum >> 8)] += 1
    }
    return total
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
