import Synchronization

/// The rows of each story that has, or had, more than one article.
///
/// A story goes by its first row. Rows are only ever added, in ascending order, so snapshots of different age share one
/// directory, each looking at the rows it has.
final class StoryDirectory: Sendable {
  private struct State {
    /// The rows of a story by its first one, which is among them.
    var rows: [UInt32: [UInt32]] = [:]
    /// The first rows of stories whose first article is no row.
    var orphans: [Int64: UInt32] = [:]
  }

  private let state = Mutex(State())

  /// Adds a copy to its story; adding it again changes nothing.
  ///
  /// - Parameters:
  ///   - row: The copy's row, above those of all copies before.
  ///   - story: The id of the story's first article.
  ///   - first: The row of that article; `nil` when it has none.
  /// - Returns: The story's first row.
  func add(_ row: UInt32, story: Int64, first: UInt32?) -> UInt32 {
    state.withLock { state in
      let first = first ?? state.orphans[story] ?? row
      if first == row { state.orphans[story] = row }
      var rows = state.rows.removeValue(forKey: first) ?? [first]
      if let last = rows.last, last < row { rows.append(row) }
      state.rows[first] = rows
      return first
    }
  }

  /// The rows of a story, ascending; at least its first.
  func rows(of first: UInt32) -> [UInt32] { state.withLock { $0.rows[first] ?? [first] } }

  /// The stories whose first article is no row.
  var orphans: [(story: Int64, first: UInt32)] {
    state.withLock { $0.orphans.map { ($0.key, $0.value) } }
  }
}

/// Which rows are copies of each other.
struct StoryColumns: Sendable {
  /// The rows that are copies of an earlier one.
  private(set) var copies = Bitmap(count: 0)
  /// The first row of the story of each of ``copies``, in their order.
  private(set) var firstsOfCopies = Column<UInt32>()
  /// How many of ``copies`` there are before each run of 512 rows.
  private var ranks: [UInt32] = []
  /// The rows whose story has other rows, or had.
  private(set) var shared = Bitmap(count: 0)
  /// The rows of each story.
  let directory: StoryDirectory

  private static let wordsPerRank = 8

  init(directory: StoryDirectory = StoryDirectory()) { self.directory = directory }

  /// The number of rows.
  var count: Int { copies.count }

  /// The first row of a row's story; the row itself where it is a copy of no earlier one.
  func first(of row: UInt32) -> UInt32 {
    guard copies[Int(row)] else { return row }
    let word = Int(row >> 6)
    let start = word / Self.wordsPerRank
    var rank = Int(ranks[start])
    for earlier in start * Self.wordsPerRank..<word { rank += copies.words[earlier].nonzeroBitCount }
    rank += (copies.words[word] & (1 &<< UInt64(row & 63) &- 1)).nonzeroBitCount
    return firstsOfCopies[rank]
  }

  /// The rows of the story that a row belongs to, itself among them, ascending; those of later snapshots left out.
  func rows(with row: UInt32) -> [UInt32] {
    guard shared[Int(row)] else { return [row] }
    let count = UInt32(truncatingIfNeeded: count)
    return directory.rows(of: first(of: row)).filter { $0 < count }
  }

  /// Adds rows.
  ///
  /// - Parameters:
  ///   - ids: The ids of all rows, old and new.
  ///   - copies: The new rows that are copies, by id, ascending.
  mutating func append(ids: SpanColumn, copies added: [(id: Int64, story: Int64)]) {
    let start = count
    copies.grow(to: ids.count, full: false)
    shared.grow(to: ids.count, full: false)
    var firsts: [UInt32] = []
    var rowsByID = OrdinalCursor(ids)
    var stories = OrdinalCursor(ids)
    for copy in added {
      guard let row = rowsByID.ordinal(of: copy.id), row >= start else { continue }
      let first = directory.add(
        UInt32(truncatingIfNeeded: row), story: copy.story,
        first: stories.ordinal(of: copy.story).map { UInt32(truncatingIfNeeded: $0) })
      note(row, first: first, in: &firsts)
    }
    firstsOfCopies = firstsOfCopies.appending(firsts)
    countRanks(from: start)
  }

  /// Takes over the copies and the first rows of their stories as they were kept; `nil` when they cannot be such.
  init?(
    copies kept: Bitmap, firsts keptFirsts: Column<UInt32>, orphans: [(story: Int64, first: UInt32)]
  ) {
    self.init()
    guard kept.population == keptFirsts.count else { return nil }
    copies = Bitmap(count: kept.count)
    shared = Bitmap(count: kept.count)
    let stories = Dictionary(orphans.map { ($0.first, $0.story) }, uniquingKeysWith: { first, _ in first })
    for (first, story) in stories {
      guard first < kept.count, !kept[Int(first)] else { return nil }
      shared[Int(first)] = true
      _ = directory.add(first, story: story, first: nil)
    }
    var firsts: [UInt32] = []
    for row in kept.ordinals {
      let first = keptFirsts[firsts.count]
      guard first < row, !kept[Int(first)] else { return nil }
      _ = directory.add(row, story: 0, first: first)
      note(Int(row), first: first, in: &firsts)
    }
    firstsOfCopies = keptFirsts
    countRanks(from: 0)
  }

  private mutating func note(_ row: Int, first: UInt32, in firsts: inout [UInt32]) {
    shared[row] = true
    shared[Int(first)] = true
    guard first != row else { return }
    copies[row] = true
    firsts.append(first)
  }

  /// Counts the copies before each run of rows, from the run of a row on.
  private mutating func countRanks(from row: Int) {
    var run = min(ranks.count, (row >> 6) / Self.wordsPerRank + 1)
    ranks.removeLast(ranks.count - run)
    while run * Self.wordsPerRank < copies.words.count {
      let before = run == 0 ? 0..<0 : (run - 1) * Self.wordsPerRank..<run * Self.wordsPerRank
      let copied = copies.words[before].reduce(0) { $0 + $1.nonzeroBitCount }
      ranks.append((ranks.last ?? 0) + UInt32(truncatingIfNeeded: copied))
      run += 1
    }
  }
}
