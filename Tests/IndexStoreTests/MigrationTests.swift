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
        == "article\narticle_checkpoint\narticle_text\nmeta\noccurrence\nread_file\nremoval\nterms\nvocabulary\nword_form\n"
    )
  }
}
