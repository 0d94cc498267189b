import Articles
import Foundation
import IndexStore
import Retrieval
import Testing

@Suite("The first article", .enabled(if: SharedData.has("seed"), "the article is not at ../shared/data/seed"))
struct SeedArticleTests {
  private static let others: [Article] = [
    .made("helicopters", title: "Helicopters", body: "A helicopter is an aircraft. Helicopters can hover."),
    .made("bridge", title: "Bridges", body: "A bridge is in the air, above water."),
    .made("army", body: "An army has troops, often more than 10,000."),
  ]

  @Test(
    "is the first hit of each search that a reader of it would try, with a passage that shows why",
    arguments: [
      ("Tajik helicopters", "[Tajik] [helicopters]"), ("Nejat", "[Nijāt]"), ("نجات", "[نجات]"),
      ("Islami-yi Milli", "[Islāmi-yi] [Millī]"), ("Massoud's army", "[Massoud]’s [army]"), ("Mi-17", "[Mi-17]"),
      ("12,000 troops", "[12,000] [troops]"), ("\"air bridge\"", "[air bridge]"),
    ])
  func isFound(query: String, marked: String) throws {
    let text = String(decoding: try SharedData.content(of: "seed/tajik-helicopters.txt"), as: UTF8.self)
    let seed = Article.made("seed", title: "War in Afghanistan: Massacre of 300 Taliban & Capture of 1,000", body: text)
    let result = try TestIndex(Self.others + [seed]).searcher().search(SearchQuery(text: query))
    let hit = try #require(result.hits.first)
    #expect(hit.article.key == "seed")
    #expect(hit.snippets.first?.marked.contains(marked) == true, "\(hit.snippets.map(\.marked))")
  }

  @Test("is found by another transliteration, and the answer says how")
  func saysHowItWasFound() throws {
    let text = String(decoding: try SharedData.content(of: "seed/tajik-helicopters.txt"), as: UTF8.self)
    let result = try TestIndex([.made("seed", body: text)]).searcher().search(SearchQuery(text: "Nejat"))
    #expect(result.noted == ["corrected Nejat"])
  }
}
