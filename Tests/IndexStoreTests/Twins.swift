import GRDB
import Testing

@testable import Analysis
@testable import IndexStore

/// Two full-text tables of the same articles: one filled by FTS5 and one by segments.
final class Twins {
  let folder: TemporaryFolder
  let connection: Connection
  private let segments: SegmentWriter

  /// - Parameter occurrencesOfRun: How many occurrences are inverted together.
  init(occurrencesOfRun: Int = 5000) throws {
    segments = SegmentWriter(table: "ours", columns: 3, occurrencesOfRun: occurrencesOfRun)
    folder = try TemporaryFolder()
    connection = try Connection(path: folder.index, access: .write)
    try connection.use { database in
      for table in ["theirs", "ours"] {
        try database.execute(
          sql: """
            CREATE VIRTUAL TABLE \(table) USING fts5(a, b, c, content = '', tokenize = "ascii tokenchars '#''+-.@'");
            INSERT INTO \(table) (\(table), rank) VALUES ('automerge', 0), ('hashsize', 268435456);
            CREATE VIRTUAL TABLE \(table)_places USING fts5vocab(\(table), instance);
            """)
      }
    }
  }

  /// Adds articles in one transaction, which makes one segment of each table.
  func add(_ articles: [(id: Int64, columns: [String])]) throws {
    try connection.write { database in
      for (id, columns) in articles { try Self.feed(database, "theirs", "rowid, a, b, c", [id] + columns) }
      for start in stride(from: 0, to: articles.count, by: 50) {
        let part = articles[start..<min(start + 50, articles.count)]
        try segments.add(zip(part, Self.columns(of: part.map(\.columns))).map { ($0.id, $1) }, in: database)
      }
      try segments.flush(in: database)
    }
    try connection.reopen()
  }

  /// The columns of articles that share a lexicon, in which there is a term that none of them has.
  private static func columns(of articles: [[String]]) -> [TermColumns] {
    let terms = TermTable()
    func number(_ term: String) -> UInt32 { Array(term.utf8).withUnsafeBufferPointer { terms.number(of: $0) } }
    _ = number("unused")
    let parts = articles.map { $0.map { $0.split(separator: " ").map { number(String($0)) } } }
    let lexicon = terms.lexicon
    return parts.map { columns in
      var ends: [Int] = []
      for column in columns { ends.append((ends.last ?? 0) + column.count) }
      return TermColumns(lexicon: lexicon, numbers: Array(columns.joined()), ends: ends)
    }
  }

  func remove(_ articles: [(id: Int64, columns: [String])]) throws {
    try connection.write { database in
      for (id, columns) in articles {
        for table in ["theirs", "ours"] {
          try Self.feed(database, table, "\(table), rowid, a, b, c", ["delete", id] + columns)
        }
      }
    }
  }

  /// Removes an article and adds another under its number, in one transaction, by FTS5.
  func replace(_ old: (id: Int64, columns: [String]), by columns: [String]) throws {
    try connection.write { database in
      for table in ["theirs", "ours"] {
        try Self.feed(database, table, "\(table), rowid, a, b, c", ["delete", old.id] + old.columns)
        try Self.feed(database, table, "rowid, a, b, c", [old.id] + columns)
      }
    }
  }

  private static func feed(
    _ database: Database, _ table: String, _ columns: String, _ values: [any DatabaseValueConvertible]
  ) throws {
    let places = values.map { _ in "?" }.joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO \(table) (\(columns)) VALUES (\(places))", arguments: StatementArguments(values))
  }

  func command(_ command: String, _ number: Int? = nil) throws {
    try connection.write { database in
      for table in ["theirs", "ours"] {
        try database.execute(
          sql: "INSERT INTO \(table) (\(table), rank) VALUES ('\(command)', ?)", arguments: [number])
      }
    }
  }

  /// The rows of a query on either table, whose name stands for `*`.
  func rows(_ sql: String) throws -> (theirs: [String], ours: [String]) {
    try connection.use { database in
      func rows(of table: String) throws -> [String] {
        try Row.fetchAll(database, sql: sql.split(separator: "*").joined(separator: table)).map(\.description)
      }
      return (try rows(of: "theirs"), try rows(of: "ours"))
    }
  }

  func expectEqual(_ sql: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let (theirs, ours) = try rows(sql)
    let first = zip(theirs, ours).first { $0 != $1 }
    #expect(first == nil && theirs.count == ours.count, "\(sql)", sourceLocation: sourceLocation)
  }
}
