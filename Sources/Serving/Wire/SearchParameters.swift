import Articles

/// The parameters of `/v1/search`, by their names in a URL or a line of a batch.
public enum SearchParameter: String, Sendable, CaseIterable {
  /// The query text.
  case query = "q"
  /// How many hits a page has.
  case limit
  /// The `next` of the page before.
  case cursor
  /// The order of the hits.
  case sort
  /// How many of the plain words must match.
  case match
  /// Whether mistakes are answered or refused.
  case syntax
  /// Only this publication.
  case site
  /// Only this category.
  case category
  /// Only this language.
  case language
  /// Only this author.
  case author
  /// Published at or after this date.
  case after
  /// Published before this date.
  case before
  /// What is shown of articles that are copies of each other.
  case collapse
  /// How many passages a hit shows.
  case snippets
  /// How highlights are given.
  case highlight
  /// The facets to count.
  case facets
  /// Whether the score is shown by part.
  case explain
  /// After how many milliseconds to answer with what there is.
  case deadlineMilliseconds = "deadline_ms"
}

extension SearchRequest {
  /// How many hits a page may have.
  public static let limitRange = 1...1_000
  /// How many passages a hit may show.
  public static let snippetsRange = 0...5
  /// What a deadline may be, in milliseconds.
  public static let deadlineRange = 1...60_000

  /// Reads the parameters of a URL or of a line of a batch.
  ///
  /// An unknown name is an error, because a misspelt filter that is silently dropped gives a wrong answer. `q` must be
  /// there but may be empty, which asks for every article. Dates are left to the query language.
  ///
  /// - Throws: the first parameter that cannot be taken.
  public init(parameters: [(name: String, value: String)]) throws(ParameterError) {
    let values = try ParameterReader.values(parameters, of: SearchParameter.self)
    guard let query = values[.query] else { throw .missing(name: SearchParameter.query.rawValue) }
    self.init(query: query)
    for name in SearchParameter.allCases {
      if let value = values[name] { try take(value, for: name) }
    }
  }

  /// The value of `explain` that asks for the work besides the scores.
  static let profileValue = "profile"

  private mutating func take(_ value: String, for parameter: SearchParameter) throws(ParameterError) {
    let name = parameter.rawValue
    switch parameter {
    case .query: query = value
    case .limit: limit = try ParameterReader.integer(value, name: name, in: Self.limitRange)
    case .cursor: cursor = try ParameterReader.text(value, name: name, expected: "the “next” of an earlier answer")
    case .sort: sort = try ParameterReader.choice(value, name: name, of: SortOrder.self)
    case .match: match = try ParameterReader.choice(value, name: name, of: MatchMode.self)
    case .syntax: syntax = try ParameterReader.choice(value, name: name, of: SyntaxMode.self)
    case .site: site = try ParameterReader.text(value, name: name, expected: "a publication's name or host")
    case .category: category = try ParameterReader.text(value, name: name, expected: "a category")
    case .language: language = try Self.language(value, name: name)
    case .author: author = try ParameterReader.text(value, name: name, expected: "an author's name")
    case .after: after = try ParameterReader.text(value, name: name, expected: "a date such as 2021-08")
    case .before: before = try ParameterReader.text(value, name: name, expected: "a date such as 2021-08")
    case .collapse: collapse = try ParameterReader.choice(value, name: name, of: CollapseMode.self)
    case .snippets: snippets = try ParameterReader.integer(value, name: name, in: Self.snippetsRange)
    case .highlight: highlight = try ParameterReader.choice(value, name: name, of: HighlightStyle.self)
    case .facets: facets = try ParameterReader.facets(value, name: name)
    case .explain:
      profile = value == Self.profileValue
      explain = profile ? true : try ParameterReader.boolean(value, name: name, or: Self.profileValue)
    case .deadlineMilliseconds:
      deadlineMilliseconds = try ParameterReader.integer(value, name: name, in: Self.deadlineRange)
    }
  }

  private static func language(_ value: String, name: String) throws(ParameterError) -> String {
    guard Language(tag: value) != nil || value == "und" else {
      throw .malformed(name: name, value: value, expected: "a language tag such as en, fa or und")
    }
    return value
  }

  /// The parameters that say the same, those at their default left out, `q` first.
  public var queryItems: [(name: String, value: String)] {
    SearchParameter.allCases.compactMap { parameter in
      value(of: parameter).map { (parameter.rawValue, $0) }
    }
  }

  private func value(of parameter: SearchParameter) -> String? {
    let standard = SearchRequest(query: query)
    return switch parameter {
    case .query: query
    case .limit: limit == standard.limit ? nil : String(limit)
    case .cursor: cursor
    case .sort: sort == standard.sort ? nil : sort.rawValue
    case .match: match == standard.match ? nil : match.rawValue
    case .syntax: syntax == standard.syntax ? nil : syntax.rawValue
    case .site: site
    case .category: category
    case .language: language
    case .author: author
    case .after: after
    case .before: before
    case .collapse: collapse == standard.collapse ? nil : collapse.rawValue
    case .snippets: snippets == standard.snippets ? nil : String(snippets)
    case .highlight: highlight == standard.highlight ? nil : highlight.rawValue
    case .facets: facets.isEmpty ? nil : facets.map(\.rawValue).joined(separator: ",")
    case .explain: profile ? Self.profileValue : explain ? "true" : nil
    case .deadlineMilliseconds: deadlineMilliseconds.map { String($0) }
    }
  }
}
