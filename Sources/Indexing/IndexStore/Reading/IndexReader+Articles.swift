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

  /// Gives the same without making anything of the texts, a tenth of a microsecond each where all articles of many are asked for.
  ///
  /// - Parameter body: Called for each article with its row, which is valid during the call.
  public func scanRows(after: ArticleID? = nil, _ body: (ArticleRow) throws -> Void) throws {
    try withSnapshot {
      try use { database in
        var last = after?.rawValue ?? 0
        if after == nil, try (lastArticle()?.rawValue ?? 0) >= Self.walkedRows {
          last = try walkArticles(in: database, body)
        }
        let statement = try SQLStatement(
          database, "SELECT \(ArticleRow.columns) FROM article WHERE id > ?1 ORDER BY id")
        try statement.bind(1, last)
        try statement.forEachRow { try body(ArticleRow($0)) }
      }
    }
  }

  /// From which number of rows on a table is read by the page, which wants some preparation.
  private static let walkedRows = 1000

  /// Gives the rows of articles as they stand on their pages.
  ///
  /// - Returns: The number of the last article that was given; all others are to be read by SQLite.
  private func walkArticles(in database: Database, _ body: (ArticleRow) throws -> Void) throws -> Int64 {
    let alone = try SQLStatement(database, "SELECT \(ArticleRow.columns) FROM article WHERE id = ?1")
    return try walk("article", in: database) { row in
      if let columns = ArticleRow(row) { return try body(columns) }
      try alone.bind(1, row.id)
      guard try alone.first({ try body(ArticleRow($0)) }) != nil else { throw PagesNotUnderstood() }
    }
  }

  /// Gives the rows of a table as they stand on their pages.
  ///
  /// - Returns: The number of the last row that was given and understood; 0 for none.
  private func walk(_ table: String, in database: Database, _ body: (TableWalk.Row) throws -> Void) throws -> Int64 {
    guard let root = try Self.root(of: table, in: database), let pages = try pages(in: database) else { return 0 }
    var last: Int64 = 0
    do {
      try TableWalk(pages).forEachRow(root: root) { row in
        try body(row)
        last = row.id
      }
    } catch is PagesNotUnderstood {}
    return last
  }

  /// The first page of a table.
  static func root(of table: String, in database: Database) throws -> UInt32? {
    let statement = try SQLStatement(
      database, "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?1")
    try statement.bind(1, table)
    return try statement.first { UInt32(exactly: $0.integer(0)) } ?? nil
  }

  /// Gives the articles that are copies of an earlier one, with the number of the first article of their story, in ascending
  /// order of id.
  ///
  /// The first article itself may be gone. Costs a twentieth of a microsecond an article, or a fifth of one with `after`.
  ///
  /// - Parameters:
  ///   - after: When given, only articles with larger ids.
  ///   - body: Called for each copy; what it throws ends the scan.
  public func scanCopies(after: ArticleID? = nil, _ body: (ArticleID, _ story: ArticleID) throws -> Void) throws {
    try withSnapshot {
      try use { database in
        var last = after?.rawValue ?? 0
        if after == nil, try (lastArticle()?.rawValue ?? 0) >= Self.walkedRows {
          last = try walkCopies(in: database, body)
        }
        let select =
          last == 0
          ? "SELECT id, story FROM article_story INDEXED BY article_copy WHERE story <> id ORDER BY id"
          : "SELECT id, story FROM article_story NOT INDEXED WHERE id > ?1 AND story <> id ORDER BY id"
        let statement = try SQLStatement(database, select)
        if last != 0 { try statement.bind(1, last) }
        try statement.forEachRow { try body(ArticleID(rawValue: $0.integer(0)), ArticleID(rawValue: $0.integer(1))) }
      }
    }
  }

  /// Gives the copies as they stand on their pages, and answers like ``walkArticles(in:_:)``.
  private func walkCopies(in database: Database, _ body: (ArticleID, ArticleID) throws -> Void) throws -> Int64 {
    try walk("article_story", in: database) { row in
      // The number stands in place of the first column, which is empty.
      guard var record = RecordReader(row.record), record.skipNull(), let story = record.integer() ?? nil
      else { throw PagesNotUnderstood() }
      if story != row.id { try body(ArticleID(rawValue: row.id), ArticleID(rawValue: story)) }
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
  /// Costs some microseconds an article.
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
      let lookup = try pageLookups(in: database)?.articles
      let statement = try SQLStatement(database, withText ? ArticleCard.selectWithText : ArticleCard.select)
      for (place, id) in ids.enumerated() {
        do {
          if let lookup {
            try lookup.card(of: id, withText: withText) { try body(place, $0, $1) }
            continue
          }
        } catch is PagesNotUnderstood {}
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
