import Analysis
import Articles
import Foundation
import IndexStore
import Testing

@testable import Retrieval

@Suite("What is kept for the next start")
struct RememberingTests {
  private func articles(_ numbers: Range<Int>) -> [Article] {
    var random = SeededGenerator(seed: 11)
    return numbers.map { number in
      Article.made(
        "\(number)", title: "Ship \(number % 30)", body: String(repeating: "harbour ", count: 1 + random.below(20)),
        author: random.pick(["Ann Lee", "Żaneta Ördög", nil]), site: random.pick(["a.example", nil]),
        category: random.pick(["News", "Sport; Ships", nil]), language: random.pick(["en", "de", nil]),
        published: random.pick(["2021-09-14", nil]))
    }
  }

  private func load(_ index: TestIndex) throws -> ColumnSnapshot {
    let reader = try IndexReader(path: index.path)
    return try reader.withSnapshot { try SnapshotBuilder(reader: reader).load() }
  }

  /// Everything a snapshot says about its live rows.
  private func facts(_ snapshot: ColumnSnapshot) -> [String] {
    let names = snapshot.dictionaries
    return snapshot.live.ordinals.map { ordinal in
      let row = Int(ordinal)
      return [
        "\(snapshot.ids[row])", "\(snapshot.lengths[row])", names.languages.values[Int(snapshot.languages[row])],
        names.sites.values[Int(snapshot.sites[row])], names.categories.values[Int(snapshot.categories[row])],
        names.authors.values[Int(snapshot.authors[row])], "\(snapshot.published[row])",
        snapshot.stories.rows(with: ordinal).filter { snapshot.live[Int($0)] }.map { "\(snapshot.ids[Int($0)])" }
          .joined(separator: " "),
      ].joined(separator: "|")
    }
  }

  @Test("has the columns just as they are read from the index, removed rows or not")
  func columns() throws {
    let index = try TestIndex(articles(0..<300))
    let reader = try IndexReader(path: index.path)
    let before = try load(index)
    _ = try index.writer.remove(keys: (0..<40).map { "\($0 * 7)" })
    let changed = try reader.withSnapshot { try SnapshotBuilder(reader: reader).refreshed(before) }
    let file = ColumnFile(index: index.path)
    #expect(file.write(changed))
    let kept = try #require(file.snapshot { $0 == changed.generation && $1 == changed.stamp })
    let anew = try load(index)
    #expect(kept.rowCount == 300 && kept.liveCount == 260)
    #expect(facts(kept) == facts(anew))
    #expect(kept.means == anew.means)
    #expect(kept.lengths.bodyTotal == anew.lengths.bodyTotal && kept.lengths.titleTotal == anew.lengths.titleTotal)
    #expect(kept.presentLanguages.map(\.language) == changed.presentLanguages.map(\.language))
    // What comes later is added to it as to any other.
    try index.add(articles(300..<340))
    let later = try reader.withSnapshot { try SnapshotBuilder(reader: reader).refreshed(kept) }
    #expect(facts(later) == facts(try load(index)))
  }

  @Test("is used for a state that the index was in, not for one of another index or of a copy that went another way")
  func states() throws {
    let index = try TestIndex(articles(0..<20))
    let reader = try IndexReader(path: index.path)
    let file = ColumnFile(index: index.path)
    let first = try load(index)
    let stamp = try #require(first.stamp)
    #expect(file.write(first))
    #expect(try file.snapshot(accepts: reader.hasBeen) != nil)
    try index.add(articles(20..<21))
    #expect(try load(index).stamp != stamp)
    #expect(try file.snapshot(accepts: reader.hasBeen)?.generation == first.generation)
    #expect(try !reader.hasBeen(generation: first.generation, stamp: stamp &+ 1))
    #expect(try !reader.hasBeen(generation: first.generation + 1, stamp: stamp))
    #expect(try !reader.hasBeen(generation: first.generation + 9, stamp: stamp))
    let other = try TestIndex(articles(0..<20))
    #expect(try file.snapshot(accepts: IndexReader(path: other.path).hasBeen) == nil)
  }

  @Test("gives with what has come since what reading all gives, whatever became of the index meanwhile")
  func resuming() throws {
    let index = try TestIndex()
    let folder = index.folder
    var random = SeededGenerator(seed: 15)
    var writer = index.writer
    var kept: [ColumnFile] = []
    var backups: [String] = []
    var outcomes = (resumed: 0, refused: 0)
    for round in 0..<60 {
      switch random.below(10) {
      case 0..<5:
        let made = (0..<random.below(30)).map { _ in
          Article.made(
            "\(random.below(80))", title: "Ship \(random.below(9))",
            body: String(repeating: "harbour ", count: 1 + random.below(80)),
            author: random.pick(["Ann Lee", "Żaneta Ördög", "A\(round)", nil]), site: random.pick(["a.example", nil]),
            language: random.pick(["en", "de", nil]), published: random.pick(["2021-09-14", "1867-01-01", nil]))
        }
        let preparation = ArticlePreparation(analyzer: Analyzer(), forms: writer.wordForms)
        _ = try writer.write(preparation.prepare(made.map { HashedArticle($0) }))
      case 5..<7: _ = try writer.remove(keys: (0..<random.below(9)).map { _ in "\(random.below(80))" })
      case 7 where random.chance(30): _ = try writer.compact()
      case 7 where random.chance(30): _ = try writer.rebuild()
      case 8:
        let name = folder.appending(path: "backup\(round)").path
        try IndexReader(path: index.path).backup(to: name)
        backups.append(name)
      case 9 where !backups.isEmpty || random.chance(20):
        // The index is replaced by a copy of it as it was, or by a new one.
        try writer.close()
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: index.path + suffix) }
        if let backup = backups.randomElement(using: &random) {
          try FileManager.default.copyItem(atPath: backup, toPath: index.path)
        }
        writer = try IndexWriter(path: index.path, createIfMissing: true)
      default: break
      }
      kept.append(ColumnFile(index: folder.appending(path: "kept\(round)").path))
      let snapshot = try load(index)
      #expect(kept[round].write(snapshot) == (snapshot.stamp != nil))
      let reader = try IndexReader(path: index.path)
      for file in kept {
        try reader.withSnapshot {
          let builder = SnapshotBuilder(reader: reader)
          let anew = try builder.load()
          guard let found = try file.snapshot(accepts: reader.hasBeen) else {
            outcomes.refused += 1
            return
          }
          outcomes.resumed += 1
          let resumed = try builder.resumed(found)
          #expect(facts(resumed) == facts(anew))
          #expect(resumed.generation == anew.generation && resumed.stamp == anew.stamp)
          #expect(resumed.means == anew.means && resumed.liveCount == anew.liveCount)
          #expect(resumed.lengths.restTotal == anew.lengths.restTotal)
          #expect(resumed.presentLanguages.map(\.language).sorted() == anew.presentLanguages.map(\.language).sorted())
        }
      }
    }
    try writer.close()
    #expect(outcomes.resumed > 100 && outcomes.refused > 100, "\(outcomes)")
  }

  @Test("lets an index that was changed meanwhile begin without reading all of it")
  func resumingIndex() throws {
    let index = try TestIndex(articles(0..<100))
    let before = try SearchIndex(path: index.path, remembers: true)
    before.remember()
    _ = try index.writer.remove(keys: ["3", "50"])
    try index.add(articles(100..<120))
    let after = try SearchIndex(path: index.path, remembers: true)
    let snapshot = try #require(after.latest)
    // Rows of removed articles are there only because the file had them.
    #expect(snapshot.rowCount == 120 && snapshot.liveCount == 118)
    #expect(facts(snapshot) == facts(try load(index)))
    after.remember()
    #expect(ColumnFile(index: index.path).snapshot { $0 == snapshot.generation && $1 == snapshot.stamp } != nil)
  }

  @Test("is passed over when it is damaged anywhere")
  func damage() throws {
    let index = try TestIndex(articles(0..<50))
    let snapshot = try load(index)
    let file = ColumnFile(index: index.path)
    #expect(file.write(snapshot))
    let whole = try Data(contentsOf: URL(fileURLWithPath: file.path))
    var random = SeededGenerator(seed: 12)
    for _ in 0..<2000 {
      var bytes = whole
      let place = random.below(bytes.count)
      if random.chance(20) { bytes.removeSubrange(place...) } else { bytes[place] ^= UInt8(1 + random.below(255)) }
      try bytes.write(to: URL(fileURLWithPath: file.path))
      #expect(file.snapshot { _, _ in true } == nil)
    }
    try Data().write(to: URL(fileURLWithPath: file.path))
    #expect(file.snapshot { _, _ in true } == nil)
  }

  @Test("does not fit together when it was made up, whatever its checksum says")
  func forgery() throws {
    let index = try TestIndex(articles(0..<50))
    let snapshot = try load(index)
    let file = ColumnFile(index: index.path)
    #expect(file.write(snapshot))
    let words = try #require(PlainFile.words(at: file.path))
    var random = SeededGenerator(seed: 13)
    for _ in 0..<2000 {
      var writer = WordWriter()
      let changed = random.below(words.count - 1)
      for (place, word) in words.dropLast().enumerated() {
        writer.append(place == changed ? word &+ UInt64(random.below(1 << 20)) << UInt64(random.below(50)) : word)
      }
      writer.appendChecksum()
      _ = writer.words.withUnsafeBytes { PlainFile.replace(file.path, with: $0) }
      // Numbers may be other ones; what must not happen is reading outside of an array.
      if let read = file.snapshot(accepts: { _, _ in true }) { _ = facts(read) }
    }
  }

  @Test("is left behind by an ingest that wrote a good part of the index, and by no other")
  func afterIngest() throws {
    let index = try TestIndex(articles(0..<30))
    let file = ColumnFile(index: index.path)
    try SearchIndex.keepColumns(path: index.path, written: 30)
    #expect(file.snapshot { _, _ in true } == nil)
    try SearchIndex.keepColumns(path: index.path, written: 50_000)
    let kept = try #require(file.snapshot { _, _ in true })
    #expect(facts(kept) == facts(try load(index)))
    #expect(!FileManager.default.fileExists(atPath: index.path + "-hot"))
  }

  @Test("has the lists in use, which are read into memory before anybody asks")
  func hotAtoms() throws {
    let index = try TestIndex(articles(0..<200))
    let first = try SearchIndex(path: index.path, remembers: true)
    let asked = ["harbour ship", "\"ship 7\"", "title:ship*", "harbour NEAR/3 ship"]
    for text in asked { _ = try Searcher(index: first).search(SearchQuery(text: text)) }
    let atoms = Set(first.cache.recentAtoms(limit: 100))
    first.remember()
    let second = try SearchIndex(path: index.path, remembers: true)
    #expect(Set(second.rememberedAtoms) == atoms)
    let searcher = try Searcher(index: second)
    try searcher.warmUp(deadline: .none)
    #expect(atoms.isSubset(of: second.cache.recentAtoms(limit: 1000)))
    let loads = second.cache.counters.loads
    for text in asked {
      #expect(
        try searcher.search(SearchQuery(text: text)).keys == Searcher(index: first).search(SearchQuery(text: text)).keys
      )
    }
    #expect(second.cache.counters.loads == loads)
  }

  @Test("has all terms of a large index, and how long they took to read")
  func vocabulary() throws {
    let scratch = try TestIndex(articles(0..<1))
    var vocabulary = Vocabulary(generation: 7)
    for term in ["", "harbour", "ship", "zürich"] { vocabulary.append(term, documents: term.count * 3) }
    let file = VocabularyFile(index: scratch.path)
    file.write(vocabulary, stamp: -5, cost: .seconds(21))
    let (kept, cost) = try #require(file.vocabulary { $0 == 7 && $1 == -5 })
    #expect(cost == .seconds(21) && kept.generation == 7)
    #expect(kept.count == 4 && kept.term(3) == "zürich" && kept.documentFrequency(of: "ship") == 12)
    #expect(kept.nearestSpelling(of: "shipp") == vocabulary.nearestSpelling(of: "shipp"))
    #expect(file.vocabulary { _, _ in false } == nil)
    let words = try #require(PlainFile.words(at: file.path))
    var random = SeededGenerator(seed: 14)
    for _ in 0..<500 {
      var writer = WordWriter()
      let changed = random.below(words.count - 1)
      for (place, word) in words.dropLast().enumerated() {
        writer.append(place == changed ? word &+ UInt64(1 + random.below(9)) << UInt64(random.below(50)) : word)
      }
      writer.appendChecksum()
      _ = writer.words.withUnsafeBytes { PlainFile.replace(file.path, with: $0) }
      // Terms may be other ones; what must not happen is reading outside of an array.
      if let (read, _) = file.vocabulary(accepts: { _, _ in true }) { _ = (0..<read.count).map(read.term) }
    }
  }

  @Test("has terms that serve an index that has changed since, until they are read anew in the background")
  func olderVocabulary() throws {
    let index = try TestIndex(articles(0..<40))
    let reader = try IndexReader(path: index.path)
    var vocabulary = Vocabulary(generation: try reader.generation())
    vocabulary.append("harbour", documents: 9)
    let stamp = try #require(try reader.stamp())
    VocabularyFile(index: index.path).write(vocabulary, stamp: stamp, cost: .milliseconds(60))
    try index.add(articles(40..<41))
    let generation = try reader.generation()
    let keeper = VocabularyKeeper(path: index.path, remembers: true)
    #expect(try keeper.vocabulary(generation: generation, deadline: .none)?.count == 1)
    // It is being renewed now; that takes no more than a moment here.
    let end = ContinuousClock.now + .seconds(120)
    var renewed = try keeper.vocabulary(generation: generation, deadline: .none)
    while renewed?.generation != generation, ContinuousClock.now < end {
      usleep(10_000)
      renewed = try keeper.vocabulary(generation: generation, deadline: .none)
    }
    #expect(renewed?.generation == generation && (renewed?.count ?? 0) > 1)
    // One of another index is not taken.
    VocabularyFile(index: index.path).write(vocabulary, stamp: 1, cost: .milliseconds(60))
    let other = VocabularyKeeper(path: index.path, remembers: true)
    #expect(try other.vocabulary(generation: generation, deadline: .none)?.generation == generation)
  }

  @Test("is not needed: an index that forgets, a folder that takes nothing, a file of anything")
  func isOptional() throws {
    let index = try TestIndex(articles(0..<20))
    let forgetful = try SearchIndex(path: index.path)
    forgetful.remember()
    #expect(!FileManager.default.fileExists(atPath: index.path + "-columns"))
    try "[{".write(toFile: index.path + "-hot", atomically: false, encoding: .utf8)
    try FileManager.default.createDirectory(atPath: index.path + "-columns", withIntermediateDirectories: false)
    let other = try SearchIndex(path: index.path, remembers: true)
    #expect(other.rememberedAtoms.isEmpty)
    other.remember()
    #expect(try Searcher(index: other).search(SearchQuery(text: "harbour")).total.value == 20)
  }
}
