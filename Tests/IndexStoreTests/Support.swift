import Analysis
import Articles
import Foundation
import Testing

@testable import IndexStore

/// A folder that is removed when the test ends.
final class TemporaryFolder {
  let path: String
  var index: String { path + "/index.db" }

  init() throws {
    path = NSTemporaryDirectory() + "index-store-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension Article {
  static func sample(
    _ key: String, title: String = "", body: String = "", author: String? = nil, site: String? = nil,
    category: String? = nil, language: String? = "en", published: String? = nil
  ) -> Article {
    Article(
      key: key, title: title, body: body, author: author, site: site, category: category,
      language: language.map { Language(rawValue: $0) }, published: published.flatMap { ArticleDate(iso: $0) },
      source: ArticleSource(path: "articles.jsonl", line: 1))
  }
}

extension IndexWriter {
  @discardableResult
  func write(_ articles: Article...) throws -> [Outcome] { try write(articles: articles) }

  @discardableResult
  func write(articles: [Article]) throws -> [Outcome] {
    try write(
      ArticlePreparation(analyzer: Analyzer(), forms: wordForms).prepare(articles.map { HashedArticle($0) }))
  }
}

/// Prepares an article alone.
func prepare(_ article: Article, forms: WordForms) -> PreparedArticle {
  let preparation = ArticlePreparation(analyzer: Analyzer(), forms: forms)
  return preparation.prepare([HashedArticle(article)])[0]
}

/// Makes an index with some articles, closed again.
func makeIndex(at path: String, _ articles: [Article]) throws {
  let writer = try IndexWriter(path: path, createIfMissing: true)
  try writer.write(articles: articles)
  try writer.close()
}

/// The end of every test that writes: nothing in the index contradicts anything else.
func expectSound(_ path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let reader = try IndexReader(path: path)
  let report = try reader.verify(analyzer: Analyzer())
  #expect(report.problems == [], sourceLocation: sourceLocation)
  #expect(report.skipped == [], sourceLocation: sourceLocation)
  try reader.close()
}

/// Runs SQL through the stock sqlite3 shell.
@discardableResult
func runShell(_ path: String, _ sql: String) throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
  process.arguments = ["-batch", "-bail", path, sql]
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}

/// SplitMix64 (Steele, Lea and Flood 2014), so that random tests repeat.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }
}

/// Articles of few distinct words, so that phrases, compounds and all fields meet.
func randomArticles(_ count: Int, seed: UInt64) -> [Article] {
  var generator = SeededGenerator(state: seed)
  let words = ["air", "bridge", "Mi-17", "running", "ran", "O'Brien", "de", "armée", "C++", "用户体验", "12,000"]
  func text(_ range: ClosedRange<Int>) -> String {
    (0..<Int.random(in: range, using: &generator)).map { _ in words.randomElement(using: &generator) ?? "" }
      .joined(separator: " ")
  }
  return (0..<count).map { number in
    .sample(
      "key\(number)", title: text(0...4), body: text(0...30), author: text(0...2), site: text(0...1),
      category: text(0...2), language: ["en", "fr", "zh", nil].randomElement(using: &generator) ?? nil)
  }
}
