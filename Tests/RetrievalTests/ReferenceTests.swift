import Analysis
import Articles
import IndexStore
import QueryLanguage
import Testing

@testable import Retrieval

@Suite("The engine beside a straight scan")
struct ReferenceTests {
  @Test("finds, orders and scores the same, while articles come, change and go", arguments: [1, 2, 3, 4])
  func equalsReference(seed: UInt64) throws {
    var corpus = RandomCorpus(random: SeededGenerator(seed: seed))
    let index = try TestIndex()
    let searcher = try index.searcher()
    var articles: [String: Article] = [:]
    for round in 0..<3 {
      try change(&articles, in: index, with: &corpus, round: round)
      // From here on frequent words are in memory as they were, with articles that go and without those that come.
      if round == 0 { try searcher.searcher.warmUp(deadline: .none) }
      let reference = try self.reference(to: articles, searcher)
      for number in 0..<40 { try compare(&corpus, number, searcher, reference) }
    }
    let resident = try searcher.searcher.withSnapshot {
      searcher.searcher.index.residentLists(ofLineage: $0.lineage)?.bytes
    }
    #expect(resident ?? 0 > 0)
  }

  private func change(
    _ articles: inout [String: Article], in index: TestIndex, with corpus: inout RandomCorpus, round: Int
  ) throws {
    let added = (0..<25).map { corpus.article("r\(round)-\($0)") }
    let replaced = articles.keys.sorted().filter { _ in corpus.random.chance(20) }.map { corpus.article($0) }
    try index.add(added + replaced)
    for article in added + replaced { articles[article.key] = article }
    let removed = articles.keys.sorted().filter { _ in corpus.random.chance(10) }
    _ = try index.writer.remove(keys: removed)
    for key in removed { articles[key] = nil }
  }

  private func reference(to articles: [String: Article], _ searcher: TestSearcher) throws -> ReferenceEngine {
    let analyzer = Analyzer()
    let documents = try articles.map { key, article in
      ReferenceDocument(article, id: try searcher.id(key).rawValue, analyzer: analyzer)
    }
    return ReferenceEngine(
      documents: documents.sorted { $0.id < $1.id }, similarity: searcher.searcher.index.similarity,
      means: try searcher.searcher.withSnapshot { $0.means })
  }

  private func compare(
    _ corpus: inout RandomCorpus, _ number: Int, _ searcher: TestSearcher, _ reference: ReferenceEngine
  ) throws {
    let text = corpus.query().description
    let match = corpus.random.pick([MatchMode.auto, .auto, .all, .any])
    let sort = corpus.random.pick([SortOrder.relevance, .relevance, .newest, .oldest])
    let filters = corpus.random.chance(10) ? [Filter.author("Lee")] : []
    let parsed = try QueryParser(now: 0).parse(text).query
    let expected = reference.search(parsed, filters: filters, match: match, sort: sort)
    let query = SearchQuery(
      text: text, limit: 1000, sort: sort, match: match, filters: filters, snippets: number % 10 == 0 ? 2 : 0,
      explain: true)
    let result = try searcher.search(query)
    let comment = Comment(rawValue: "\(text) match=\(match) sort=\(sort)")
    if expected.isEmpty, !result.hits.isEmpty {
      #expect(result.notes.contains { $0.kind == .corrected }, comment)
      return
    }
    #expect(result.keys == expected.map(\.key), comment)
    #expect(result.total == SearchResult.Total(value: expected.count, isExact: true), comment)
    for (hit, found) in zip(result.hits, expected) {
      #expect(abs(hit.score - found.score) < 1e-9, comment)
      var sum = 0.0
      for part in hit.explanation ?? [] { sum += part.value }
      #expect(sum == hit.score, comment)
    }
    let size = 1 + expected.count / 3 + corpus.random.below(3)
    #expect(try pages(query, searcher, size: size) == result.keys, comment)
  }

  /// The keys of all pages.
  private func pages(_ query: SearchQuery, _ searcher: TestSearcher, size: Int) throws -> [String] {
    var query = query
    query.limit = size
    query.snippets = 0
    var keys: [String] = []
    repeat {
      let page = try searcher.search(query)
      keys += page.keys
      query.cursor = page.next
    } while query.cursor != nil
    return keys
  }
}
