import Articles
import IndexStore
import QueryLanguage

/// One search on one snapshot, stage by stage.
struct SearchRun {
  let searcher: Searcher
  let snapshot: ColumnSnapshot
  let query: SearchQuery

  private var index: SearchIndex { searcher.index }

  /// What a query came to, before ranking.
  struct Evaluation {
    var rows: [UInt32]
    var complete: Bitmap?
    var root: PlanNode
    var plan: Plan
    var atoms: AtomTable
    var scorer: Scorer
    var notes: [QueryNote]
    var planTime: Int
    var isPartial: Bool { atoms.isPartial || plan.isIncomplete }
  }

  /// One page of the order of hits.
  struct Page {
    /// The hits' keys and rows, first one first.
    var entries: [(key: RankKey, row: UInt32)] = []
    /// The scores of `entries`.
    var scores: [Double] = []
    /// Where the next page begins; `nil` when there is none.
    var next: Cursor?
    /// Whether the deadline came before all rows were ranked.
    var isPartial = false
  }
}

// MARK: - Matching

extension SearchRun {
  /// Plans a query and finds the matching rows.
  func evaluate(_ parsed: Query) throws -> Evaluation {
    var watch = Stopwatch()
    let formFinder = FormFinder(
      reader: searcher.reader, languages: snapshot.presentLanguages.map(\.language), stemmers: searcher.stemmers)
    let expansion = StoredWordExpansion(
      formFinder: formFinder, vocabulary: index.vocabulary, generation: snapshot.generation, deadline: query.deadline)
    var planner = Planner(analyzer: index.analyzer, expansion: expansion)
    let plan = try planner.makePlan(parsed, filters: query.filters)
    let planTime = watch.lap()
    return try evaluate(plan, planTime: planTime)
  }

  /// Finds the rows that match a plan.
  func evaluate(_ plan: Plan, planTime: Int = 0) throws -> Evaluation {
    let source = CachedAtomSource(
      stored: StoredAtomSource(reader: searcher.reader, snapshot: snapshot), cache: index.cache)
    let atoms = AtomTable(atoms: plan.atoms, source: source, rowCount: snapshot.rowCount, deadline: query.deadline)
    let filters = FilterEvaluator(
      snapshot: snapshot, reader: searcher.reader, analyzer: index.analyzer, deadline: query.deadline)
    let matcher = Matcher(atoms: atoms, filters: filters, live: snapshot.live, match: query.match, sort: query.sort)
    let outcome = try matcher.evaluate(plan)
    let scorer = try Scorer(root: outcome.root, atoms: atoms, snapshot: snapshot, similarity: index.similarity)
    return Evaluation(
      rows: outcome.matches.ordinals, complete: outcome.complete, root: outcome.root, plan: plan, atoms: atoms,
      scorer: scorer, notes: plan.notes + outcome.notes, planTime: planTime)
  }

  /// Tries the nearest spelling of words that no article has, when nothing at all was found.
  ///
  /// - Returns: `nil` when there is nothing to correct or the correction finds nothing either.
  func corrected(_ parsed: Query, after evaluation: Evaluation) throws -> Evaluation? {
    guard query.match == .auto, evaluation.rows.isEmpty, !evaluation.isPartial else { return nil }
    let unknown = try evaluation.plan.plainWords.filter { try evaluation.atoms.postings($0.atom)?.count == 0 }
    guard !unknown.isEmpty,
      let vocabulary = try index.vocabulary.vocabulary(generation: snapshot.generation, deadline: query.deadline)
    else { return nil }
    var spellings: [String: String] = [:]
    var notes: [QueryNote] = []
    for word in unknown where spellings[word.typed] == nil {
      guard let spelling = vocabulary.nearestSpelling(of: word.term) else { continue }
      spellings[word.typed] = spelling
      let detail = "No article has it; “\(spelling)” was searched for instead."
      notes.append(QueryNote(kind: .corrected, term: word.typed, detail: detail))
    }
    guard !spellings.isEmpty else { return nil }
    var again = try evaluate(parsed.respelled(spellings))
    guard !again.rows.isEmpty else { return nil }
    again.notes = notes + again.notes
    return again
  }

  /// The counts of every facet that was asked for.
  func facets(_ evaluation: Evaluation) -> [FacetName: [FacetValue]] {
    let counter = FacetCounter(snapshot: snapshot)
    return query.facets.reduce(into: [:]) { facets, facet in
      if facets[facet] == nil { facets[facet] = counter.values(of: facet, rows: evaluation.rows) }
    }
  }
}

// MARK: - Ranking

extension SearchRun {
  /// The order the hits are in: where nothing scores, the latest come first.
  private func order(_ evaluation: Evaluation) -> SortOrder {
    query.sort == .relevance && evaluation.scorer.terms.isEmpty ? .newest : query.sort
  }

  /// Picks the page of hits behind a place in the order.
  func rank(_ evaluation: Evaluation, after start: RankKey?) throws -> Page {
    let order = order(evaluation)
    var page = Page()
    var scores: [Double] = []
    if order == .relevance {
      (scores, page.isPartial) = try evaluation.scorer.scores(of: evaluation.rows, deadline: query.deadline)
    }
    var top = TopHits(limit: query.pageSize)
    var eligible = 0
    for (index, row) in evaluation.rows.enumerated() {
      if index & 0xFFFF == 0xFFFF, query.deadline.isPast {
        page.isPartial = true
        break
      }
      let ordinal = Int(row)
      let value =
        order == .relevance
        ? RankKey.value(score: scores[index])
        : RankKey.value(published: snapshot.published[ordinal], sort: order)
      let tier: UInt8 = evaluation.complete.map { $0[ordinal] ? 0 : 1 } ?? 0
      let key = RankKey(tier: tier, value: value, id: snapshot.ids[ordinal])
      if let start, !(start < key) { continue }
      eligible += 1
      top.offer(key, index: index)
    }
    page.entries = top.sorted.map { ($0.key, evaluation.rows[$0.index]) }
    page.scores = try order == .relevance ? top.sorted.map { scores[$0.index] } : self.scores(of: page, evaluation)
    if eligible > page.entries.count, let last = page.entries.last {
      page.next = Cursor(key: last.key, query: QueryIdentity(query).hash)
    }
    return page
  }

  private func scores(of page: Page, _ evaluation: Evaluation) throws -> [Double] {
    let rows = page.entries.map(\.row).sorted()
    let scores = try evaluation.scorer.scores(of: rows, deadline: query.deadline).scores
    let byRow = Dictionary(uniqueKeysWithValues: zip(rows, scores))
    return page.entries.map { byRow[$0.row] ?? 0 }
  }

  /// Fetches the hits of a page.
  ///
  /// - Returns: The hits, and whether the deadline left some of them without passages.
  func hits(of page: Page, _ evaluation: Evaluation) throws -> (hits: [RankedHit], isCut: Bool) {
    let snippets = SnippetMaker(
      reader: searcher.reader, analyzer: index.analyzer,
      targets: SnippetTargets(scorer: evaluation.scorer, plan: evaluation.plan))
    var hits: [RankedHit] = []
    var isCut = false
    for (entry, score) in zip(page.entries, page.scores) {
      guard let article = try searcher.reader.article(id: ArticleID(rawValue: entry.key.id)) else { continue }
      var hit = RankedHit(id: article.id, score: score, article: article, snippets: [])
      if query.passages > 0 {
        if query.deadline.isPast {
          isCut = true
        } else {
          hit.snippets = try snippets.snippets(for: article, count: query.passages)
        }
      }
      if query.explain { hit.explanation = try evaluation.scorer.explanation(of: entry.row) }
      hits.append(hit)
    }
    return (hits, isCut)
  }
}
