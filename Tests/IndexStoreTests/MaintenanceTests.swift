import Analysis
import Articles
import Foundation
import GRDB
import Testing

@testable import IndexStore

@Suite("Maintenance of an index")
struct MaintenanceTests {
  let folder: TemporaryFolder
  var path: String { folder.index }

  init() throws { folder = try TemporaryFolder() }

  private struct Interruption: Error {}

  /// Every posting list, whole; equal for two indexes that answer alike.
  private func lists(_ path: String) throws -> [OccurrenceList] {
    let reader = try IndexReader(path: path)
    var terms: [String] = []
    try reader.vocabulary { term, _ in
      terms.append(term)
      return true
    }
    return try terms.map { try reader.occurrences(of: [$0], prefix: false) }
  }

  @Test("rebuilding makes the same terms again, repairs wrong ones, and tells readers to read anew")
  func rebuild() throws {
    try makeIndex(at: path, randomArticles(50, seed: 5))
    let before = try lists(path)
    let reader = try IndexReader(path: path)
    let generation = try reader.generation()
    try runShell(
      path,
      """
      INSERT INTO terms (terms, rowid, title, body, author, site, category, compound)
      VALUES ('delete', 7, 'some', 'wrong', 'terms', '', '', '');
      UPDATE article SET body_terms = 1; DELETE FROM word_form; DELETE FROM article_checkpoint;
      """)
    let writer = try IndexWriter(path: path, createIfMissing: false, for: .maintenance)
    #expect(try writer.rebuild() == RebuildReport(articles: 50, resumed: 0))
    #expect(try lists(path) == before)
    #expect(try reader.generation() == generation + 1)
    #expect(throws: IndexError.historyUnavailable(path: path, since: generation)) {
      try reader.removals(since: generation)
    }
    #expect(try reader.removals(since: generation + 1) == [])
    #expect(try writer.write(.sample("key7", body: "air")) == [.replaced])
    try expectSound(path)
  }

  @Test("an interrupted rebuild leaves the index in use and continues where it stopped")
  func resumes() throws {
    try makeIndex(at: path, (0..<2500).map { .sample("k\($0)", title: "word\($0 % 7)", language: nil) })
    let writer = try IndexWriter(path: path, createIfMissing: false, for: .maintenance)
    #expect(throws: Interruption.self) { try writer.rebuild { _ in throw Interruption() } }
    let reader = try IndexReader(path: path)
    #expect(try reader.postings(of: ["word1"], prefix: false).count == 357)
    try expectSound(path)
    #expect(try writer.rebuild() == RebuildReport(articles: 2500, resumed: 2000))
    try expectSound(path)
  }

  @Test("a rebuild that articles were written after begins anew")
  func startsOver() throws {
    try makeIndex(at: path, (0..<2500).map { .sample("k\($0)", title: "word\($0 % 7)", language: nil) })
    let writer = try IndexWriter(path: path, createIfMissing: false)
    #expect(throws: Interruption.self) { try writer.rebuild { _ in throw Interruption() } }
    _ = try writer.remove(keys: ["k0"])
    #expect(try writer.rebuild() == RebuildReport(articles: 2499, resumed: 0))
    try expectSound(path)
  }

  @Test("compacting keeps every article and list, and gives space back")
  func compact() throws {
    let writer = try IndexWriter(path: path, createIfMissing: true)
    for round in 0..<20 {
      try writer.write(articles: (0..<50).map { .sample("k\($0)", body: "round\(round) word \($0)", site: "S") })
    }
    try writer.write(articles: (100..<900).map { .sample("k\($0)", body: "filler\($0) text to remove", site: "T") })
    _ = try writer.remove(site: "T")
    let reader = try IndexReader(path: path)
    let before = try lists(path)
    let generation = try reader.generation()
    let report = try writer.compact()
    #expect(report.bytesAfter < report.bytesBefore)
    #expect(report.forgottenRemovals == 19 * 50 + 800)
    #expect(try lists(path) == before)
    #expect(try reader.stats().freeBytes == 0)
    #expect(try reader.removals(since: generation) == [])
    #expect(throws: IndexError.historyUnavailable(path: path, since: generation - 1)) {
      try reader.removals(since: generation - 1)
    }
    #expect(try writer.mergeStep() == false)
    #expect(try writer.write(.sample("new", body: "word")) == [.added])
    try expectSound(path)
  }

  @Test("merging in slices comes to an end and changes no answer")
  func merging() throws {
    let writer = try IndexWriter(path: path, createIfMissing: true)
    for round in 0..<30 {
      try writer.write(articles: (0..<10).map { .sample("\(round)-\($0)", body: "word \(round)") })
    }
    let before = try lists(path)
    let reader = try IndexReader(path: path)
    var slices = 0
    repeat {
      slices += 1
      var count = 0
      let isUnderstood = try reader.withSegments(deadline: .none) { source in
        try TermDoclist(SegmentPages.stored("word".utf8), in: source)
          .forEachCount(from: 0, in: PostingRoom(), deadline: .none) { ids, _ in count += ids.count }
      }
      #expect(isUnderstood && count == 300, "a reader goes by the segments there are now")
    } while try writer.mergeStep()
    #expect(slices > 0)
    #expect(try lists(path) == before)
    try expectSound(path)
  }

  @Test(
    "files copied in the middle of a merge, as after a kill, have all of the index, and the merge goes on",
    arguments: 0..<6)
  func killedMerge(steps: Int) throws {
    try IndexWriter(path: path, createIfMissing: true).close()
    let writer = try IndexWriter(path: path, createIfMissing: false)
    for round in 0..<9 {
      try writer.write(articles: randomArticles(20, seed: UInt64(round)).map { $0.renamed(round) })
      if round % 3 == 1 { _ = try writer.remove(keys: ["\(round - 1)-key1"]) }
    }
    let before = try lists(path)
    let reader = try IndexReader(path: path)
    let merge = SegmentMerge(table: "terms", path: path)
    defer { merge.close() }
    func step(_ database: Database) throws {
      _ = try merge.step(.fullestLevel, pageCount: 1, in: SegmentTables("terms", in: database))
    }
    for _ in 0..<steps { try writer.connection.write(step) }
    let copy = folder.path + "/killed.db"
    try? writer.connection.write { database in
      try SQLStatement(database, "PRAGMA cache_size = 1").run()
      try step(database)
      for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix) }
      throw Interruption()
    }
    try expectSound(copy)
    #expect(try lists(copy) == before)
    #expect(try runShell(copy, "INSERT INTO terms (terms) VALUES ('integrity-check')").status == 0)
    let other = try IndexWriter(path: copy, createIfMissing: false)
    while try other.mergeStep() {}
    try other.write(.sample("new", body: "word"))
    try other.close()
    try expectSound(copy)
    #expect(try reader.stats().articles == 9 * 20 - 3)
    try expectSound(path)
  }

  @Test("a backup is the index of one moment, made while it is written")
  func backup() throws {
    let writer = try IndexWriter(path: path, createIfMissing: true)
    try writer.write(articles: randomArticles(300, seed: 9))
    let before = try lists(path)
    let reader = try IndexReader(path: path)
    let copy = folder.path + "/copy.db"
    var round = 0
    try reader.backup(to: copy) { _ in
      try writer.write(.sample("during\(round)", body: "later"))
      round += 1
    }
    #expect(round > 0)
    #expect(try lists(copy) == before)
    #expect(try reader.postings(of: ["later"], prefix: false).count == round)
    try expectSound(copy)
    try makeIndex(at: copy, [.sample("more", body: "written to the copy")])
    try expectSound(copy)
    try expectSound(path)
  }

  @Test("a backup never overwrites, and an interrupted one leaves nothing")
  func backupFailures() throws {
    try makeIndex(at: path, randomArticles(20, seed: 1))
    let reader = try IndexReader(path: path)
    let copy = folder.path + "/copy.db"
    #expect(throws: Interruption.self) { try reader.backup(to: copy) { _ in throw Interruption() } }
    #expect(throws: IndexError.folderMissing(path: "\(folder.path)/none/copy.db")) {
      try reader.backup(to: "\(folder.path)/none/copy.db")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.filter { $0.hasPrefix("copy") || $0.hasPrefix("none") } == [])
    try Data("mine".utf8).write(to: URL(fileURLWithPath: copy))
    #expect(throws: IndexError.exists(path: copy)) { try reader.backup(to: copy) }
    #expect(throws: IndexError.exists(path: path)) { try reader.backup(to: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == Data("mine".utf8))
  }

  @Test("an export read into another index gives the same index")
  func export() throws {
    let articles = randomArticles(40, seed: 3)
    try makeIndex(at: path, articles)
    var exported: [Article] = []
    try IndexReader(path: path).export { exported.append($0) }
    #expect(exported == articles)
    let other = folder.path + "/other.db"
    try makeIndex(at: other, exported)
    let (original, copied) = (try lists(path), try lists(other))
    #expect(copied == original)
  }

  @Test("files copied at any moment, as after a kill, open as some committed state", arguments: 0..<12)
  func killed(cut: Int) throws {
    // Closing moves the schema out of the log: with that cut off there would be no index, and the reader says so.
    try IndexWriter(path: path, createIfMissing: true).close()
    let copy = folder.path + "/killed.db"
    let earlier = try IndexReader(path: path)
    // A snapshot from before keeps everything in the log: what had been brought into the file could not be cut off the log.
    try earlier.withSnapshot {
      _ = try earlier.generation()
      try copyUnderway(to: copy, cut: cut)
    }
    let reader = try IndexReader(path: copy)
    let articles = try reader.stats().articles
    #expect(articles % 10 == 0)
    if cut == 0 { #expect(articles == 40) }
    try expectSound(copy)
  }

  /// Writes four batches and copies the files in the midst of another transaction, the log without its end.
  private func copyUnderway(to copy: String, cut: Int) throws {
    let writer = try IndexWriter(path: path, createIfMissing: false)
    for batch in 0..<4 { try writer.write(articles: randomArticles(10, seed: UInt64(batch)).map { $0.renamed(batch) }) }
    try? writer.connection.write { database in
      // An unfinished transaction, part of which has reached the log.
      try SQLStatement(database, "PRAGMA cache_size = 1").run()
      try SQLStatement(database, "UPDATE article SET title = title || 'x'").run()
      try SQLStatement(database, "UPDATE article_text SET body = body || 'x'").run()
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      var log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
      var generator = SeededGenerator(state: UInt64(cut))
      // A power cut may lose the end of the log; a kill loses nothing of it.
      if cut > 0 { log.removeLast(Int.random(in: 0..<log.count, using: &generator)) }
      try log.write(to: URL(fileURLWithPath: copy + "-wal"))
      throw Interruption()
    }
  }
}

extension Article {
  fileprivate func renamed(_ batch: Int) -> Article {
    var article = self
    article.key = "\(batch)-\(key)"
    return article
  }
}
