/// The order of hits.
public enum SortOrder: String, Sendable, Codable, CaseIterable {
  /// Best first.
  case relevance
  /// Latest published first; articles without a date last.
  case newest
  /// Earliest published first; articles without a date last.
  case oldest
}

/// How many of the plain words of a query must match.
public enum MatchMode: String, Sendable, Codable, CaseIterable {
  /// All of up to three words, relaxed when too few articles have them; more words are weighed against each other.
  case auto
  /// Every word.
  case all
  /// At least one word.
  case any
}

/// What is shown of articles that are copies of each other.
public enum CollapseMode: String, Sendable, Codable, CaseIterable {
  /// The best of each story.
  case story
  /// Every article that matches.
  case none
}

/// A property that hits can be counted by.
public enum FacetName: String, Sendable, Codable, CaseIterable {
  /// By publication.
  case site
  /// By section or tag.
  case category
  /// By author.
  case author
  /// By language.
  case language
  /// By year of publication, `2021`.
  case year
  /// By month of publication, `2021-08`.
  case month
}
