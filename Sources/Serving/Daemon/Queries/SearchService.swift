import Wire

/// What the HTTP layer asks of the index; every call blocks its thread until it is answered.
///
/// One instance serves one thread. Everything that can go wrong comes back as the problem the client is to see.
protocol SearchService {
  /// Answers a query; past the budget's end with what has been found.
  func search(_ request: SearchRequest, budget: QueryBudget) throws(ProblemDetails) -> SearchResponse
  /// Completes what has been typed so far.
  func suggest(_ request: SuggestRequest, budget: QueryBudget) throws(ProblemDetails) -> SuggestResponse
  /// The article of a number.
  func article(id: Int64) throws(ProblemDetails) -> ArticleResponse
  /// The article of an identity.
  func article(key: String) throws(ProblemDetails) -> ArticleResponse
  /// The articles most like one.
  func similar(id: Int64, _ request: SimilarRequest, budget: QueryBudget) throws(ProblemDetails) -> SimilarResponse
  /// The copies of an article.
  func copies(id: Int64, _ request: CopiesRequest, budget: QueryBudget) throws(ProblemDetails) -> CopiesResponse
  /// Facts about the index.
  func stats() throws(ProblemDetails) -> StatsResponse
}

/// What is known of the index without asking it.
struct IndexFacts: Sendable, Equatable {
  /// How often it has been committed to.
  var generation: Int64
  /// How many articles it has.
  var articles: Int
}

/// What the posting lists in memory take, and what came of looking there.
struct PostingsFigures: Sendable, Equatable {
  /// Bytes.
  var bytes: Int
  var hits: Int
  var updates: Int
  var loads: Int
  var evictions: Int
}

/// Makes the services of the query threads, and knows whether there is anything to search.
protocol SearchServiceSource: Sendable {
  /// The service of one thread.
  associatedtype Service: SearchService
  /// Makes the service of the thread it is called on.
  func makeService() -> Service
  /// Facts about the index; absent while there is none.
  var facts: IndexFacts? { get }
  /// Figures about the posting lists in memory; absent while there is no index.
  var postings: PostingsFigures? { get }
}
