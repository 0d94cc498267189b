import GRDB

/// Adds articles to a full-text table by writing segments of its index, as FTS5 would, without FTS5.
///
/// FTS5 takes three times as long for a word, one after another on the thread that writes; decision 8 has the figures. What is
/// written is read, merged and checked by FTS5 itself. FTS5 keeps the list of segments in the memory of each connection
/// and looks for news when *another* connection has committed: after a commit of this one's segments nothing of FTS5 may
/// be used on the same connection.
final class SegmentWriter {
  private let table: String
  private let columns: Int
  private let builder: RunBuilder
  /// How many articles and, by column, occurrences were added.
  private var articleCount = 0
  private var counts: [Int]

  /// How many occurrences are held in memory, at some 3 bytes each.
  private static let occurrenceLimit = 16_000_000

  /// - Parameters:
  ///   - table: The full-text table.
  ///   - columns: How many columns it has.
  ///   - occurrencesOfRun: How many occurrences are inverted together.
  init(table: String, columns: Int, occurrencesOfRun: Int = 1_000_000) {
    self.table = table
    builder = RunBuilder(occurrencesOfRun: occurrencesOfRun)
    self.columns = columns
    counts = [Int](repeating: 0, count: columns)
  }

  /// Whether the index of a table is of the version that is written here.
  func canWrite(in database: Database) throws -> Bool {
    let tables = SegmentTables(table, in: database)
    return try tables.isKnown() && tables.segments() != nil && tables.totals(columns: columns) != nil
  }

  /// Adds articles; the caller holds a transaction and calls ``flush(in:)`` before its end.
  ///
  /// - Parameter articles: The terms of each, and its number, above those of all articles of the table.
  func add(_ articles: [(id: Int64, terms: TermColumns)], in database: Database) throws {
    if counts.reduce(0, +) >= Self.occurrenceLimit { try flush(in: database) }
    builder.add(articles)
    articleCount += articles.count
    for (_, terms) in articles {
      for column in counts.indices { counts[column] += terms.count(of: column) }
    }
    let sizes = RowInserter(database, "INSERT INTO \(table)_docsize", columns: ["id", "sz"])
    try sizes.insert(articles) { article, row in
      var packed: [UInt8] = []
      for column in counts.indices { SQLiteNumber.append(UInt64(article.terms.count(of: column)), to: &packed) }
      try row.bind(1, article.id)
      try row.bind(2, packed)
    }
  }

  /// Writes what was added as a segment.
  ///
  /// - Returns: How many of the newest segments have not been merged yet.
  @discardableResult
  func flush(in database: Database) throws -> Int {
    let tables = SegmentTables(table, in: database)
    guard var list = try tables.segments(), var totals = try tables.totals(columns: columns), let id = list.freeID
    else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the segments of \(table) are not understood")
    }
    guard articleCount > 0 else { return list.levels.first?.segments.count ?? 0 }
    var sink = tables.sink(segment: id)
    let pageCount = try builder.finish(to: &sink)
    if pageCount > 0 { list.add(id: id, pages: pageCount) }
    totals.add(rows: articleCount, terms: counts)
    try tables.put(SegmentList.row, list.bytes)
    try tables.put(FullTextTotals.row, totals.bytes)
    forget()
    return list.levels.first?.segments.count ?? 0
  }

  /// Forgets what was added, after a transaction that came to nothing or after writing it.
  func forget() {
    builder.forget()
    articleCount = 0
    for column in counts.indices { counts[column] = 0 }
  }
}
