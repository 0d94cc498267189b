import Articles
import Foundation
import Testing

@testable import IndexStore

@Suite("docs/schema.md")
struct SchemaDocumentTests {
  private static let document: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: root.appending(path: "docs/schema.md"), encoding: .utf8)) ?? ""
  }()

  private static let statements: [String] = document.components(separatedBy: "```sql\n").dropFirst().compactMap {
    $0.components(separatedBy: "```").first
  }

  private func makeSample(in folder: TemporaryFolder) throws {
    try makeIndex(
      at: folder.index,
      [
        .sample(
          "https://example.org/helicopters", title: "Tajik helicopters fly again",
          body: "The air bridge runs on: running two Mi-17 helicopters.", author: "A. Writer", site: "Example News",
          published: "2021-08-31"),
        .sample("b", title: "Unrelated", body: "A run in the park.", site: "Example News"),
      ])
  }

  @Test("has SQL that the stock shell runs on an index, each with rows to show", arguments: statements)
  func runs(sql: String) throws {
    let folder = try TemporaryFolder()
    try makeSample(in: folder)
    let (status, output) = try runShell(folder.index, sql)
    #expect(status == 0, "\(output)")
    #expect(!output.isEmpty)
    #expect(!output.lowercased().contains("error"))
    try expectSound(folder.index)
  }

  @Test("shows how to count, search, read and find word forms")
  func answers() throws {
    let folder = try TemporaryFolder()
    try makeSample(in: folder)
    #expect(Self.statements.count >= 8)
    let output = try Self.statements.map { try runShell(folder.index, $0).output }.joined()
    for answer in ["Example News|2", "1|Tajik helicopters fly again|Example News|2021-08-31", "running|1", "1|body|"] {
      #expect(output.contains(answer), "\(answer)")
    }
  }

  @Test("names every table and every column")
  func complete() throws {
    let folder = try TemporaryFolder()
    try makeIndex(at: folder.index, [])
    let names = try runShell(
      folder.index,
      """
      SELECT DISTINCT c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.name IN
        ('article', 'article_text', 'article_checkpoint', 'article_story', 'word_form', 'meta', 'removal')
      UNION SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
      """
    ).output.split(separator: "\n")
    #expect(names.count > 25)
    for name in names { #expect(Self.document.contains(name), "\(name)") }
  }
}
