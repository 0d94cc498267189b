public import Articles
import GRDB

/// The version of an article that an index has, as far as another ingest must know it.
public struct StoredVersion: Sendable, Equatable {
  /// What tells a changed article from an unchanged one; `nil` when the index is damaged there.
  public var hash: ContentHash?
  /// Where it was read from.
  public var source: ArticleSource

  /// The length of its text in UTF-8.
  public var bodyBytes: Int
  /// When the publisher had changed it last.
  public var updated: ArticleDate?

  /// Describes a version.
  public init(hash: ContentHash?, source: ArticleSource, bodyBytes: Int, updated: ArticleDate?) {
    self.hash = hash
    self.source = source
    self.bodyBytes = bodyBytes
    self.updated = updated
  }

  static func fetch(keys: [String], in database: Database) throws -> [String: StoredVersion] {
    let statement = try SQLStatement(
      database,
      "SELECT content_hash, body_bytes, updated, source_path, source_member, source_line FROM article WHERE key = ?1")
    var versions: [String: StoredVersion] = [:]
    for key in keys {
      try statement.bind(1, key)
      versions[key] = try statement.first { row in
        StoredVersion(
          hash: row.withBlob(0) { ContentHash(bytes: $0) }, source: ArticleSource(row: row, from: 3),
          bodyBytes: Int(row.integer(1)), updated: row.optionalText(2).flatMap { ArticleDate(iso: $0) })
      }
    }
    return versions
  }
}

/// An article of an index and the place it was read from.
public struct StoredPlace: Sendable, Equatable {
  /// The article.
  public var id: ArticleID
  /// Its identity.
  public var key: String
  /// Where it was read from.
  public var source: ArticleSource

  /// Gives the articles read from a file, or from anything below a folder, in no particular order.
  static func scan(under path: String, in database: Database, _ body: (StoredPlace) throws -> Void) throws {
    let columns = "SELECT id, key, source_path, source_member, source_line FROM article WHERE"
    let statement = try SQLStatement(
      database,
      "\(columns) source_path = ?1 UNION ALL \(columns) source_path >= ?2 AND source_path < ?3")
    // What begins with the folder and a slash sorts before the folder and the character after the slash.
    let folder = path.utf8.last == UInt8(ascii: "/") ? String(path.utf8.dropLast()) ?? "" : path
    try statement.bind(1, path)
    try statement.bind(2, folder + "/")
    try statement.bind(3, folder + "0")
    try statement.forEachRow { row in
      try body(
        StoredPlace(
          id: ArticleID(rawValue: row.integer(0)), key: row.text(1), source: ArticleSource(row: row, from: 2)))
    }
  }
}

extension ArticleSource {
  /// Reads path, member and line from three consecutive columns.
  init(row: SQLStatement, from column: Int32) {
    self.init(
      path: row.text(column), member: row.optionalText(column + 1),
      line: row.optionalInteger(column + 2).map { Int($0) })
  }
}

extension IndexReader {
  /// What the index has under the keys.
  public func storedVersions(forKeys keys: [String]) throws -> [String: StoredVersion] {
    try use { try StoredVersion.fetch(keys: keys, in: $0) }
  }

  /// Gives the articles read from a file, or from anything below a folder, in no particular order.
  ///
  /// - Parameters:
  ///   - path: The path as sources have it: absolute.
  ///   - body: Called for each article; what it throws ends the scan.
  public func scanPlaces(under path: String, _ body: (StoredPlace) throws -> Void) throws {
    try use { try StoredPlace.scan(under: path, in: $0, body) }
  }
}

extension IndexWriter {
  /// Gives the articles read from a file, or from anything below a folder, in no particular order.
  ///
  /// - Parameters:
  ///   - path: The path as sources have it: absolute.
  ///   - body: Called for each article; what it throws ends the scan.
  public func scanPlaces(under path: String, _ body: (StoredPlace) throws -> Void) throws {
    try connection.use { try StoredPlace.scan(under: path, in: $0, body) }
  }

  /// Removes articles and notes that others were found elsewhere, all in one transaction.
  ///
  /// - Parameters:
  ///   - removed: The articles to remove, each of which the index has.
  ///   - moved: Where articles are now, by key; a key the index does not have is passed over.
  ///   - check: Called before each removal; what it throws undoes everything.
  public func settle(
    removing removed: [ArticleID], moved: [String: ArticleSource], check: () throws -> Void
  ) throws {
    guard !removed.isEmpty || !moved.isEmpty else { return }
    try change { table, generation in
      for id in removed {
        try check()
        try table.remove(id: id.rawValue, generation: generation)
      }
      for (key, source) in moved { try table.move(key: key, to: source) }
      // What can be found changes only with removals.
      return ((), !removed.isEmpty)
    }
  }
}
