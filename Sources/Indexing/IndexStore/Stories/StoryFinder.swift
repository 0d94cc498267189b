import Analysis
import GRDB

/// Gives each article that is written its story: that of the article it is a copy of, or one of its own.
///
/// A story has the number of its first article and keeps it when that is gone. An article belongs to the story it was given
/// until it is replaced or removed, or the index rebuilt, so readers need only look at new articles.
///
/// The keys of the latest articles are in memory, read from the index when the first article is written.
final class StoryFinder {
  private let table: String
  private let hasher = WordHasher()
  private let reach: Int
  private var keys: StoryKeyTable?
  private var texts = StoryTextCache()

  /// - Parameters:
  ///   - table: Where stories are kept.
  ///   - reach: Among how many of the latest articles a copy is looked for, about.
  init(table: String = "article_story", reach: Int = 1_000_000) {
    self.table = table
    self.reach = reach
  }

  /// Forgets what is in memory, after a transaction that came to nothing.
  func forget() {
    keys = nil
    texts = StoryTextCache()
  }

  /// Looks for the stories of articles and writes them down.
  ///
  /// Costs about a microsecond for an article none of whose keys another has; each of up to four that do is analysed.
  ///
  /// - Parameters:
  ///   - articles: The number of each, above those of all articles that have a story, its keys and its terms. The rows of all
  ///     are in the index.
  ///   - database: The index.
  func place(_ articles: [(id: Int64, keys: StoryKeys, terms: ArticleTerms)], in database: Database) throws {
    var keys = try loadedKeys(database)
    // One owner of the table, so that adding to it copies nothing.
    self.keys = nil
    var rows: [(id: Int64, story: Int64, keys: StoryKeys)] = []
    rows.reserveCapacity(articles.count)
    for article in articles {
      let candidates = keys.candidates(for: article.keys)
      let found =
        candidates.isEmpty
        ? nil : try original(of: article.terms.storyText, id: article.id, among: candidates, in: database)
      let story = found.flatMap { keys.story(of: $0) } ?? article.id
      keys.add(article.keys, id: article.id, story: story)
      rows.append((article.id, story, article.keys))
    }
    self.keys = keys
    try RowInserter(database, "INSERT INTO \(table)", columns: ["id", "story", "keys"]).insert(rows) { entry, row in
      try row.bind(1, entry.id)
      try row.bind(2, entry.story)
      try row.bind(3, entry.keys.bytes)
    }
  }

  /// Removes an article from its story; what is left of it goes on being found.
  func remove(id: Int64, in database: Database) throws {
    let find = try SQLStatement(database, "SELECT story FROM \(table) WHERE id = ?1")
    try find.bind(1, id)
    guard let story = try find.first({ $0.integer(0) }) else { return }
    let delete = try SQLStatement(database, "DELETE FROM \(table) WHERE id = ?1")
    try delete.bind(1, id)
    try delete.run()
    texts.remove(id)
    guard var keys else { return }
    self.keys = nil
    keys.remove(id: id)
    for sql in [
      "SELECT id, keys FROM \(table) WHERE id = ?1",
      "SELECT id, keys FROM \(table) WHERE story = ?1 AND story <> id ORDER BY id LIMIT 8",
    ] {
      let others = try SQLStatement(database, sql)
      try others.bind(1, story)
      try others.forEachRow { row in
        keys.addAgain(row.withBlob(1) { StoryKeys(bytes: $0) }, id: row.integer(0), story: story)
      }
    }
    self.keys = keys
  }

  /// The candidate that an article resembles most, if it is a copy of one.
  private func original(of text: StoryText, id: Int64, among candidates: [Int64], in database: Database) throws
    -> Int64?
  {
    var best: (id: Int64, resemblance: Double)?
    for candidate in candidates {
      guard try mayResemble(text, candidate, in: database), let other = try self.text(of: candidate, in: database)
      else { continue }
      let least = max(StoryText.threshold, (best?.resemblance ?? 0).nextUp)
      guard let resemblance = text.resemblance(to: other, from: least) else { continue }
      best = (candidate, resemblance)
      if resemblance == 1 { break }
    }
    texts.keep(text, of: id)
    return best?.id
  }

  /// Whether the lengths let an article resemble another, which spares reading most.
  private func mayResemble(_ text: StoryText, _ id: Int64, in database: Database) throws -> Bool {
    if let other = texts.text(of: id) { return text.mayResemble(wordCount: other.wordCount) }
    let statement = try SQLStatement(database, "SELECT body_terms FROM article WHERE id = ?1")
    try statement.bind(1, id)
    return try statement.first { text.mayResemble(wordCount: Int($0.integer(0))) } ?? false
  }

  private func text(of id: Int64, in database: Database) throws -> StoryText? {
    if let text = texts.text(of: id) { return text }
    let statement = try SQLStatement(
      database, "SELECT a.title, t.body FROM article a JOIN article_text t ON t.id = a.id WHERE a.id = ?1")
    try statement.bind(1, id)
    let found = try statement.first { row in
      func hashes(_ column: Int32) -> [UInt64] { row.withText(column) { Array(hasher.hashes(of: $0)) } }
      return StoryText(title: hashes(0), words: hashes(1))
    }
    guard let text = found else { return nil }
    texts.keep(text, of: id)
    return text
  }

  /// The keys of the latest articles; reading them costs about 0.2 µs an article.
  private func loadedKeys(_ database: Database) throws -> StoryKeyTable {
    if let keys, keys.count < reach + reach / 4 { return keys }
    let oldest = try SQLStatement(database, "SELECT id FROM \(table) ORDER BY id DESC LIMIT 1 OFFSET ?1")
    try oldest.bind(1, reach)
    let last = try oldest.first { $0.integer(0) } ?? 0
    let count = try SQLStatement(database, "SELECT coalesce(sum(length(keys)), 0) / 4 FROM \(table) WHERE id > ?1")
    try count.bind(1, last)
    var loaded = StoryKeyTable(capacity: try count.first { Int($0.integer(0)) } ?? 0)
    let rows = try SQLStatement(database, "SELECT id, story, keys FROM \(table) WHERE id > ?1 ORDER BY id")
    try rows.bind(1, last)
    try rows.forEachRow { row in
      loaded.add(row.withBlob(2) { StoryKeys(bytes: $0) }, id: row.integer(0), story: row.integer(1))
    }
    return loaded
  }
}
