import Articles
import IndexStore
import QueryLanguage
import Testing

@testable import Retrieval

@Suite("Copies in answers")
struct CopiesInAnswersTests {
  /// A text of 80 words of its own, in which the first few say how well it matches.
  private static func text(_ story: Int, words: Int = 80) -> String {
    (0..<words).map { "story\(story)word\($0)" }.joined(separator: " ")
  }

  /// Articles of some stories, in an order of its own, where the copies differ in score and date.
  private static func articles(_ count: Int, stories: Int, seed: UInt64) -> [Article] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      let story = random.below(stories)
      let shared =
        String(repeating: "harbour ", count: random.below(4)) + String(repeating: "ship ", count: random.below(3))
      return .made(
        "\(number)", title: random.pick(["Harbour news", "Ships", "Ship", "Other"]),
        body: text(story) + " " + shared + text(1_000_000 + number, words: random.below(15)),
        site: random.pick(["a.example", "b.example"]),
        published: random.pick(["2021-09-14", "2021-09-15", "2022", nil]))
    }
  }

  private func hits(_ searcher: TestSearcher, _ query: SearchQuery) throws -> [RankedHit] {
    var query = query
    var hits: [RankedHit] = []
    repeat {
      let page = try searcher.search(query)
      #expect(page.hits.count == query.limit || page.next == nil)
      hits += page.hits
      query.cursor = page.next
    } while query.cursor != nil
    return hits
  }

  @Test("the comparison with scoring every article leaves copies out as searches do")
  func verification() throws {
    let index = try TestIndex(Self.articles(300, stories: 40, seed: 4))
    var verifier = try QueryVerifier(index: try index.searcher().searcher.index, seed: 5)
    let report = try verifier.verify(queries: 200)
    #expect(report.queries == 200)
    #expect(report.problems.isEmpty)
  }

  @Test(
    "each story is there once, with the hit that comes first, however the pages are cut",
    arguments: [SortOrder.relevance, .newest, .oldest])
  func pages(sort: SortOrder) throws {
    let index = try TestIndex(Self.articles(300, stories: 40, seed: 3))
    let searcher = try index.searcher()
    let snapshot = try searcher.searcher.withSnapshot { $0 }
    for text in [
      "harbour", "ship", "harbour ship", "ship OR harbour", "\"harbour news\"", "news ship other", "", "-ship",
    ] {
      for filters in [[], [Filter.site("a.example")]] {
        var query = SearchQuery(text: text, limit: 1000, sort: sort, filters: filters, snippets: 0, collapse: .none)
        let all = try searcher.search(query)
        var seen: Set<UInt32> = []
        let best = try all.hits.filter { hit in
          let row = UInt32(try #require(snapshot.ordinal(of: hit.id)))
          return seen.insert(snapshot.stories.first(of: row)).inserted
        }
        #expect(best.count <= 40 && (best.count < all.hits.count || all.hits.count < 2))
        query.collapse = .story
        for limit in [1, 3, 7, 1000] {
          query.limit = limit
          let shown = try hits(searcher, query)
          #expect(shown.map(\.id) == best.map(\.id), "\(text) \(limit)")
          #expect(shown.map(\.score) == best.map(\.score))
        }
        #expect(try searcher.search(query).total == all.total)
      }
    }
  }

  @Test("a hit says how many other articles its story has, whether they match or not")
  func counts() throws {
    let index = try TestIndex([
      .made("a", body: Self.text(1) + " harbour", site: "a.example"), .made("b", body: Self.text(2) + " harbour"),
      .made("c", body: Self.text(1), site: "b.example"), .made("d", body: Self.text(1), site: "c.example"),
    ])
    let searcher = try index.searcher()
    func copies(_ query: SearchQuery) throws -> [String] {
      try searcher.search(query).hits.map { "\($0.article.key) \($0.copies)" }
    }
    #expect(try copies(SearchQuery(text: "harbour")) == ["a 2", "b 0"])
    #expect(try copies(SearchQuery(text: "harbour", collapse: .none)) == ["a 0", "b 0"])
    #expect(try copies(SearchQuery(text: "story1word5", filters: [.site("c.example")])) == ["d 2"])
    _ = try index.writer.remove(keys: ["a"])
    #expect(try copies(SearchQuery(text: "story1word5")) == ["c 1"])
    try index.add([.made("e", body: Self.text(1)), .made("c", body: "Now something else.")])
    #expect(try copies(SearchQuery(text: "story1word5")) == ["d 1"])
    // Read anew, the story's first article is no row at all.
    #expect(try index.searcher().search(SearchQuery(text: "story1word5")).hits.map(\.copies) == [1])
    try index.add([.made("f", body: Self.text(1))])
    #expect(try copies(SearchQuery(text: "story1word5")) == ["d 2"])
  }

  @Test("the copies of an article are those of its story, the first published first")
  func list() throws {
    let index = try TestIndex([
      .made("a", body: Self.text(1)), .made("b", body: Self.text(1), published: "2022"),
      .made("c", body: Self.text(1, words: 64), published: "2021"), .made("d", body: Self.text(2)),
    ])
    let searcher = try index.searcher().searcher
    let copies = try #require(try searcher.copies(of: ArticleID(rawValue: 1), limit: 10))
    #expect(copies.hits.map(\.article.key) == ["c", "b"] && copies.total == 2 && !copies.partial)
    #expect(copies.hits.map(\.score) == [1, 1])
    #expect(try searcher.copies(of: ArticleID(rawValue: 2), limit: 1)?.hits.map(\.article.key) == ["c"])
    #expect(try searcher.copies(of: ArticleID(rawValue: 4), limit: 10)?.hits.isEmpty == true)
    #expect(try searcher.copies(of: ArticleID(rawValue: 9), limit: 10) == nil)
    #expect(try searcher.copies(of: ArticleID(rawValue: 1), deadline: Deadline(milliseconds: -1))?.partial == true)
  }

  @Test("similar articles are neither copies of the article nor of each other")
  func similar() throws {
    let shared = " harbour ship lighthouse pier"
    let index = try TestIndex(
      [1, 2, 1, 2, 3].enumerated().map { .made("\($0)", body: Self.text($1) + shared) })
    let result = try #require(try index.searcher().searcher.similar(to: ArticleID(rawValue: 1)))
    #expect(Set(result.keys) == ["1", "4"])
  }

  @Test("a cursor belongs to its way of showing copies")
  func cursors() throws {
    let searcher = try TestIndex(Self.articles(30, stories: 10, seed: 5)).searcher()
    let next = try #require(try searcher.search(SearchQuery(text: "", limit: 2)).next)
    #expect(throws: SearchError.badCursor(next)) {
      try searcher.search(SearchQuery(text: "", cursor: next, collapse: .none))
    }
  }
}
