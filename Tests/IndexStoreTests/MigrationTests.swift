import Analysis
import Articles
import GRDB
import Testing

@testable import IndexStore

@Suite("Migrations")
struct MigrationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Three versions of an invented schema.
  private let invented = [
    "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)",
    "ALTER TABLE note ADD COLUMN length INTEGER; UPDATE note SET length = length(text);",
    "CREATE INDEX note_length ON note (length)",
  ]

  private func migrate(to version: Int) throws -> Int? {
    let connection = try Connection(path: folder.index, access: .write)
    defer { try? connection.close() }
    return try connection.write { database in
      try SchemaVersion(migrations: Array(invented.prefix(version))).migrate(database, path: folder.index)
    }
  }

  private func schema() throws -> String {
    try runShell(folder.index, "SELECT type, name, sql FROM sqlite_master ORDER BY name").output
  }

  @Test("bring an index of every earlier version to the schema of a new one, with its content", arguments: 1...3)
  func fromEveryVersion(start: Int) throws {
    #expect(try migrate(to: start) == nil)
    try runShell(folder.index, "INSERT INTO note (id, text) VALUES (1, 'abc')")
    #expect(try migrate(to: 3) == start)
    let other = try TemporaryFolder()
    try runShell(
      other.index, invented.joined(separator: ";") + "; PRAGMA user_version = 3; PRAGMA application_id = 1936876392")
    let fresh = try runShell(other.index, "SELECT type, name, sql FROM sqlite_master ORDER BY name").output
    #expect(try schema() == fresh)
    let values = try runShell(
      folder.index, "SELECT text FROM note; PRAGMA user_version; PRAGMA application_id; PRAGMA integrity_check"
    ).output
    #expect(values == "abc\n3\n1936876392\nok\n")
    if start == 1 { #expect(try runShell(folder.index, "SELECT length FROM note").output == "3\n") }
  }

  @Test("change nothing when one of them fails")
  func atomic() throws {
    _ = try migrate(to: 1)
    let before = try schema()
    let connection = try Connection(path: folder.index, access: .write)
    #expect(throws: IndexError.self) {
      try connection.write { database in
        try SchemaVersion(migrations: invented.prefix(2) + ["CREATE TABLE note (x)"])
          .migrate(database, path: folder.index)
      }
    }
    try connection.close()
    #expect(try schema() == before)
    #expect(try runShell(folder.index, "PRAGMA user_version").output == "1\n")
  }

  @Test("refuse a newer index, and a reader refuses an older one")
  func otherVersions() throws {
    _ = try migrate(to: 3)
    let path = folder.index
    #expect(throws: IndexError.newerSchema(path: path, found: 3, supported: 2)) { try migrate(to: 2) }
    let connection = try Connection(path: path, access: .read)
    #expect(throws: IndexError.olderSchema(path: path, found: 3, supported: 4)) {
      try connection.use { try SchemaVersion(migrations: invented + ["SELECT 1"]).check($0, path: path) }
    }
  }

  @Test("leave the schema that docs/schema.md explains")
  func currentTables() throws {
    try makeIndex(at: folder.index, [])
    let tables = try runShell(
      folder.index,
      "SELECT name FROM sqlite_master WHERE name NOT LIKE 'terms_%' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    ).output
    #expect(
      tables
        == "article\narticle_by_source\narticle_checkpoint\narticle_copy\narticle_story\narticle_text\ngeneration_stamp\nmeta\noccurrence\nread_file\nremoval\nterms\n"
        + "vocabulary\nword_form\n"
    )
  }
}

@Suite("Migrating an index of an earlier version")
struct EarlierVersionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Makes an index of an earlier version, with an article written by that version's own statements.
  private func makeIndex(version: Int) throws {
    let connection = try Connection(path: folder.index, access: .write)
    defer { try? connection.close() }
    try connection.write { database in
      try SchemaVersion(migrations: Array(SchemaVersion.current.migrations.prefix(version)))
        .migrate(database, path: folder.index)
      try Metadata.set(.analyzer, to: Analyzer.fingerprint.description, in: database)
      try database.execute(
        sql: """
          INSERT INTO article (title_terms, body_terms, rest_terms, key, content_hash, title, body_bytes, source_path)
          VALUES (1, 2, 0, 'old', x'', 'Helicopters', 9, '/in/old.txt');
          INSERT INTO article_text (id, body) VALUES (1, 'air lifts');
          INSERT INTO article_checkpoint (id, body) VALUES (1, x'0000');
          INSERT INTO terms (rowid, title, body, author, site, category, compound)
          VALUES (1, 'helicopters', 'air lifts', '', '', '', '');
          """)
    }
  }

  @Test("gives the same schema as a new one", arguments: 1..<SchemaVersion.current.supported)
  func schema(version: Int) throws {
    try makeIndex(version: version)
    try IndexWriter(path: folder.index, createIfMissing: false).close()
    let other = try TemporaryFolder()
    try IndexStoreTests.makeIndex(at: other.index, [])
    let query = "SELECT type, name, sql FROM sqlite_master ORDER BY name; PRAGMA user_version"
    #expect(try runShell(folder.index, query).output == runShell(other.index, query).output)
  }

  @Test("keeps its articles, which can be read, verified and removed", arguments: 1..<SchemaVersion.current.supported)
  func content(version: Int) throws {
    try makeIndex(version: version)
    let writer = try IndexWriter(path: folder.index, createIfMissing: false)
    defer { try? writer.close() }
    let reader = try IndexReader(path: folder.index)
    #expect(try reader.article(key: "old")?.title == "Helicopters")
    var places: [String] = []
    try reader.scanPlaces(under: "/in") { places.append($0.key) }
    #expect(places == ["old"])
    let stories =
      version < 3 ? ["1 articles are older than stories in this index; searchctl rebuild finds their copies"] : []
    #expect(try reader.verify(analyzer: Analyzer()).skipped == stories)
    #expect(try writer.remove(keys: ["old"]) == 1)
  }
}
