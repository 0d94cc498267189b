import Articles
import Glibc
import IndexStore
import QueryLanguage
import Retrieval
import Wire

/// Answers from the index, for one query thread.
final class IndexService: SearchService {
  private let source: IndexSource
  private var searcher: (epoch: Int, value: Searcher)?

  init(source: IndexSource) { self.source = source }

  func search(_ request: SearchRequest, budget: QueryBudget) throws(ProblemDetails) -> SearchResponse {
    let query = SearchQuery(
      text: request.query, limit: request.limit, cursor: request.cursor, sort: request.sort, match: request.match,
      strictSyntax: request.syntax == .strict, filters: try Self.filters(of: request, now: Int64(time(nil))),
      snippets: request.snippets, collapse: request.collapse, facets: request.facets, explain: request.explain,
      deadline: budget.deadline)
    let result = try withSearcher { searcher throws(SearchError) in try searcher.search(query) }
    return SearchResponse(result, to: request)
  }

  func suggest(_ request: SuggestRequest, budget: QueryBudget) throws(ProblemDetails) -> SuggestResponse {
    let suggestions = try withSearcher { searcher throws(SearchError) in
      try searcher.suggest(prefix: request.prefix, limit: request.limit, deadline: budget.deadline)
    }
    return SuggestResponse(
      suggestions: suggestions.map { suggestion in
        SuggestResponse.Suggestion(text: suggestion.text, kind: suggestion.kind.rawValue, count: suggestion.count)
      })
  }

  func article(id: Int64) throws(ProblemDetails) -> ArticleResponse {
    let found = try withSearcher { searcher throws(SearchError) in
      try searcher.article(id: ArticleID(rawValue: id))
    }
    guard let found else { throw Self.noArticle("with number \(id); a changed article gets a new number") }
    return ArticleResponse(found.facts, body: found.text.body)
  }

  func article(key: String) throws(ProblemDetails) -> ArticleResponse {
    let found = try withSearcher { searcher throws(SearchError) in try searcher.article(key: key) }
    guard let found else { throw Self.noArticle("with identity “\(key.prefix(200))”") }
    return ArticleResponse(found.facts, body: found.text.body)
  }

  func similar(
    id: Int64, _ request: SimilarRequest, budget: QueryBudget
  ) throws(ProblemDetails) -> SimilarResponse {
    let result = try withSearcher { searcher throws(SearchError) in
      try searcher.similar(to: ArticleID(rawValue: id), limit: request.limit, deadline: budget.deadline)
    }
    guard let result else { throw Self.noArticle("with number \(id); a changed article gets a new number") }
    return SimilarResponse(hits: result.hits.map { Hit($0, style: .plain) })
  }

  func copies(id: Int64, _ request: CopiesRequest, budget: QueryBudget) throws(ProblemDetails) -> CopiesResponse {
    let found = try withSearcher { searcher throws(SearchError) in
      try searcher.copies(of: ArticleID(rawValue: id), limit: request.limit, deadline: budget.deadline)
    }
    guard let found else { throw Self.noArticle("with number \(id); a changed article gets a new number") }
    return CopiesResponse(
      total: found.total, hits: found.hits.map { Hit($0, style: .plain) }, partial: found.partial)
  }

  func stats() throws(ProblemDetails) -> StatsResponse {
    StatsResponse(try withSearcher { searcher throws(SearchError) in try searcher.stats() })
  }

  private static func noArticle(_ description: String) -> ProblemDetails {
    ProblemDetails(.noSuchArticle, detail: "the index has no article " + description)
  }

  /// Runs with the searcher of the index that is there now; after a failure of the index the next call opens it anew.
  private func withSearcher<Value>(
    _ body: (Searcher) throws(SearchError) -> Value
  ) throws(ProblemDetails) -> Value {
    do throws(SearchError) {
      let opened = try source.current()
      if searcher?.epoch != opened.epoch {
        searcher = (opened.epoch, try Searcher(index: opened.index))
      }
      guard let searcher else { throw SearchError.index(.missing(path: opened.index.path)) }
      return try body(searcher.value)
    } catch {
      if case .index(let failure) = error, failure != .deadline { searcher = nil }
      throw source.problem(error)
    }
  }

  /// The conditions a request names beside its query.
  private static func filters(of request: SearchRequest, now: Int64) throws(ProblemDetails) -> [Filter] {
    var filters: [Filter] = []
    if let site = request.site { filters.append(.site(site)) }
    if let category = request.category { filters.append(.category(category)) }
    if let author = request.author { filters.append(.author(author)) }
    if let tag = request.language { filters.append(.language(Language(tag: tag)?.rawValue ?? tag)) }
    if let after = request.after { filters.append(try date(after, as: .after, name: "after", now: now)) }
    if let before = request.before { filters.append(try date(before, as: .before, name: "before", now: now)) }
    return filters
  }

  private static func date(
    _ text: String, as relation: DateRange.Relation, name: String, now: Int64
  ) throws(ProblemDetails) -> Filter {
    do {
      return try DateRange(text, as: relation, now: now).filter
    } catch {
      throw ProblemDetails(.parameter, detail: "parameter “\(name)”: \(error)")
    }
  }
}

extension QueryBudget {
  /// What is left of it, as the index understands it.
  var deadline: Deadline {
    // Not before the end, so that what the deadline cut off is known to be past it.
    Deadline(milliseconds: Int((remaining / .milliseconds(1)).rounded(.up)), cancellation: cancellation)
  }
}

extension QuerySyntaxError {
  /// Whether the query is too large rather than wrong.
  var isLimit: Bool {
    switch kind {
    case .tooLong, .tooManyTerms, .tooDeep: true
    default: false
    }
  }
}
