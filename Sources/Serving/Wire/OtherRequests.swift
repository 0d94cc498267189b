/// What `/v1/suggest` takes.
public struct SuggestRequest: Sendable, Equatable {
  /// The text to complete (`q`).
  public var prefix: String
  /// How many completions, 1 to 100 (`limit`; 10).
  public var limit: Int

  /// Asks for completions.
  public init(prefix: String, limit: Int = 10) {
    self.prefix = prefix
    self.limit = limit
  }

  /// The names of the parameters.
  public enum Parameter: String, Sendable, CaseIterable {
    /// The text to complete.
    case prefix = "q"
    /// How many completions.
    case limit
  }

  /// Reads the parameters of a URL.
  ///
  /// - Throws: the first parameter that cannot be taken.
  public init(parameters: [(name: String, value: String)]) throws(ParameterError) {
    let values = try ParameterReader.values(parameters, of: Parameter.self)
    guard let prefix = values[.prefix] else { throw .missing(name: Parameter.prefix.rawValue) }
    self.init(prefix: prefix)
    if let value = values[.limit] { limit = try ParameterReader.integer(value, name: "limit", in: 1...100) }
  }

  /// The parameters that say the same.
  public var queryItems: [(name: String, value: String)] {
    [(Parameter.prefix.rawValue, prefix)] + (limit == 10 ? [] : [(Parameter.limit.rawValue, String(limit))])
  }
}

/// What `/v1/articles/{id}/similar` takes besides the id.
public struct SimilarRequest: Sendable, Equatable {
  /// How many articles, 1 to 100 (`limit`; 10).
  public var limit: Int

  /// Asks for similar articles.
  public init(limit: Int = 10) { self.limit = limit }

  /// The names of the parameters.
  public enum Parameter: String, Sendable, CaseIterable {
    /// How many articles.
    case limit
  }

  /// Reads the parameters of a URL.
  ///
  /// - Throws: the first parameter that cannot be taken.
  public init(parameters: [(name: String, value: String)]) throws(ParameterError) {
    self.init()
    let values = try ParameterReader.values(parameters, of: Parameter.self)
    if let value = values[.limit] { limit = try ParameterReader.integer(value, name: "limit", in: 1...100) }
  }

  /// The parameters that say the same.
  public var queryItems: [(name: String, value: String)] {
    limit == 10 ? [] : [(Parameter.limit.rawValue, String(limit))]
  }
}

/// What `/v1/articles/{id}/copies` takes besides the id.
public struct CopiesRequest: Sendable, Equatable {
  /// How many copies may be asked for.
  public static let limitRange = 1...1_000

  /// How many copies, 1 to 1,000 (`limit`; 10).
  public var limit: Int

  /// Asks for the copies of an article.
  public init(limit: Int = 10) { self.limit = limit }

  /// The names of the parameters.
  public enum Parameter: String, Sendable, CaseIterable {
    /// How many copies.
    case limit
  }

  /// Reads the parameters of a URL.
  ///
  /// - Throws: the first parameter that cannot be taken.
  public init(parameters: [(name: String, value: String)]) throws(ParameterError) {
    self.init()
    let values = try ParameterReader.values(parameters, of: Parameter.self)
    if let value = values[.limit] { limit = try ParameterReader.integer(value, name: "limit", in: Self.limitRange) }
  }

  /// The parameters that say the same.
  public var queryItems: [(name: String, value: String)] {
    limit == 10 ? [] : [(Parameter.limit.rawValue, String(limit))]
  }
}

/// What `/v1/articles` takes: the article is named by its identity rather than its number.
public struct ArticleKeyRequest: Sendable, Equatable {
  /// The article's identity (`key`).
  public var key: String

  /// Asks for an article.
  public init(key: String) { self.key = key }

  /// The names of the parameters.
  public enum Parameter: String, Sendable, CaseIterable {
    /// The article's identity.
    case key
  }

  /// Reads the parameters of a URL.
  ///
  /// - Throws: the first parameter that cannot be taken.
  public init(parameters: [(name: String, value: String)]) throws(ParameterError) {
    let values = try ParameterReader.values(parameters, of: Parameter.self)
    guard let key = values[.key] else { throw .missing(name: Parameter.key.rawValue) }
    self.init(key: try ParameterReader.text(key, name: "key", expected: "the identity of an article"))
  }

  /// The parameters that say the same.
  public var queryItems: [(name: String, value: String)] { [(Parameter.key.rawValue, key)] }
}
