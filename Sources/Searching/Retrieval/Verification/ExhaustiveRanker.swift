import IndexStore

/// Ranks by scoring every article that matches, with lists read from the index for the purpose.
///
/// Slow and plain: what the ranking of searches is compared with.
struct ExhaustiveRanker {
  let run: SearchRun

  /// A hit of the whole ranking.
  struct Entry: Equatable {
    var tier: UInt8
    var score: Double
    var row: UInt32
  }

  /// All articles that match, in order of relevance.
  func ranking(_ plan: Plan) throws -> [Entry] {
    let evaluation = try run.evaluate(plan, cache: PostingsCache(capacity: 0))
    let rows = run.rows(evaluation).ordinals
    let (scores, _) = try evaluation.scorer.scores(of: rows, deadline: .none)
    let entries = zip(rows, scores).map { row, score in
      Entry(tier: evaluation.complete.map { $0[Int(row)] ? 0 : 1 } ?? 0, score: score, row: row)
    }
    return entries.sorted { left, right in
      if left.tier != right.tier { return left.tier < right.tier }
      return left.score != right.score ? left.score > right.score : left.row < right.row
    }
  }
}
