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
  /// Counts articles and bytes; reads the whole narrow table, about a microsecond an article.
  public func stats() throws -> IndexStats {
    try withSnapshot {
      try use { database in
        let pageSize = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
        var stats = IndexStats(
          articles: 0, languages: [:], words: 0, textBytes: 0, generation: try Metadata.generation(in: database),
          schemaVersion: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
          analyzer: try Metadata.text(.analyzer, in: database) ?? "unknown",
          fileBytes: pageSize * (try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0),
          freeBytes: pageSize * (try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0),
          logBytes: FileSize.bytes(of: path + "-wal"))
        let rows = try SQLStatement(
          database,
          "SELECT language, title_terms + body_terms + rest_terms, body_bytes, published_at FROM article")
        try rows.forEachRow { stats.add($0) }
        return stats
      }
    }
  }
}

extension IndexStats {
  fileprivate mutating func add(_ row: SQLStatement) {
    articles += 1
    if let language = row.optionalText(0) { languages[Language(rawValue: language), default: 0] += 1 }
    words += Int(row.integer(1))
    textBytes += Int(row.integer(2))
    if let published = row.optionalInteger(3) {
      earliestPublished = min(earliestPublished ?? published, published)
      latestPublished = max(latestPublished ?? published, published)
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
