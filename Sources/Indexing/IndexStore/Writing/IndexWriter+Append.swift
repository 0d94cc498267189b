import Articles
import GRDB

extension IndexWriter {
  /// What ``append(_:)`` has begun.
  struct Transaction {
    let generation: Int64
    /// Whether the terms are gathered for a segment, rather than given to FTS5.
    let usesSegment: Bool
    var isChange = false
  }

  /// Writes articles in one transaction: all of them or, when it throws, none.
  ///
  /// - Parameter batch: The articles; of two with one key the later one stays.
  /// - Returns: an outcome for each article, in order.
  public func write(_ batch: [PreparedArticle]) throws -> [Outcome] {
    let outcomes = try append(batch)
    try commit()
    return outcomes
  }

  /// Writes articles in the running transaction, or begins one.
  ///
  /// It is to be ended by ``commit()`` before anything else is written. When this throws, nothing is left of it. Where articles
  /// are replaced, what was appended before may be committed first.
  ///
  /// - Parameter batch: The articles; of two with one key the later one stays.
  /// - Returns: an outcome for each article, in order.
  public func append(_ batch: [PreparedArticle]) throws -> [Outcome] {
    let foreseen = try connection.use { try self.foreseen(batch, in: $0) }
    let replaces = foreseen.contains(.replaced)
    // Terms are removed by FTS5, which must know of all segments then.
    if replaces {
      if running?.usesSegment ?? false { try commit() }
      if running == nil { try showSegments() }
    }
    return try undoingFailures { database in
      if running == nil { try begin(usesSegment: !replaces, in: database) }
      guard let transaction = running else { return [] }
      var table = table(in: database)
      if transaction.usesSegment { table.segment = segment }
      let outcomes =
        replaces ? try batch.map { try put($0, table: table, generation: transaction.generation) } : foreseen
      if !replaces { try table.insert(zip(batch, outcomes).filter { $1 == .added }.map(\.0)) }
      for article in batch { keyFilter?.insert(article.key) }
      if outcomes.contains(where: { $0 != .unchanged }) { running?.isChange = true }
      return outcomes
    }
  }

  /// Commits what was appended; without anything it does nothing.
  public func commit() throws {
    guard let transaction = running else { return }
    let unmerged = try undoingFailures { database in
      let unmerged = transaction.usesSegment ? try segment.flush(in: database) : 0
      if transaction.isChange { try Metadata.begin(generation: transaction.generation, in: database) }
      try SQLStatement(database, "COMMIT").run()
      running = nil
      forms.confirm()
      if transaction.usesSegment { hasUnseenSegments = true }
      return unmerged
    }
    if transaction.isChange { checkpointer.begin() }
    // As many lists as FTS5 would let be, so that searches during a long ingest do not grow slower and slower.
    if unmerged >= Self.mostUnmerged {
      while try mergeStep() {}
    }
  }

  /// How many lists wait to be merged at once, so that each is written anew once.
  private static var mostUnmerged: Int { 64 }

  /// Lets FTS5 see what was written without it, before it is used.
  func showSegments() throws {
    guard hasUnseenSegments else { return }
    try connection.reopen()
    hasUnseenSegments = false
  }

  func table(in database: Database) -> ArticleTable {
    ArticleTable(database: database, path: path, analyzer: analyzer, stories: stories, forms: forms)
  }

  private func begin(usesSegment: Bool, in database: Database) throws {
    try SQLStatement(database, "BEGIN IMMEDIATE").run()
    try requireAnalyzer(in: database)
    running = Transaction(
      generation: try Metadata.generation(in: database) + 1,
      usesSegment: usesSegment ? try segment.canWrite(in: database) : false)
  }

  /// What will become of articles; of two with one key the second is taken to replace the first, whatever it is.
  private func foreseen(_ batch: [PreparedArticle], in database: Database) throws -> [Outcome] {
    var keys = Set<String>(minimumCapacity: batch.count)
    let table = table(in: database)
    let filter = try self.filter(in: database)
    return try batch.map { prepared in
      guard keys.insert(prepared.key).inserted else { return .replaced }
      if !filter.mayHave(prepared.key) { return .added }
      if absentKeys.remove(prepared.key) != nil { return .added }
      guard let stored = try table.find(key: prepared.key) else { return .added }
      return stored.hash == prepared.hashed.hash ? .unchanged : .replaced
    }
  }

  /// Writes one article that may be there.
  private func put(_ prepared: PreparedArticle, table: ArticleTable, generation: Int64) throws -> Outcome {
    let existing = try table.find(key: prepared.key)
    if let existing {
      if existing.hash == prepared.hashed.hash { return .unchanged }
      try table.remove(id: existing.id, generation: generation)
    }
    try table.insert([prepared])
    return existing == nil ? .added : .replaced
  }

  /// Uses the database for the running transaction, and undoes it when that throws.
  private func undoingFailures<R>(_ body: (Database) throws -> R) throws -> R {
    do {
      return try connection.use { database in
        do {
          return try body(database)
        } catch {
          // A failure such as a full disk may have ended the transaction already.
          if database.isInsideTransaction { try? SQLStatement(database, "ROLLBACK").run() }
          throw error
        }
      }
    } catch {
      running = nil
      stories.forget()
      forms.forget()
      segment.forget()
      throw error
    }
  }
}
