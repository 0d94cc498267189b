public import Articles
public import IndexStore
public import QueryLanguage

/// One question to an index, with everything that shapes the answer.
public struct SearchQuery: Sendable {
  /// The most hits one page can have.
  public static let maximumLimit = 1000
  /// The most passages one hit can show.
  public static let maximumSnippets = 5

  /// The text as typed, in the query language.
  public var text: String
  /// How many hits a page has, 0 to ``maximumLimit``; values outside are brought inside.
  public var limit: Int
  /// The ``SearchResult/next`` of the page before.
  public var cursor: String?
  /// The order of the hits.
  public var sort: SortOrder
  /// How many of the plain words must match.
  public var match: MatchMode
  /// Whether a mistake in the query language is an error rather than a note.
  public var strictSyntax: Bool
  /// Conditions in addition to those in the text; every one must hold.
  public var filters: [Filter]
  /// How many passages a hit shows, 0 to ``maximumSnippets``; values outside are brought inside.
  public var snippets: Int
  /// What is shown of articles that are copies of each other.
  public var collapse: CollapseMode
  /// What the matching articles are counted by.
  public var facets: [FacetName]
  /// Whether each hit's score is taken apart.
  public var explain: Bool
  /// When to stop and answer with what there is.
  public var deadline: Deadline

  /// Asks a question with everything else at its default.
  public init(
    text: String, limit: Int = 10, cursor: String? = nil, sort: SortOrder = .relevance, match: MatchMode = .auto,
    strictSyntax: Bool = false, filters: [Filter] = [], snippets: Int = 1, collapse: CollapseMode = .story,
    facets: [FacetName] = [], explain: Bool = false, deadline: Deadline = .none
  ) {
    self.text = text
    self.limit = limit
    self.cursor = cursor
    self.sort = sort
    self.match = match
    self.strictSyntax = strictSyntax
    self.filters = filters
    self.snippets = snippets
    self.collapse = collapse
    self.facets = facets
    self.explain = explain
    self.deadline = deadline
  }

  /// ``limit`` within its bounds.
  var pageSize: Int { min(max(limit, 0), Self.maximumLimit) }

  /// ``snippets`` within its bounds.
  var passages: Int { min(max(snippets, 0), Self.maximumSnippets) }
}
