import Articles

/// Finds the page of best scores among the articles that match.
struct RelevanceRanker {
  let snapshot: ColumnSnapshot
  let scorer: Scorer
  let scratch: TopKScratch

  /// Where more documents are wanted copies are left to the caller: a copy is looked for among all that were found.
  private static let collapsedLimit = 128

  /// What matches, and how that can be told from the posting lists.
  enum Matches {
    /// The articles in at least one of the scored lists.
    case anyTerm
    /// The articles in all of the scored lists.
    case everyTerm
    /// The articles of a set.
    case rows(Bitmap)
  }

  /// The best articles, best first.
  struct Ranking {
    var entries: [BoundedHeap.Entry] = []
    /// Whether it was stopped before it had seen everything.
    var isStopped = false
    /// What it took.
    var work = SearchWork()
  }

  /// Ranks what matches.
  ///
  /// - Parameters:
  ///   - matches: What matches.
  ///   - after: Only articles behind this one in the order of hits are found.
  ///   - limit: How many are wanted.
  ///   - collapse: Whether they may be copies of each other; where many are wanted they may be in any case.
  ///   - shouldStop: Asked every few thousand postings.
  func ranking(
    _ matches: Matches, after: BoundedHeap.Entry?, limit: Int, collapse: CollapseMode, shouldStop: () -> Bool
  ) throws -> Ranking {
    var task = BlockTopK.Task(
      terms: try scorer.topKTerms(), requiresAll: false, mask: nil, bonuses: try scorer.titleBonuses(), after: after,
      stories: collapse == .story && limit <= Self.collapsedLimit ? snapshot.stories : nil,
      documentCount: snapshot.rowCount, limit: limit)
    switch matches {
    case .anyTerm: break
    case .everyTerm: task.requiresAll = true
    case .rows(let rows): task.mask = rows
    }
    var search = BlockTopK(task, scorer: scorer.termScorer, lengths: snapshot.lengths, scratch: scratch)
    let entries = search.search(shouldStop: shouldStop)
    return Ranking(entries: entries, isStopped: search.isStopped, work: SearchWork(search.profile, of: task))
  }
}

extension Scorer {
  /// The lists to score, in the order of the query; without those that the deadline kept from being loaded.
  func topKTerms() throws -> [BlockTopK.Term] {
    try terms.compactMap { term in
      try atoms.postings(term.atom).map { BlockTopK.Term(postings: $0, factor: term.factor) }
    }
  }
}
