import Articles
import Foundation
import QueryLanguage
import Retrieval
import Testing

@Suite("Snippets")
struct SnippetTests {
  private func snippets(_ body: String, title: String = "", _ query: String, count: Int = 1, language: String = "en")
    throws -> [String]
  {
    let searcher = try TestIndex([.made("a", title: title, body: body, language: language)]).searcher()
    let result = try searcher.search(SearchQuery(text: query, snippets: count))
    return try #require(result.hits.first).snippets.map(\.marked)
  }

  private static let filler = String(repeating: "Some words that nobody would look for stand here. ", count: 12)

  @Test(
    "marks what matched, and nothing else",
    arguments: [
      ("They were running. He runs.", "run", "They were [running]. He [runs]."),
      ("They were running. He runs.", "=runs", "They were running. He [runs]."),
      ("An air bridge, air and a bridge.", "\"air bridge\"", "An [air bridge], air and a bridge."),
      ("An air bridge, air and a bridge.", "air bridge", "An [air] [bridge], [air] and a [bridge]."),
      ("Helicopters of type Mi-17 and Mi 17, mi17.", "Mi-17", "Helicopters of type [Mi-17] and [Mi 17], [mi17]."),
      ("Helicopters of type Mi-17.", "mi17", "Helicopters of type [Mi-17]."),
      ("Helicopters and helipads.", "heli*", "[Helicopters] and [helipads]."),
      ("A helicopter flew.", "helikopter~", "A [helicopter] flew."),
      (
        "Red then far too many words go by till blue, red blue.", "red NEAR/2 blue",
        "Red then far too many words go by till [blue], [red] blue."
      ),
      ("北京大学在北京。", "北京大学", "[北京大学]在北京。"),
      ("The Nijāt-i party.", "nijat", "The [Nijāt]-i party."),
      ("Cost: $12,000 (net).", "12000", "Cost: $[12,000] (net)."),
      ("Old <b>tags</b> & \"quotes\".", "tags", "Old <b>[tags]</b> & \"quotes\"."),
    ])
  func marks(body: String, query: String, expected: String) throws {
    let language = body.hasPrefix("北") ? "zh" : "en"
    #expect(try snippets(body, query, language: language) == [expected])
  }

  @Test("cuts at the bounds of sentences and joins short ones")
  func cutsAtSentences() throws {
    let body = Self.filler + "Dr. J. Smith of the U.S. Army saw a zebra. It ran. " + Self.filler
    let found = try snippets(body, "zebra")
    #expect(found[0].hasPrefix("Dr. J. Smith of the U.S. Army saw a [zebra]. It ran. Some words"))
    #expect(found[0].hasSuffix("."))
  }

  @Test("cuts a long sentence around the match and shows that it did")
  func cutsLongSentences() throws {
    let words = (0..<100).map { "word\($0)" }
    let found = try snippets(words.joined(separator: " ") + " zebra " + words.joined(separator: " ") + ".", "zebra")
    #expect(found[0].hasPrefix("…word"))
    #expect(found[0].hasSuffix("…"))
    #expect(found[0].contains("word99 [zebra] word0"))
    #expect(found[0].split(separator: " ").count == 30)
  }

  @Test("makes white space single and stops at a blank line")
  func normalisesSpace() throws {
    let found = try snippets(Self.filler + "\n\nHeading\n\n\tThe  zebra\nruns \u{A0} far\n\n" + Self.filler, "zebra")
    #expect(found[0].hasPrefix("The [zebra] runs far Some words"))
  }

  @Test("prefers the place that has most of the query")
  func prefersDistinctWords() throws {
    let body =
      "A zebra. " + Self.filler + "A zebra, a zebra, zebra. " + Self.filler + "A zebra met a lion. " + Self.filler
    #expect(try snippets(body, "zebra lion")[0].hasPrefix("A [zebra] met a [lion]."))
  }

  @Test("gives up to five passages in the order of the text, none twice")
  func givesSeveral() throws {
    let body = (0..<7).map { "Zebra number \($0) here. " + Self.filler }.joined()
    let found = try snippets(body, "zebra", count: 5)
    #expect(found.count == 5)
    #expect(Set(found).count == 5)
    let numbers = found.compactMap { $0.split(separator: " ").dropFirst(2).first }
    #expect(numbers == numbers.sorted())
    #expect(try snippets("One zebra.", "zebra", count: 5) == ["One [zebra]."])
    #expect(try snippets(body, "zebra", count: 0).isEmpty)
  }

  @Test("shows the beginning when only the title matched")
  func showsLead() throws {
    let found = try snippets(Self.filler, title: "Zebras", "zebras")
    #expect(found[0].hasPrefix("Some words that nobody would look for stand here. Some"))
    #expect(!found[0].contains("["))
    #expect(try snippets("", title: "Zebras", "zebras").isEmpty)
    #expect(try snippets("…!", title: "Zebras", "zebras").isEmpty)
  }

  @Test("finds the place in a long article through the index")
  func findsPlaceInLongText() throws {
    let body =
      String(repeating: Self.filler, count: 800) + "Here a zebra met Mi-17. "
      + String(repeating: Self.filler, count: 800)
    #expect(body.utf8.count > 900_000)
    for query in ["zebra", "zebra lion", "zebras", "\"zebra met\"", "zebra NEAR/3 met", "Mi-17", "zeb*"] {
      let found = try snippets(body, query)
      #expect(found[0].contains("[zebra") || found[0].contains("[Mi-17]"), "\(query)")
      #expect(found[0].contains("Here a"), "\(query)")
    }
    #expect(try snippets(body, title: "Lion", "lion")[0].hasPrefix("Some words"))
  }

  @Test("keeps highlights inside the passage on any text")
  func survivesAnyText() throws {
    var random = SeededGenerator(seed: 5)
    let pieces = [
      "zebra", "lion", " ", ". ", "\n\n", "é", "👩‍👩‍👧", "\u{301}", "東京", "。", "-", "\"", "(", ")", "…", "\u{0}",
      "a b c d e f ",
    ]
    let searcher = try TestIndex(
      (0..<150).map { number in
        let count = 1 + random.below(120)
        return .made("\(number)", body: (0..<count).map { _ in random.pick(pieces) }.joined(), language: nil)
      }
    ).searcher()
    for query in ["zebra", "zebra lion", "\"zebra lion\"", "東京", "z* l*", "zebra NEAR/4 lion"] {
      for hit in try searcher.search(SearchQuery(text: query, limit: 200, snippets: 3)).hits {
        for snippet in hit.snippets {
          let count = snippet.text.unicodeScalars.count
          var end = 0
          for highlight in snippet.highlights {
            #expect(highlight.lowerBound >= end && highlight.upperBound <= count && !highlight.isEmpty)
            end = highlight.upperBound
          }
        }
      }
    }
  }
}
