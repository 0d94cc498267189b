import Articles
import Foundation
import Retrieval
import Testing

@Suite("Ranking")
struct RankingTests {
  @Test("computes plain BM25 over title and body as the formula says")
  func computesBM25() throws {
    let searcher = try TestIndex([
      .made("a", title: "wind", body: "wind and rain"), .made("b", body: "rain rain rain rain"),
      .made("c", body: "sun"),
    ]).searcher(similarity: .bm25(k1: 1.2, b: 0.75))
    let result = try searcher.search(SearchQuery(text: "wind"))
    // N 3, df 1, tf 2, length 4, mean length 3.
    let idf = log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    let expected = idf * 2 / (2 + 1.2 * (1 - 0.75 + 0.75 * 4 / 3))
    #expect(abs((result.hits.first?.score ?? 0) - expected) < 1e-12)
  }

  @Test("puts the article first whose title is the query")
  func prefersTitles() throws {
    let filler = (0..<30).map { Article.made("f\($0)", title: "Other things here", body: "Words about nothing.") }
    let searcher = try TestIndex(
      filler + [
        .made("body", title: "Weather of the north", body: String(repeating: "Storm after storm. ", count: 40)),
        .made("title", title: "Storm", body: "A disturbance of the air, seldom called storm again in this text."),
      ]
    ).searcher()
    #expect(try searcher.search(SearchQuery(text: "storm")).keys == ["title", "body"])
  }

  @Test("takes a score apart into words, counts and boosts")
  func explains() throws {
    let searcher = try TestIndex([
      .made("a", title: "Red fox", body: "The red fox and the fox.", author: "Fox"), .made("b", body: "red"),
    ]).searcher()
    let hit = try #require(try searcher.search(SearchQuery(text: "red fox", explain: true)).hits.first)
    let parts = try #require(hit.explanation)
    #expect(parts.map(\.term) == ["red", "fox", "title is the query"])
    #expect(parts.map(\.documentFrequency) == [2, 1, nil])
    #expect(parts[1].frequencies == ["title": 1, "body": 2, "rest": 1])
    #expect(parts.reduce(0) { $0 + $1.value } == hit.score)
  }

  @Test("says how much of the lists it looked at, and nothing where no score decides")
  func reportsWork() throws {
    let searcher = try TestIndex((0..<40).map { .made("\($0)", body: $0 < 30 ? "red fox" : "red") }).searcher()
    let work = try searcher.search(SearchQuery(text: "=red =fox", limit: 3)).work
    #expect(work.postings == 70)
    #expect(work.blocksVisited + work.blocksSkipped > 0)
    #expect((1...70).contains(work.postingsRead) && (1...40).contains(work.articlesScored))
    #expect(try searcher.search(SearchQuery(text: "=red", sort: .newest)).work == SearchWork())
  }

  @Test("counts a word that is typed twice double")
  func countsRepeatedWords() throws {
    let searcher = try TestIndex([.made("a", body: "one two")]).searcher()
    let once = try searcher.search(SearchQuery(text: "one")).hits[0].score
    let twice = try searcher.search(SearchQuery(text: "one one")).hits[0].score
    #expect(twice == 2 * once)
  }
}
