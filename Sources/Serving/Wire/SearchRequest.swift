public import Articles

/// What `/v1/search` takes, by the names of its parameters.
public struct SearchRequest: Sendable, Equatable {
  /// The query text (`q`).
  public var query: String
  /// How many hits a page has, 1 to 1,000 (`limit`; 10).
  public var limit: Int
  /// The `next` of the page before (`cursor`).
  public var cursor: String?
  /// The order of the hits (`sort`).
  public var sort: SortOrder
  /// How many of the plain words must match (`match`).
  public var match: MatchMode
  /// Whether mistakes are answered or refused (`syntax`).
  public var syntax: SyntaxMode
  /// Only this publication (`site`).
  public var site: String?
  /// Only this category (`category`).
  public var category: String?
  /// Only this language (`language`).
  public var language: String?
  /// Only this author (`author`).
  public var author: String?
  /// Published at or after this date, in any notation of the query language (`after`).
  public var after: String?
  /// Published before this date (`before`).
  public var before: String?
  /// What is shown of articles that are copies of each other (`collapse`).
  public var collapse: CollapseMode
  /// How many passages a hit shows, 0 to 5 (`snippets`; 1).
  public var snippets: Int
  /// How highlights are given (`highlight`).
  public var highlight: HighlightStyle
  /// The facets to count (`facets`, separated by commas).
  public var facets: [FacetName]
  /// How much of the reasoning is shown (`explain`).
  public var explain: Bool
  /// Whether the work of the search is shown as well (`explain=profile`); it implies ``explain``.
  public var profile: Bool
  /// After how many milliseconds to answer with what there is, 1 to 60,000 (`deadline_ms`).
  public var deadlineMilliseconds: Int?

  /// Asks a query with everything else at its default.
  public init(
    query: String, limit: Int = 10, cursor: String? = nil, sort: SortOrder = .relevance, match: MatchMode = .auto,
    syntax: SyntaxMode = .lenient, site: String? = nil, category: String? = nil, language: String? = nil,
    author: String? = nil, after: String? = nil, before: String? = nil, collapse: CollapseMode = .story,
    snippets: Int = 1, highlight: HighlightStyle = .ranges, facets: [FacetName] = [], explain: Bool = false,
    profile: Bool = false,
    deadlineMilliseconds: Int? = nil
  ) {
    self.query = query
    self.limit = limit
    self.cursor = cursor
    self.sort = sort
    self.match = match
    self.syntax = syntax
    self.site = site
    self.category = category
    self.language = language
    self.author = author
    self.after = after
    self.before = before
    self.collapse = collapse
    self.snippets = snippets
    self.highlight = highlight
    self.facets = facets
    self.explain = explain || profile
    self.profile = profile
    self.deadlineMilliseconds = deadlineMilliseconds
  }
}

/// What a mistake in the query language does.
public enum SyntaxMode: String, Sendable, Codable, CaseIterable {
  /// It is read as text, and the answer's notes say so.
  case lenient
  /// It is an error with a caret.
  case strict
}

/// How highlights are given.
public enum HighlightStyle: String, Sendable, Codable, CaseIterable {
  /// Text and ranges of Unicode scalars.
  case ranges
  /// Escaped HTML with `<mark>` elements.
  case html
  /// Text alone.
  case plain
}
