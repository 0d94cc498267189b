import Articles
import QueryLanguage
import Retrieval
import Testing

@Suite("What matches")
struct MatchingTests {
  private static let articles: [Article] = [
    .made("run", body: "They run every day."),
    .made("running", body: "Running is good for you."),
    .made("laufen", body: "Wir laufen gern, und sie läuft auch; they were running.", language: "de"),
    .made("heli", title: "Helicopters", body: "Tajik Mi-17 helicopters brought weapons over an air bridge."),
    .made("plain", body: "The mi17 is a helicopter. The bridge was in the air."),
    .made("author", body: "Nothing of note.", author: "Ann Lee; Bo Park", site: "news.example.org"),
    .made("zh", body: "北京大学在北京。", language: "zh"),
  ]

  @Test(
    "finds by the rules of words, forms, phrases and fields",
    arguments: [
      ("run", ["run", "running"]),
      ("=run", ["run"]),
      ("=running", ["running", "laufen"]),
      ("laufen", ["laufen"]),
      ("Mi-17", ["heli", "plain"]),
      ("mi17", ["heli", "plain"]),
      ("\"mi 17\"", ["heli"]),
      ("\"air bridge\"", ["heli"]),
      ("\"bridge was\"", ["plain"]),
      ("air NEAR/1 bridge", ["heli"]),
      ("bridge NEAR/4 air", ["heli", "plain"]),
      ("helicop*", ["heli", "plain"]),
      ("\"helicopter the\"", ["plain"]),
      ("hellicopter~2", ["heli", "plain"]),
      ("title:helicopters", ["heli"]),
      ("author:park", ["author"]),
      ("site:example.org", ["author"]),
      ("lang:de", ["laufen"]),
      ("北京大学", ["zh"]),
      ("大", ["zh"]),
      ("run AND every", ["run"]),
      ("run OR weapons", ["run", "running", "heli"]),
      ("run -every", ["running"]),
      ("-run -helicop* -lang:de -lang:zh", ["author"]),
    ])
  func matches(query: String, keys: [String]) throws {
    let result = try TestIndex(Self.articles).searcher().search(SearchQuery(text: query, match: .all))
    #expect(Set(result.keys) == Set(keys))
    #expect(result.total.value == keys.count)
  }

  @Test("puts articles with every word first and says which words it relaxed")
  func relaxes() throws {
    let searcher = try TestIndex([
      .made("both", body: "alpha with much else around it, and beta at the end of a long sentence"),
      .made("alpha", body: "alpha alpha alpha"), .made("beta", body: "beta"), .made("none", body: "gamma"),
    ]).searcher()
    let result = try searcher.search(SearchQuery(text: "alpha beta"))
    #expect(result.keys.first == "both")
    #expect(Set(result.keys) == ["both", "alpha", "beta"])
    #expect(result.noted == ["relaxed alpha", "relaxed beta"])
    #expect(result.notes[0].detail == "Only 1 article has every word, so it was not required.")
    #expect(try searcher.search(SearchQuery(text: "alpha beta", match: .all)).keys == ["both"])
    #expect(try searcher.search(SearchQuery(text: "+alpha beta")).keys == ["both", "alpha"])
    #expect(try searcher.search(SearchQuery(text: "alpha beta", sort: .newest)).keys == ["both"])
  }

  @Test("relaxes nothing when ten articles have every word")
  func relaxesNothing() throws {
    let full = (0..<10).map { Article.made("both\($0)", body: "alpha beta number \($0)") }
    let searcher = try TestIndex(full + [.made("alpha", body: "alpha")]).searcher()
    let result = try searcher.search(SearchQuery(text: "alpha beta", limit: 20))
    #expect(result.total.value == 10)
    #expect(result.notes.isEmpty)
  }

  @Test("has nothing to relax in one word or phrase, however few articles have it")
  func relaxesNoSingleWord() throws {
    let searcher = try TestIndex([
      .made("both", body: "alpha beta"), .made("alpha", body: "alpha"), .made("beta", body: "beta"),
    ]).searcher()
    for (query, keys) in [("alpha", ["alpha", "both"]), ("\"alpha beta\"", ["both"]), ("alpha -beta", ["alpha"])] {
      let result = try searcher.search(SearchQuery(text: query))
      #expect(Set(result.keys) == Set(keys) && result.total.value == keys.count && result.notes.isEmpty)
    }
    #expect(Set(try searcher.search(SearchQuery(text: "\"beta alpha\"")).keys) == ["both", "alpha", "beta"])
  }

  @Test("needs not every word of a query of more than three")
  func weighsLongQueries() throws {
    let searcher = try TestIndex([
      .made("four", body: "one two three four"), .made("two", body: "one two"), .made("none", body: "five"),
    ]).searcher()
    let result = try searcher.search(SearchQuery(text: "one two three four"))
    #expect(result.keys == ["four", "two"])
    #expect(result.notes.isEmpty)
  }

  @Test("wants a word twice that stands on both sides of NEAR")
  func wantsBothSides() throws {
    let searcher = try TestIndex([.made("two", body: "red and red"), .made("one", body: "red and blue")]).searcher()
    #expect(try searcher.search(SearchQuery(text: "red NEAR/2 red")).keys == ["two"])
    #expect(try searcher.search(SearchQuery(text: "red NEAR/1 red")).hits.isEmpty)
    #expect(try searcher.search(SearchQuery(text: "\"and red\" NEAR/3 red")).keys == ["two"])
  }

  @Test("looks for the words of a compound one by one in a long query, and for its joined form")
  func splitsCompounds() throws {
    let searcher = try TestIndex([
      .made("whole", body: "the 2-yard-touchdown"), .made("part", body: "a touchdown"), .made("other", body: "nothing"),
    ]).searcher()
    #expect(try searcher.search(SearchQuery(text: "who made this 2-yard-touchdown")).keys == ["whole", "part"])
    #expect(try searcher.search(SearchQuery(text: "2-yard-touchdown")).keys == ["whole"])
    #expect(try searcher.search(SearchQuery(text: "9-yard-touchdown")).noted.first == "relaxed 9-yard-touchdown")
  }

  @Test("takes a phrase apart that no article has, unless every word is asked for")
  func takesPhrasesApart() throws {
    let searcher = try TestIndex(Self.articles).searcher()
    let result = try searcher.search(SearchQuery(text: "\"bridge air\""))
    #expect(Set(result.keys) == ["heli", "plain"])
    #expect(result.noted == ["relaxed \"bridge air\""])
    #expect(try searcher.search(SearchQuery(text: "\"bridge air\"", match: .all)).hits.isEmpty)
    #expect(try searcher.search(SearchQuery(text: "weapons AND \"bridge air\"")).hits.isEmpty)
  }

  @Test("searches for the nearest spelling when nothing is found, and says so")
  func correctsSpelling() throws {
    let searcher = try TestIndex(Self.articles).searcher()
    let result = try searcher.search(SearchQuery(text: "helikopter"))
    #expect(result.keys.contains("plain"))
    #expect(result.noted == ["corrected helikopter"])
    #expect(try searcher.search(SearchQuery(text: "helikopter", match: .all)).hits.isEmpty)
    #expect(try searcher.search(SearchQuery(text: "xyzzyx")).hits.isEmpty)
  }

  @Test("does not correct where something was found, but names the unknown word")
  func namesUnknownWords() throws {
    let result = try TestIndex(Self.articles).searcher().search(SearchQuery(text: "weapons helikopter"))
    #expect(result.keys == ["heli"])
    #expect(
      result.notes.contains { $0.term == "helikopter" && $0.detail == "No article has it, so it was not required." })
  }

  @Test("says when a fuzzy word stands for more words than are searched")
  func truncatesFuzzyWords() throws {
    let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
    let words = letters.map { "ca" + $0 } + letters.map { $0 + "at" } + letters.map { "ca" + $0 + "s" }
    let index = try TestIndex([.made("a", body: words.joined(separator: " "))])
    let result = try index.searcher().search(SearchQuery(text: "cat~2"))
    #expect(result.noted == ["truncated cat~2"])
    #expect(result.keys == ["a"])
  }

  @Test("orders what has no score by date, latest first")
  func ordersEverythingByDate() throws {
    let searcher = try TestIndex([
      .made("old", body: "x", published: "2001"), .made("none", body: "x"), .made("new", body: "x", published: "2021"),
      .made("newer", body: "x", published: "2022"), .made("new too", body: "x", published: "2021"),
    ]).searcher()
    #expect(try searcher.search(SearchQuery(text: "")).keys == ["newer", "new", "new too", "old", "none"])
    #expect(try searcher.search(SearchQuery(text: "-y")).keys == ["newer", "new", "new too", "old", "none"])
    #expect(
      try searcher.search(SearchQuery(text: "x", sort: .oldest)).keys == ["old", "new", "new too", "newer", "none"])
  }

  @Test("finds nothing for marks alone and says why")
  func ignoresMarks() throws {
    let result = try TestIndex(Self.articles).searcher().search(SearchQuery(text: "!!!"))
    #expect(result.hits.isEmpty)
    #expect(result.noted == ["ignored !!!"])
  }

  @Test("refuses mistakes only when asked to")
  func refusesMistakes() throws {
    let searcher = try TestIndex(Self.articles).searcher()
    #expect(throws: SearchError.self) { try searcher.search(SearchQuery(text: "\"air", strictSyntax: true)) }
    #expect(try searcher.search(SearchQuery(text: "\"air bridge")).keys == ["heli"])
  }
}
