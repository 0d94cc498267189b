import Articles
import Synchronization
import Wire

@testable import Daemon

/// A service for tests of the protocol alone: what it does stands in the query.
///
/// `sleep 50` waits so many milliseconds, `wait` until it is cancelled or its budget is spent, `hold` until the test
/// lets it go; `large 100000` answers with so many bytes, `crash` with an internal error; everything else is answered
/// at once, `early` in a first attempt without what takes longer to find. In a first attempt those that take long are at its
/// end, and nothing of them is logged.
struct FakeService: SearchService {
  let log: FakeLog

  func search(_ request: SearchRequest, budget: QueryBudget) throws(ProblemDetails) -> SearchResponse {
    let words = request.query.split(separator: " ")
    let number = words.count > 1 ? Int(words[1]) ?? 0 : 0
    var partial = false
    var title = "A"
    if budget.isBrief {
      if ["sleep", "wait", "hold"].contains(words.first) {
        while budget.remaining > .zero { Pause.milliseconds(1) }
      }
      partial = words.first == "early"
      log.note(.attempted)
    }
    switch budget.isBrief ? nil : words.first {
    case "sleep": Pause.milliseconds(number)
    case "wait":
      log.note(.started)
      while !budget.isCancelled, budget.remaining > .zero { Pause.milliseconds(1) }
      partial = true
      if budget.isCancelled { log.note(.cancelled) }
    case "hold":
      log.note(.started)
      while !log.isReleased { Pause.milliseconds(1) }
    default: break
    }
    switch words.first {
    case "large": title = String(repeating: "x", count: number)
    case "crash": throw ProblemDetails(.internalError, detail: "as asked")
    default: break
    }
    return SearchResponse(
      query: .init(text: request.query, parsed: request.query, notes: []), total: .init(value: 1, relation: .exact),
      hits: [Hit(id: 1, key: "k", title: title, score: 1)], partial: partial,
      took: .init(parse: 0, match: 0, rank: 0, snippets: 0, total: 0))
  }

  func suggest(_ request: SuggestRequest, budget: QueryBudget) throws(ProblemDetails) -> SuggestResponse {
    SuggestResponse(suggestions: [.init(text: request.prefix + "x", kind: "word", count: request.limit)])
  }

  func article(id: Int64) throws(ProblemDetails) -> ArticleResponse {
    guard id == 1 else { throw ProblemDetails(.noSuchArticle, detail: "there is no article \(id)") }
    return ArticleResponse(id: id, key: "k", title: "A", body: "B", source: .init(path: "p"))
  }

  func article(key: String) throws(ProblemDetails) -> ArticleResponse {
    guard key == "k" else { throw ProblemDetails(.noSuchArticle, detail: "there is no article “\(key)”") }
    return try article(id: 1)
  }

  func similar(
    id: Int64, _ request: SimilarRequest, budget: QueryBudget
  ) throws(ProblemDetails) -> SimilarResponse {
    SimilarResponse(hits: [])
  }

  func copies(id: Int64, _ request: CopiesRequest, budget: QueryBudget) throws(ProblemDetails) -> CopiesResponse {
    CopiesResponse(total: request.limit, hits: [])
  }

  func stats() throws(ProblemDetails) -> StatsResponse {
    StatsResponse(
      articles: 1, terms: 2, bytes: 3, generation: 4, schemaVersion: 5, languages: [:], version: Software.version)
  }
}

/// What happened inside of the fake services.
final class FakeLog: Sendable {
  enum Event: Sendable { case attempted, started, cancelled }

  private let events = Mutex<[Event]>([])

  private let released = Mutex(false)

  /// Whether queries that hold may go on.
  var isReleased: Bool { released.withLock { $0 } }

  func release() { released.withLock { $0 = true } }

  func note(_ event: Event) { events.withLock { $0.append(event) } }

  func count(of event: Event) -> Int { events.withLock { $0.count { $0 == event } } }
}

struct FakeSource: SearchServiceSource {
  let log = FakeLog()
  var facts: IndexFacts? = IndexFacts(generation: 4, articles: 1)
  var postings: PostingsFigures? = PostingsFigures(bytes: 4096, hits: 5, updates: 2, loads: 3, evictions: 1)

  func makeService() -> FakeService { FakeService(log: log) }
}
