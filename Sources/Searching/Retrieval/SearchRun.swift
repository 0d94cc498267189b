import Articles
import IndexStore
import QueryLanguage

/// One search on one snapshot, stage by stage.
struct SearchRun {
  let searcher: Searcher
  let snapshot: ColumnSnapshot
  let query: SearchQuery

  var index: SearchIndex { searcher.index }

  /// What a query came to, before ranking.
  struct Evaluation {
    /// The rows that match.
    var matches: MatchSet
    /// How many they are, where that is known already.
    var count: Int?
    /// The rows that have every word and come first; `nil` when nothing was relaxed.
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
    /// What ranking by score took.
    var work = SearchWork()
  }
}

// MARK: - Matching

extension SearchRun {
  /// Plans a query and finds the matching rows.
  func evaluate(_ prepared: PreparedQuery) throws -> Evaluation {
    var watch = Stopwatch()
    let plan = try prepared.plan(generation: snapshot.generation, forms: snapshot.recentForms, make: plan)
      .restricted(to: query.filters)
    let planTime = watch.lap()
    return try evaluate(plan, planTime: planTime)
  }

  /// Plans a query, which nobody keeps, and finds the matching rows.
  func evaluate(_ parsed: Query) throws -> Evaluation {
    try evaluate(plan(parsed).plan.restricted(to: query.filters))
  }

  /// Turns a query into a plan, and tells what of the index's words went into it.
  private func plan(_ parsed: Query) throws -> (plan: Plan, use: FormUse) {
    let formFinder = FormFinder(
      reader: searcher.reader, snapshot: snapshot, stemmers: searcher.stemmers, shelf: searcher.forms)
    let expansion = StoredWordExpansion(
      formFinder: formFinder, vocabulary: index.vocabulary, generation: snapshot.generation, deadline: query.deadline)
    var planner = Planner(analyzer: index.analyzer, expansion: expansion)
    return (try planner.makePlan(parsed), expansion.use)
  }

  /// The posting lists on this snapshot.
  ///
  /// - Parameter cache: Where they are kept; by default where all searches keep them.
  func source(cache: PostingsCache? = nil) -> BlockSource {
    BlockSource(
      stored: StoredAtomSource(
        reader: searcher.reader, snapshot: snapshot, resident: index.residentLists(ofLineage: snapshot.lineage)),
      cache: cache ?? index.cache,
      scorer: TermScorer(index.similarity, snapshot: snapshot))
  }

  /// Finds the rows that match a plan.
  ///
  /// - Parameter cache: Where posting lists are kept; by default where all searches keep them.
  func evaluate(_ plan: Plan, planTime: Int = 0, cache: PostingsCache? = nil) throws -> Evaluation {
    let atoms = AtomTable(
      atoms: plan.atoms, source: source(cache: cache), rowCount: snapshot.rowCount, deadline: query.deadline)
    let filters = FilterEvaluator(
      snapshot: snapshot, reader: searcher.reader, analyzer: index.analyzer, deadline: query.deadline)
    let matcher = Matcher(
      atoms: atoms, filters: filters, live: snapshot.live, match: query.match, sort: query.sort,
      scratch: searcher.scratch)
    let outcome = try matcher.evaluate(plan)
    let scorer = try Scorer(root: outcome.root, atoms: atoms, snapshot: snapshot, similarity: index.similarity)
    return Evaluation(
      matches: outcome.matches, count: outcome.count, complete: outcome.complete, root: outcome.root, plan: plan,
      atoms: atoms, scorer: scorer, notes: plan.notes + outcome.notes, planTime: planTime)
  }

  /// Tries the nearest spelling of words that no article has, when nothing at all was found.
  ///
  /// - Returns: `nil` when there is nothing to correct or the correction finds nothing either.
  func corrected(_ parsed: Query, after evaluation: Evaluation) throws -> Evaluation? {
    guard query.match == .auto, evaluation.count == 0, !evaluation.isPartial else { return nil }
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
    guard count(again) > 0 else { return nil }
    again.notes = notes + again.notes
    return again
  }

  /// How many articles match.
  func count(_ evaluation: Evaluation) -> Int {
    evaluation.count ?? evaluation.matches.count(rowCount: snapshot.rowCount, searcher.scratch)
  }

  /// The rows that match.
  func rows(_ evaluation: Evaluation) -> Bitmap { evaluation.matches.bitmap(rowCount: snapshot.rowCount) }

  /// The counts of every facet that was asked for.
  func facets(_ evaluation: Evaluation) -> [FacetName: [FacetValue]] {
    if query.facets.isEmpty { return [:] }
    let counter = FacetCounter(snapshot: snapshot)
    let rows = rows(evaluation).ordinals
    return query.facets.reduce(into: [:]) { facets, facet in
      if facets[facet] == nil { facets[facet] = counter.values(of: facet, rows: rows) }
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
    guard query.pageSize > 0 else { return Page() }
    let order = order(evaluation)
    return order == .relevance
      ? try rankByScore(evaluation, after: start) : try rankByDate(evaluation, order, after: start)
  }

  /// The articles with every word first, then those found by relaxing, each by score.
  private func rankByScore(_ evaluation: Evaluation, after start: RankKey?) throws -> Page {
    let ranker = RelevanceRanker(snapshot: snapshot, scorer: evaluation.scorer, scratch: searcher.scratch)
    var page = Page()
    var gate = StoryGate(snapshot, mode: query.collapse) { [start] row in
      guard let start, evaluation.matches.contains(row) else { return true }
      let value = RankKey.value(score: try evaluation.scorer.score(of: row))
      return start < RankKey(tier: tier(of: row, evaluation), value: value, id: snapshot.ids[Int(row)])
    }
    let wanted = query.pageSize + 1
    for (tier, matches) in tiers(evaluation) where tier >= start?.tier ?? 0 {
      var after = start.flatMap { $0.tier == tier ? $0 : nil }.map(place)
      var limit = wanted - page.entries.count
      // Where copies of what came before were kept off the page, what comes behind them is asked for, more each time.
      while page.entries.count < wanted {
        let ranking = try ranker.ranking(matches, after: after, limit: limit, collapse: query.collapse) {
          query.deadline.isPast
        }
        page.work.add(ranking.work)
        for entry in ranking.entries where page.entries.count < wanted {
          guard try gate.admits(entry.ordinal) else { continue }
          let key = RankKey(
            tier: tier, value: RankKey.value(score: entry.score), id: snapshot.ids[Int(entry.ordinal)])
          page.entries.append((key, entry.ordinal))
          page.scores.append(entry.score)
        }
        if ranking.isStopped { page.isPartial = true }
        guard !ranking.isStopped, ranking.entries.count == limit, let last = ranking.entries.last else { break }
        after = last
        limit = min(2 * limit, 2 * SearchQuery.maximumLimit)
      }
    }
    let hasMore = page.entries.count == wanted
    if hasMore {
      page.entries.removeLast()
      page.scores.removeLast()
    }
    if hasMore, let last = page.entries.last { page.next = cursor(behind: last.key) }
    return page
  }

  private func tier(of row: UInt32, _ evaluation: Evaluation) -> UInt8 {
    evaluation.complete.map { $0[Int(row)] ? 0 : 1 } ?? 0
  }

  private func tiers(_ evaluation: Evaluation) -> [(tier: UInt8, matches: RelevanceRanker.Matches)] {
    guard let complete = evaluation.complete else {
      switch evaluation.matches {
      case .lists(_, .any): return [(0, .anyTerm)]
      case .lists(_, .every): return [(0, .everyTerm)]
      case .rows(let rows): return [(0, .rows(rows))]
      }
    }
    var relaxed = rows(evaluation)
    relaxed.subtract(complete)
    return [(0, .rows(complete)), (1, .rows(relaxed))]
  }

  /// The place that a key names in the order by score; of an article that is gone, where it would stand.
  private func place(_ key: RankKey) -> BoundedHeap.Entry {
    let ordinal = snapshot.lastOrdinal(upTo: key.id)
    return BoundedHeap.Entry(score: Double(bitPattern: key.value), ordinal: ordinal)
  }

  private func cursor(behind key: RankKey) -> Cursor { Cursor(key: key, query: QueryIdentity(query).hash) }

  private func rankByDate(_ evaluation: Evaluation, _ order: SortOrder, after start: RankKey?) throws -> Page {
    var page = Page()
    var top = TopHits(limit: query.pageSize)
    var eligible = 0
    var seen = 0
    let rows = shownRows(evaluation, order).ordinals
    for (index, row) in rows.enumerated() {
      seen += 1
      if seen & 0xFFFF == 0, query.deadline.isPast {
        page.isPartial = true
        break
      }
      let key = key(of: row, evaluation, order)
      if let start, !(start < key) { continue }
      eligible += 1
      top.offer(key, index: index)
    }
    page.entries = top.sorted.map { ($0.key, rows[$0.index]) }
    page.scores = try self.scores(of: page, evaluation)
    if eligible > page.entries.count, let last = page.entries.last { page.next = cursor(behind: last.key) }
    return page
  }

  private func key(of row: UInt32, _ evaluation: Evaluation, _ order: SortOrder) -> RankKey {
    let value = RankKey.value(published: snapshot.published[Int(row)], sort: order)
    return RankKey(tier: tier(of: row, evaluation), value: value, id: snapshot.ids[Int(row)])
  }

  /// The rows that match without those that come behind a copy of theirs; costs something for each copy only.
  private func shownRows(_ evaluation: Evaluation, _ order: SortOrder) -> Bitmap {
    var rows = rows(evaluation)
    guard query.collapse == .story else { return rows }
    var copies = snapshot.stories.shared
    copies.formIntersection(rows)
    var best: [UInt32: (key: RankKey, row: UInt32)] = [:]
    for row in copies.ordinals {
      let key = key(of: row, evaluation, order)
      let story = snapshot.stories.first(of: row)
      if let other = best[story] {
        rows[Int(key < other.key ? other.row : row)] = false
        if other.key < key { continue }
      }
      best[story] = (key, row)
    }
    return rows
  }

  private func scores(of page: Page, _ evaluation: Evaluation) throws -> [Double] {
    let rows = page.entries.map(\.row).sorted()
    let scores = try evaluation.scorer.scores(of: rows, deadline: query.deadline).scores
    let byRow = Dictionary(uniqueKeysWithValues: zip(rows, scores))
    return page.entries.map { byRow[$0.row] ?? 0 }
  }
}
