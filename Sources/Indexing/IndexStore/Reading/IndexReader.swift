public import Articles
import GRDB
import GRDBSQLite

/// One read-only connection to an index, used by one thread at a time.
///
/// It never writes to the index and never makes one, and goes on reading while another process writes. Opening one costs
/// about a millisecond, and each keeps up to 4 MiB of pages.
public final class IndexReader {
  /// The index's path.
  public let path: String
  private let connection: Connection
  let functions = PhraseFunctions()
  private var transaction = Transaction.none
  private var transactionStatements: TransactionStatements?
  /// What SQLite called the state of the file that the latest transaction saw: another state has another number.
  private(set) var fileVersion: Int64 = 0
  /// The generation of the state that ``fileVersion`` names.
  private var fileGeneration: Int64?
  /// The segments of the full-text index as a state of the file has them, `nil` where they are not understood.
  var segmentList: (version: Int64, segments: [SegmentList.Segment]?)?
  var segmentStatements: SegmentStatements?
  /// How pages are found in a state of the file, `nil` where that is not understood.
  private var lookups: (version: Int64, found: PageLookups?)?
  private var header: LogHeader?
  /// The state of the log when the latest transaction began; `nil` where that is not known.
  private var transactionLog: LogHeader.State?
  /// A generation, and what ``header`` said while it was the newest.
  private var newest: (generation: Int64, header: LogHeader.Content)?

  private struct TransactionStatements {
    let begin: SQLStatement
    /// Reads what SQLite calls the state of the file, by which the snapshot is taken.
    let version: SQLStatement
    let commit: SQLStatement

    init(_ database: Database) throws {
      begin = try SQLStatement(database, "BEGIN")
      version = try SQLStatement(database, "PRAGMA data_version")
      commit = try SQLStatement(database, "COMMIT")
    }
  }

  /// Finds rows without SQLite, in transactions of one state of the file.
  struct PageLookups {
    let articles: ArticlePageLookup?
    let segments: SegmentPageLookup?

    init(_ pages: SnapshotPages, in database: Database) throws {
      let lookup = PageLookup(pages)
      articles = try ArticlePageLookup(lookup, in: database)
      segments = try SegmentPageLookup(lookup, table: "terms", in: database)
    }
  }

  private enum Transaction: Equatable {
    case none
    /// It begins with the first read, which must find a generation.
    case expected(Int64)
    /// It shows a generation.
    case running(Int64)
  }

  /// Ends what was begun on the expectation of a generation.
  private struct GenerationPassed: Error {}

  /// Opens an index for reading.
  ///
  /// - Throws: ``IndexError/missing(path:)`` when there is none, and the other cases that opening can end in.
  public init(path: String) throws(IndexError) {
    self.path = path
    connection = try Connection(path: path, access: .read)
    do {
      try connection.use { database in
        try SchemaVersion.current.check(database, path: path)
        try functions.register(on: database)
      }
    } catch {
      try? connection.close()
      throw IndexError(wrapping: error, path: path)
    }
  }

  /// Closes the file; doing it again has no effect.
  public func close() throws {
    header = nil
    lookups = nil
    segmentStatements = nil
    transactionStatements = nil
    try connection.close()
  }

  // MARK: - Snapshots and changes

  /// Runs `body` in one read transaction, in which the index does not change; calls may be nested.
  ///
  /// Keep it short: while it lasts, the write-ahead log cannot shrink.
  public func withSnapshot<R>(_ body: () throws -> R) throws -> R {
    guard transaction == .none else { return try body() }
    try begin()
    defer { end() }
    return try body()
  }

  /// Runs `body` like ``withSnapshot(_:)``, for callers that know a generation already and may not need the file.
  ///
  /// The transaction begins with the first read in `body`; without one, the generation is looked at behind it.
  ///
  /// - Returns: `nil` when the index has another generation by now, whatever `body` did.
  public func withSnapshot<R>(at generation: Int64, _ body: () throws -> R) throws -> R? {
    guard transaction == .none else { return generation == (try self.generation()) ? try body() : nil }
    // What was found in an earlier state would be thrown away.
    if newest != nil, try !isNewest(generation) { return nil }
    transaction = .expected(generation)
    defer { end() }
    do {
      let result = try body()
      if case .running(let seen) = transaction { return seen == generation ? result : nil }
      transaction = .none
      return try isNewest(generation) ? result : nil
    } catch is GenerationPassed {
      return nil
    }
  }

  /// Whether the index has this generation now; outside of a transaction.
  private func isNewest(_ generation: Int64) throws -> Bool {
    let before = header?.content
    if let newest, let before, newest == (generation, before) { return true }
    let now = try self.generation()
    if let before, before == header?.content { newest = (now, before) }
    if header == nil { header = try connection.use { try LogHeader($0) } }
    return now == generation
  }

  /// Calls `body` with the database, in a transaction where one was asked for.
  func use<R>(_ body: (Database) throws -> R) throws -> R {
    if case .expected(let generation) = transaction {
      try begin()
      guard transaction == .running(generation) else { throw GenerationPassed() }
    }
    return try connection.use(body)
  }

  private func begin() throws {
    transaction = .none
    try connection.use { database in
      let statements = try transactionStatements ?? TransactionStatements(database)
      transactionStatements = statements
      if header == nil { header = try LogHeader(database) }
      let before = header?.state
      try statements.begin.run()
      do {
        let version = try statements.version.first { $0.integer(0) } ?? 0
        if version != fileVersion { fileGeneration = nil }
        fileVersion = version
        transactionLog = header?.state == before ? before : nil
        let generation = try fileGeneration ?? Metadata.generation(in: database)
        fileGeneration = generation
        transaction = .running(generation)
      } catch {
        try? SQLStatement(database, "ROLLBACK").run()
        throw error
      }
    }
  }

  /// The pages of the file as the transaction sees them; `nil` where they cannot be read without SQLite.
  func pages(in database: Database) throws -> SnapshotPages? {
    guard case .running = transaction else { return nil }
    return try SnapshotPages(database, log: transactionLog)
  }

  /// What finds rows without SQLite; `nil` where the transaction may see pages that are in the log alone.
  func pageLookups(in database: Database) throws -> PageLookups? {
    guard case .running = transaction else { return nil }
    guard let transactionLog, transactionLog.isCopied else {
      if lookups != nil { try Connection.setCache(of: database, besides: 0) }
      lookups = nil
      return nil
    }
    if let lookups, lookups.version == fileVersion { return lookups.found }
    if lookups == nil { try Connection.setCache(of: database, besides: PageLookup.keptBytes) }
    let found = try pages(in: database).map { try PageLookups($0, in: database) }
    lookups = (fileVersion, found)
    return found
  }

  private func end() {
    defer { transaction = .none }
    // A read transaction has nothing to lose; an error here leaves it to the next use of the connection.
    if case .running = transaction { try? connection.use { _ in try transactionStatements?.commit.run() } }
  }

  /// The number of transactions that have changed what can be found.
  ///
  /// It only grows; asking costs a few microseconds, within a snapshot nothing.
  public func generation() throws -> Int64 {
    if case .running(let generation) = transaction { return generation }
    return try use { try Metadata.generation(in: $0) }
  }

  /// What was drawn for the current generation, so that a copy of the index that went another way is told apart; `nil` in
  /// an index that has not changed since such numbers are drawn.
  public func stamp() throws -> Int64? {
    try use { try Metadata.integer(.stamp, in: $0) }
  }

  /// Whether the index once was, or is, what a generation and its stamp name.
  ///
  /// What was derived from that state can be brought to the present by ``removals(since:)`` and the articles with larger
  /// ids. It is not so for a state that only a copy of the index was in, nor for one so old that it is not known any more.
  public func hasBeen(generation: Int64, stamp: Int64) throws -> Bool {
    try use { try Metadata.stamp(ofGeneration: generation, in: $0) == stamp }
  }

  /// The articles removed or replaced after a generation, in ascending order of removal.
  ///
  /// - Throws: ``IndexError/historyUnavailable(path:since:)`` when the index was rebuilt or compacted since: then
  ///   everything that was read before is to be read anew.
  public func removals(since generation: Int64) throws -> [ArticleID] {
    try use { database in
      guard generation >= (try Metadata.integer(.refreshableSince, in: database) ?? 0) else {
        throw IndexError.historyUnavailable(path: path, since: generation)
      }
      let statement = try SQLStatement(database, "SELECT id FROM removal WHERE generation > ?1")
      try statement.bind(1, generation)
      var ids: [ArticleID] = []
      try statement.forEachRow { ids.append(ArticleID(rawValue: $0.integer(0))) }
      return ids
    }
  }

  /// The fingerprint of the analyzer that wrote the terms, as text; queries find their words when it is this program's.
  public func analyzerFingerprint() throws -> String {
    try use { try Metadata.text(.analyzer, in: $0) ?? "unknown" }
  }

  // MARK: - Terms

  /// The articles that contain a term, a term prefix or an exact phrase.
  ///
  /// Costs about 10 ns a posting of a term or of all terms of a prefix, and for a phrase some 100 ns for each article that has its
  /// words.
  ///
  /// - Parameters:
  ///   - phrase: Consecutive terms as the analyzer makes them. Several never match in ``Articles/Field/compound``.
  ///   - prefix: Whether the last term stands for all terms that begin with it; in a phrase FTS5 merges their lists in memory.
  ///   - after: When given, only articles with larger ids: for what came since the last read.
  ///   - deadline: Past it the call throws ``IndexError/deadline``.
  public func postings(
    of phrase: [String], prefix: Bool, after: ArticleID? = nil, deadline: Deadline? = nil
  ) throws -> PostingList {
    var list = PostingList()
    try forEachPostings(
      of: phrase, prefix: prefix, after: after, deadline: deadline, startOver: { list = PostingList() }
    ) { ids, frequencies in
      list.ids.append(contentsOf: ids)
      list.frequencies.append(contentsOf: frequencies)
    }
    return list
  }

  /// Gives the same some thousands at a time, without keeping them.
  ///
  /// - Parameters:
  ///   - resident: Lists that are in memory, of the same lineage of articles: none was numbered anew since they were read.
  ///   - startOver: Called when all that was given is void, since part of the index turned out to be readable for FTS5 at most.
  ///   - body: Called with ids in ascending order and the frequencies in each, which are valid during the call.
  public func forEachPostings(
    of phrase: [String], prefix: Bool, after: ArticleID? = nil, resident: ResidentDoclists? = nil,
    deadline: Deadline? = nil, startOver: () -> Void,
    _ body: (UnsafeBufferPointer<Int64>, UnsafeBufferPointer<FieldFrequencies>) -> Void
  ) throws {
    let query = PhraseQuery(terms: phrase, prefix: prefix)
    if try readPostings(of: query, after: after, resident: resident, deadline: deadline ?? .none, body) { return }
    startOver()
    try withoutActuallyEscaping(body) { sink in
      _ = try collect(query, rows: after.map(Rows.after) ?? .all, sink: sink, deadline: deadline)
    }
  }

  /// The same with the place of every occurrence, for NEAR.
  public func occurrences(
    of phrase: [String], prefix: Bool, after: ArticleID? = nil, deadline: Deadline? = nil
  ) throws -> OccurrenceList {
    try collect(
      PhraseQuery(terms: phrase, prefix: prefix), rows: after.map(Rows.after) ?? .all, deadline: deadline
    )?.occurrences ?? OccurrenceList()
  }

  /// The places of a term, prefix or phrase in one article, for highlighting.
  ///
  /// FTS5 seeks the article in the list, in some tens of microseconds. For a prefix it first merges the lists of all terms
  /// that begin with it, each time: for several articles ask for the whole list once.
  public func occurrences(of phrase: [String], prefix: Bool, in article: ArticleID) throws -> [Occurrence] {
    try collect(PhraseQuery(terms: phrase, prefix: prefix), rows: .one(article), deadline: nil)?
      .occurrences.places ?? []
  }

  private enum Rows {
    case all
    case after(ArticleID)
    case one(ArticleID)
  }

  /// Runs a query, which is `nil` when no index can contain what it asks for.
  ///
  /// - Parameter sink: Takes the postings; without one their places are collected.
  private func collect(
    _ query: PhraseQuery, rows: Rows, sink: PostingRoom.Sink? = nil, deadline: Deadline?
  ) throws -> PhraseCollector? {
    guard let match = query.match else { return nil }
    let deadline = deadline ?? .none
    if deadline.isPast { throw IndexError.deadline }
    return try use { database in
      let select =
        switch rows {
        case .all: "SELECT \(PhraseFunctions.wholeList)(terms) FROM terms WHERE terms MATCH ?1 LIMIT 1"
        case .after: "SELECT \(PhraseFunctions.currentRow)(terms) FROM terms WHERE terms MATCH ?1 AND rowid > ?2"
        case .one: "SELECT \(PhraseFunctions.currentRow)(terms) FROM terms WHERE terms MATCH ?1 AND rowid = ?2"
        }
      let statement = try SQLStatement(database, select)
      try statement.bind(1, match)
      switch rows {
      case .all: break
      case .after(let id), .one(let id): try statement.bind(2, id.rawValue)
      }
      return try functions.collect(
        statement, in: database,
        with: PhraseCollector(
          room: functions.room, sink: sink, skipsCompounds: query.skipsCompounds, deadline: deadline))
    }
  }

  /// The terms of a language's articles that have a stem, without the stem itself; microseconds.
  public func forms(ofStem stem: String, language: Language) throws -> [String] {
    try use { database in
      let statement = try SQLStatement(database, "SELECT term FROM word_form WHERE language = ?1 AND stem = ?2")
      try statement.bind(1, language.rawValue)
      try statement.bind(2, stem)
      var forms: [String] = []
      try statement.forEachRow { row in
        let term = row.text(0)
        if term != stem { forms.append(term) }
      }
      return forms
    }
  }

  /// Whether the index knows a term of a language's articles as a form of a stem; microseconds.
  public func hasForm(_ term: String, ofStem stem: String, language: Language) throws -> Bool {
    try use { database in
      let statement = try SQLStatement(
        database, "SELECT 1 FROM word_form WHERE language = ?1 AND stem = ?2 AND term = ?3")
      try statement.bind(1, language.rawValue)
      try statement.bind(2, stem)
      try statement.bind(3, term)
      return try statement.first { _ in true } ?? false
    }
  }

  /// Gives the distinct terms in ascending order of their bytes, with the number of articles that have each.
  ///
  /// Counting reads the whole list of each term, about 100 ns a posting.
  ///
  /// - Parameters:
  ///   - prefix: When given, only terms that begin with it.
  ///   - body: Returns `false` to end.
  public func vocabulary(prefix: String? = nil, _ body: (String, Int) throws -> Bool) throws {
    try use { database in
      let prefix = prefix ?? ""
      let statement = try SQLStatement(database, "SELECT term, doc FROM vocabulary WHERE term >= ?1")
      try statement.bind(1, prefix)
      defer { statement.reset() }
      while try statement.step() {
        let term = statement.text(0)
        guard term.utf8.starts(with: prefix.utf8) else { return }
        guard try body(term, Int(statement.integer(1))) else { return }
      }
    }
  }
}
