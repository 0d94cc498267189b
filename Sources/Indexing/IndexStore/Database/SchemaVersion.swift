import GRDB
import IndexSchema

/// Recognises an index by its header and brings older ones up to date.
struct SchemaVersion {
  /// Marks the file as ours (`PRAGMA application_id`): "srch" in ASCII.
  static let applicationID: Int64 = 0x7372_6368

  /// What a database file holds.
  enum Content: Equatable {
    /// Nothing at all.
    case empty
    /// An index of a schema version.
    case index(version: Int)
    /// Tables of another program.
    case foreign
  }

  /// The migrations, where the one at index n brings version n to version n + 1.
  let migrations: [String]

  static let current = SchemaVersion(migrations: IndexSchema.migrations)

  /// The version that all migrations together make.
  var supported: Int { migrations.count }

  func content(of database: Database) throws -> Content {
    let mark = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    if mark == Self.applicationID {
      return .index(version: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0)
    }
    let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    return mark == 0 && tables == 0 ? .empty : .foreign
  }

  /// Accepts an index of exactly this version.
  func check(_ database: Database, path: String) throws {
    switch try content(of: database) {
    case .empty: throw IndexError.missing(path: path)
    case .foreign: throw IndexError.foreign(path: path)
    case .index(let version) where version > supported:
      throw IndexError.newerSchema(path: path, found: version, supported: supported)
    case .index(let version) where version < supported:
      throw IndexError.olderSchema(path: path, found: version, supported: supported)
    case .index: return
    }
  }

  /// Makes the schema in an empty file or brings an older index to this version; the caller holds a transaction.
  ///
  /// - Returns: the version before, or `nil` for a file that was empty.
  @discardableResult
  func migrate(_ database: Database, path: String) throws -> Int? {
    let before: Int?
    switch try content(of: database) {
    case .foreign: throw IndexError.foreign(path: path)
    case .empty: before = nil
    case .index(let version) where version > supported:
      throw IndexError.newerSchema(path: path, found: version, supported: supported)
    case .index(let version): before = version
    }
    let done = before ?? 0
    guard done < supported else { return before }
    for migration in migrations[done...] { try database.execute(sql: migration) }
    try database.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(supported)")
    return before
  }
}
