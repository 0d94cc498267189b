public import Analysis
public import Articles
import GRDB

/// An article as the index keeps it, without its text.
public struct StoredArticle: Sendable, Equatable {
  /// Its number in this index.
  public var id: ArticleID
  /// Its identity, from whatever source it is read.
  public var key: String
  /// Its canonical address.
  public var url: String?
  /// Its headline, possibly empty.
  public var title: String
  /// Its authors, joined by ``Article/listSeparator``.
  public var author: String?
  /// The publication.
  public var site: String?
  /// Section or tags, joined by ``Article/listSeparator``.
  public var category: String?
  /// The language of its text.
  public var language: Language?
  /// When it was first published.
  public var published: ArticleDate?
  /// When the publisher last changed it.
  public var updated: ArticleDate?
  /// When the copy that was read was made.
  public var captured: ArticleDate?
  /// Where it was read from.
  public var source: ArticleSource
  /// Its lengths in words.
  public var counts: TermCounts

  /// What a list of hits shows of it.
  public var card: ArticleCard {
    ArticleCard(
      id: id, key: key, url: url, title: title, author: author, site: site, category: category, language: language,
      published: published?.text)
  }

  /// The whole article.
  func article(body: String) -> Article {
    Article(
      key: key, url: url, title: title, body: body, author: author, site: site, category: category,
      language: language, published: published, updated: updated, captured: captured, source: source)
  }
}

/// The text of one article, as snippets need it.
public struct StoredText: Sendable, Equatable {
  /// The headline.
  public var title: String
  /// The text.
  public var body: String
  /// Places in ``body`` from where analysis may begin; none when the article has no words.
  public var checkpoints: [Checkpoint]
}

/// What a list of hits shows of an article.
public struct ArticleCard: Sendable, Equatable {
  /// Its number in this index.
  public var id: ArticleID
  /// Its identity.
  public var key: String
  /// Its canonical address.
  public var url: String?
  /// Its headline, possibly empty.
  public var title: String
  /// Its authors, joined by ``Article/listSeparator``.
  public var author: String?
  /// The publication.
  public var site: String?
  /// Section or tags, joined by ``Article/listSeparator``.
  public var category: String?
  /// The language of its text.
  public var language: Language?
  /// When it was first published, ISO 8601.
  public var published: String?
}

/// The properties of an article that filters, facets and ranking look at.
public struct ArticleColumns: Sendable, Equatable {
  /// The article.
  public var id: ArticleID
  /// The language of its text.
  public var language: Language?
  /// The publication.
  public var site: String?
  /// Section or tags, joined by ``Article/listSeparator``.
  public var category: String?
  /// Its authors, joined by ``Article/listSeparator``.
  public var author: String?
  /// When it was published, in seconds since 1970-01-01T00:00:00Z.
  public var publishedSeconds: Int64?
  /// Words of the headline.
  public var titleTerms: UInt32
  /// Words of the text.
  public var bodyTerms: UInt32
  /// Words of author, site and category together.
  public var restTerms: UInt32
}

extension StoredArticle {
  static let columns = """
    id, key, url, title, author, site, category, language, published, updated, captured, source_path, source_member,
    source_line, title_terms, body_terms, rest_terms
    """

  /// Reads the row of a statement that selects ``columns`` first.
  init(row: SQLStatement) {
    self.init(
      id: ArticleID(rawValue: row.integer(0)), key: row.text(1), url: row.optionalText(2), title: row.text(3),
      author: row.optionalText(4), site: row.optionalText(5), category: row.optionalText(6),
      language: row.optionalText(7).map(Language.init(rawValue:)),
      published: row.optionalText(8).flatMap { ArticleDate(iso: $0) },
      updated: row.optionalText(9).flatMap { ArticleDate(iso: $0) },
      captured: row.optionalText(10).flatMap { ArticleDate(iso: $0) },
      source: ArticleSource(row: row, from: 11),
      counts: TermCounts(title: Int(row.integer(14)), body: Int(row.integer(15)), rest: Int(row.integer(16))))
  }

  static func fetch(id: ArticleID, in database: Database) throws -> StoredArticle? {
    let statement = try SQLStatement(database, "SELECT \(columns) FROM article WHERE id = ?1")
    try statement.bind(1, id.rawValue)
    return try statement.first { StoredArticle(row: $0) }
  }

  static func fetch(key: String, in database: Database) throws -> StoredArticle? {
    let statement = try SQLStatement(database, "SELECT \(columns) FROM article WHERE key = ?1")
    try statement.bind(1, key)
    return try statement.first { StoredArticle(row: $0) }
  }
}

extension ArticleCard {
  /// Selects the card of an article, in the order of the columns of the table.
  static let select = """
    SELECT a.language, a.site, a.category, a.author, a.key, a.url, a.title, a.published, NULL
    FROM article a WHERE a.id = ?1
    """
  /// Selects the text as well.
  static let selectWithText = """
    SELECT a.language, a.site, a.category, a.author, a.key, a.url, a.title, a.published, t.body
    FROM article a LEFT JOIN article_text t ON t.id = a.id WHERE a.id = ?1
    """
  /// The column of the text.
  static let textColumn: Int32 = 8

  /// Reads the row of one of these statements.
  init(id: ArticleID, row: SQLStatement) {
    self.init(
      id: id, key: row.text(4), url: row.optionalText(5), title: row.text(6), author: row.optionalText(3),
      site: row.optionalText(1), category: row.optionalText(2),
      language: row.optionalText(0).map(Language.init(rawValue:)), published: row.optionalText(7))
  }
}

extension StoredText {
  static func body(id: ArticleID, in database: Database) throws -> String? {
    let statement = try SQLStatement(database, "SELECT body FROM article_text WHERE id = ?1")
    try statement.bind(1, id.rawValue)
    return try statement.first { $0.text(0) }
  }

  static func fetch(id: ArticleID, in database: Database) throws -> StoredText? {
    let statement = try SQLStatement(
      database,
      """
      SELECT a.title, t.body, c.body FROM article a
      JOIN article_text t ON t.id = a.id JOIN article_checkpoint c ON c.id = a.id WHERE a.id = ?1
      """)
    try statement.bind(1, id.rawValue)
    return try statement.first { row in
      StoredText(
        title: row.text(0), body: row.text(1), checkpoints: row.withBlob(2) { Checkpoint.decode($0) } ?? [])
    }
  }
}

extension ArticleColumns {
  init(row: ArticleRow) {
    self.init(
      id: ArticleID(rawValue: row.id), language: row.language.string.map(Language.init(rawValue:)),
      site: row.site.string, category: row.category.string, author: row.author.string,
      publishedSeconds: row.publishedSeconds, titleTerms: row.titleTerms, bodyTerms: row.bodyTerms,
      restTerms: row.restTerms)
  }
}
