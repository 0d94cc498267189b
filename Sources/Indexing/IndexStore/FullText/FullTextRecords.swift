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
    guard let levelCount = next(), let segmentCount = next(), let pages = next(), levelCount <= 64 else { return nil }
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
