import Articles
import Foundation
import GRDB
import Testing

@testable import IndexStore

@Suite("Finding lists and articles by the pages of the file")
struct PageLookupTests {
  private static let words = (0..<40).map { "word\($0)" }

  private func articles(_ count: Int, seed: Int) -> [Article] {
    var generator = SeededGenerator(state: UInt64(seed) + 1)
    return (0..<count).map { number in
      let length = Int.random(in: 0...60, using: &generator) * (number % 50 == 3 ? 60 : 1)
      let body = (0..<length).map { _ in Self.words.randomElement(using: &generator) ?? "" }.joined(separator: " ")
      return Article.sample(
        "key\(seed)-\(number)", title: "Title \(number)", body: body, author: number % 3 == 0 ? nil : "An Author",
        site: number % 7 == 0 ? nil : "A Site")
    }
  }

  /// What a reader finds, and whether it does by the pages.
  private func found(_ reader: IndexReader) throws -> (content: [String], byPage: Bool) {
    try reader.withSnapshot {
      var content: [String] = []
      for word in Self.words.prefix(8) {
        let list = try reader.postings(of: [word], prefix: false)
        content.append("\(word) \(list.ids) \(list.frequencies.map(\.body))")
      }
      for phrase in zip(Self.words, Self.words.dropFirst()).prefix(8) {
        content.append("\(phrase) \(try reader.postings(of: [phrase.0, phrase.1], prefix: false).ids)")
      }
      let last = try reader.lastArticle()?.rawValue ?? 0
      try reader.forEachCard(of: (0...last + 1).map { ArticleID(rawValue: $0) }, withText: true) { place, card, text in
        content.append("\(place) \(card) \(text.count) \(String(decoding: text, as: UTF8.self))")
      }
      return (content, try reader.use { try reader.pageLookups(in: $0) != nil })
    }
  }

  /// The same by SQLite, of a copy in which nothing is left out.
  private func expected(_ reader: IndexReader, _ folder: TemporaryFolder) throws -> [String] {
    let path = folder.path + "/copy\(Int.random(in: 0..<1 << 40)).db"
    try reader.backup(to: path)
    #expect(try runShell(path, "PRAGMA journal_mode=DELETE").output == "delete\n")
    let (content, byPage) = try found(IndexReader(path: path))
    #expect(!byPage)
    return content
  }

  @Test("gives what SQLite gives, while articles come and go and the log is copied to the file or not")
  func againstSQLite() throws {
    let folder = try TemporaryFolder()
    let writer = try IndexWriter(path: folder.index, createIfMissing: true)
    let reader = try IndexReader(path: folder.index)
    let older = try IndexReader(path: folder.index)
    var ways = Set<Bool>()
    func expectSame() throws {
      let (content, byPage) = try found(reader)
      #expect(try content == expected(reader, folder))
      ways.insert(byPage)
    }
    for round in 0..<6 {
      try writer.write(articles: articles(300, seed: round))
      _ = try writer.remove(keys: (0..<40).map { "key\(round)-\($0 * 7)" })
      try expectSame()
      try runShell(folder.index, "PRAGMA wal_checkpoint(PASSIVE)")
      try expectSame()
      try older.withSnapshot {
        let before = try found(older).content
        try writer.write(articles: articles(30, seed: 100 + round))
        try runShell(folder.index, "PRAGMA wal_checkpoint(PASSIVE)")
        try expectSame()
        #expect(try found(older).content == before)
      }
      if round % 2 == 1 { try runShell(folder.index, "PRAGMA wal_checkpoint(TRUNCATE)") }
      try expectSame()
    }
    #expect(ways == [true, false])
  }

  @Test("asks SQLite where pages are damaged, and never leaves their bytes")
  func damage() throws {
    let folder = try TemporaryFolder()
    try makeIndex(at: folder.index, articles(1200, seed: 5))
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.index))
    let roots = try IndexReader(path: folder.index).use { database in
      try ["article", "article_text", "terms_data", "terms_idx"].compactMap {
        try IndexReader.root(of: $0, in: database)
      }
    }
    var generator = SeededGenerator(state: 12)
    for round in 0..<300 {
      var damaged = whole
      let page =
        round % 2 == 0 ? Int(roots[round / 2 % 4]) - 1 : Int.random(in: 1..<whole.count / 8192, using: &generator)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0..<(round % 4 < 2 ? 64 : 8192), using: &generator)
        damaged[page * 8192 + place] = .random(in: 0...255, using: &generator)
      }
      let path = folder.path + "/damaged.db"
      try damaged.write(to: URL(fileURLWithPath: path))
      guard let reader = try? IndexReader(path: path) else { continue }
      // Right or an error; what must not be is an access outside of a page.
      for word in Self.words.prefix(10) { _ = try? reader.postings(of: [word], prefix: false) }
      _ = try? reader.postings(of: ["word1", "word2"], prefix: false)
      _ = try? reader.forEachCard(of: (1...300).map { ArticleID(rawValue: $0) }, withText: true) { _, _, _ in }
      try reader.close()
    }
    #expect(roots.count == 4)
  }
}
