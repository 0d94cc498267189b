import Articles
import IndexStore
import QueryLanguage

/// Asks an index made-up queries and compares the ranking of searches with that of scoring every article that matches.
///
/// Both rankings of a query are made on one generation; the index may be written to meanwhile.
public struct QueryVerifier {
  private let searcher: Searcher
  private var sampler: QuerySampler

  /// What the comparison has found.
  public struct Report: Sendable, Equatable {
    /// How many queries were compared.
    public var queries = 0
    /// The queries whose rankings differ, as text with what differs.
    public var problems: [String] = []

    /// Makes an empty report.
    public init() {}
  }

  /// Prepares made-up queries.
  ///
  /// - Parameters:
  ///   - index: The index to ask; its posting lists are those that searches use.
  ///   - seed: The same seed gives the same queries on the same index.
  /// - Throws: ``SearchError/index(_:)`` when the index cannot be read.
  public init(index: SearchIndex, seed: UInt64 = 1) throws(SearchError) {
    searcher = try Searcher(index: index)
    let vocabulary = try searcher.withSnapshot { snapshot in
      try index.vocabulary.vocabulary(generation: snapshot.generation, deadline: .none)
    }
    sampler = QuerySampler(vocabulary ?? Vocabulary(generation: 0), seed: seed)
  }

  /// Compares the first two pages of some queries; milliseconds each, more for frequent words.
  ///
  /// - Parameter shouldStop: Asked before each query.
  public mutating func verify(queries: Int, shouldStop: () -> Bool = { false }) throws(SearchError) -> Report {
    var report = Report()
    while report.queries < queries, !shouldStop() {
      let (query, match) = sampler.query()
      report.queries += 1
      if let problem = try difference(query, match) { report.problems.append(problem) }
    }
    return report
  }

  private func difference(_ query: Query, _ match: MatchMode) throws(SearchError) -> String? {
    let limit = 10
    return try searcher.withSnapshot { snapshot in
      let search = SearchQuery(text: query.description, limit: limit, match: match, snippets: 0)
      let run = SearchRun(searcher: searcher, snapshot: snapshot, query: search)
      let evaluation = try run.evaluate(query)
      let order = evaluation.scorer.terms.isEmpty ? SortOrder.newest : .relevance
      guard order == .relevance else { return nil }
      let expected = try ExhaustiveRanker(run: run).ranking(evaluation.plan)
      var found: [ExhaustiveRanker.Entry] = []
      var cursor: Cursor?
      for _ in 0..<2 {
        let page = try run.rank(evaluation, after: cursor?.key)
        found += zip(page.entries, page.scores).map { entry, score in
          ExhaustiveRanker.Entry(tier: entry.key.tier, score: score, row: entry.row)
        }
        cursor = page.next
        if cursor == nil { break }
      }
      let wanted = Array(Self.withoutCopies(expected, in: snapshot).prefix(2 * limit))
      let count = run.count(evaluation)
      if count != expected.count {
        return "\(query) (match \(match)): \(count) articles match, \(expected.count) when all are looked at"
      }
      guard found != wanted else { return nil }
      let place = zip(found, wanted).prefix { $0 == $1 }.count
      return "\(query) (match \(match)): hit \(place + 1) differs from the one that scoring every article gives"
    }
  }

  /// The entries without those behind another of their story, as searches leave them out.
  private static func withoutCopies(
    _ entries: [ExhaustiveRanker.Entry], in snapshot: ColumnSnapshot
  ) -> [ExhaustiveRanker.Entry] {
    var shown: Set<UInt32> = []
    return entries.filter { entry in
      !snapshot.stories.shared[Int(entry.row)] || shown.insert(snapshot.stories.first(of: entry.row)).inserted
    }
  }
}
