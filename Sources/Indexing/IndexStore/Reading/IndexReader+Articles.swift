public import Analysis
public import Articles
import GRDB

extension IndexReader {
  /// The number of articles in each language; articles whose language is unknown are not counted.
  ///
  /// Reads the whole narrow table, less than a microsecond an article.
  public func languages() throws -> [Language: Int] {
    try use { database in
      var languages: [Language: Int] = [:]
      // Counting here spares SQLite a sort.
      try SQLStatement(database, "SELECT language FROM article").forEachRow { row in
        if let language = row.optionalText(0) { languages[Language(rawValue: language), default: 0] += 1 }
      }
      return languages
    }
  }

  /// Gives the columns of all articles in ascending order of id, about a microsecond each.
  ///
  /// - Parameters:
  ///   - after: When given, only articles with larger ids.
  ///   - body: Called for each article; what it throws ends the scan.
  public func scanArticles(after: ArticleID? = nil, _ body: (ArticleColumns) throws -> Void) throws {
    try scanRows(after: after) { try body(ArticleColumns(row: $0)) }
  }

  /// Gives the same in half the time, without making anything of the texts.
  ///
  /// - Parameter body: Called for each article with its row, which is valid during the call.
  public func scanRows(after: ArticleID? = nil, _ body: (ArticleRow) throws -> Void) throws {
    try use { database in
      let statement = try SQLStatement(database, "SELECT \(ArticleRow.columns) FROM article WHERE id > ?1 ORDER BY id")
      try statement.bind(1, after?.rawValue ?? 0)
      try statement.forEachRow { try body(ArticleRow(row: $0)) }
    }
  }

  /// Gives the articles that are copies of an earlier one, with the number of the first article of their story, in ascending
  /// order of id.
  ///
  /// The first article itself may be gone. Costs about a microsecond a copy, or a fifth of that an article with `after`.
  ///
  /// - Parameters:
  ///   - after: When given, only articles with larger ids.
  ///   - body: Called for each copy; what it throws ends the scan.
  public func scanCopies(after: ArticleID? = nil, _ body: (ArticleID, _ story: ArticleID) throws -> Void) throws {
    try use { database in
      let select =
        after == nil
        ? "SELECT id, story FROM article_story INDEXED BY article_copy WHERE story <> id ORDER BY id"
        : "SELECT id, story FROM article_story NOT INDEXED WHERE id > ?1 AND story <> id ORDER BY id"
      let statement = try SQLStatement(database, select)
      if let after { try statement.bind(1, after.rawValue) }
      try statement.forEachRow { try body(ArticleID(rawValue: $0.integer(0)), ArticleID(rawValue: $0.integer(1))) }
    }
  }

  /// Gives the headlines of all articles that have one, in ascending order of id.
  ///
  /// - Parameters:
  ///   - after: When given, only articles with larger ids.
  ///   - body: Called for each article; what it throws ends the scan.
  public func scanTitles(after: ArticleID? = nil, _ body: (ArticleID, String) throws -> Void) throws {
    try use { database in
      let statement = try SQLStatement(
        database, "SELECT id, title FROM article WHERE id > ?1 AND title <> '' ORDER BY id")
      try statement.bind(1, after?.rawValue ?? 0)
      try statement.forEachRow { try body(ArticleID(rawValue: $0.integer(0)), $0.text(1)) }
    }
  }

  /// The article that came last, `nil` where there is none; microseconds.
  public func lastArticle() throws -> ArticleID? {
    try use { database in
      let statement = try SQLStatement(database, "SELECT max(id) FROM article")
      let id = try statement.first { $0.optionalInteger(0) } ?? nil
      return id.map(ArticleID.init(rawValue:))
    }
  }

  /// The article with a number, or `nil` when there is none any more.
  public func article(id: ArticleID) throws -> StoredArticle? {
    try use { try StoredArticle.fetch(id: id, in: $0) }
  }

  /// The article with a key.
  public func article(key: String) throws -> StoredArticle? {
    try use { try StoredArticle.fetch(key: key, in: $0) }
  }

  /// Gives what hits show of some articles; those that are gone are passed over.
  ///
  /// Costs some microseconds an article, and a copy of its text within SQLite when the text is asked for.
  ///
  /// - Parameters:
  ///   - ids: The articles.
  ///   - withText: Whether the texts are read too.
  ///   - body: Called in the order of `ids` with the place in it, the article, and the bytes of its text, empty when it
  ///     was not asked for. They are valid during the call, and UTF-8 unless another program wrote them. What `body`
  ///     throws ends the reading.
  public func forEachCard(
    of ids: [ArticleID], withText: Bool, _ body: (Int, ArticleCard, UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    try use { database in
      let statement = try SQLStatement(database, withText ? ArticleCard.selectWithText : ArticleCard.select)
      for (place, id) in ids.enumerated() {
        try statement.bind(1, id.rawValue)
        _ = try statement.first { row in
          try row.withText(ArticleCard.textColumn) { try body(place, ArticleCard(id: id, row: row), $0) }
        }
      }
    }
  }

  /// Places in the text of an article from where analysis may begin, ascending.
  public func checkpoints(id: ArticleID) throws -> [Checkpoint] {
    try use { database in
      let statement = try SQLStatement(database, "SELECT body FROM article_checkpoint WHERE id = ?1")
      try statement.bind(1, id.rawValue)
      return try statement.first { row in row.withBlob(0) { Checkpoint.decode($0) } ?? [] } ?? []
    }
  }

  /// The text of an article, or `nil` when there is none any more.
  public func text(id: ArticleID) throws -> StoredText? {
    try use { try StoredText.fetch(id: id, in: $0) }
  }

  /// Gives every article whole, in ascending order of id, all from one moment.
  ///
  /// - Parameter body: Called for each article; what it throws ends the export.
  public func export(_ body: (Article) throws -> Void) throws {
    try withSnapshot {
      try forEachArticle { stored, text in try body(stored.article(body: text)) }
    }
  }

  /// Gives every article and its text in ascending order of id; an article without text has an empty one.
  func forEachArticle(after: Int64 = 0, _ body: (StoredArticle, String) throws -> Void) throws {
    try use { database in
      let statement = try SQLStatement(
        database,
        """
        SELECT \(StoredArticle.columns), (SELECT body FROM article_text t WHERE t.id = article.id)
        FROM article WHERE id > ?1 ORDER BY id
        """)
      try statement.bind(1, after)
      try statement.forEachRow { try body(StoredArticle(row: $0), $0.optionalText(17) ?? "") }
    }
  }
}
