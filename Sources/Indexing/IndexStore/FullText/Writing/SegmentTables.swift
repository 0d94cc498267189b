import GRDB

/// The tables in which FTS5 keeps the segments of a full-text table, and its records of them.
struct SegmentTables {
  private let table: String
  private let database: Database

  init(_ table: String, in database: Database) {
    self.table = table
    self.database = database
  }

  /// Whether the format is the version that is known here.
  func isKnown() throws -> Bool {
    let version = try SQLStatement(database, "SELECT v FROM \(table)_config WHERE k = 'version'")
    return try version.first { $0.integer(0) } == 4
  }

  /// The list of segments; `nil` when it is damaged.
  func segments() throws -> SegmentList? { try record(SegmentList.row) { SegmentList($0) } ?? nil }

  /// The sums of all rows; `nil` when they are damaged.
  func totals(columns: Int) throws -> FullTextTotals? {
    try record(FullTextTotals.row) { FullTextTotals($0, columns: columns) } ?? nil
  }

  /// Takes the pages of a segment.
  func sink(segment: UInt64) -> SegmentSink { SegmentSink(tables: self, segment: segment) }

  /// Writes a record or a page.
  func put(_ row: Int64, _ bytes: [UInt8]) throws {
    let statement = try SQLStatement(database, "REPLACE INTO \(table)_data (id, block) VALUES (?1, ?2)")
    try statement.bind(1, row)
    try statement.bind(2, bytes)
    try statement.run()
  }

  /// Adds the least term that leads to a page of a segment.
  func put(leading term: [UInt8], to page: Int, hasDoclistIndex: Bool, of segment: UInt64) throws {
    let statement = try SQLStatement(database, "INSERT INTO \(table)_idx (segid, term, pgno) VALUES (?1, ?2, ?3)")
    try statement.bind(1, Int64(segment))
    try statement.bind(2, term)
    try statement.bind(3, page << 1 | (hasDoclistIndex ? 1 : 0))
    try statement.run()
  }

  /// Removes the rows from one up to, but not including, another.
  func remove(_ rows: Range<Int64>) throws {
    let statement = try SQLStatement(database, "DELETE FROM \(table)_data WHERE id >= ?1 AND id < ?2")
    try statement.bind(1, rows.lowerBound)
    try statement.bind(2, rows.upperBound)
    try statement.run()
  }

  /// Removes all of a segment.
  func remove(_ segment: SegmentList.Segment) throws {
    try remove(segment.row(ofPage: 0)..<Int64(segment.id + 1) << 37)
    let statement = try SQLStatement(database, "DELETE FROM \(table)_idx WHERE segid = ?1")
    try statement.bind(1, Int64(segment.id))
    try statement.run()
  }

  private func record<R>(_ row: Int64, _ read: (UnsafeBufferPointer<UInt8>) -> R) throws -> R? {
    let statement = try SQLStatement(database, "SELECT block FROM \(table)_data WHERE id = ?1")
    try statement.bind(1, row)
    return try statement.first { row in row.withBlob(0) { read($0.bindMemory(to: UInt8.self)) } }
  }
}

/// Puts the pages of a segment into FTS5's tables.
struct SegmentSink: SegmentPages.Sink {
  fileprivate let tables: SegmentTables
  fileprivate let segment: UInt64

  mutating func add(page: Int, _ bytes: [UInt8]) throws { try tables.put(Int64(segment) << 37 | Int64(page), bytes) }

  mutating func add(leading term: [UInt8], to page: Int, hasDoclistIndex: Bool) throws {
    try tables.put(leading: term, to: page, hasDoclistIndex: hasDoclistIndex, of: segment)
  }

  mutating func add(doclistIndex part: DoclistIndexPages.Part) throws {
    let row = Int64(segment) << 37 | 1 << 36 | Int64(part.height) << 31 | Int64(part.page)
    try tables.put(row, part.bytes)
  }
}
