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
    var search = BlockTopK(task, scorer: scorer.termScorer, lengths: snapshot.lengths)
    let entries = search.search(scratch, shouldStop: shouldStop)
    return Ranking(entries: entries, isStopped: search.isStopped)
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
  /// Costs a few nanoseconds for each title with the word that is in the fewest.
  func titleBonuses() throws -> [UInt32: Double] {
    guard similarity.titleMatchBoost > 0, !terms.isEmpty else { return [:] }
    let lists = try terms.compactMap { term in try atoms.postings(term.atom).map { ($0, term.span) } }
    guard lists.count == terms.count, let rarest = lists.min(by: { $0.0.titled.count < $1.0.titled.count }) else {
      return [:]
    }
    var bonuses: [UInt32: Double] = [:]
    for place in rarest.0.titled {
      let ordinal = rarest.0.ordinals[Int(place)]
      var covered = Int(rarest.0.frequencies[Int(place)].title) * rarest.1
      for (list, span) in lists where list !== rarest.0 {
        guard let frequencies = list.frequency(in: ordinal), frequencies.title > 0 else {
          covered = -1
          break
        }
        covered += Int(frequencies.title) * span
      }
      if covered >= Int(snapshot.lengths.title[Int(ordinal)]) { bonuses[ordinal] = titleBoost }
    }
    return bonuses
  }
}
