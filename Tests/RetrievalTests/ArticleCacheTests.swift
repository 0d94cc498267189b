import Articles
import IndexStore
import QueryLanguage
import Testing

@testable import Retrieval

@Suite("Articles that are kept")
struct ArticleCacheTests {
  private let card: ArticleCard

  init() throws {
    let index = try TestIndex([.made("a", body: "A ship.")])
    var card: ArticleCard?
    try IndexReader(path: index.path).forEachCard(of: [ArticleID(rawValue: 1)], withText: false) { _, found, _ in
      card = found
    }
    self.card = try #require(card)
  }

  private func made(_ id: Int64) -> ArticleCache.Kept {
    var card = card
    card.id = ArticleID(rawValue: id)
    return [UInt8](repeating: 0x61, count: 1000).withUnsafeBufferPointer { ArticleCache.Kept(card: card, text: $0) }
  }

  private func ids(_ range: ClosedRange<Int64>) -> [ArticleID] { range.map(ArticleID.init(rawValue:)) }

  @Test("are found by number, at their places")
  func found() {
    let cache = ArticleCache(capacity: 1 << 20)
    cache.keep([made(3), made(1)], lineage: 0)
    let found = cache.articles(ids(1...3), lineage: 0)
    #expect(found.map { $0?.card.id.rawValue } == [1, nil, 3])
    #expect(found[0]?.text.count == 1000)
  }

  @Test("make room for others, those in use last")
  func room() {
    let capacity = 100_000
    let cache = ArticleCache(capacity: capacity)
    for id in Int64(1)...1000 {
      cache.keep([made(id)], lineage: 0)
      _ = cache.articles(ids(1...1), lineage: 0)
    }
    let kept = cache.articles(ids(1...1000), lineage: 0).compactMap { $0 }
    #expect(kept.reduce(0) { $0 + $1.bytes } <= capacity + made(1).bytes)
    #expect(kept.first?.card.id.rawValue == 1)
    #expect(kept.last?.card.id.rawValue == 1000)
    #expect(kept.count > 10)
  }

  @Test("are forgotten when articles are numbered anew")
  func lineage() {
    let cache = ArticleCache(capacity: 1 << 20)
    cache.keep([made(1)], lineage: 1)
    #expect(cache.articles(ids(1...1), lineage: 2)[0] == nil)
    cache.keep([made(2)], lineage: 2)
    #expect(cache.articles(ids(1...2), lineage: 2).map { $0 == nil } == [true, false])
    cache.keep([made(1)], lineage: 1)
    #expect(cache.articles(ids(1...1), lineage: 2)[0] == nil)
  }

  @Test("give the hits that the file gives, in the same order, also where only some are kept")
  func sameHits() throws {
    let articles = (1...30).map { number in
      let late = String(repeating: " It was late.", count: number)
      return Article.made("k\(number)", title: "Harbour \(number)", body: "The ship \(number) left the harbour." + late)
    }
    let index = try TestIndex(articles)
    let warm = try index.searcher()
    for limit in [3, 10, 20] {
      let query = SearchQuery(text: "ship harbour", limit: limit)
      let cold = try index.searcher().search(query)
      for _ in 0..<2 {
        let found = try warm.search(query)
        #expect(found.hits.map(\.article) == cold.hits.map(\.article))
        #expect(found.hits.map(\.snippets) == cold.hits.map(\.snippets))
      }
    }
  }

  @Test("do not outlive their articles")
  func replaced() throws {
    let index = try TestIndex([.made("a", title: "One", body: "A ship in the harbour."), .made("b", body: "A ship.")])
    let searcher = try index.searcher()
    let query = SearchQuery(text: "ship", limit: 10)
    #expect(try searcher.search(query).hits.count == 2)
    try index.add([.made("a", title: "Two", body: "A ship at sea.")])
    let hits = try searcher.search(query).hits
    #expect(hits.count == 2)
    #expect(hits.first { $0.article.key == "a" }?.article.title == "Two")
    #expect(hits.first { $0.article.key == "a" }?.snippets.first?.text == "A ship at sea.")
  }
}
