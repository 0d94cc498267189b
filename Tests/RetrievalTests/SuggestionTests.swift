import Articles
import IndexStore
import Retrieval
import Testing

@Suite("Suggestions and similar articles")
struct SuggestionTests {
  private static let articles: [Article] = [
    .made("1", title: "Tajik helicopters", body: "Helicopters, a helicopter and a helipad."),
    .made("2", title: "Helicopters of the north", body: "More helicopters in the north of Tajikistan."),
    .made("3", title: "The north", body: "Snow and ice, and helicopters."),
    .made("4", title: "Cakes", body: "Flour, sugar and helium."),
  ]

  @Test("completes the last word from the vocabulary, most frequent first, and then titles")
  func completes() throws {
    let searcher = try TestIndex(Self.articles).searcher()
    let found = try searcher.suggest(prefix: "Hel", limit: 6)
    #expect(
      found == [
        Suggestion(text: "helicopters", kind: .word, count: 3), Suggestion(text: "helicopter", kind: .word, count: 1),
        Suggestion(text: "helipad", kind: .word, count: 1), Suggestion(text: "helium", kind: .word, count: 1),
        Suggestion(text: "Helicopters of the north", kind: .title), Suggestion(text: "Tajik helicopters", kind: .title),
      ])
    // The second time the vocabulary is in memory.
    #expect(try searcher.suggest(prefix: "Hel", limit: 6) == found)
  }

  @Test("keeps the words before the last one")
  func keepsWordsBefore() throws {
    let found = try TestIndex(Self.articles).searcher().suggest(prefix: "tajik  helic", limit: 2)
    #expect(
      found == [
        Suggestion(text: "tajik  helicopters", kind: .word, count: 3),
        Suggestion(text: "Tajik helicopters", kind: .title),
      ])
  }

  @Test("suggests nothing for nothing", arguments: ["", "  ", "!?", "zzz"])
  func suggestsNothing(prefix: String) throws {
    #expect(try TestIndex(Self.articles).searcher().suggest(prefix: prefix, limit: 5).isEmpty)
  }

  @Test("finds the articles that share telling words, without the article itself")
  func findsSimilar() throws {
    let searcher = try TestIndex(Self.articles).searcher()
    let result = try #require(try searcher.searcher.similar(to: searcher.id("1")))
    #expect(result.keys.first == "2" || result.keys.first == "3")
    #expect(!result.keys.contains("1"))
    #expect(try searcher.searcher.similar(to: ArticleID(rawValue: 999)) == nil)
  }
}
