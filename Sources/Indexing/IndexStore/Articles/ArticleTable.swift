import Analysis
import Articles
import GRDB

/// Writes articles: the rows, texts, terms and word forms, all of them or none.
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

  /// Adds articles whose keys the index does not have, all of them different.
  func insert(_ articles: [PreparedArticle]) throws {
    let first = try nextID()
    let numbered = zip(first..., articles).map { (id: $0, article: $1) }
    try insertRows(numbered)
    let texts = RowInserter(database, "INSERT INTO article_text", columns: ["id", "body"])
    try texts.insert(numbered) { entry, row in
      try row.bind(1, entry.id)
      try row.bind(2, entry.article.hashed.article.body)
    }
    try insertCheckpoints(numbered.map { ($0.id, $0.article.terms.checkpoints) }, table: "article_checkpoint")
    if let segment {
      try segment.add(numbered.map { ($0.id, $0.article.terms.columns) }, in: database)
    } else {
      for (id, article) in numbered { try insertTerms(article.terms, id: id, table: "terms") }
    }
    try stories.place(numbered.map { ($0.id, $0.article.storyKeys, $0.article.terms) }, in: database)
    for article in articles { try forms.add(article.newTerms, in: database) }
  }

  /// The number of the next article, above those of all that there ever were.
  private func nextID() throws -> Int64 {
    let statement = try SQLStatement(
      database,
      """
      SELECT 1 + max(
        coalesce((SELECT max(id) FROM article), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'article'), 0))
      """)
    return try statement.first { $0.integer(0) } ?? 1
  }

  func insertCheckpoints(_ checkpoints: [(id: Int64, body: [UInt8])], table: String) throws {
    try RowInserter(database, "INSERT INTO \(table)", columns: ["id", "body"]).insert(checkpoints) { entry, row in
      try row.bind(1, entry.id)
      try row.bind(2, entry.body)
    }
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
    for (offset, column) in terms.columns.texts.enumerated() {
      try statement.bind(Int32(offset) + 2, column)
    }
  }

  private func insertRows(_ articles: [(id: Int64, article: PreparedArticle)]) throws {
    let rows = RowInserter(
      database, "INSERT INTO article",
      columns: [
        "id", "language", "site", "category", "author", "published_at", "title_terms", "body_terms", "rest_terms",
        "key",
        "content_hash", "url", "title", "published", "updated", "captured", "body_bytes", "source_path",
        "source_member",
        "source_line",
      ])
    try rows.insert(articles) { entry, row in
      // Facts are asked for one by one: a copy of the article would be one of each.
      let (hashed, counts) = (entry.article.hashed, entry.article.terms.counts)
      try row.bind(1, entry.id)
      try row.bind(2, hashed.article.language?.rawValue)
      try row.bind(3, hashed.article.site)
      try row.bind(4, hashed.article.category)
      try row.bind(5, hashed.article.author)
      try row.bind(6, hashed.article.published?.seconds)
      try row.bind(7, counts.title)
      try row.bind(8, counts.body)
      try row.bind(9, counts.rest)
      try row.bind(10, hashed.article.key)
      try row.bind(11, hashed.hash.bytes)
      try row.bind(12, hashed.article.url)
      try row.bind(13, hashed.article.title)
      try row.bind(14, hashed.article.published?.text)
      try row.bind(15, hashed.article.updated?.text)
      try row.bind(16, hashed.article.captured?.text)
      try row.bind(17, hashed.article.body.utf8.count)
      try row.bind(18, hashed.article.source.path)
      try row.bind(19, hashed.article.source.member)
      try row.bind(20, hashed.article.source.line)
    }
  }
}
