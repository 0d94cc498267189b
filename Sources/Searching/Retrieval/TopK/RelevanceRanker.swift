/// Finds the page of best scores among the articles that match.
struct RelevanceRanker {
  let snapshot: ColumnSnapshot
  let scorer: Scorer
  let scratch: TopKScratch

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
  ///   - shouldStop: Asked every few thousand postings.
  func ranking(
    _ matches: Matches, after: BoundedHeap.Entry?, limit: Int, shouldStop: () -> Bool
  ) throws -> Ranking {
    var task = BlockTopK.Task(
      terms: try scorer.topKTerms(), requiresAll: false, mask: nil, bonuses: try scorer.titleBonuses(), after: after,
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

  /// The articles whose title has every scoring word and no other, with what they score for that.
  ///
  /// Costs some nanoseconds for each title with the word that is in the fewest titles.
  func titleBonuses() throws -> [UInt32: Double] {
    guard similarity.titleMatchBoost > 0, !terms.isEmpty else { return [:] }
    let lists = try terms.compactMap { term in try atoms.postings(term.atom).map { ($0.titled, term.span) } }
    guard lists.count == terms.count, let rarest = lists.indices.min(by: { lists[$0].0.count < lists[$1].0.count })
    else { return [:] }
    var cursors = [Int](repeating: 0, count: lists.count)
    var bonuses: [UInt32: Double] = [:]
    for posting in lists[rarest].0 {
      var covered = Int(posting.count) * lists[rarest].1
      var isInAll = true
      for (number, (titled, span)) in lists.enumerated() where number != rarest {
        cursors[number] = Galloping.advance(cursors[number], end: titled.count) {
          titled[$0].ordinal < posting.ordinal
        }
        guard cursors[number] < titled.count else { return bonuses }
        let other = titled[cursors[number]]
        isInAll = other.ordinal == posting.ordinal
        if !isInAll { break }
        covered += Int(other.count) * span
      }
      if isInAll, covered >= Int(snapshot.lengths.title[Int(posting.ordinal)]) {
        bonuses[posting.ordinal] = titleBoost
      }
    }
    return bonuses
  }
}
