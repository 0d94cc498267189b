import Articles
import QueryLanguage
import Retrieval
import Testing

@Suite("Filters and facets")
struct FilterTests {
  private static let articles: [Article] = [
    .made(
      "a", body: "word", author: "Ann Lee; Bo Park", site: "news.example.org", category: "World; Arts", language: "en",
      published: "2021-08-15", url: "https://www.Example.org/news/a"),
    .made(
      "b", body: "word", author: "Park Ann", site: "Example News", category: "World Cup", language: "de",
      published: "2021-09", url: "http://example.org/news/b"),
    .made("c", body: "word", author: "Bo Park", site: "notexample.org", language: nil, published: "1969-12-31"),
  ]

  @Test(
    "keeps the articles whose facts fulfil the condition",
    arguments: [
      (Filter.site("example.org"), ["a"]), (.site("EXAMPLE"), ["a", "b"]), (.site("news example"), ["a"]),
      (.category("arts"), ["a"]), (.category("world"), ["a", "b"]), (.category("cup"), ["b"]),
      (.author("ann lee"), ["a"]), (.author("lee bo"), []), (.author("park"), ["a", "b", "c"]),
      (.language("de"), ["b"]), (.language("EN"), ["a"]), (.language("fr"), []),
      (.url("example.org/news"), ["a", "b"]), (.url("https://example.org/news/b"), ["b"]), (.url("ample"), []),
      (.published(from: 1_628_985_600, to: nil, text: "2021-08-15.."), ["a", "b"]),
      (.published(from: nil, to: 0, text: "..1969"), ["c"]),
      (.published(from: 1_628_985_600, to: 1_630_454_400, text: ""), ["a"]),
    ])
  func filters(filter: Filter, keys: [String]) throws {
    let searcher = try TestIndex(Self.articles).searcher()
    #expect(Set(try searcher.search(SearchQuery(text: "word", filters: [filter])).keys) == Set(keys))
    #expect(Set(try searcher.search(SearchQuery(text: "", filters: [filter])).keys) == Set(keys))
  }

  @Test("counts the values of every matching article, not of the page alone")
  func countsFacets() throws {
    let query = SearchQuery(text: "word", limit: 1, facets: FacetName.allCases)
    let facets = try TestIndex(Self.articles).searcher().search(query).facets
    func values(_ name: FacetName) -> [String] { (facets[name] ?? []).map { "\($0.value) \($0.count)" } }
    #expect(values(.site) == ["Example News 1", "news.example.org 1", "notexample.org 1"])
    #expect(values(.category) == ["Arts 1", "World 1", "World Cup 1"])
    #expect(values(.author) == ["Bo Park 2", "Ann Lee 1", "Park Ann 1"])
    #expect(values(.language) == ["de 1", "en 1"])
    #expect(values(.year) == ["2021 2", "1969 1"])
    #expect(values(.month) == ["1969-12 1", "2021-08 1", "2021-09 1"])
  }

  @Test("gives the twenty most frequent values")
  func boundsFacets() throws {
    let articles = (0..<30).flatMap { site in
      (0...site / 10).map { Article.made("\(site)-\($0)", body: "word", site: "site\(site)") }
    }
    let facets = try TestIndex(articles).searcher().search(SearchQuery(text: "word", facets: [.site])).facets
    #expect(facets[.site]?.count == 20)
    #expect(facets[.site]?.first == FacetValue(value: "site20", count: 3))
  }
}
