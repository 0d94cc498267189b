import Analysis
import Articles
import IndexStore

extension SearchRun {
  /// Fetches the hits of a page.
  ///
  /// - Returns: The hits, and whether the deadline left some of them without passages.
  func hits(of page: Page, _ evaluation: Evaluation) throws -> (hits: [RankedHit], isCut: Bool) {
    var maker = SnippetMaker(
      reader: searcher.reader, analyzer: index.analyzer,
      targets: SnippetTargets(scorer: evaluation.scorer, plan: evaluation.plan))
    var hits = [RankedHit?](repeating: nil, count: page.entries.count)
    var isCut = false
    try forEachArticle(of: page) { place, article, text in
      var hit = RankedHit(id: article.id, score: page.scores[place], article: article, snippets: [])
      if query.collapse == .story { hit.copies = snapshot.copies(of: page.entries[place].row) }
      if query.passages > 0 {
        if query.deadline.isPast {
          isCut = true
        } else {
          hit.snippets = try maker.snippets(for: article, text: text, count: query.passages)
        }
      }
      if query.explain { hit.explanation = try evaluation.scorer.explanation(of: page.entries[place].row) }
      hits[place] = hit
    }
    return (hits.compactMap { $0 }, isCut)
  }

  /// Gives the articles of a page with their places on it, those in memory first, and the others in the order they have in
  /// the file; those that are gone are passed over.
  ///
  /// - Parameter body: Gets the text too where passages are wanted; it is valid during the call.
  private func forEachArticle(
    of page: Page, _ body: (Int, ArticleCard, UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    let ids = page.entries.map { ArticleID(rawValue: $0.key.id) }
    let lineage = snapshot.lineage
    var missing: [Int] = []
    let found = index.articles.articles(ids, lineage: lineage)
    if query.passages > 0 {
      for kept in found { kept?.text.withUnsafeBufferPointer { Analyzer.fetchAhead($0) } }
    }
    for (place, kept) in found.enumerated() {
      if let kept {
        try kept.text.withUnsafeBufferPointer { try body(place, kept.card, $0) }
      } else {
        missing.append(place)
      }
    }
    if missing.isEmpty { return }
    missing.sort { ids[$0] < ids[$1] }
    let hasText = query.passages > 0
    var read: [ArticleCache.Kept] = []
    try searcher.reader.forEachCard(of: missing.map { ids[$0] }, withText: hasText) { number, article, text in
      try body(missing[number], article, text)
      if hasText, text.count <= ArticleCache.longestText {
        read.append(ArticleCache.Kept(card: article, text: text))
      }
    }
    index.articles.keep(read, lineage: lineage)
  }
}
