import Analysis
public import Articles
public import IndexStore
import QueryLanguage

/// Answers questions to one index; used by one thread at a time.
///
/// Every answer is computed on one generation of the index. Its order is exact: what is skipped cannot be on the page.
public final class Searcher {
  /// What this searcher shares with others.
  public let index: SearchIndex

  let reader: IndexReader
  let stemmers = StemmerShelf()
  let forms = FormShelf()
  private let queries = QueryShelf()
  let scratch = TopKScratch()

  /// Opens a connection of its own to an index.
  public init(index: SearchIndex) throws(SearchError) {
    self.index = index
    do {
      reader = try IndexReader(path: index.path)
    } catch {
      throw .index(error)
    }
  }

  /// Answers a question.
  ///
  /// Past the deadline of the query the answer holds what was found so far and says that it is partial.
  ///
  /// - Throws: ``SearchError/syntax(_:)`` for a query that is too long, or has a mistake when `strictSyntax` is set;
  ///   ``SearchError/badCursor(_:)``; ``SearchError/index(_:)`` when the index cannot be read.
  public func search(_ query: SearchQuery) throws(SearchError) -> SearchResult {
    var watch = Stopwatch()
    let parsed = try parse(query)
    let start = try position(of: query)
    let parseTime = watch.lap()
    return try withSnapshot { snapshot in
      let run = SearchRun(searcher: self, snapshot: snapshot, query: query)
      var watch = watch
      var evaluation = try run.evaluate(parsed)
      if let corrected = try run.corrected(parsed.query, after: evaluation) { evaluation = corrected }
      let matchTime = watch.lap()
      let page = try run.rank(evaluation, after: start)
      let rankTime = watch.lap()
      let count = run.count(evaluation)
      let facets = run.facets(evaluation)
      let countTime = watch.lap()
      let (hits, isCut) = try run.hits(of: page, evaluation)
      let partial = evaluation.isPartial || page.isPartial || isCut
      let timings = SearchResult.Timings(
        parse: parseTime + evaluation.planTime, match: matchTime - evaluation.planTime, rank: rankTime,
        count: countTime, snippets: watch.lap(), total: watch.total)
      return SearchResult(
        parsed: parsed.description, notes: parsed.notes + evaluation.notes,
        total: SearchResult.Total(value: count, isExact: !evaluation.isPartial), hits: hits,
        facets: facets, next: page.next?.text, partial: partial, timings: timings, work: page.work)
    }
  }

  /// The article with a number, or `nil` when there is none any more.
  public func article(id: ArticleID) throws(SearchError) -> (facts: StoredArticle, text: StoredText)? {
    try withReader { reader in
      guard let facts = try reader.article(id: id), let text = try reader.text(id: id) else { return nil }
      return (facts, text)
    }
  }

  /// The article with a key, or `nil` when there is none.
  public func article(key: String) throws(SearchError) -> (facts: StoredArticle, text: StoredText)? {
    try withReader { reader in
      guard let facts = try reader.article(key: key), let text = try reader.text(id: facts.id) else { return nil }
      return (facts, text)
    }
  }

  /// Figures about the index.
  public func stats() throws(SearchError) -> IndexStats {
    try withReader { try $0.stats() }
  }

  // MARK: - Support

  private func parse(_ query: SearchQuery) throws(SearchError) -> PreparedQuery {
    let parser = QueryParser(now: Moment.now)
    do {
      if query.strictSyntax { return PreparedQuery(try parser.parseStrict(query.text)) }
      return try queries.query(of: query.text, parse: parser.parse)
    } catch {
      throw .syntax(error)
    }
  }

  private func position(of query: SearchQuery) throws(SearchError) -> RankKey? {
    guard let text = query.cursor else { return nil }
    guard let cursor = Cursor(text: text), cursor.query == QueryIdentity(query).hash else { throw .badCursor(text) }
    return cursor.key
  }

  /// Runs `body` in one transaction and with the column snapshot of its generation.
  ///
  /// It is first tried on the snapshot in memory, so that what needs nothing from the file does not wait for it; `body`
  /// runs again when the file turns out to have moved on.
  func withSnapshot<R>(_ body: (ColumnSnapshot) throws -> R) throws(SearchError) -> R {
    try reading { reader in
      if let latest = index.latest {
        if let result = try reader.withSnapshot(at: latest.generation, { try body(latest) }) { return result }
      }
      while true {
        let result = try reader.withSnapshot { () -> R? in
          guard let snapshot = try index.snapshot(with: reader) else { return nil }
          return try body(snapshot)
        }
        if let result { return result }
      }
    }
  }

  private func withReader<R>(_ body: (IndexReader) throws -> R) throws(SearchError) -> R {
    try reading { reader in try reader.withSnapshot { try body(reader) } }
  }

  private func reading<R>(_ body: (IndexReader) throws -> R) throws(SearchError) -> R {
    do {
      return try body(reader)
    } catch {
      throw SearchError(wrapping: error, path: index.path)
    }
  }
}
