import Analysis
public import Articles
import GRDB

/// The one writer of an index, held by one process and used by one thread at a time.
///
/// What ``write(_:)`` or a removal has returned from is on disk: it survives the end of the process and, as far as the
/// disk keeps its promises, a power cut.
public final class IndexWriter {
  /// What the index is opened for.
  public enum Purpose: Sendable {
    /// Adding and removing articles; refused when the index has another analyzer's terms.
    case writing
    /// ``rebuild(progress:)`` and ``compact(progress:)`` only, which any analyzer's index allows.
    case maintenance
  }

  /// What became of one article.
  public enum Outcome: String, Sendable {
    /// Its key was new.
    case added
    /// Its key had another content before.
    case replaced
    /// The index had it already.
    case unchanged
  }

  /// The index's path.
  public let path: String
  /// What the threads that prepare articles for this writer share.
  public let wordForms = WordForms()
  let connection: Connection
  let analyzer = Analyzer()
  /// What is known of the stories of the index.
  let stories: StoryFinder
  /// What is known of the word forms of the index.
  let forms: FormWriter
  /// Writes the terms of new articles.
  let segment = SegmentWriter(table: "terms", columns: Field.allCases.count)
  let checkpointer: Checkpointer
  let merger: SegmentMerge
  private let purpose: Purpose
  private var lock: WriterLock?
  /// The transaction that ``append(_:)`` has begun.
  var running: Transaction?
  /// What is known of the keys of the index without looking into it.
  var keyFilter: KeyFilter?
  /// Keys that the index was found not to have, and was not given since: they need not be looked for again.
  var absentKeys: Set<String> = []
  private static let mostAbsentKeys = 100_000
  /// Whether there are segments that FTS5, on this connection, does not know of.
  var hasUnseenSegments = false

  /// Opens an index for writing, bringing an older schema up to date, or makes it.
  ///
  /// - Throws: ``IndexError/locked(path:holder:)`` at once when another process writes it;
  ///   ``IndexError/analyzerChanged(path:stored:current:)`` when its terms are another analyzer's and the purpose is
  ///   writing; and the other cases that opening can end in.
  public init(path: String, createIfMissing: Bool, for purpose: Purpose = .writing) throws(IndexError) {
    self.path = path
    self.purpose = purpose
    checkpointer = Checkpointer(path: path)
    merger = SegmentMerge(table: "terms", path: path)
    stories = StoryFinder()
    forms = FormWriter(table: "word_form", known: wordForms)
    // Nothing may be written, not even a journal mode, before the file is known to be ours.
    try Self.checkFile(at: path, createIfMissing: createIfMissing)
    lock = try WriterLock(indexPath: path)
    connection = try Connection(path: path, access: .write)
    do {
      try prepareFile()
    } catch {
      try? connection.close()
      throw IndexError(wrapping: error, path: path)
    }
  }

  /// Closes the file and releases the lock; doing it again has no effect.
  public func close() throws {
    checkpointer.close()
    merger.close()
    try connection.close()
    lock = nil
  }

  /// Gives up the memory of what was written, a hundred bytes an article: what is wanted of it is read again.
  public func forget() {
    stories.forget()
    wordForms.forget()
    keyFilter = nil
    absentKeys = []
  }

  // MARK: - Articles

  /// What the index has under the keys, for finding unchanged articles before analysis.
  ///
  /// Costs a few microseconds a key.
  public func storedVersions(forKeys keys: [String]) throws -> [String: StoredVersion] {
    let filter = try connection.use { try self.filter(in: $0) }
    let keys = keys.filter { filter.mayHave($0) }
    guard !keys.isEmpty else { return [:] }
    let versions = try connection.use { database in
      if database.isInsideTransaction { return try StoredVersion.fetch(keys: keys, in: database) }
      // In one transaction the file is not locked anew for every key.
      try SQLStatement(database, "BEGIN").run()
      defer { try? SQLStatement(database, "COMMIT").run() }
      return try StoredVersion.fetch(keys: keys, in: database)
    }
    if absentKeys.count > Self.mostAbsentKeys { absentKeys.removeAll() }
    for key in keys where versions[key] == nil { absentKeys.insert(key) }
    return versions
  }

  /// What is known of the keys of the index.
  func filter(in database: Database) throws -> KeyFilter {
    if let keyFilter { return keyFilter }
    let any = try SQLStatement(database, "SELECT 1 FROM article LIMIT 1")
    let filter = KeyFilter(isEmpty: try any.first { $0.integer(0) } == nil)
    keyFilter = filter
    return filter
  }

  // MARK: - Removal

  /// Removes the articles with the keys, in one transaction.
  ///
  /// - Returns: how many of them the index had.
  public func remove(keys: [String]) throws -> Int {
    try change { table, generation in
      var removed = 0
      for key in keys {
        guard let found = try table.find(key: key) else { continue }
        try table.remove(id: found.id, generation: generation)
        removed += 1
      }
      return (removed, removed > 0)
    }
  }

  /// Removes all articles of a publication, a thousand in a transaction.
  ///
  /// - Parameter site: The publication's exact name as stored.
  /// - Returns: how many there were.
  public func remove(site: String) throws -> Int {
    try removeAll { database in
      let statement = try SQLStatement(database, "SELECT id FROM article WHERE site = ?1 LIMIT 1000")
      try statement.bind(1, site)
      return statement
    }
  }

  /// Removes all articles published before a moment, a thousand in a transaction; those without a date stay.
  ///
  /// - Returns: how many there were.
  public func remove(before date: ArticleDate) throws -> Int {
    try removeAll { database in
      let statement = try SQLStatement(database, "SELECT id FROM article WHERE published_at < ?1 LIMIT 1000")
      try statement.bind(1, date.seconds)
      return statement
    }
  }

  private func removeAll(_ select: (Database) throws -> SQLStatement) throws -> Int {
    var total = 0
    while true {
      let removed = try change { table, generation in
        var ids: [Int64] = []
        try select(table.database).forEachRow { ids.append($0.integer(0)) }
        for id in ids { try table.remove(id: id, generation: generation) }
        return (ids.count, !ids.isEmpty)
      }
      guard removed > 0 else { return total }
      total += removed
    }
  }

  /// Runs a change in one transaction; when it did change something, the index has a new generation.
  func change<R>(_ body: (ArticleTable, _ generation: Int64) throws -> (R, changed: Bool)) throws -> R {
    try showSegments()
    do {
      return try connection.write { database in
        try requireAnalyzer(in: database)
        let generation = try Metadata.generation(in: database) + 1
        let (result, changed) = try body(table(in: database), generation)
        if changed { try Metadata.begin(generation: generation, in: database) }
        return result
      }
    } catch {
      stories.forget()
      forms.forget()
      throw error
    }
  }

  // MARK: - Opening

  /// Accepts an index, or nothing where one may be made.
  private static func checkFile(at path: String, createIfMissing: Bool) throws(IndexError) {
    do {
      let connection = try Connection(path: path, access: .read)
      let content = try connection.use { try SchemaVersion.current.content(of: $0) }
      try connection.close()
      switch content {
      case .foreign: throw IndexError.foreign(path: path)
      case .empty: throw IndexError.missing(path: path)
      case .index: return
      }
    } catch IndexError.missing where createIfMissing {
      return
    } catch {
      throw IndexError(wrapping: error, path: path)
    }
  }

  private func prepareFile() throws {
    try connection.write { database in
      let before = try SchemaVersion.current.migrate(database, path: path)
      if before == nil { try Metadata.set(.analyzer, to: Analyzer.fingerprint.description, in: database) }
    }
    if purpose == .writing { try connection.use { try requireAnalyzer(in: $0) } }
  }

  func requireAnalyzer(in database: Database) throws {
    let stored = try Metadata.text(.analyzer, in: database) ?? "unknown"
    let current = Analyzer.fingerprint.description
    guard stored == current else {
      throw IndexError.analyzerChanged(path: path, stored: stored, current: current)
    }
  }
}
