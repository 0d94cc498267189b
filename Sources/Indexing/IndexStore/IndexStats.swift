public import Articles
import GRDB
import Glibc

/// What an index holds and how large it is.
public struct IndexStats: Sendable, Equatable {
  /// The number of articles.
  public var articles: Int
  /// The number of articles in each language, without those whose language is unknown.
  public var languages: [Language: Int]
  /// The number of words of all articles.
  public var words: Int
  /// The size of all texts without headlines, in bytes of UTF-8.
  public var textBytes: Int
  /// The earliest date of publication, in seconds since 1970.
  public var earliestPublished: Int64?
  /// The latest date of publication, in seconds since 1970.
  public var latestPublished: Int64?
  /// The number of transactions that have changed what can be found.
  public var generation: Int64
  /// The version of the schema.
  public var schemaVersion: Int
  /// The fingerprint of the analyzer that wrote the terms.
  public var analyzer: String
  /// The size of the index file in bytes.
  public var fileBytes: Int
  /// The part of the file that is free for reuse; `searchctl compact` gives it back.
  public var freeBytes: Int
  /// The size of the write-ahead log beside the file in bytes.
  public var logBytes: Int
}

extension IndexReader {
  /// Counts articles and bytes; reads the whole narrow table, about 300 ns an article.
  public func stats() throws -> IndexStats {
    try withSnapshot {
      let languages = try languages()
      return try connection.use { database in
        let totals = try SQLStatement(
          database,
          """
          SELECT count(*), coalesce(sum(title_terms + body_terms + rest_terms), 0), coalesce(sum(body_bytes), 0),
            min(published_at), max(published_at) FROM article
          """)
        let pageSize = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
        let free = try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
        let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let generation = try Metadata.generation(in: database)
        let analyzer = try Metadata.text(.analyzer, in: database) ?? "unknown"
        let stats = try totals.first { row in
          IndexStats(
            articles: Int(row.integer(0)), languages: languages, words: Int(row.integer(1)),
            textBytes: Int(row.integer(2)), earliestPublished: row.optionalInteger(3),
            latestPublished: row.optionalInteger(4), generation: generation, schemaVersion: version, analyzer: analyzer,
            fileBytes: pages * pageSize, freeBytes: free * pageSize, logBytes: FileSize.bytes(of: path + "-wal"))
        }
        guard let stats else { throw IndexError.corrupt(path: path, detail: "the articles cannot be counted") }
        return stats
      }
    }
  }
}

/// The size of a file.
enum FileSize {
  /// The size in bytes, 0 for a file that is not there.
  static func bytes(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
