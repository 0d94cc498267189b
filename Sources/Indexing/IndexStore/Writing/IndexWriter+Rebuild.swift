import Analysis
import Articles
import Dispatch
import GRDB
import Synchronization

/// What rebuilding an index has done.
public struct RebuildReport: Sendable, Equatable {
  /// How many articles the index has.
  public var articles: Int
  /// How many of them an earlier, interrupted rebuild had analysed already.
  public var resumed: Int
}

extension IndexWriter {
  /// Analyses every stored text anew and replaces all terms, for another version of the analyzer or as a repair.
  ///
  /// The new terms are collected beside the old ones, which readers go on using, and take their place in one transaction
  /// at the end. Progress is committed as it goes: when the process ends early, the next rebuild continues there, unless
  /// articles were written in between. It needs free space for a second set of terms.
  ///
  /// - Parameter progress: Called after each batch; what it throws ends the operation between two transactions.
  public func rebuild(progress: (MaintenanceProgress) throws -> Void = { _ in }) throws -> RebuildReport {
    try showSegments()
    let (start, total) = try connection.write { database in
      let tables = RebuildTables(database: database)
      if try !tables.isResumable() { try tables.create() }
      return (try tables.progress(), try Int.fetchOne(database, sql: "SELECT count(*) FROM article") ?? 0)
    }
    let known = WordForms()
    let forms = FormWriter(table: RebuildTables.name("word_form"), known: known)
    let stories = StoryFinder(table: RebuildTables.name("article_story"))
    var (last, completed) = start
    while let batch = try nextRebuildBatch(after: last, known: known) {
      try writeRebuildBatch(batch, stories: stories, forms: forms)
      forms.confirm()
      last = batch.last?.id ?? last
      completed += batch.count
      try progress(MaintenanceProgress(stage: .analyzing, completed: completed, total: total))
    }
    try progress(MaintenanceProgress(stage: .replacingTerms, completed: 0, total: nil))
    try finishRebuild(articles: completed)
    self.stories.forget()
    var slices = 0
    while try mergeStep() {
      slices += 1
      try progress(MaintenanceProgress(stage: .merging, completed: slices, total: nil))
    }
    return RebuildReport(articles: completed, resumed: start.count)
  }

  /// One article of a rebuild, analysed.
  private struct RebuildEntry: Sendable {
    var id: Int64
    var terms: ArticleTerms
    var storyKeys: StoryKeys
    var newTerms: [NewTerms]
  }

  /// How many articles of a rebuild are analysed together.
  private static var rebuildSlice: Int { 64 }

  /// Reads some articles and analyses them on all cores; `nil` after the last.
  private func nextRebuildBatch(after last: Int64, known: WordForms) throws -> [RebuildEntry]? {
    let articles = try connection.use { try Self.articles(after: last, in: $0, path: path) }
    guard !articles.isEmpty else { return nil }
    let slices = stride(from: 0, to: articles.count, by: Self.rebuildSlice)
      .map { articles[$0..<min($0 + Self.rebuildSlice, articles.count)] }
    let analyzer = analyzer
    let entries = Mutex([[RebuildEntry]](repeating: [], count: slices.count))
    DispatchQueue.concurrentPerform(iterations: slices.count) { index in
      let slice = slices[index]
      let terms = ArticleAnalysis(analyzer: analyzer).terms(of: slice.map(\.1))
      let new = NewTerms.find(in: zip(terms, slice).map { ($0.columns, $1.1.language) }, known: known)
      let analysed = zip(slice, terms).map { article, terms in
        RebuildEntry(id: article.0, terms: terms, storyKeys: terms.storyKeys, newTerms: new)
      }
      entries.withLock { $0[index] = analysed }
    }
    return entries.withLock { $0.flatMap { $0 } }
  }

  /// The next articles: as many as make a few megabytes of text.
  private static func articles(after last: Int64, in database: Database, path: String) throws -> [(Int64, Article)] {
    let statement = try SQLStatement(
      database,
      """
      SELECT \(StoredArticle.columns), t.body FROM article JOIN article_text t USING (id)
      WHERE id > ?1 ORDER BY id LIMIT 2000
      """)
    try statement.bind(1, last)
    var articles: [(Int64, Article)] = []
    var bytes = 0
    defer { statement.reset() }
    while bytes < 8 << 20, try statement.step() {
      let stored = StoredArticle(row: statement)
      let body = statement.text(17)
      bytes += body.utf8.count
      articles.append((stored.id.rawValue, stored.article(body: body)))
    }
    return articles
  }

  private func writeRebuildBatch(_ batch: [RebuildEntry], stories: StoryFinder, forms: FormWriter) throws {
    try connection.write { database in
      let table = ArticleTable(database: database, path: path, analyzer: analyzer, stories: stories, forms: forms)
      for entry in batch {
        try table.insertTerms(entry.terms, id: entry.id, table: RebuildTables.name("terms"))
        try forms.add(entry.newTerms, in: database)
      }
      try table.insertCheckpoints(
        batch.map { ($0.id, $0.terms.checkpoints) }, table: RebuildTables.name("article_checkpoint"))
      try stories.place(batch.map { ($0.id, $0.storyKeys, $0.terms) }, in: database)
      let counts = RowInserter(
        database, "INSERT INTO \(RebuildTables.counts)", columns: ["id", "title_terms", "body_terms", "rest_terms"])
      try counts.insert(batch) { entry, row in
        try row.bind(1, entry.id)
        try row.bind(2, entry.terms.counts.title)
        try row.bind(3, entry.terms.counts.body)
        try row.bind(4, entry.terms.counts.rest)
      }
    }
  }

  private func finishRebuild(articles: Int) throws {
    try connection.write { database in
      let stored = try Int.fetchOne(database, sql: "SELECT count(*) FROM article") ?? 0
      guard stored == articles else {
        throw IndexError.corrupt(path: path, detail: "\(stored - articles) of \(stored) articles have no text")
      }
      try RebuildTables(database: database).replaceOriginals()
      let generation = try Metadata.generation(in: database) + 1
      try Metadata.begin(generation: generation, in: database)
      try Metadata.set(.refreshableSince, to: generation, in: database)
      try database.execute(sql: "DELETE FROM removal")
      try Metadata.set(.analyzer, to: Analyzer.fingerprint.description, in: database)
      try Metadata.set(.storiesAfter, to: 0, in: database)
    }
  }
}
