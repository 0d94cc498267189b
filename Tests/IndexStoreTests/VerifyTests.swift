import Analysis
import Articles
import Testing

@testable import IndexStore

@Suite("Verifying an index")
struct VerifyTests {
  let folder: TemporaryFolder
  private static let id = ArticleID(rawValue: 2)

  init() throws {
    folder = try TemporaryFolder()
    try makeIndex(
      at: folder.index,
      [
        .sample("a", title: "One", body: "running helicopters"), .sample("b", title: "Two", body: "flying home"),
        .sample("c", body: "three"),
      ])
  }

  private func verify() throws -> VerifyReport { try IndexReader(path: folder.index).verify(analyzer: Analyzer()) }

  @Test("counts what it compared when all is well")
  func sound() throws {
    let report = try verify()
    #expect(report.isClean)
    #expect(report.skipped == [])
    #expect(report.articles == 3)
    #expect(report.occurrences == 7)
  }

  @Test(
    "names what is wrong",
    arguments: [
      ("UPDATE article_text SET body = 'home flying' WHERE id = 2", [IndexProblem.termsDiffer(key: "b")]),
      ("UPDATE article SET body_terms = 3 WHERE id = 2", [.countsDiffer(key: "b")]),
      ("UPDATE article SET url = 'https://example.org' WHERE id = 2", [.contentHashDiffers(key: "b")]),
      ("UPDATE article_checkpoint SET body = x'0101' WHERE id = 2", [.checkpointsDiffer(key: "b")]),
      (
        "DELETE FROM word_form WHERE term = 'flying'",
        [.formMissing(language: Language(rawValue: "en"), term: "flying")]
      ),
      ("DELETE FROM article_text WHERE id = 2", [.rowMissing(table: "article_text", id: id), .termsDiffer(key: "b")]),
      (
        "DELETE FROM article WHERE id = 2",
        [
          .rowOrphaned(table: "terms", id: id), .rowOrphaned(table: "article_text", id: id),
          .rowOrphaned(table: "article_story", id: id),
        ]
      ),
      ("DELETE FROM article_story WHERE id = 2", [.rowMissing(table: "article_story", id: id)]),
      ("UPDATE article_story SET keys = x'01020304' WHERE id = 2", [.storyKeysDiffer(key: "b")]),
      ("UPDATE article_story SET story = 3 WHERE id = 2", [.storyUnsound(id: id, story: 3)]),
      (
        "INSERT INTO article_story VALUES (9, 9, x'')",
        [.rowOrphaned(table: "article_story", id: ArticleID(rawValue: 9))]
      ),
      (
        "INSERT INTO terms (rowid, body) VALUES (9, 'stray')",
        [.rowOrphaned(table: "terms", id: ArticleID(rawValue: 9))]
      ),
      (
        "INSERT INTO terms (terms, rowid, title, body, author, site, category, compound) VALUES ('delete', 2, 'two', 'flying home', '', '', '', '')",
        [.rowMissing(table: "terms", id: id), .termsDiffer(key: "b")]
      ),
    ])
  func findings(sql: String, expected: [IndexProblem]) throws {
    let result = try runShell(folder.index, sql)
    #expect(result.status == 0, "\(result.output)")
    let report = try verify()
    #expect(!report.isClean)
    #expect(Set(report.problems).isSuperset(of: expected), "\(report.problems)")
    for problem in report.problems { #expect(!problem.description.isEmpty) }
  }

  @Test("finds a damaged full-text structure")
  func damagedTerms() throws {
    try runShell(folder.index, "UPDATE terms_data SET block = x'00000000' WHERE id > 10")
    let report = try verify()
    #expect(report.problems.contains { if case .fullText = $0 { true } else { false } }, "\(report.problems)")
  }

  @Test("says which checks it could not make")
  func skipped() throws {
    try runShell(folder.index, "UPDATE meta SET value = 'another' WHERE name = 'analyzer'")
    let report = try verify()
    #expect(report.isClean)
    #expect(report.skipped.count == 1)
    #expect(report.skipped.first?.contains("another") == true)
  }
}
