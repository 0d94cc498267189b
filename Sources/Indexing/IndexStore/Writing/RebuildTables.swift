import Analysis
import GRDB

/// The tables in which a rebuild collects what will replace the derived part of an index.
struct RebuildTables {
  let database: Database

  /// The tables of an index that are derived from articles and texts, each rebuilt under another name.
  private static let derived = ["terms", "article_checkpoint", "word_form", "article_story"]
  static let counts = "rebuild_count"

  static func name(_ table: String) -> String { "rebuild_" + table }

  /// Whether an interrupted rebuild can go on: nothing was written since, and the analyzer is the same.
  func isResumable() throws -> Bool {
    let generation = try Metadata.integer(.rebuildGeneration, in: database)
    let analyzer = try Metadata.text(.rebuildAnalyzer, in: database)
    return try generation == Metadata.generation(in: database) && analyzer == Analyzer.fingerprint.description
  }

  func dropUnlessResumable() throws {
    if try !isResumable() { try drop() }
  }

  /// Makes empty tables like the ones they will replace.
  func create() throws {
    try drop()
    for table in Self.derived {
      guard
        let sql = try String.fetchOne(database, sql: "SELECT sql FROM sqlite_master WHERE name = ?", arguments: [table])
      else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "there is no table \(table)") }
      let isVirtual = sql.uppercased().hasPrefix("CREATE VIRTUAL")
      guard let start = isVirtual ? sql.firstRange(of: " USING ")?.lowerBound : sql.firstIndex(of: "(") else {
        throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the definition of \(table) is not understood")
      }
      try database.execute(
        sql: "CREATE \(isVirtual ? "VIRTUAL " : "")TABLE \(Self.name(table)) \(sql[start...])")
    }
    try copyConfiguration()
    try database.execute(
      sql: """
        CREATE TABLE \(Self.counts) (id INTEGER PRIMARY KEY, title_terms INTEGER, body_terms INTEGER, rest_terms INTEGER)
        """)
    try Metadata.set(.rebuildGeneration, to: try Metadata.generation(in: database), in: database)
    try Metadata.set(.rebuildAnalyzer, to: Analyzer.fingerprint.description, in: database)
  }

  /// Gives the new full-text table the settings of the old one, which FTS5 keeps in a table of its own.
  private func copyConfiguration() throws {
    let table = Self.name("terms")
    for row in try Row.fetchAll(database, sql: "SELECT k, v FROM terms_config WHERE k <> 'version'") {
      try database.execute(
        sql: "INSERT INTO \(table) (\(table), rank) VALUES (?, ?)",
        arguments: [row[0] as DatabaseValue, row[1] as DatabaseValue])
    }
  }

  /// The article up to which an interrupted rebuild has come, and how many that were.
  func progress() throws -> (last: Int64, count: Int) {
    let statement = try SQLStatement(database, "SELECT coalesce(max(id), 0), count(*) FROM \(Self.counts)")
    return try statement.first { ($0.integer(0), Int($0.integer(1))) } ?? (0, 0)
  }

  /// Puts the tables in the place of the old ones; the caller holds the transaction.
  func replaceOriginals() throws {
    try database.execute(
      sql: """
        UPDATE article SET title_terms = r.title_terms, body_terms = r.body_terms, rest_terms = r.rest_terms
        FROM \(Self.counts) r WHERE r.id = article.id
        """)
    for table in Self.derived {
      let indexes = try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
        arguments: [table])
      try database.execute(sql: "DROP TABLE \(table)")
      try database.execute(sql: "ALTER TABLE \(Self.name(table)) RENAME TO \(table)")
      for sql in indexes { try database.execute(sql: sql) }
    }
    try drop()
  }

  /// Removes what is left of a rebuild.
  func drop() throws {
    for table in Self.derived.map(Self.name) + [Self.counts] {
      try database.execute(sql: "DROP TABLE IF EXISTS \(table)")
    }
    try Metadata.remove(.rebuildGeneration, in: database)
    try Metadata.remove(.rebuildAnalyzer, in: database)
  }
}
