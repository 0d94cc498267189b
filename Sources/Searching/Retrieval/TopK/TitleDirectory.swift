/// The rows that have an atom in their headline, by the number of words in it, so that headlines that are a query are found
/// without a look at all others.
///
///     rows       ┌ 1 word ┬ 2 words ┬ … ┬ 32 and more ┐   ascending within a length
///     repeated     those that have the atom more than once, by length
struct TitleDirectory: Sendable {
  /// Headlines of so many words and more are not told apart.
  static let greatestLength = 32

  /// A row that has the atom in its headline more than once.
  struct Repetition: Sendable {
    /// The number of words in the headline.
    var length: UInt32
    var count: UInt32
    var ordinal: UInt32
  }

  private static let noStarts = [Int](repeating: 0, count: greatestLength + 1)

  private let rows: FrozenArray<UInt32>
  /// Where each length begins in ``rows``, from 1 on, and the end.
  private let starts: [Int]
  /// Ascending by length, then row.
  let repeated: [Repetition]
  /// How often a headline has the atom at most.
  let greatestCount: Int

  /// Makes the directory of a list.
  ///
  /// - Parameter length: The number of words in the headline of a row.
  init(_ postings: AtomPostings, length: (UInt32) -> UInt32) {
    var found: [UInt32] = []
    var groups: [Int] = []
    var repeated: [Repetition] = []
    var greatestCount = 0
    postings.withValues { ordinals, frequencies in
      for place in ordinals.indices where frequencies[place].title > 0 {
        let length = length(ordinals[place])
        found.append(ordinals[place])
        groups.append(min(max(1, Int(length)), Self.greatestLength) - 1)
        let count = UInt32(frequencies[place].title)
        greatestCount = max(greatestCount, Int(count))
        if count > 1 { repeated.append(Repetition(length: length, count: count, ordinal: ordinals[place])) }
      }
    }
    var starts = Self.noStarts
    if !found.isEmpty {
      for group in groups { starts[group + 1] += 1 }
      for group in 0..<Self.greatestLength { starts[group + 1] += starts[group] }
    }
    var rows = found
    var ends = starts
    for (row, group) in zip(found, groups) {
      rows[ends[group]] = row
      ends[group] += 1
    }
    self.init(rows, starts: starts, repeated: repeated, greatestCount: greatestCount)
  }

  /// Joins two directories, all rows of the second behind those of the first.
  init(_ first: TitleDirectory, behind second: TitleDirectory) {
    if second.isEmpty {
      self = first
      return
    }
    let groups = (1...Self.greatestLength).map { Array(first[$0]) + Array(second[$0]) }
    self.init(
      Array(groups.joined()), starts: groups.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
      repeated: first.repeated + second.repeated, greatestCount: max(first.greatestCount, second.greatestCount))
  }

  private init(_ rows: [UInt32], starts: [Int], repeated: [Repetition], greatestCount: Int) {
    self.rows = FrozenArray(rows)
    self.starts = starts
    self.repeated = repeated.sorted { ($0.length, $0.ordinal) < ($1.length, $1.ordinal) }
    self.greatestCount = greatestCount
  }

  /// The rows whose headline has so many words, from 1 to ``greatestLength``; ascending.
  subscript(length: Int) -> Slice<UnsafeBufferPointer<UInt32>> { rows.values[starts[length - 1]..<starts[length]] }

  /// Whether no headline has the atom.
  var isEmpty: Bool { rows.count == 0 }

  /// The memory it takes, in bytes.
  var bytes: Int { rows.bytes + repeated.count * MemoryLayout<Repetition>.stride + 8 * starts.count }
}

extension Scorer {
  /// The articles whose title has every scoring word and no other, with what they score for that.
  ///
  /// Costs some nanoseconds for each title of at most as many words as the query that has the word in the fewest of them.
  func titleBonuses() throws -> [UInt32: Double] {
    guard similarity.titleMatchBoost > 0, !terms.isEmpty else { return [:] }
    let lists = try terms.compactMap { term in
      try atoms.postings(term.atom).map { TitleTerm(postings: $0, span: term.span) }
    }
    guard lists.count == terms.count, !lists.contains(where: { $0.postings.titles.isEmpty }) else { return [:] }
    var bonuses: [UInt32: Double] = [:]
    // A title that has every word once is the query when it is no longer than the words together.
    let reach = lists.reduce(0) { $0 + $1.span }
    for length in 1...min(reach, TitleDirectory.greatestLength) {
      forEachTitle(length, lists) { row in
        if length < TitleDirectory.greatestLength || isCovered(row, by: lists) { bonuses[row] = titleBoost }
      }
    }
    forEachRepeatingTitle(lists, longerThan: reach) { row in
      if isCovered(row, by: lists) { bonuses[row] = titleBoost }
    }
    return bonuses
  }

  /// A scoring word, for titles.
  private struct TitleTerm {
    var postings: BlockPostings
    var span: Int
  }

  /// Whether a title has every word and no other.
  private func isCovered(_ row: UInt32, by terms: [TitleTerm]) -> Bool {
    var covered = 0
    for term in terms {
      guard let count = term.postings.frequency(in: row)?.title, count > 0 else { return false }
      covered += Int(count) * term.span
    }
    return covered >= Int(snapshot.lengths[Int(row)].title)
  }

  /// Calls `body` with the rows whose title has so many words, every one of the query among them.
  private func forEachTitle(_ length: Int, _ terms: [TitleTerm], _ body: (UInt32) -> Void) {
    let lists = terms.map { $0.postings.titles[length] }
    guard let rarest = lists.indices.min(by: { lists[$0].count < lists[$1].count }) else { return }
    var places = lists.map(\.startIndex)
    for row in lists[rarest] {
      var isInAll = true
      for (number, list) in lists.enumerated() where isInAll && number != rarest {
        places[number] = Galloping.advance(places[number], end: list.endIndex) { list[$0] < row }
        guard places[number] < list.endIndex else { return }
        isInAll = list[places[number]] == row
      }
      if isInAll { body(row) }
    }
  }

  /// Calls `body` with the rows whose title may be longer than the query because it has some words of it more than once:
  /// the titles of each word that repeat it, or those of the rarest word where these are fewer.
  private func forEachRepeatingTitle(_ terms: [TitleTerm], longerThan reach: Int, _ body: (UInt32) -> Void) {
    let greatest = terms.reduce(0) { $0 + $1.span * $1.postings.titles.greatestCount }
    guard greatest > reach else { return }
    let lengths = min(reach + 1, TitleDirectory.greatestLength)...min(greatest, TitleDirectory.greatestLength)
    let common = lengths.reduce(0) { sum, length in sum + (terms.map { $0.postings.titles[length].count }.min() ?? 0) }
    if terms.count > 1, common < terms.reduce(0, { $0 + $1.postings.titles.repeated.count }) {
      for length in lengths { forEachTitle(length, terms, body) }
      return
    }
    for term in terms {
      let others = greatest - term.span * term.postings.titles.greatestCount
      for title in term.postings.titles.repeated {
        guard title.length <= greatest else { break }
        if Int(title.count) * term.span + others >= Int(title.length) { body(title.ordinal) }
      }
    }
  }
}
