/// What `/v1/suggest` answers.
public struct SuggestResponse: Sendable, Equatable, Codable {
  /// Completions, best first.
  public var suggestions: [Suggestion]

  /// Makes an answer.
  public init(suggestions: [Suggestion]) { self.suggestions = suggestions }

  /// One completion.
  public struct Suggestion: Sendable, Equatable, Codable {
    /// The completed text.
    public var text: String
    /// `word` from the vocabulary or `title` of an article.
    public var kind: String
    /// How many articles have the word.
    public var count: Int?

    /// Makes a completion.
    public init(text: String, kind: String, count: Int? = nil) {
      self.text = text
      self.kind = kind
      self.count = count
    }
  }
}

/// What `/v1/articles/{id}/similar` answers.
public struct SimilarResponse: Sendable, Equatable, Codable {
  /// The articles most like it, best first; without passages.
  public var hits: [Hit]

  /// Makes an answer.
  public init(hits: [Hit]) { self.hits = hits }
}

/// What `/v1/articles/{id}/copies` answers.
public struct CopiesResponse: Sendable, Equatable, Codable {
  /// How many copies the article has.
  public var total: Int
  /// The copies, those published first first, without passages; the score is what part of the shorter text stands in the
  /// longer one, 0 to 1.
  public var hits: [Hit]
  /// Whether the deadline left some of them out.
  public var partial: Bool

  /// Makes an answer.
  public init(total: Int, hits: [Hit], partial: Bool = false) {
    self.total = total
    self.hits = hits
    self.partial = partial
  }
}

/// What `/v1/articles/{id}` answers: the whole article.
public struct ArticleResponse: Sendable, Equatable, Codable {
  /// The article's number in this index.
  public var id: Int64
  /// Its identity.
  public var key: String
  /// Its address.
  public var url: String?
  /// Its headline.
  public var title: String
  /// Its text.
  public var body: String
  /// Its authors, joined by `"; "`.
  public var author: String?
  /// Its publication.
  public var site: String?
  /// Its categories, joined by `"; "`.
  public var category: String?
  /// The subtag of its language.
  public var language: String?
  /// When it was published, ISO 8601.
  public var published: String?
  /// When it was last changed, ISO 8601.
  public var updated: String?
  /// When the copy was made, ISO 8601.
  public var captured: String?
  /// Where it was read from.
  public var source: Source

  /// Makes an answer.
  public init(
    id: Int64, key: String, url: String? = nil, title: String, body: String, author: String? = nil,
    site: String? = nil, category: String? = nil, language: String? = nil, published: String? = nil,
    updated: String? = nil, captured: String? = nil, source: Source
  ) {
    self.id = id
    self.key = key
    self.url = url
    self.title = title
    self.body = body
    self.author = author
    self.site = site
    self.category = category
    self.language = language
    self.published = published
    self.updated = updated
    self.captured = captured
    self.source = source
  }

  /// A place.
  public struct Source: Sendable, Equatable, Codable {
    /// The file.
    public var path: String
    /// The member within it.
    public var member: String?
    /// The first line, from 1.
    public var line: Int?

    /// Names a place.
    public init(path: String, member: String? = nil, line: Int? = nil) {
      self.path = path
      self.member = member
      self.line = line
    }
  }
}

/// What `/v1/stats` answers.
public struct StatsResponse: Sendable, Equatable, Codable {
  /// The number of articles.
  public var articles: Int
  /// The number of indexed words.
  public var terms: Int
  /// The size of the index file in bytes, its log included.
  public var bytes: Int
  /// How often the index has been committed to.
  public var generation: Int64
  /// The schema's version.
  public var schemaVersion: Int
  /// Articles by language subtag; those without a known language under `und`.
  public var languages: [String: Int]
  /// The daemon's version.
  public var version: String

  /// Makes an answer.
  public init(
    articles: Int, terms: Int, bytes: Int, generation: Int64, schemaVersion: Int, languages: [String: Int],
    version: String
  ) {
    self.articles = articles
    self.terms = terms
    self.bytes = bytes
    self.generation = generation
    self.schemaVersion = schemaVersion
    self.languages = languages
    self.version = version
  }

  private enum CodingKeys: String, CodingKey {
    case articles, terms, bytes, generation, languages, version
    case schemaVersion = "schema_version"
  }
}

/// What `/healthz` answers.
public struct HealthResponse: Sendable, Equatable, Codable {
  /// `ok`, `no-index` while there is no index to search, or `draining` while the daemon stops.
  public var status: String
  /// The daemon's version.
  public var version: String

  /// Makes an answer.
  public init(status: String, version: String) {
    self.status = status
    self.version = version
  }
}
