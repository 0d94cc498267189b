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
  /// The first row of each row's story; the row itself where it is a copy of no earlier one.
  var firsts = Column<UInt32>()
  /// The rows whose story has other rows, or had.
  var shared = Bitmap(count: 0)
  /// The rows of each story.
  let directory: StoryDirectory

  init(directory: StoryDirectory = StoryDirectory()) { self.directory = directory }

  /// The rows of the story that a row belongs to, itself among them, ascending; those of later snapshots left out.
  func rows(with row: UInt32) -> [UInt32] {
    guard shared[Int(row)] else { return [row] }
    let count = UInt32(truncatingIfNeeded: firsts.count)
    return directory.rows(of: firsts[Int(row)]).filter { $0 < count }
  }

  /// Adds rows.
  ///
  /// - Parameters:
  ///   - ids: The ids of all rows, old and new.
  ///   - copies: The new rows that are copies, by id, ascending.
  mutating func append(ids: Column<Int64>, copies: [(id: Int64, story: Int64)]) {
    let start = firsts.count
    var added = (start..<ids.count).map { UInt32(truncatingIfNeeded: $0) }
    shared.grow(to: ids.count, full: false)
    var rowsByID = OrdinalCursor(ids)
    for copy in copies {
      guard let row = rowsByID.ordinal(of: copy.id), row >= start else { continue }
      var stories = OrdinalCursor(ids)
      let first = directory.add(
        UInt32(truncatingIfNeeded: row), story: copy.story,
        first: stories.ordinal(of: copy.story).map { UInt32(truncatingIfNeeded: $0) })
      added[row - start] = first
      shared[row] = true
      shared[Int(first)] = true
    }
    firsts = firsts.appending(added)
  }

  /// Takes over the first rows of stories as they were kept; `nil` when they cannot be such.
  init?(firsts: Column<UInt32>, orphans: [(story: Int64, first: UInt32)]) {
    self.init()
    self.firsts = firsts
    shared = Bitmap(count: firsts.count)
    let stories = Dictionary(orphans.map { ($0.first, $0.story) }, uniquingKeysWith: { first, _ in first })
    for (first, story) in stories {
      guard first < firsts.count, firsts[Int(first)] == first else { return nil }
      shared[Int(first)] = true
      _ = directory.add(first, story: story, first: nil)
    }
    for row in 0..<firsts.count where firsts[row] != row {
      let first = firsts[row]
      guard first < row, firsts[Int(first)] == first else { return nil }
      _ = directory.add(UInt32(truncatingIfNeeded: row), story: 0, first: first)
      shared[row] = true
      shared[Int(first)] = true
    }
  }
}
