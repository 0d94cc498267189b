public import Articles
public import IndexStore
public import QueryLanguage

/// The answer to a ``SearchQuery``.
public struct SearchResult: Sendable {
  /// The query as it was read, in the query language.
  public var parsed: String
  /// Everything that was not taken literally.
  public var notes: [QueryNote]
  /// How many articles match, copies included.
  public var total: Total
  /// One page of hits, in order.
  public var hits: [RankedHit]
  /// The most frequent values of each facet that was asked for, count descending, then value ascending.
  public var facets: [FacetName: [FacetValue]]
  /// The cursor of the next page; `nil` on the last one.
  public var next: String?
  /// Whether the deadline cut the search short.
  public var partial: Bool
  /// Time spent by stage.
  public var timings: Timings
  /// What ranking by score took besides time.
  public var work = SearchWork()

  /// A number of articles.
  public struct Total: Sendable, Equatable {
    /// The number.
    public var value: Int
    /// Whether there are exactly so many; otherwise there are so many or more.
    public var isExact: Bool

    /// Makes a total.
    public init(value: Int, isExact: Bool) {
      self.value = value
      self.isExact = isExact
    }
  }

  /// Microseconds spent by stage.
  public struct Timings: Sendable, Equatable {
    /// Reading the query and planning.
    public var parse = 0
    /// Reading postings and finding the matching articles.
    public var match = 0
    /// Scoring and selecting.
    public var rank = 0
    /// Counting matches and facets.
    public var count = 0
    /// Fetching the hits and building passages.
    public var snippets = 0
    /// All of it.
    public var total = 0
  }
}

/// One value of a facet and its number of matching articles.
public struct FacetValue: Sendable, Equatable {
  /// The value.
  public var value: String
  /// How many matching articles have it.
  public var count: Int

  /// Makes a count.
  public init(value: String, count: Int) {
    self.value = value
    self.count = count
  }
}

/// One article found.
public struct RankedHit: Sendable {
  /// The article's number.
  public var id: ArticleID
  /// How well it matches, at least 0; comparable within one answer only.
  public var score: Double
  /// How many other articles of the index are copies of it; 0 where copies are shown one by one.
  public var copies = 0
  /// What is shown of the article.
  public var article: ArticleCard
  /// The passages that say why, in the order of the text.
  public var snippets: [Snippet]
  /// The parts of the score, in the order they are added up, when asked for.
  public var explanation: [ScorePart]?
}

/// One summand of a score.
public struct ScorePart: Sendable, Equatable {
  /// The word, phrase or boost, as typed.
  public var term: String
  /// What it adds.
  public var value: Double
  /// How many articles have the term.
  public var documentFrequency: Int?
  /// How often the term stands in `title`, `body` and `rest` (author, site, category); zeros are left out.
  public var frequencies: [String: Int]?
}
