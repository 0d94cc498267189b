/// FTS5's record of its segments, as far as adding one takes it (SQLite, `fts5_index.c`, “The structure record”).
struct SegmentList {
  struct Segment {
    var id: UInt64
    var firstPage: UInt64
    var lastPage: UInt64
  }

  struct Level {
    /// How many of its segments are being merged into the next level.
    var merging: UInt64
    /// From the oldest to the newest.
    var segments: [Segment]
  }

  /// The row of the table that holds it.
  static let row: Int64 = 10
  /// The most segments an index can have.
  private static let limit = 2000
  private static let mostLevels = 64

  private let cookie: [UInt8]
  /// How many pages were written, which FTS5 counts only while it merges by itself.
  private let pagesWritten: UInt64
  private(set) var levels: [Level]

  /// Reads the record; `nil` when it is damaged or of a later version of the format.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 7, bytes[4] != 0xFF else { return nil }
    cookie = Array(bytes[..<4])
    var offset = 4
    func next() -> UInt64? { SQLiteNumber.read(bytes, at: &offset) }
    guard let levelCount = next(), let segmentCount = next(), let pages = next(), levelCount <= Self.mostLevels
    else { return nil }
    pagesWritten = pages
    levels = []
    for _ in 0..<levelCount {
      guard let merging = next(), let count = next(), count <= Self.limit else { return nil }
      var segments: [Segment] = []
      for _ in 0..<count {
        guard let id = next(), let first = next(), let last = next() else { return nil }
        segments.append(Segment(id: id, firstPage: first, lastPage: last))
      }
      levels.append(Level(merging: merging, segments: segments))
    }
    guard levels.reduce(0, { $0 + $1.segments.count }) == Int(segmentCount) else { return nil }
  }

  /// A number that no segment has; `nil` when there are too many.
  var freeID: UInt64? {
    let used = Set(levels.flatMap { $0.segments.map(\.id) })
    return (1...UInt64(Self.limit)).first { !used.contains($0) }
  }

  /// The level of which segments are being merged, into the last of the next level.
  private var mergedLevel: Int? { levels.firstIndex { $0.merging > 0 } }

  /// The merge to go on with: the level of the segments that are merged into the last of the next level.
  ///
  /// - Parameter least: How many segments a level must have for a merge of them to be begun.
  mutating func beginMerge(ofAtLeast least: Int) -> Int? {
    if let mergedLevel { return mergedLevel }
    let fullest = levels.indices.max { levels[$0].segments.count < levels[$1].segments.count }
    guard let fullest, levels[fullest].segments.count >= least else { return nil }
    return begin(fullest)
  }

  /// The same for all segments; `nil` where there is one at most.
  mutating func beginMergeOfAll() -> Int? {
    let used = levels.indices.filter { !levels[$0].segments.isEmpty }
    let count = used.reduce(0) { $0 + levels[$1].segments.count }
    if let mergedLevel, levels[mergedLevel].merging == UInt64(count - 1) { return mergedLevel }
    guard count > 1, let last = used.last else { return nil }
    // Of a merge that is under way the terms are in one or the other of its segments, which can be in any order.
    let segments = levels.reversed().flatMap(\.segments)
    levels = [Level](repeating: Level(merging: 0, segments: []), count: last) + [Level(merging: 0, segments: segments)]
    return begin(last)
  }

  private mutating func begin(_ level: Int) -> Int? {
    guard level + 1 < Self.mostLevels, let id = freeID else { return nil }
    if level == levels.count - 1 { levels.append(Level(merging: 0, segments: [])) }
    levels[level].merging = UInt64(levels[level].segments.count)
    levels[level + 1].segments.append(Segment(id: id, firstPage: 1, lastPage: 0))
    return level
  }

  /// The segments that are merged, the oldest first, what they become, and whether nothing is older.
  ///
  /// Those of which all is merged already have no first page.
  func merge(of level: Int) -> (inputs: [Segment], output: Segment, isOldest: Bool)? {
    guard level + 1 < levels.count, levels[level].merging <= UInt64(levels[level].segments.count),
      let output = levels[level + 1].segments.last
    else { return nil }
    let isOldest = levels[level + 1].segments.count == 1 && levels[(level + 2)...].allSatisfy { $0.segments.isEmpty }
    return (Array(levels[level].segments.prefix(Int(levels[level].merging))), output, isOldest)
  }

  /// Notes what has become of a merge of a level.
  ///
  /// - Parameters:
  ///   - pages: How many pages the output has.
  ///   - left: The first page of each segment that has something left.
  mutating func goOn(withMergeOf level: Int, pages: Int, left: [UInt64: Int]) {
    let output = levels[level + 1].segments.count - 1
    levels[level + 1].segments[output].lastPage = UInt64(pages)
    for index in 0..<Int(levels[level].merging) {
      let first = left[levels[level].segments[index].id].map(UInt64.init)
      levels[level].segments[index].firstPage = first ?? 0
      if first == nil { levels[level].segments[index].lastPage = 0 }
    }
    guard left.isEmpty else { return }
    levels[level].segments.removeFirst(Int(levels[level].merging))
    levels[level].merging = 0
    if pages == 0 { levels[level + 1].segments.removeLast() }
  }

  /// Adds the newest segment.
  mutating func add(id: UInt64, pages: Int) {
    if levels.isEmpty { levels.append(Level(merging: 0, segments: [])) }
    levels[0].segments.append(Segment(id: id, firstPage: 1, lastPage: UInt64(pages)))
  }

  var bytes: [UInt8] {
    var bytes = cookie
    for number in [UInt64(levels.count), UInt64(levels.reduce(0) { $0 + $1.segments.count }), pagesWritten] {
      SQLiteNumber.append(number, to: &bytes)
    }
    for level in levels {
      SQLiteNumber.append(level.merging, to: &bytes)
      SQLiteNumber.append(UInt64(level.segments.count), to: &bytes)
      for segment in level.segments {
        for number in [segment.id, segment.firstPage, segment.lastPage] { SQLiteNumber.append(number, to: &bytes) }
      }
    }
    return bytes
  }
}

/// FTS5's record of how many rows and terms an index has (“The Averages Record”).
struct FullTextTotals {
  /// The row of the table that holds it.
  static let row: Int64 = 1

  private var rows: UInt64
  private var terms: [UInt64]

  /// Reads the record, which is empty while the index is; `nil` when it is damaged.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, columns: Int) {
    rows = 0
    terms = [UInt64](repeating: 0, count: columns)
    if bytes.isEmpty { return }
    var offset = 0
    guard let rows = SQLiteNumber.read(bytes, at: &offset) else { return nil }
    self.rows = rows
    for column in terms.indices {
      guard let count = SQLiteNumber.read(bytes, at: &offset) else { return nil }
      terms[column] = count
    }
  }

  /// Adds to the sums.
  mutating func add(rows: Int, terms: [Int]) {
    self.rows += UInt64(rows)
    for (column, count) in terms.enumerated() { self.terms[column] += UInt64(count) }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for number in [rows] + terms { SQLiteNumber.append(number, to: &bytes) }
    return bytes
  }
}
