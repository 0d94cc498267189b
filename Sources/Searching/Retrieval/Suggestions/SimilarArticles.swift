import Analysis
public import Articles
import Foundation
public import IndexStore
import QueryLanguage

extension Searcher {
  /// How many terms stand for an article.
  private static let significantTerms = 20
  /// How much of an article is looked at.
  private static let scannedBytes = 1 << 17

  /// The articles that share the most telling words with one.
  ///
  /// The twenty words with the greatest `(1 + ln tf) × idf`, among those that some other article than a copy has too, are
  /// searched for; any of them may match. Of copies of each other the best is shown.
  ///
  /// - Parameters:
  ///   - id: The article to compare with; it and its copies are not among the hits.
  ///   - limit: How many hits, 0 to ``SearchQuery/maximumLimit``.
  ///   - snippets: How many passages a hit shows, 0 to ``SearchQuery/maximumSnippets``.
  ///   - deadline: When to stop and answer with what there is.
  /// - Returns: `nil` when there is no such article.
  public func similar(
    to id: ArticleID, limit: Int = 10, snippets: Int = 0, deadline: Deadline = .none
  ) throws(SearchError) -> SearchResult? {
    var watch = Stopwatch()
    return try withSnapshot { snapshot in
      guard let ordinal = snapshot.ordinal(of: id), let text = try reader.text(id: id) else { return nil }
      let query = SearchQuery(text: "", limit: limit, match: .any, snippets: snippets, deadline: deadline)
      let run = SearchRun(searcher: self, snapshot: snapshot, query: query)
      let copies = snapshot.copies(of: UInt32(truncatingIfNeeded: ordinal))
      let found = try significantTerms(of: text, copies: copies, snapshot, deadline)
      let terms = found ?? []
      var plan = Plan(atoms: terms.map { Atom(parts: [.term($0)], field: nil) })
      plan.root = .any(terms.indices.map { .atom($0, label: terms[$0]) })
      plan.isIncomplete = found == nil
      let parseTime = watch.lap()
      var evaluation = try run.evaluate(plan)
      var others = run.rows(evaluation)
      for copy in snapshot.stories.rows(with: UInt32(truncatingIfNeeded: ordinal)) { others[Int(copy)] = false }
      let count = others.population
      evaluation.matches = .rows(others)
      let matchTime = watch.lap()
      let page = try run.rank(evaluation, after: nil)
      let rankTime = watch.lap()
      let (hits, isCut) = try run.hits(of: page, evaluation)
      let timings = SearchResult.Timings(
        parse: parseTime, match: matchTime, rank: rankTime, snippets: watch.lap(), total: watch.total)
      return SearchResult(
        parsed: Query.or(terms.map { .word($0, .exact) }).description, notes: [],
        total: SearchResult.Total(value: count, isExact: !evaluation.isPartial), hits: hits,
        facets: [:], next: nil, partial: evaluation.isPartial || page.isPartial || isCut, timings: timings)
    }
  }

  /// - Returns: `nil` when the deadline came first.
  private func significantTerms(
    of text: StoredText, copies: Int, _ snapshot: ColumnSnapshot, _ deadline: Deadline
  ) throws -> [String]? {
    var frequencies: [String: Int] = [:]
    let body = index.analyzer.analyze(text.body, in: 0..<min(text.body.utf8.count, Self.scannedBytes), firstPosition: 0)
    for token in index.analyzer.analyze(text.title).tokens + body.tokens where token.kind == .word {
      frequencies[token.term, default: 0] += 1
    }
    guard
      let vocabulary = try index.vocabulary.vocabulary(generation: snapshot.generation, deadline: deadline)
    else { return nil }
    var weighed: [(term: String, worth: Double)] = []
    for (term, frequency) in frequencies where term.unicodeScalars.count > 1 {
      let documents = vocabulary.documentFrequency(of: term)
      guard documents > 1 + copies else { continue }
      let idf = Similarity.inverseDocumentFrequency(
        documents: snapshot.liveCount, documentFrequency: min(documents, snapshot.liveCount))
      weighed.append((term, (1 + log(Double(frequency))) * idf))
    }
    weighed.sort { ($1.worth, $0.term) < ($0.worth, $1.term) }
    return weighed.prefix(Self.significantTerms).map(\.term)
  }
}
