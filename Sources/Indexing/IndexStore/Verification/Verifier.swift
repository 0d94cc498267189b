import Analysis
import Articles
import GRDB

/// Compares an index with what its own texts say it should hold.
///
/// Terms are compared by checksum: the whole inverted index is streamed once, term by term, adding a hash of term, field
/// and position to the sum of its article; each article is then analysed anew and must come to the same sum. So every
/// posting is accounted for, in 16 to 32 bytes of memory an article.
struct Verifier {
  let reader: IndexReader
  let analyzer: Analyzer
  let progress: (MaintenanceProgress) throws -> Void
  var report = VerifyReport()
  /// For each article that has terms in the index, the sum over its occurrences.
  private var sums: [Int64: UInt64] = [:]
  /// Terms whose word form was looked up already, as hashes of language and term.
  private let checkedForms = WordForms()
  private let forms: FormWriter
  private let analysis: ArticleAnalysis

  init(reader: IndexReader, analyzer: Analyzer, progress: @escaping (MaintenanceProgress) throws -> Void) {
    self.reader = reader
    self.analyzer = analyzer
    self.progress = progress
    forms = FormWriter(table: "word_form", known: checkedForms)
    analysis = ArticleAnalysis(analyzer: analyzer)
  }

  mutating func run() throws -> VerifyReport {
    try progress(MaintenanceProgress(stage: .checkingStorage, completed: 0, total: nil))
    try guardingDamage { try $0.checkStorage() }
    try progress(MaintenanceProgress(stage: .checkingFullText, completed: 0, total: nil))
    try checkFullText()
    try reader.withSnapshot {
      try guardingDamage { try $0.checkRows() }
      try guardingDamage { try $0.checkStories() }
      let stored = try reader.analyzerFingerprint()
      if stored == Analyzer.fingerprint.description {
        try guardingDamage { try $0.readTerms() }
        try guardingDamage { try $0.compareArticles() }
      } else {
        report.skipped.append("the terms were not compared: they are those of another analyzer (\(stored))")
      }
    }
    return report
  }

  /// Runs one check; damage that stops it is a finding, not a failure.
  private mutating func guardingDamage(_ check: (inout Verifier) throws -> Void) throws {
    do {
      try check(&self)
    } catch IndexError.corrupt(_, let detail) {
      report.report(.storage(detail: detail))
    } catch IndexError.failed(_, _, let detail) {
      report.report(.storage(detail: detail))
    }
  }

  private mutating func checkStorage() throws {
    let lines = try reader.use { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    for line in lines where line != "ok" { report.report(.storage(detail: line)) }
  }

  /// FTS5 checks itself by a command that counts as writing, so it needs a connection of its own.
  private mutating func checkFullText() throws {
    do {
      let connection = try Connection(path: reader.path, access: .write)
      defer { try? connection.close() }
      try connection.use { database in
        try SQLStatement(database, "BEGIN IMMEDIATE").run()
        defer { try? SQLStatement(database, "ROLLBACK").run() }
        try SQLStatement(database, "INSERT INTO terms (terms) VALUES ('integrity-check')").run()
      }
    } catch let error as IndexError {
      switch error {
      case .corrupt(_, let detail), .failed(_, _, let detail): report.report(.fullText(detail: detail))
      default: report.skipped.append("FTS5's own check was not run: \(error)")
      }
    }
  }

  /// Every article has its rows, and every row its article.
  private mutating func checkRows() throws {
    for (table, id) in [("article_text", "id"), ("article_checkpoint", "id"), ("terms", "rowid")] {
      let missing = "SELECT id FROM article EXCEPT SELECT \(id) FROM \(table)"
      let orphans = "SELECT \(id) FROM \(table) EXCEPT SELECT id FROM article"
      let (lost, stray) = try reader.use { database in
        (try Int64.fetchAll(database, sql: missing), try Int64.fetchAll(database, sql: orphans))
      }
      for id in lost { report.report(.rowMissing(table: table, id: ArticleID(rawValue: id))) }
      for id in stray { report.report(.rowOrphaned(table: table, id: ArticleID(rawValue: id))) }
    }
  }

  private mutating func readTerms() throws {
    try progress(MaintenanceProgress(stage: .readingTerms, completed: 0, total: nil))
    var sums: [Int64: UInt64] = [:]
    var occurrences = 0
    try reader.use { database in
      let statement = try SQLStatement(database, "SELECT term, doc, col, offset FROM occurrence")
      var term: [UInt8] = []
      var sum = TermSum()
      try statement.forEachRow { row in
        row.withText(0) { bytes in
          if !bytes.elementsEqual(term) {
            term = Array(bytes)
            sum.take(term: UnsafeRawBufferPointer(bytes))
          }
        }
        row.withText(2) { sum.take(columnName: $0) }
        sums[row.integer(1), default: 0] &+= sum.value(position: row.integer(3))
        occurrences += 1
      }
    }
    self.sums = sums
    report.occurrences = occurrences
  }

  private mutating func compareArticles() throws {
    let total = try reader.use { try Int.fetchOne($0, sql: "SELECT count(*) FROM article") ?? 0 }
    try reader.forEachArticle { stored, body in
      try compare(stored, body: body)
      report.articles += 1
      if report.articles % 1000 == 0 || report.articles == total {
        try progress(MaintenanceProgress(stage: .comparingArticles, completed: report.articles, total: total))
      }
    }
    for id in sums.keys.sorted() { report.report(.rowOrphaned(table: "terms", id: ArticleID(rawValue: id))) }
  }

  private mutating func compare(_ stored: StoredArticle, body: String) throws {
    let article = stored.article(body: body)
    guard let terms = analysis.terms(of: [article]).first else { return }
    if terms.counts != stored.counts { report.report(.countsDiffer(key: stored.key)) }
    if sums.removeValue(forKey: stored.id.rawValue) ?? 0 != TermSum.total(of: terms.columns) {
      report.report(.termsDiffer(key: stored.key))
    }
    let (checkpoints, hash, storyKeys) = try derived(of: stored.id)
    if checkpoints != terms.checkpoints { report.report(.checkpointsDiffer(key: stored.key)) }
    if hash != ContentHash(of: article) { report.report(.contentHashDiffers(key: stored.key)) }
    if let storyKeys, storyKeys != terms.storyKeys { report.report(.storyKeysDiffer(key: stored.key)) }
    try compareForms(of: terms, language: stored.language)
  }

  /// What the index keeps besides the terms of an article; no story keys where it has no story.
  private func derived(of id: ArticleID) throws -> (checkpoints: [UInt8], hash: ContentHash?, storyKeys: StoryKeys?) {
    try reader.use { database in
      let statement = try SQLStatement(
        database,
        """
        SELECT content_hash, (SELECT body FROM article_checkpoint c WHERE c.id = a.id), s.id, s.keys
        FROM article a LEFT JOIN article_story s USING (id) WHERE a.id = ?1
        """)
      try statement.bind(1, id.rawValue)
      return try statement.first { row in
        (
          row.withBlob(1) { Array($0) }, row.withBlob(0) { ContentHash(bytes: $0) },
          row.optionalInteger(2).map { _ in row.withBlob(3) { StoryKeys(bytes: $0) } }
        )
      } ?? ([], nil, nil)
    }
  }

  private mutating func compareForms(of terms: ArticleTerms, language: Language?) throws {
    guard let language, let new = NewTerms.find(in: [(terms.columns, language)], known: checkedForms).first else {
      return
    }
    checkedForms.confirm(new.terms.lazy.map(\.hash))
    for term in new.terms {
      guard let form = forms.form(of: term.number, in: new.lexicon, language: language) else { continue }
      let isThere = try reader.use { database in
        let statement = try SQLStatement(
          database, "SELECT 1 FROM word_form WHERE language = ?1 AND stem = ?2 AND term = ?3")
        try statement.bind(1, language.rawValue)
        try statement.bind(2, form.stem)
        try statement.bind(3, form.term)
        return try statement.first { _ in true } ?? false
      }
      if !isThere { report.report(.formMissing(language: language, term: form.term)) }
    }
  }
}

/// The sum of the hashes of a set of occurrences; addition makes the order of no importance.
struct TermSum {
  private static let columnNames = Field.allCases.map { Array($0.rawValue.utf8) }
  private(set) var term: UInt64 = 0
  private var column = 0

  mutating func take(term bytes: UnsafeRawBufferPointer) {
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    term = UInt64(bitPattern: Int64(hasher.finalize()))
  }

  mutating func take(column: Int) { self.column = column }

  mutating func take(columnName: UnsafeBufferPointer<UInt8>) {
    if columnName.elementsEqual(Self.columnNames[column]) { return }
    column = Self.columnNames.firstIndex { columnName.elementsEqual($0) } ?? 0
  }

  /// The hash of one occurrence; the last steps are the finalizer of MurmurHash3 (Austin Appleby).
  func value(position: Int64) -> UInt64 {
    var hash = term ^ (UInt64(bitPattern: position) << 3 | UInt64(column))
    hash ^= hash >> 33
    hash &*= 0xff51_afd7_ed55_8ccd
    hash ^= hash >> 33
    hash &*= 0xc4ce_b9fe_1a85_ec53
    return hash ^ hash >> 33
  }

  /// The sum of an article whose full-text columns are given.
  static func total(of columns: TermColumns) -> UInt64 {
    var total: UInt64 = 0
    var sum = TermSum()
    var values: [UInt64] = []
    values.reserveCapacity(columns.lexicon.count)
    columns.lexicon.forEachTerm { term, _ in
      sum.take(term: UnsafeRawBufferPointer(term))
      values.append(sum.term)
    }
    for index in columns.ends.indices {
      let column = columns[index]
      sum.take(column: index)
      for (position, number) in column.enumerated() {
        sum.term = values[Int(number)]
        total &+= sum.value(position: Int64(position))
      }
    }
    return total
  }
}
