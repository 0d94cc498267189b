import Analysis
import Articles
import GRDB

/// Writes single articles: the row, its text, its terms and its word forms, all of them or none.
///
/// The caller holds the transaction.
struct ArticleTable {
  let database: Database
  let path: String
  let analyzer: Analyzer
  let stories: StoryFinder
  let forms: FormWriter
  /// Takes the terms of new articles; FTS5 does without it.
  var segment: SegmentWriter?

  /// The id and content hash under a key.
  func find(key: String) throws -> (id: Int64, hash: ContentHash?)? {
    let statement = try SQLStatement(database, "SELECT id, content_hash FROM article WHERE key = ?1")
    try statement.bind(1, key)
    return try statement.first { row in (row.integer(0), row.withBlob(1) { ContentHash(bytes: $0) }) }
  }

  /// Adds an article whose key the index does not have.
  func insert(_ prepared: PreparedArticle) throws {
    let id = try insertRow(prepared)
    let text = try SQLStatement(database, "INSERT INTO article_text (id, body) VALUES (?1, ?2)")
    try text.bind(1, id)
    try text.bind(2, prepared.article.body)
    try text.run()
    try insertCheckpoints(prepared.terms.checkpoints, id: id, table: "article_checkpoint")
    if let segment {
      try segment.add(prepared.terms.columns, id: id, in: database)
    } else {
      try insertTerms(prepared.terms, id: id, table: "terms")
    }
    try stories.place(prepared.storyKeys, text: prepared.terms.storyText, id: id, in: database)
    try forms.add(prepared.newTerms, of: prepared.terms.columns, in: database)
  }

  func insertCheckpoints(_ checkpoints: [UInt8], id: Int64, table: String) throws {
    let statement = try SQLStatement(database, "INSERT INTO \(table) (id, body) VALUES (?1, ?2)")
    try statement.bind(1, id)
    try statement.bind(2, checkpoints)
    try statement.run()
  }

  func insertTerms(_ terms: ArticleTerms, id: Int64, table: String) throws {
    let statement = try SQLStatement(
      database,
      "INSERT INTO \(table) (rowid, title, body, author, site, category, compound) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
    try bind(terms, id: id, to: statement)
    try statement.run()
  }

  /// Notes that an unchanged article is at another place now.
  func move(key: String, to source: ArticleSource) throws {
    let statement = try SQLStatement(
      database, "UPDATE article SET source_path = ?2, source_member = ?3, source_line = ?4 WHERE key = ?1")
    try statement.bind(1, key)
    try statement.bind(2, source.path)
    try statement.bind(3, source.member)
    try statement.bind(4, source.line)
    try statement.run()
  }

  /// Removes an article and notes its id for readers.
  func remove(id: Int64, generation: Int64) throws {
    try deleteTerms(id: id)
    try stories.remove(id: id, in: database)
    for sql in [
      "DELETE FROM read_file WHERE path = (SELECT source_path FROM article WHERE id = ?1)",
      "DELETE FROM article WHERE id = ?1", "DELETE FROM article_text WHERE id = ?1",
      "DELETE FROM article_checkpoint WHERE id = ?1",
    ] {
      let statement = try SQLStatement(database, sql)
      try statement.bind(1, id)
      try statement.run()
    }
    let log = try SQLStatement(database, "INSERT INTO removal (generation, id) VALUES (?1, ?2)")
    try log.bind(1, generation)
    try log.bind(2, id)
    try log.run()
  }

  /// Takes an article's terms out of the full-text table, which must be told exactly what was put in.
  private func deleteTerms(id: Int64) throws {
    guard let stored = try StoredArticle.fetch(id: ArticleID(rawValue: id), in: database),
      let body = try StoredText.body(id: stored.id, in: database)
    else { throw IndexError.corrupt(path: path, detail: "article \(id) has no text") }
    let terms = ArticleTerms(of: stored.article(body: body), analyzer: analyzer)
    guard terms.counts == stored.counts else {
      throw IndexError.corrupt(path: path, detail: "the terms of article \(stored.key) do not fit its text")
    }
    let statement = try SQLStatement(
      database,
      """
      INSERT INTO terms (terms, rowid, title, body, author, site, category, compound)
      VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """)
    try bind(terms, id: id, to: statement)
    try statement.run()
  }

  private func bind(_ terms: ArticleTerms, id: Int64, to statement: SQLStatement) throws {
    try statement.bind(1, id)
    for (offset, column) in terms.columns.enumerated() {
      try statement.bind(Int32(offset) + 2, column)
    }
  }

  private func insertRow(_ prepared: PreparedArticle) throws -> Int64 {
    let article = prepared.article
    let statement = try SQLStatement(
      database,
      """
      INSERT INTO article (language, site, category, author, published_at, title_terms, body_terms, rest_terms, key,
        content_hash, url, title, published, updated, captured, body_bytes, source_path, source_member, source_line)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
      """)
    try statement.bind(1, article.language?.rawValue)
    try statement.bind(2, article.site)
    try statement.bind(3, article.category)
    try statement.bind(4, article.author)
    try statement.bind(5, article.published?.seconds)
    try statement.bind(6, prepared.terms.counts.title)
    try statement.bind(7, prepared.terms.counts.body)
    try statement.bind(8, prepared.terms.counts.rest)
    try statement.bind(9, article.key)
    try statement.bind(10, prepared.contentHash.bytes)
    try statement.bind(11, article.url)
    try statement.bind(12, article.title)
    try statement.bind(13, article.published?.text)
    try statement.bind(14, article.updated?.text)
    try statement.bind(15, article.captured?.text)
    try statement.bind(16, article.body.utf8.count)
    try statement.bind(17, article.source.path)
    try statement.bind(18, article.source.member)
    try statement.bind(19, article.source.line)
    try statement.run()
    return database.lastInsertedRowID
  }
}
