import Articles
import Foundation
import GRDB
import Testing

@testable import IndexStore

@Suite("Reading the rows of articles without SQLite")
struct TableWalkTests {
  private func byStatement(_ reader: IndexReader) throws -> [ArticleColumns] {
    try reader.use { database in
      var rows: [ArticleColumns] = []
      try SQLStatement(database, "SELECT \(ArticleRow.columns) FROM article ORDER BY id").forEachRow {
        rows.append(ArticleColumns(row: ArticleRow($0)))
      }
      return rows
    }
  }

  private func copiesByStatement(_ reader: IndexReader) throws -> [[Int64]] {
    try reader.use { database in
      var copies: [[Int64]] = []
      try SQLStatement(database, "SELECT id, story FROM article_story WHERE story <> id ORDER BY id").forEachRow {
        copies.append([$0.integer(0), $0.integer(1)])
      }
      return copies
    }
  }

  /// What the pages have as a reader's transaction sees them; `nil` where they cannot be read.
  private func byPage(_ reader: IndexReader) throws -> [ArticleColumns]? {
    try reader.use { database in
      guard let pages = try reader.pages(in: database), let root = try IndexReader.root(of: "article", in: database)
      else { return nil }
      var rows: [ArticleColumns] = []
      try TableWalk(pages).forEachRow(root: root) { row in
        let columns = ArticleRow(row).map(ArticleColumns.init(row:))
        try rows.append(columns ?? #require(try byStatement(reader).first { $0.id.rawValue == row.id }))
      }
      return rows
    }
  }

  private func expectSame(_ reader: IndexReader, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try reader.withSnapshot {
      let expected = try byStatement(reader)
      #expect(try byPage(reader) == expected, sourceLocation: sourceLocation)
      var scanned: [ArticleColumns] = []
      try reader.scanArticles { scanned.append($0) }
      #expect(scanned == expected, sourceLocation: sourceLocation)
      var copies: [[Int64]] = []
      try reader.scanCopies { copies.append([$0.rawValue, $1.rawValue]) }
      #expect(try copies == copiesByStatement(reader), sourceLocation: sourceLocation)
    }
  }

  @Test("gives what a statement gives, while articles come and go and the log is copied to the file in part")
  func againstStatements() throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(state: 9)
    let writer = try IndexWriter(path: folder.index, createIfMissing: true)
    let reader = try IndexReader(path: folder.index)
    let older = try IndexReader(path: folder.index)
    for round in 0..<8 {
      try writer.write(articles: randomArticles(Int.random(in: 200...900, using: &generator), seed: UInt64(round)))
      _ = try writer.remove(keys: (0..<60).map { _ in "key\(Int.random(in: 0..<900, using: &generator))" })
      try expectSame(reader)
      try older.withSnapshot {
        let before = try byStatement(older)
        // As much of the log is copied as no transaction needs any more, and more is written behind it.
        if round % 3 > 0 { try runShell(folder.index, "PRAGMA wal_checkpoint(PASSIVE)") }
        try expectSame(reader)
        try writer.write(articles: randomArticles(40, seed: UInt64(100 + round)))
        try runShell(folder.index, "PRAGMA wal_checkpoint(PASSIVE)")
        try expectSame(reader)
        #expect(try byPage(older) == before)
      }
      if round % 3 == 2 { try runShell(folder.index, "PRAGMA wal_checkpoint(TRUNCATE)") }
      try expectSame(reader)
    }
    try writer.close()
    try reader.close()
    try older.close()
    try expectSame(IndexReader(path: folder.index))
  }

  @Test("does so for an index without a log, and for rows whose texts go on on other pages")
  func copiesAndLongTexts() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "word ", count: 3000)
    let text = (0..<80).map { "word\($0 * 7919 % 1009)" }.joined(separator: " ")
    let articles =
      randomArticles(1200, seed: 3) + [
        .sample("long author", title: "a", author: long, site: "s"), .sample("long category", category: long),
        .sample("original", title: "a", body: text), .sample("copy", title: "b", body: text),
        .sample("long title", title: long), .sample("", title: "", language: nil, published: "1969-12-31"),
      ]
    try makeIndex(at: folder.index, articles)
    try expectSame(IndexReader(path: folder.index))
    try IndexReader(path: folder.index).backup(to: folder.path + "/copy.db")
    let copy = try IndexReader(path: folder.path + "/copy.db")
    try expectSame(copy)
    try copy.close()
    let mode = try runShell(folder.path + "/copy.db", "PRAGMA journal_mode=DELETE").output
    #expect(mode == "delete\n")
    try expectSame(IndexReader(path: folder.path + "/copy.db"))
  }

  @Test("stops where pages are damaged, and SQLite says so")
  func damage() throws {
    let folder = try TemporaryFolder()
    try makeIndex(at: folder.index, randomArticles(1500, seed: 5))
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.index))
    let rows = try byStatement(IndexReader(path: folder.index))
    var generator = SeededGenerator(state: 11)
    let root = try #require(
      try IndexReader(path: folder.index).use { try IndexReader.root(of: "article", in: $0) })
    for round in 0..<400 {
      var damaged = whole
      let page = round % 2 == 0 ? Int(root) - 1 : Int.random(in: 1..<whole.count / 8192, using: &generator)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0..<(round % 4 < 2 ? 64 : 8192), using: &generator)
        damaged[page * 8192 + place] = .random(in: 0...255, using: &generator)
      }
      let path = folder.path + "/damaged.db"
      try damaged.write(to: URL(fileURLWithPath: path))
      guard let reader = try? IndexReader(path: path) else { continue }
      var count = 0
      // Either is right; what must not be is an access outside of a page.
      _ = try? reader.scanRows { row in count += row.site.count + row.author.count }
      try reader.close()
    }
    #expect(rows.count == 1500)
  }
}
