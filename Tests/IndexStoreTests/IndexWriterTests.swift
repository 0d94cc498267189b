import Analysis
import Articles
import Testing

@testable import IndexStore

@Suite("Index writer")
struct IndexWriterTests {
  let folder: TemporaryFolder
  let writer: IndexWriter

  init() throws {
    folder = try TemporaryFolder()
    writer = try IndexWriter(path: folder.index, createIfMissing: true)
  }

  private func reader() throws -> IndexReader { try IndexReader(path: folder.index) }

  @Test("adds an article with every fact about it")
  func adds() throws {
    let article = Article(
      key: "https://example.org/1", url: "https://example.org/1", title: "Tajik helicopters", body: "Two Mi-17 flew.",
      author: "A. Writer; B. Writer", site: "Example", category: "News; Air", language: Language(rawValue: "en"),
      published: ArticleDate(iso: "2021-08-31T10:00+04:30"), updated: ArticleDate(iso: "2021-09"),
      captured: ArticleDate(iso: "2022"), source: ArticleSource(path: "a.tar", member: "b.html", line: 3))
    #expect(try writer.write(article) == [.added])
    let reader = try reader()
    let stored = try #require(try reader.article(key: article.key))
    #expect(stored.article(body: try #require(try reader.text(id: stored.id)).body) == article)
    #expect(stored.counts == TermCounts(title: 2, body: 4, rest: 7))
    #expect(try reader.article(id: stored.id) == stored)
    try expectSound(folder.index)
  }

  @Test("keeps the places of words in the text")
  func checkpoints() throws {
    let body = (0..<200).map { "word\($0)" }.joined(separator: " ")
    try writer.write(.sample("a", body: body))
    let checkpoints = try #require(try reader().text(id: ArticleID(rawValue: 1))).checkpoints
    #expect(checkpoints == Analyzer().terms(of: body).checkpoints)
    #expect(checkpoints.count > 3)
  }

  @Test("accepts articles without words, without text and with odd characters")
  func odd() throws {
    let articles = [
      Article.sample("empty", language: nil),
      .sample("marks", title: "…!?", body: "\"'()*:^-\n\t\u{0}\u{1}\u{7F}"),
      .sample("nul", title: "a\u{0}b", body: "one\u{0}two", author: "\u{0}"),
      .sample("scripts", title: "نجات", body: "用户体验 ภาษาไทย Ωμέγα 🚁"),
      .sample("long", body: String(repeating: "x", count: 100_000)),
    ]
    #expect(try writer.write(articles: articles) == articles.map { _ in .added })
    let reader = try reader()
    for article in articles {
      let stored = try #require(try reader.article(key: article.key))
      #expect(try reader.text(id: stored.id)?.body == article.body)
    }
    try expectSound(folder.index)
    #expect(try writer.remove(keys: articles.map(\.key)) == articles.count)
    try expectSound(folder.index)
  }

  @Test("leaves an unchanged article alone")
  func unchanged() throws {
    let article = Article.sample("a", title: "One", body: "text")
    try writer.write(article)
    let generation = try reader().generation()
    #expect(try writer.write(article) == [.unchanged])
    #expect(try reader().generation() == generation)
    #expect(
      try writer.storedVersions(forKeys: ["a", "b"])
        == [
          "a": StoredVersion(hash: ContentHash(of: article), source: article.source, bodyBytes: 4, updated: nil)
        ])
  }

  @Test("replaces a changed article by one with a new id, terms and all")
  func replaces() throws {
    try writer.write(.sample("a", title: "Old", body: "running helicopters O'Brien", author: "Someone"))
    let before = try #require(try reader().article(key: "a"))
    let generation = try reader().generation()
    #expect(try writer.write(.sample("a", title: "New", body: "airlift")) == [.replaced])
    let reader = try reader()
    let after = try #require(try reader.article(key: "a"))
    #expect(after.id > before.id)
    #expect(try reader.article(id: before.id) == nil)
    #expect(try reader.text(id: before.id) == nil)
    #expect(try reader.postings(of: ["helicopters"], prefix: false).ids == [])
    #expect(try reader.postings(of: ["obrien"], prefix: false).ids == [])
    #expect(try reader.postings(of: ["airlift"], prefix: false).ids == [after.id.rawValue])
    #expect(try reader.removals(since: generation) == [before.id])
    #expect(try reader.generation() == generation + 1)
    try expectSound(folder.index)
  }

  @Test("keeps the later of two articles with one key in a batch")
  func duplicates() throws {
    #expect(
      try writer.write(.sample("a", body: "first"), .sample("a", body: "second"), .sample("a", body: "second"))
        == [.added, .replaced, .unchanged])
    #expect(try reader().postings(of: ["first"], prefix: false).count == 0)
    #expect(try reader().postings(of: ["second"], prefix: false).count == 1)
    try expectSound(folder.index)
  }

  @Test("removes by key, by site and by date, and never uses an id twice")
  func removes() throws {
    try writer.write(articles: [
      .sample("a", body: "one", site: "X", published: "2020-05"), .sample("b", body: "one", site: "X"),
      .sample("c", body: "one", site: "Y", published: "2021"), .sample("d", body: "one", site: "Y"),
    ])
    #expect(try writer.remove(keys: ["d", "nothing"]) == 1)
    #expect(try writer.remove(before: try #require(ArticleDate(iso: "2021"))) == 1)
    #expect(try writer.remove(site: "X") == 1)
    #expect(try writer.remove(site: "X") == 0)
    let reader = try reader()
    #expect(try reader.postings(of: ["one"], prefix: false).ids == [3])
    #expect(try reader.removals(since: 0).map(\.rawValue) == [4, 1, 2])
    try writer.write(.sample("a", body: "one"))
    #expect(try reader.article(key: "a")?.id.rawValue == 5)
    try expectSound(folder.index)
  }

  @Test("removes more articles than one transaction takes")
  func removesMany() throws {
    try writer.write(articles: (0..<1100).map { .sample("k\($0)", body: "w\($0)", site: "X") })
    let generation = try reader().generation()
    #expect(try writer.remove(site: "X") == 1100)
    #expect(try reader().generation() == generation + 2)
    #expect(try reader().stats().articles == 0)
    try expectSound(folder.index)
  }

  @Test("records each form of a word once, under the language of its articles")
  func forms() throws {
    try writer.write(
      .sample("a", title: "Running", body: "runs run co-operated", author: "Walkers"),
      .sample("b", body: "running courses", language: "fr"), .sample("c", body: "jumping", language: "prs"),
      .sample("d", body: "jumping", language: nil))
    try writer.write(.sample("e", body: "runs running"))
    let reader = try reader()
    let english = Language(rawValue: "en")
    #expect(try reader.forms(ofStem: "run", language: english) == ["running", "runs"])
    #expect(try reader.forms(ofStem: "walker", language: english) == ["walkers"])
    #expect(try reader.forms(ofStem: "cooper", language: english) == ["cooperated"])
    #expect(try reader.forms(ofStem: "run", language: Language(rawValue: "fr")) == [])
    #expect(try reader.forms(ofStem: "cours", language: Language(rawValue: "fr")) == ["courses"])
    #expect(try reader.forms(ofStem: "jump", language: Language(rawValue: "prs")) == [])
    try expectSound(folder.index)
  }

  @Test("records the forms of a batch that failed when it is written again")
  func formsAfterFailure() throws {
    let prepared = prepare(.sample("a", body: "running"), forms: writer.wordForms)
    try runShell(folder.index, "CREATE TRIGGER refuse BEFORE INSERT ON article BEGIN SELECT raise(ABORT, 'no'); END")
    #expect(throws: IndexError.self) { try writer.write([prepared]) }
    try runShell(folder.index, "DROP TRIGGER refuse")
    try writer.write(.sample("a", body: "running"))
    #expect(try reader().forms(ofStem: "run", language: Language(rawValue: "en")) == ["running"])
    try expectSound(folder.index)
  }

  @Test("stems again what its bounded memory has forgotten")
  func boundedForms() throws {
    let memory = WordForms(capacity: 2)
    let terms = [1, 2, 3].map { NewTerms.Term(number: 0, hash: $0) }
    memory.confirm([1, 2])
    #expect(memory.unknown(of: terms).map(\.hash) == [3])
    memory.confirm([3])
    #expect(memory.unknown(of: terms).map(\.hash) == [1, 2])
  }

  @Test("appends to one transaction until it is committed, and sees meanwhile what it wrote")
  func appending() throws {
    let batches = [("a", "running"), ("b", "walking"), ("c", "sitting"), ("a", "jumping")].map { key, body in
      [prepare(.sample(key, body: body), forms: writer.wordForms)]
    }
    #expect(try batches[..<3].map { try writer.append($0) } == [[.added], [.added], [.added]])
    #expect(try writer.storedVersions(forKeys: ["a", "b", "c"]).count == 3)
    #expect(try reader().stats().articles == 0)
    try writer.commit()
    try writer.commit()
    #expect(try reader().stats().articles == 3)
    #expect(try reader().generation() == 1)
    #expect(try writer.append(batches[3]) == [.replaced])
    #expect(try writer.append(batches[0]) == [.replaced])
    #expect(try writer.append(batches[3]) == [.replaced])
    #expect(try reader().generation() == 1)
    try writer.commit()
    #expect(try reader().generation() == 2)
    #expect(try reader().forms(ofStem: "jump", language: Language(rawValue: "en")) == ["jumping"])
    try expectSound(folder.index)
  }

  @Test("loses all that was appended when one of it fails, and its forms are written with the next")
  func appendingFails() throws {
    try runShell(
      folder.index,
      "CREATE TRIGGER refuse BEFORE INSERT ON article WHEN new.key = 'c' BEGIN SELECT raise(ABORT, 'no'); END")
    let batches = ["a", "b", "c"].map { key in
      [prepare(.sample(key, body: "running"), forms: writer.wordForms)]
    }
    #expect(try writer.append(batches[0]) == [.added])
    #expect(throws: IndexError.self) { try writer.append(batches[2]) }
    try writer.commit()
    #expect(try reader().stats().articles == 0)
    #expect(try writer.append(batches[1]) == [.added])
    try writer.commit()
    #expect(try reader().forms(ofStem: "run", language: Language(rawValue: "en")) == ["running"])
    try expectSound(folder.index)
  }

  @Test("writes nothing of a batch when the disk is full, and goes on when there is room")
  func diskFull() throws {
    try writer.write(.sample("a", body: "first"))
    let limit = try writer.connection.use { database in
      try SQLStatement(database, "PRAGMA page_count").first { $0.integer(0) } ?? 0
    }
    try writer.connection.use { try SQLStatement($0, "PRAGMA max_page_count = \(limit + 4)").run() }
    let large = (0..<50).map { Article.sample("k\($0)", body: String(repeating: "word\($0) ", count: 500)) }
    #expect(throws: IndexError.diskFull(path: folder.index)) { try writer.write(articles: large) }
    #expect(try reader().stats().articles == 1)
    #expect(try writer.storedVersions(forKeys: ["k0"]) == [:])
    try writer.connection.use { try SQLStatement($0, "PRAGMA max_page_count = 1000000").run() }
    #expect(try writer.write(articles: large) == large.map { _ in .added })
    try expectSound(folder.index)
  }

  @Test("refuses to remove an article whose stored text was tampered with")
  func tampered() throws {
    try writer.write(.sample("a", body: "one two three"))
    try runShell(folder.index, "UPDATE article_text SET body = 'one two'")
    do {
      _ = try writer.remove(keys: ["a"])
      Issue.record("the removal went through")
    } catch IndexError.corrupt(_, let detail) {
      #expect(detail.contains("a"))
    }
  }

  @Test("ends after closing, and closing twice is fine")
  func closing() throws {
    try writer.write(.sample("a", body: "one"))
    try writer.close()
    try writer.close()
    #expect(throws: IndexError.closed(path: folder.index)) { try writer.write(.sample("b", body: "two")) }
    try expectSound(folder.index)
  }
}
