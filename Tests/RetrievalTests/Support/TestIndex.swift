import Analysis
import Articles
import Foundation
import IndexStore
import QueryLanguage
import Retrieval
import Testing

/// An index in a folder of its own that goes with it.
final class TestIndex {
  let folder: URL
  let path: String
  let writer: IndexWriter
  private let analyzer = Analyzer()

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("retrieval-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent("index.db").path
    writer = try IndexWriter(path: path, createIfMissing: true)
  }

  convenience init(_ articles: [Article]) throws {
    try self.init()
    try add(articles)
  }

  deinit {
    try? writer.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Adds articles, or replaces those with the same key.
  func add(_ articles: [Article]) throws {
    for start in stride(from: 0, to: articles.count, by: 1000) {
      let batch = articles[start..<min(start + 1000, articles.count)]
      let preparation = ArticlePreparation(analyzer: analyzer, forms: writer.wordForms)
      _ = try writer.write(preparation.prepare(batch.map { HashedArticle($0) }))
    }
  }

  func searcher(similarity: Similarity = .standard) throws -> TestSearcher {
    TestSearcher(index: self, searcher: try Searcher(index: SearchIndex(path: path, similarity: similarity)))
  }
}

/// A searcher that keeps its index from being removed.
struct TestSearcher {
  let index: TestIndex
  let searcher: Searcher

  func search(_ query: SearchQuery) throws -> SearchResult { try searcher.search(query) }

  func suggest(prefix: String, limit: Int) throws -> [Suggestion] { try searcher.suggest(prefix: prefix, limit: limit) }

  func id(_ key: String) throws -> ArticleID { try #require(try searcher.article(key: key)).facts.id }
}

extension Article {
  /// An article for a test; English unless said otherwise.
  static func made(
    _ key: String, title: String = "", body: String, author: String? = nil, site: String? = nil,
    category: String? = nil, language: String? = "en", published: String? = nil, url: String? = nil
  ) -> Article {
    Article(
      key: key, url: url, title: title, body: body, author: author, site: site, category: category,
      language: language.map(Language.init(rawValue:)), published: published.flatMap { ArticleDate(iso: $0) },
      source: ArticleSource(path: "test.jsonl"))
  }
}

extension SearchResult {
  /// The keys of the hits, in order.
  var keys: [String] { hits.map(\.article.key) }

  /// The kinds and terms of the notes.
  var noted: [String] { notes.map { "\($0.kind.rawValue) \($0.term)" } }
}

extension Snippet {
  /// The text with `[` and `]` around highlights.
  var marked: String {
    let scalars = Array(text.unicodeScalars)
    var marked = String.UnicodeScalarView()
    for index in 0...scalars.count {
      if highlights.contains(where: { $0.upperBound == index }) { marked.append("]") }
      if highlights.contains(where: { $0.lowerBound == index }) { marked.append("[") }
      if index < scalars.count { marked.append(scalars[index]) }
    }
    return String(marked)
  }
}
