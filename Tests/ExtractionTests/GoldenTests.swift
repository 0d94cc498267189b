import Articles
import Extraction
import Foundation
import Testing

/// One case is one file: the name of the input on the first line, the input, a line of `=`, and what it gives.
///
/// With `UPDATE_GOLDENS` set in the environment the files are rewritten instead; read the difference before it is kept.
@Suite("Goldens")
struct GoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
  static let separator = "\n====================\n"

  static var names: [String] {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".golden") }.sorted()
  }

  @Test("each input gives what its file says", arguments: names)
  func golden(name: String) throws {
    let url = Self.folder.appendingPathComponent(name)
    let content = try String(contentsOf: url, encoding: .utf8)
    let parts = content.components(separatedBy: Self.separator)
    try #require(parts.count <= 2)
    let firstLine = parts[0].prefix { $0 != "\n" }
    let input = String(parts[0].dropFirst(firstLine.count + 1))
    let output = try Self.describe(read(input, name: String(firstLine)))
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] != nil {
      try (parts[0] + Self.separator + output).write(to: url, atomically: true, encoding: .utf8)
    } else {
      try #require(parts.count == 2)
      #expect(output == parts[1])
    }
  }

  @Test("there are goldens for every format")
  func coverage() {
    let prefixes = [
      "json", "text", "markdown", "html", "feed", "wxr", "jsonfeed", "ghost", "csv", "blogger", "opml", "rst", "xml",
      "enex", "telegram",
      "asciidoc",
    ]
    for prefix in prefixes {
      #expect(Self.names.count { $0.hasPrefix(prefix) } >= 3)
    }
  }

  static func describe(_ results: [ReadResult]) -> String {
    results.map { result in
      switch result {
      case .failure(let failure): "failure: \(failure)\n"
      case .success(let article): describe(article)
      }
    }.joined(separator: "--------------------\n")
  }

  private static func describe(_ article: ExtractedArticle) -> String {
    var text = ""
    func add(_ name: String, _ value: (any CustomStringConvertible)?) {
      if let value { text += "\(name): \(value)\n" }
    }
    add("line", article.line)
    add("id", article.id)
    add("url", article.url)
    add("title", article.title)
    add("author", article.author)
    add("site", article.site)
    add("category", article.category)
    add("language", article.language)
    add("published", article.published)
    add("updated", article.updated)
    add("captured", article.captured)
    for note in article.notes { add("note", note) }
    return text + "\n" + article.body + "\n"
  }
}
