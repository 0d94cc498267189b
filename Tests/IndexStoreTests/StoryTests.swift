import Analysis
import Articles
import Testing

@testable import IndexStore

/// Sentences of nine words, all different.
private func sentences(_ range: Range<Int>, of topic: String) -> [String] {
  range.map { number in
    (0..<9).map { "\(topic)\(number)word\($0)" }.joined(separator: " ") + "."
  }
}

private func text(_ range: Range<Int>, of topic: String) -> String {
  sentences(range, of: topic).joined(separator: " ")
}

private func story(_ body: String, title: String = "") -> StoryText {
  StoryText(title: title, body: body)
}

@Suite("Resemblance of texts")
struct ResemblanceTests {
  private let whole = story(text(0..<20, of: "flood"))

  @Test("is complete for cuts and for texts with something around them")
  func containment() {
    #expect(whole.resemblance(to: story(text(0..<8, of: "flood"))) == 1)
    let framed = text(0..<3, of: "menu") + " " + text(0..<20, of: "flood") + " " + text(3..<9, of: "menu")
    #expect(whole.resemblance(to: story(framed)) == 1)
    #expect(story(framed).resemblance(to: whole) == 1)
  }

  @Test("counts the words in runs of ten that both have")
  func runs() {
    let changed = story(text(0..<15, of: "flood") + " " + text(0..<5, of: "storm"))
    #expect(whole.resemblance(to: changed) == 0.75)
    // Every eighth word is another: no run is long enough.
    let words = text(0..<20, of: "flood").split(separator: " ")
    let filled = words.indices.map { $0 % 8 == 0 ? "other\($0)" : String(words[$0]) }.joined(separator: " ")
    #expect(whole.resemblance(to: story(filled)) == 0)
  }

  @Test("is the same where only a part of at least some size counts", arguments: 0..<40)
  func least(seed: Int) {
    var generator = SeededGenerator(state: UInt64(seed))
    let common = Int.random(in: 0...20, using: &generator)
    let others = Int.random(in: 1...25, using: &generator)
    let other = story(text(0..<common, of: "flood") + " " + text(0..<others, of: "storm"))
    let resemblance = whole.resemblance(to: other)
    for least in [0.3, 0.75, resemblance, resemblance.nextUp] where least > 0 {
      #expect(whole.resemblance(to: other, from: least) == (resemblance >= least ? resemblance : nil), "\(least)")
    }
  }

  @Test("does not go by letter case, marks and line breaks")
  func folding() {
    let shouted = text(0..<20, of: "flood").uppercased().replacing(". ", with: "!\n\n")
    #expect(whole.resemblance(to: story(shouted)) == 1)
  }

  @Test("is nothing between an article and a digest that quotes it")
  func digest() {
    #expect(whole.resemblance(to: story(text(0..<81, of: "flood"))) == 0)
    #expect(whole.resemblance(to: story(text(0..<80, of: "flood"))) == 1)
  }

  @Test("of short texts needs the same headline and every word")
  func stubs() {
    let stub = "The place is a town in the north with 1,204 people."
    #expect(story(stub, title: "Aston").resemblance(to: story(stub, title: "Aston")) == 1)
    #expect(story(stub, title: "Aston").resemblance(to: story(stub, title: "Beston")) == 0)
    #expect(story(stub, title: "Aston").resemblance(to: story(stub + " It has a mill.", title: "Aston")) == 0)
    #expect(story("Watch the film.", title: "News").resemblance(to: story("Watch the film.", title: "News")) == 0)
  }
}

@Suite("Keys of stories")
struct StoryKeyTests {
  private func keys(_ body: String, title: String = "") -> StoryKeys {
    ArticleTerms(of: .sample("", title: title, body: body), analyzer: Analyzer()).storyKeys
  }

  @Test("are eight of a text, one of a short one, none of a very short one")
  func number() {
    #expect(keys(text(0..<20, of: "flood")).values.count == 8)
    #expect(keys(text(0..<2, of: "flood")).values.count == 1)
    #expect(keys(text(0..<1, of: "flood")).values == [])
  }

  @Test("do not depend on the headline, unless the text is short")
  func headline() {
    #expect(keys(text(0..<20, of: "flood"), title: "One") == keys(text(0..<20, of: "flood"), title: "Two"))
    #expect(keys(text(0..<2, of: "flood"), title: "One") != keys(text(0..<2, of: "flood"), title: "Two"))
  }

  @Test("are the same on every machine")
  func stable() {
    #expect(keys("one two three four five six seven eight nine ten eleven").values == [1_940_369_852])
  }

  @Test("are kept in four bytes each")
  func bytes() {
    let keys = keys(text(0..<20, of: "flood"))
    #expect(keys.bytes.count == 32)
    #expect(keys.bytes.withUnsafeBytes { StoryKeys(bytes: $0) } == keys)
  }
}

@Suite("Table of story keys")
struct StoryKeyTableTests {
  private func keys(_ values: UInt32...) -> StoryKeys {
    values.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } }
      .withUnsafeBytes { StoryKeys(bytes: $0) }
  }

  @Test("finds those that share most keys, first ones first, as it grows")
  func candidates() {
    var table = StoryKeyTable()
    for id in 1...5000 { table.add(keys(UInt32(id) &* 2_654_435_761, UInt32(id)), id: Int64(id), story: Int64(id)) }
    table.add(keys(7, 8, 9), id: 5001, story: 5001)
    #expect(table.candidates(for: keys(8, 9, 1)) == [5001, 1, 8, 9])
    #expect(table.candidates(for: keys(6000)) == [])
    #expect(table.count == 5001)
  }

  @Test("does not slow down as it grows", .timeLimit(.minutes(1)))
  func growth() {
    var table = StoryKeyTable()
    for id in 1...100_000 { table.add(keys(UInt32(id) &* 2_654_435_761), id: Int64(id), story: Int64(id)) }
    #expect(table.candidates(for: keys(77_777 &* 2_654_435_761)) == [77_777])
  }

  @Test("lets one article stand for its story")
  func copies() {
    var table = StoryKeyTable()
    for id in 1...100 { table.add(keys(5, UInt32(id) + 10), id: Int64(id), story: 1) }
    #expect(table.candidates(for: keys(5)) == [1])
    table.remove(id: 1)
    #expect(table.candidates(for: keys(5)) == [])
    table.addAgain(keys(5, 20), id: 10, story: 1)
    #expect(table.candidates(for: keys(5)) == [10])
  }

  @Test("ignores what many stories have")
  func phrases() {
    var table = StoryKeyTable()
    for id in 1...20 { table.add(keys(5, UInt32(id) + 10), id: Int64(id), story: Int64(id)) }
    #expect(table.candidates(for: keys(5)) == [])
    #expect(table.candidates(for: keys(5, 30)) == [20])
  }
}

@Suite("Stories of an index")
struct StoryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The keys of the articles, by story, as far as it has more than one.
  private func stories() throws -> [[String]] {
    let lines = try runShell(
      folder.index,
      """
      SELECT group_concat(key, ' ') FROM (SELECT key, story FROM article JOIN article_story USING (id) ORDER BY id)
      GROUP BY story HAVING count(*) > 1 ORDER BY story
      """
    ).output
    return lines.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }

  private func write(_ articles: Article...) throws {
    let writer = try IndexWriter(path: folder.index, createIfMissing: true)
    try writer.write(articles: articles)
    try writer.close()
  }

  @Test("hold copies together, whether they come in one batch or in several, and survive rebuilding")
  func copies() throws {
    let flood = text(0..<20, of: "flood")
    try write(.sample("a", title: "Flood", body: flood), .sample("b", body: text(0..<20, of: "storm")))
    try write(
      .sample("c", title: "High water", body: text(0..<10, of: "flood")), .sample("d", body: text(0..<20, of: "quake")),
      .sample("e", body: text(0..<18, of: "quake") + " " + text(0..<9, of: "menu")))
    try write(.sample("f", title: "Flood", body: text(20..<40, of: "flood")), .sample("g", body: flood))
    #expect(try stories() == [["a", "c", "g"], ["d", "e"]])
    try expectSound(folder.index)
    let writer = try IndexWriter(path: folder.index, createIfMissing: false)
    _ = try writer.rebuild()
    #expect(try stories() == [["a", "c", "g"], ["d", "e"]])
    try writer.write(.sample("h", body: flood))
    try writer.close()
    #expect(try stories() == [["a", "c", "g", "h"], ["d", "e"]])
    try expectSound(folder.index)
  }

  @Test("keep their number when the first article goes, and go on being found")
  func removal() throws {
    let flood = text(0..<20, of: "flood")
    try write(.sample("a", body: flood), .sample("b", body: flood), .sample("c", body: text(0..<20, of: "storm")))
    let writer = try IndexWriter(path: folder.index, createIfMissing: false)
    try writer.write(.sample("d", body: text(0..<20, of: "quake")))
    #expect(try writer.remove(keys: ["a"]) == 1)
    try writer.write(.sample("e", body: flood))
    #expect(try stories() == [["b", "e"]])
    #expect(try runShell(folder.index, "SELECT DISTINCT story FROM article_story WHERE id IN (2, 5)").output == "1\n")
    try writer.write(.sample("e", body: text(0..<20, of: "storm")))
    try writer.close()
    #expect(try stories() == [["c", "e"]])
    try expectSound(folder.index)
  }

  @Test("are given to the articles of an older index when it is rebuilt")
  func olderIndex() throws {
    let flood = text(0..<20, of: "flood")
    try write(.sample("a", body: flood), .sample("b", body: flood))
    try runShell(folder.index, "DELETE FROM article_story; UPDATE meta SET value = 2 WHERE name = 'stories_after'")
    try write(.sample("c", body: flood))
    #expect(try stories() == [])
    let writer = try IndexWriter(path: folder.index, createIfMissing: false)
    _ = try writer.rebuild()
    try writer.close()
    #expect(try stories() == [["a", "b", "c"]])
    try expectSound(folder.index)
  }

  @Test("are looked for among the latest articles")
  func reach() throws {
    let finder = StoryFinder(reach: 2)
    let bodies = ["flood", "storm", "quake", "flood", "quake"].map { text(0..<20, of: $0) }
    try write()
    let connection = try Connection(path: folder.index, access: .write)
    defer { try? connection.close() }
    try connection.write { database in
      let table = ArticleTable(
        database: database, path: folder.index, analyzer: Analyzer(), stories: finder,
        forms: FormWriter(table: "word_form", known: WordForms()))
      for (number, body) in bodies.enumerated() {
        try table.insert([prepare(.sample("\(number)", body: body), forms: WordForms())])
      }
    }
    #expect(try runShell(folder.index, "SELECT story FROM article_story ORDER BY id").output == "1\n2\n3\n4\n3\n")
  }

  @Test("are those of what was committed, after a batch that was not")
  func rollback() throws {
    let flood = text(0..<20, of: "flood")
    let writer = try IndexWriter(path: folder.index, createIfMissing: true)
    defer { try? writer.close() }
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try writer.change { table, _ -> (Void, changed: Bool) in
        try table.insert([prepare(.sample("a", body: flood), forms: WordForms())])
        throw Failure()
      }
    }
    try writer.write(.sample("b", body: flood))
    try writer.write(.sample("c", body: flood))
    #expect(try stories() == [["b", "c"]])
    try expectSound(folder.index)
  }
}
