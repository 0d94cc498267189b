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
        "\(snapshot.ids[row])", "\(snapshot.lengths.title[row])", "\(snapshot.lengths.body[row])",
        "\(snapshot.lengths.rest[row])", names.languages.values[Int(snapshot.languages[row])],
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
    let kept = try #require(file.snapshot(generation: changed.generation, stamp: changed.stamp))
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

  @Test("is not used for another generation, or for a copy of the index that went another way")
  func otherGenerations() throws {
    let index = try TestIndex(articles(0..<20))
    let snapshot = try load(index)
    let stamp = try #require(snapshot.stamp)
    let file = ColumnFile(index: index.path)
    #expect(file.write(snapshot))
    #expect(file.snapshot(generation: snapshot.generation, stamp: stamp) != nil)
    #expect(file.snapshot(generation: snapshot.generation + 1, stamp: stamp) == nil)
    #expect(file.snapshot(generation: snapshot.generation, stamp: stamp &+ 1) == nil)
    #expect(file.snapshot(generation: snapshot.generation, stamp: nil) == nil)
    try index.add(articles(20..<21))
    let next = try load(index)
    #expect(next.stamp != nil && next.stamp != stamp)
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
      #expect(file.snapshot(generation: snapshot.generation, stamp: snapshot.stamp) == nil)
    }
    try Data().write(to: URL(fileURLWithPath: file.path))
    #expect(file.snapshot(generation: snapshot.generation, stamp: snapshot.stamp) == nil)
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
      if let read = file.snapshot(generation: snapshot.generation, stamp: snapshot.stamp) { _ = facts(read) }
    }
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

  @Test("has all terms of a large index, for the state they were read in and no other")
  func vocabulary() throws {
    let scratch = try TestIndex(articles(0..<1))
    var vocabulary = Vocabulary(generation: 7)
    for term in ["", "harbour", "ship", "zürich"] { vocabulary.append(term, documents: term.count * 3) }
    let file = VocabularyFile(index: scratch.path)
    file.write(vocabulary, stamp: -5)
    let kept = try #require(file.vocabulary(generation: 7, stamp: -5))
    #expect(kept.count == 4 && kept.term(3) == "zürich" && kept.documentFrequency(of: "ship") == 12)
    #expect(kept.nearestSpelling(of: "shipp") == vocabulary.nearestSpelling(of: "shipp"))
    #expect(file.vocabulary(generation: 8, stamp: -5) == nil && file.vocabulary(generation: 7, stamp: 5) == nil)
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
      if let read = file.vocabulary(generation: 7, stamp: -5) { _ = (0..<read.count).map(read.term) }
    }
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
