public import Articles
public import IndexStore

/// The copies of an article.
public struct ArticleCopies: Sendable {
  /// How many there are.
  public var total: Int
  /// The first of them; the score of each is what part of the shorter text stands in the longer one.
  public var hits: [RankedHit]
  /// Whether the deadline left some of them out.
  public var partial: Bool
}

extension Searcher {
  /// The other articles of an article's story, those published first first, those without a date last.
  ///
  /// Each is analysed to be compared with the article, which costs what indexing its text does.
  ///
  /// - Parameters:
  ///   - id: The article.
  ///   - limit: How many copies, 0 to ``SearchQuery/maximumLimit``.
  ///   - deadline: When to stop and answer with what there is.
  /// - Returns: `nil` when there is no such article.
  public func copies(
    of id: ArticleID, limit: Int = 10, deadline: Deadline = .none
  ) throws(SearchError) -> ArticleCopies? {
    try withSnapshot { snapshot in
      guard let ordinal = snapshot.ordinal(of: id), let article = try storyText(of: id) else { return nil }
      let row = UInt32(truncatingIfNeeded: ordinal)
      let rows = snapshot.stories.rows(with: row).filter { $0 != row && snapshot.live[Int($0)] }
        .map { row in
          RankKey(
            tier: 0, value: RankKey.value(published: snapshot.published[Int(row)], sort: .oldest),
            id: snapshot.ids[Int(row)])
        }
      var copies = ArticleCopies(total: rows.count, hits: [], partial: false)
      for key in rows.sorted().prefix(min(max(limit, 0), SearchQuery.maximumLimit)) {
        if deadline.isPast {
          copies.partial = true
          break
        }
        let id = ArticleID(rawValue: key.id)
        guard let facts = try reader.article(id: id), let text = try storyText(of: id) else { continue }
        copies.hits.append(RankedHit(id: id, score: article.resemblance(to: text), article: facts.card, snippets: []))
      }
      return copies
    }
  }

  private func storyText(of id: ArticleID) throws -> StoryText? {
    try reader.text(id: id).map { StoryText(title: $0.title, body: $0.body) }
  }
}
