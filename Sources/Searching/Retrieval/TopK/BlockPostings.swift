import IndexStore

/// The postings of one atom, laid out by blocks of the document space for top-k retrieval.
///
/// The document space is cut into blocks of 256 ordinals, so that an ordinal within its block takes a byte, and a posting
/// three:
///
///     documents    ┌─ block 0 ─┬─ block 3 ─┬─ …    the ordinal within its block, ascending
///     impacts      ├───────────┼───────────┼─ …    the weight rounded up to 1/255
///     frequencies  └───────────┴───────────┴─ …    how often, packed; read for candidates only
///
///     blocks       0, 3, …                         the blocks that have postings, ascending
///     starts       0, 17, …                        where each begins; one more than blocks
///     maxima       the largest impact of each
///
/// A list with postings in half of the blocks or more is *spread*: it has no `blocks`, and `starts` and `maxima` have every block
/// of the document space, with a largest impact of 0 where the list has nothing.
///
/// A *place* is the number of a posting in the list, a *slot* that of a block in ``starts``, which is the block itself where
/// the list is spread. Exact weights are computed from ``frequencies``. Invariants: `documents` ascend within a block; no block
/// in `blocks` is empty; `impacts[i] / 255` is not below the weight of posting `i`; weights lie in `0 ..< 1`.
///
/// A list of common words also has its rows as a bitmap, and one of the commonest the impact of every row, so that a block
/// of it is added up 16 documents at a time:
///
///     rows         a bit for each row, whole blocks
///     rowImpacts   a byte for each row, whole blocks; 0 where there is no posting
///
/// The layout follows Mallia, Suel and Tonellotto, “Faster Learned Sparse Retrieval with Block-Max Pruning” (SIGIR
/// 2024): bounds by range of documents rather than by run of postings.
final class BlockPostings: Sendable {
  /// The number of ordinals in a block, as a power of two.
  static let blockBits = 8
  /// The number of ordinals in a block.
  static let blockSize = 1 << blockBits
  /// How many of the best postings are kept apart.
  static let championCount = 128
  /// How many weights are computed together, so that nothing between them keeps the processor from asking for lengths ahead; a power of
  /// two.
  private static let weightRun = 1 << 9
  /// A list with a posting for at least one in so many rows also has its rows as a bitmap.
  private static let densityOfBitmaps = 64
  /// A list with a posting for at least one in so many rows also has an impact for each row.
  private static let densityOfImpacts = 4

  /// A list with postings in at least one in so many blocks is spread.
  private static let shareOfSpread = 2

  let documents: FrozenArray<UInt8>
  let impacts: FrozenArray<UInt8>
  /// The number of occurrences of each posting.
  let frequencies: PackedFrequencies
  /// Whether slots are blocks.
  let isSpread: Bool
  let blocks: FrozenArray<UInt32>
  let starts: FrozenArray<UInt32>
  let maxima: FrozenArray<UInt8>
  /// The postings of greatest weight, heaviest first, ties by ordinal.
  let champions: [BoundedHeap.Entry]
  /// The articles that have the atom in their headline.
  let titles: TitleDirectory
  /// The rows of a list that is dense enough, one bit each as in a ``Bitmap``, for whole blocks.
  let rows: FrozenArray<UInt64>?
  /// The impacts by row of a list that is denser still, 0 where there is no posting, for whole blocks.
  let rowImpacts: FrozenArray<UInt8>?

  /// The number of articles.
  var count: Int { documents.count }

  /// The number of blocks that ``starts`` has.
  var slotCount: Int { maxima.count }

  /// Lays out a list.
  ///
  /// - Parameters:
  ///   - postings: The list.
  ///   - rowCount: The number of rows; every ordinal is below it.
  ///   - titleLength: The number of words in the headline of a row.
  ///   - weights: Writes the weights of the postings at some places of the list, in `0 ..< 1`; called for one run of places after another.
  init(
    _ postings: AtomPostings, rowCount: Int, titleLength: (UInt32) -> UInt32,
    weights: (Range<Int>, UnsafeMutableBufferPointer<Double>) throws -> Void
  ) rethrows {
    let blockCount = Self.blockCount(rows: rowCount)
    var directory = BlockDirectory(capacity: min(postings.count, blockCount))
    var best = BoundedHeap(capacity: Self.championCount)
    // What comes later at the same weight is no champion.
    var leastChampion = -Double.infinity
    impacts = try postings.withValues { ordinals, _ in
      try withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.weightRun) { run in
        try FrozenArray(count: ordinals.count) { place in
          let offset = place & (Self.weightRun - 1)
          if offset == 0 { try weights(place..<min(place + Self.weightRun, ordinals.count), run) }
          let (weight, ordinal) = (run[offset], ordinals[place])
          let impact = Self.impact(of: weight)
          directory.add(ordinal, at: place, impact: impact)
          if weight > leastChampion {
            best.offer(score: weight, ordinal: ordinal)
            if let worst = best.worst { leastChampion = worst.score }
          }
          return impact
        }
      }
    }
    frequencies = PackedFrequencies(postings.frequencies)
    documents = FrozenArray(count: postings.count) { place in UInt8(truncatingIfNeeded: postings.ordinals[place]) }
    directory.finish(count: postings.count)
    isSpread = postings.count > 0 && directory.blocks.count * Self.shareOfSpread >= blockCount
    if isSpread { directory.spread(over: 0..<blockCount) }
    blocks = FrozenArray(directory.blocks)
    starts = FrozenArray(directory.starts)
    maxima = FrozenArray(directory.maxima)
    champions = best.sorted()
    titles = TitleDirectory(postings, length: titleLength)
    let isDense = postings.count * Self.densityOfBitmaps >= rowCount
    rows = isDense ? FrozenArray(Bitmap(count: blockCount << Self.blockBits, ordinals: postings.ordinals).words) : nil
    let impacts = impacts
    rowImpacts =
      postings.count * Self.densityOfImpacts >= rowCount
      ? FrozenArray(scattering: impacts, to: postings.ordinals, count: blockCount << Self.blockBits) : nil
  }

  /// Lays out a list.
  ///
  /// - Parameter weight: The weight of the posting at a place of the list, in `0 ..< 1`.
  convenience init(
    _ postings: AtomPostings, rowCount: Int, titleLength: (UInt32) -> UInt32, weight: (Int) throws -> Double
  ) rethrows {
    try self.init(postings, rowCount: rowCount, titleLength: titleLength) { places, weights in
      for place in places { weights[place - places.lowerBound] = try weight(place) }
    }
  }

  /// How many blocks so many rows are in.
  static func blockCount(rows: Int) -> Int { (rows + blockSize - 1) >> blockBits }

  /// Joins two lists of the same weights, the second wholly behind the first.
  ///
  /// Costs some tenths of a nanosecond for each row of a list with ``rows``, and for each block, besides the postings of the
  /// second.
  init(_ first: BlockPostings, behind second: BlockPostings, rowCount: Int) {
    frequencies = PackedFrequencies(first.frequencies, behind: second.frequencies)
    documents = FrozenArray(first.documents, keep: first.count, appending: second.documents.values)
    impacts = FrozenArray(first.impacts, keep: first.count, appending: second.impacts.values)
    let blockCount = Self.blockCount(rows: rowCount)
    isSpread = first.isSpread
    let (kept, directory) = Self.directory(of: second, behind: first, blockCount: blockCount)
    blocks = directory.blocks.withUnsafeBufferPointer {
      FrozenArray(first.blocks, keep: first.isSpread ? 0 : kept, appending: $0)
    }
    starts = directory.starts.withUnsafeBufferPointer { FrozenArray(first.starts, keep: kept, appending: $0) }
    maxima = directory.maxima.withUnsafeBufferPointer { FrozenArray(first.maxima, keep: kept, appending: $0) }
    var best = BoundedHeap(capacity: Self.championCount)
    for champion in first.champions + second.champions {
      best.offer(score: champion.score, ordinal: champion.ordinal)
    }
    champions = best.sorted()
    titles = TitleDirectory(first.titles, behind: second.titles)
    rows = first.rows.map { rows in
      FrozenArray(rows, count: max(rows.count, blockCount << (Self.blockBits - 6))) { words in
        second.forEach { _, ordinal in words[Int(ordinal >> 6)] |= 1 << UInt64(ordinal & 63) }
      }
    }
    rowImpacts = first.rowImpacts.map { rowImpacts in
      FrozenArray(rowImpacts, count: max(rowImpacts.count, blockCount << Self.blockBits)) { impacts in
        second.forEach { place, ordinal in impacts[Int(ordinal)] = second.impacts[place] }
      }
    }
  }

  /// The memory the list takes, in bytes, with what every list takes besides its postings.
  var bytes: Int {
    let postings = documents.bytes + impacts.bytes + frequencies.bytes
    let directory = blocks.bytes + starts.bytes + maxima.bytes + (rows?.bytes ?? 0) + (rowImpacts?.bytes ?? 0)
    let best = champions.count * MemoryLayout<BoundedHeap.Entry>.stride
    return postings + directory + best + titles.bytes + 512
  }

  /// The smallest impact that is not below a weight; at least 1, so that every posting shows.
  static func impact(of weight: Double) -> UInt8 {
    let scaled = min(255, max(1, weight * 255))
    let floor = UInt8(scaled)
    return Double(floor) < scaled ? floor + 1 : floor
  }

  /// The place of an ordinal, or `nil` when it has no posting.
  func place(of ordinal: UInt32) -> Int? {
    var slot = 0
    return place(of: ordinal, from: &slot)
  }

  /// The place of an ordinal, or `nil` when it has no posting.
  ///
  /// - Parameter slot: Where to begin, at or before the slot of the ordinal; it is moved on.
  @inline(__always)
  func place(of ordinal: UInt32, from slot: inout Int) -> Int? {
    let block = ordinal >> UInt32(Self.blockBits)
    if isSpread {
      slot = Int(block)
      guard slot < slotCount else { return nil }
    } else {
      slot = Galloping.advance(slot, end: blocks.count) { blocks[$0] < block }
      guard slot < blocks.count, blocks[slot] == block else { return nil }
    }
    let document = UInt8(truncatingIfNeeded: ordinal)
    if let rows {
      return Self.rank(of: document, among: rows.pointer + Int(block) << 2).map { Int(starts[slot]) + $0 }
    }
    return Self.place(of: document, among: documents.pointer, in: Int(starts[slot])..<Int(starts[slot + 1]))
  }

  /// The place of a document of a block, given the places of the block.
  @inline(__always)
  static func place(of document: UInt8, among documents: UnsafePointer<UInt8>, in places: Range<Int>) -> Int? {
    var low = places.lowerBound
    var high = places.upperBound
    while low < high {
      let middle = (low + high) / 2
      if documents[middle] < document { low = middle + 1 } else { high = middle }
    }
    return low < places.upperBound && documents[low] == document ? low : nil
  }

  /// Calls `body` with the place and the ordinal of every posting, ascending.
  @inline(__always)
  func forEach(_ body: (_ place: Int, _ ordinal: UInt32) throws -> Void) rethrows {
    for slot in 0..<slotCount {
      let base = UInt32(truncatingIfNeeded: block(ofSlot: slot)) << UInt32(Self.blockBits)
      for place in Int(starts[slot])..<Int(starts[slot + 1]) { try body(place, base | UInt32(documents[place])) }
    }
  }

  /// The block of a slot.
  @inline(__always)
  func block(ofSlot slot: Int) -> Int { isSpread ? slot : Int(blocks[slot]) }

  /// Calls `body` with every block that has postings, their places and the largest impact.
  func forEachBlock(_ body: (_ block: Int, _ places: Range<Int>, _ maximum: UInt8) -> Void) {
    for slot in 0..<slotCount where maxima[slot] > 0 {
      body(block(ofSlot: slot), Int(starts[slot])..<Int(starts[slot + 1]), maxima[slot])
    }
  }

  /// The rows, ascending; made anew each time.
  var ordinals: [UInt32] {
    var ordinals: [UInt32] = []
    ordinals.reserveCapacity(count)
    forEach { _, ordinal in ordinals.append(ordinal) }
    return ordinals
  }

  /// How often the atom occurs in a row, when it does.
  func frequency(in ordinal: UInt32) -> GroupFrequencies? { place(of: ordinal).map { frequencies[$0] } }
}

extension TermScorer {
  /// Lays out a list with the weights of a snapshot; some ten nanoseconds a posting.
  ///
  /// - Throws: ``IndexError/deadline`` when the deadline passes meanwhile.
  func blocks(
    of postings: AtomPostings, lengths: FieldLengths, rowCount: Int, deadline: Deadline = .none
  ) throws -> BlockPostings {
    try lengths.withValues { lengths in
      try postings.withValues { ordinals, frequencies in
        try BlockPostings(postings, rowCount: rowCount, titleLength: { lengths[Int($0)].title }) { places, weights in
          if deadline.isPast { throw IndexError.deadline }
          for place in places {
            weights[place - places.lowerBound] = weight(frequencies[place], of: ordinals[place], lengths)
          }
        }
      }
    }
  }

  /// The weight of so many occurrences in a row.
  @inline(__always)
  func weight(_ frequencies: GroupFrequencies, of row: UInt32, _ lengths: FieldLengths.Values) -> Double {
    weight(frequencies, of: lengths[Int(row)])
  }
}
