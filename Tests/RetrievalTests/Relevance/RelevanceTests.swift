import Articles
import Foundation
import Retrieval
import Testing

@Suite("Relevance", .enabled(if: SharedData.has("ir"), "the judged collections are not at ../shared/data/ir"))
struct RelevanceTests {
  @Test(
    "ranks the documents of judged collections no worse than measured before",
    arguments: [("cranfield", 0.42), ("persianqa-fa", 0.955)])
  func reachesFloor(name: String, floor: Double) throws {
    let collection = try JudgedCollection(name)
    let metrics = try collection.evaluate(TestIndex(collection.articles).searcher())
    #expect(metrics.ndcg10 >= floor)
  }

  /// Prints the table of `docs/ranking.md`; build it optimised: `make relevance` in `docs/ranking.md` tells how.
  @Test(
    "prints the measures of every judged collection",
    .enabled(if: ProcessInfo.processInfo.environment["SEARCHD_RELEVANCE"] != nil, "set SEARCHD_RELEVANCE to run it"))
  func printsTable() throws {
    let wanted = ProcessInfo.processInfo.environment["SEARCHD_RELEVANCE"] ?? ""
    let names = wanted == "all" ? Self.all : wanted.split(separator: ",").map(String.init)
    for name in names {
      let collection = try JudgedCollection(name)
      let index = try TestIndex(collection.articles)
      for (label, similarity) in Self.similarities {
        for match in [MatchMode.auto, .any] {
          let metrics = try collection.evaluate(index.searcher(similarity: similarity), match: match)
          print(
            name, label, match, Self.format(metrics.ndcg10), Self.format(metrics.averagePrecision),
            Self.format(metrics.recall100))
        }
      }
    }
  }

  private static let all = [
    "cranfield", "med", "cacm", "time", "npl", "nfcorpus-filtered", "tydiqa-en", "norquad-news-no", "tydiqa-ru",
    "tydiqa-fi", "tydiqa-ko", "tydiqa-ar", "drcd-zh", "xquad-de", "persianqa-fa",
  ]

  private static let similarities: [(String, Similarity)] = [
    ("BM25", .bm25()), ("standard", .standard),
  ]

  private static func format(_ value: Double) -> String { String(format: "%.3f", value) }
}
