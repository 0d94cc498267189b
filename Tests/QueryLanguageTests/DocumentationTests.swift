import Foundation
import QueryLanguage
import Testing

@Suite("The description of the query language")
struct DocumentationTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private let parser = QueryParser(now: september2021)

  @Test("shows how each example is read")
  func examples() throws {
    let page = try text(of: "docs/query-language.md")
    let section = try #require(page.components(separatedBy: "\n## Examples\n").last)
    let rows = section.matches(of: /\| `(.+)` \| `(.+)` \|/)
    #expect(rows.count >= 25)
    for row in rows {
      let typed = row.1.replacing("\\|", with: "|")
      #expect(try parser.parse(String(typed)).query.description == String(row.2), "\(typed)")
    }
  }

  @Test("names every field and condition")
  func fields() throws {
    let page = try text(of: "docs/query-language.md")
    for name in ["title", "author", "site", "category", "lang", "url", "after", "before", "date"] {
      #expect(page.contains("| `\(name):"), "\(name):")
      #expect(try parser.parse("\(name):x").query != .word("\(name):x", .forms), "\(name):")
    }
  }

  @Test("states the limits that hold")
  func limits() throws {
    let page = try text(of: "docs/query-language.md").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let limits = QueryParser.Limits()
    #expect(limits.maximumBytes == 4096 && page.contains("4,096 bytes"))
    #expect(page.contains("\(limits.maximumTerms) words") && page.contains("\(limits.maximumDepth) levels"))
  }

  @Test("is the manual page search-query(7)")
  func manual() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", Self.root.appending(path: "Scripts/query_manual.py").path(percentEncoded: false)]
    process.standardInput = try FileHandle(forReadingFrom: Self.root.appending(path: "docs/query-language.md"))
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "python3 is needed for Scripts/query_manual.py")
    #expect(
      String(decoding: written, as: UTF8.self) == (try text(of: "man/search-query.7")),
      "run Scripts/query_manual.py < docs/query-language.md > man/search-query.7")
  }

  private func text(of path: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
  }
}
