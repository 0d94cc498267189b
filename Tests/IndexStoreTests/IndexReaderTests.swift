import Analysis
import Articles
import Dispatch
import Synchronization
import Testing

@testable import IndexStore

@Suite("Index reader")
struct IndexReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("finds what a plain scan of the analysed articles finds, whatever is asked", arguments: 1...4)
  func againstScan(seed: UInt64) throws {
    let articles = randomArticles(60, seed: seed)
    let writer = try IndexWriter(path: folder.index, createIfMissing: true)
    for start in stride(from: 0, to: 60, by: 20) { try writer.write(articles: Array(articles[start..<start + 20])) }
    _ = try writer.remove(keys: ["key3", "key41"])
    try writer.write(.sample("key7", title: "air bridge", body: "bridge air bridge"))
    let reader = try IndexReader(path: folder.index)
    let scan = try PlainScan(reader)
    let terms = ["air", "bridge", "mi", "17", "mi17", "running", "obrien", "armee", "c++", "用户", "12000", "none"]
    var generator = SeededGenerator(state: seed)
    for _ in 0..<60 {
      let phrase = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        terms.randomElement(using: &generator) ?? ""
      }
      let prefix = Bool.random(using: &generator)
      var asked = phrase
      if prefix, let last = asked.popLast() { asked.append(String(last.prefix(2))) }
      let expected = scan.occurrences(of: asked, prefix: prefix)
      let found = try reader.occurrences(of: asked, prefix: prefix)
      #expect(found == expected, "\(asked) prefix: \(prefix)")
      let postings = try reader.postings(of: asked, prefix: prefix)
      #expect(postings == scan.postings(from: expected), "\(asked) prefix: \(prefix)")
      let middle = ArticleID(rawValue: 30)
      let tail = try reader.postings(of: asked, prefix: prefix, after: middle)
      #expect(tail.ids == postings.ids.filter { $0 > 30 })
      #expect(tail.frequencies == Array(postings.frequencies.suffix(tail.count)))
      for (index, id) in expected.ids.enumerated().prefix(3) {
        let places = try reader.occurrences(of: asked, prefix: prefix, in: ArticleID(rawValue: id))
        #expect(places == Array(expected[index]))
      }
    }
    try expectSound(folder.index)
  }

  @Test("counts what it finds, whatever lies between and however many articles there are")
  func countsPlaces() throws {
    // FTS5 stores the distances in one to three bytes; some end in the byte that marks a column.
    let distances = [1, 2, 126, 127, 128, 129, 254, 255, 16_380, 16_381, 16_509]
    var articles = (0..<9000).map { Article.sample("\($0)", title: $0 % 3 == 0 ? "word" : "", body: "word") }
    for (number, distance) in distances.enumerated() {
      let gap = String(repeating: "x ", count: distance - 1)
      articles[number].body = String(repeating: "word " + gap, count: 4) + "word word mi-17"
      articles[number].author = "word word"
    }
    try makeIndex(at: folder.index, articles)
    let reader = try IndexReader(path: folder.index)
    for term in ["word", "x", "mi17"] {
      let (postings, places) = (
        try reader.postings(of: [term], prefix: false), try reader.occurrences(of: [term], prefix: false)
      )
      #expect(postings.ids == places.ids)
      for index in postings.ids.indices {
        var counted = FieldFrequencies()
        for column in 0..<Field.allCases.count {
          counted.set(UInt64(places[index].count { $0.field.column == column }), column: column)
        }
        #expect(postings.frequencies[index] == counted, "\(term) in \(postings.ids[index])")
      }
    }
  }

  @Test("finds nothing for what no index can contain", arguments: [[], [""], ["a", ""], ["a b"], ["\u{0}"], ["a\n"]])
  func impossible(phrase: [String]) throws {
    try makeIndex(at: folder.index, [.sample("a", body: "a b")])
    let reader = try IndexReader(path: folder.index)
    #expect(try reader.postings(of: phrase, prefix: false) == PostingList())
    #expect(try reader.occurrences(of: phrase, prefix: true) == OccurrenceList())
  }

  @Test(
    "takes operators and quotes of FTS5 as plain terms",
    arguments: ["AND", "OR", "NOT", "NEAR", "\"", "*", "a*", "body:a", "^"])
  func operators(term: String) throws {
    try makeIndex(at: folder.index, [.sample("a", body: "a b and or not near")])
    let reader = try IndexReader(path: folder.index)
    let expected = ["and", "or", "not", "near"].contains(term.lowercased()) ? 1 : 0
    #expect(try reader.postings(of: [term], prefix: false).count == expected)
    #expect(try reader.postings(of: ["a", term], prefix: false).count == 0)
  }

  @Test("ends at the deadline and at a cancellation, and can be used again")
  func deadline() throws {
    let writer = try IndexWriter(path: folder.index, createIfMissing: true)
    try writer.write(articles: (0..<9000).map { .sample("k\($0)", title: "word", language: nil) })
    let reader = try IndexReader(path: folder.index)
    let cancellation = Cancellation()
    #expect(throws: IndexError.deadline) {
      try reader.postings(of: ["word"], prefix: false, deadline: Deadline(milliseconds: 0))
    }
    let open = Deadline(cancellation: cancellation)
    #expect(try reader.postings(of: ["word"], prefix: false, deadline: open).count == 9000)
    #expect(try reader.postings(of: ["word"], prefix: false, deadline: Deadline(milliseconds: 60_000)).count == 9000)
    cancellation.cancel()
    #expect(open.isPast)
    #expect(throws: IndexError.deadline) { try reader.occurrences(of: ["word"], prefix: false, deadline: open) }
    #expect(try reader.postings(of: ["word"], prefix: false, deadline: Deadline.none).count == 9000)
  }

  @Test(
    "looks at the deadline while it walks",
    arguments: [
      "SELECT searchd_walk(terms) FROM terms WHERE terms MATCH 'word' LIMIT 1",
      "SELECT searchd_take(terms) FROM terms WHERE terms MATCH 'word'",
    ])
  func deadlineMidway(sql: String) throws {
    try makeIndex(at: folder.index, (0..<4500).map { .sample("k\($0)", title: "word", language: nil) })
    try expectDeadline(sql)
  }

  @Test("looks at the deadline also where FTS5 finds no row to call back with")
  func deadlineWithoutRows() throws {
    let long = String(repeating: "odd word ", count: 300) + String(repeating: "even odd ", count: 300)
    try makeIndex(at: folder.index, (0..<400).map { .sample("k\($0)", body: long, language: nil) })
    try expectDeadline("SELECT searchd_walk(terms) FROM terms WHERE terms MATCH '\"word even\"' LIMIT 1")
  }

  private func expectDeadline(_ sql: String) throws {
    let reader = try IndexReader(path: folder.index)
    #expect(throws: IndexError.deadline) {
      try reader.use { database in
        let past = PhraseCollector(
          room: reader.functions.room, sink: { _, _ in }, deadline: Deadline(milliseconds: 0))
        _ = try reader.functions.collect(try SQLStatement(database, sql), in: database, with: past)
      }
    }
  }

  @Test("tells a caller that expected an earlier generation that the index has moved on")
  func expectedGeneration() throws {
    let writer = try IndexWriter(path: folder.index, createIfMissing: true)
    try writer.write(.sample("a", body: "one"))
    let reader = try IndexReader(path: folder.index)
    let generation = try reader.generation()
    let found = try reader.withSnapshot(at: generation) {
      let before = try reader.postings(of: ["one"], prefix: false).count
      try writer.write(.sample("b", body: "one"))
      return [before, try reader.postings(of: ["one"], prefix: false).count]
    }
    #expect(found == [1, 1])
    var reads = 0
    let late: Void? = try reader.withSnapshot(at: generation) {
      reads += 1
      _ = try reader.postings(of: ["one"], prefix: false)
      reads += 1
    }
    #expect(late == nil && reads == 1)
    #expect(try reader.withSnapshot(at: generation) { 0 } == nil)
    #expect(try reader.withSnapshot(at: generation + 1) { 0 } == 0)
  }

  @Test("notices every commit at once, however often it looked before")
  func everyCommit() throws {
    var writer = try IndexWriter(path: folder.index, createIfMissing: true)
    try writer.write(.sample("a", body: "one"))
    let readers = try [IndexReader(path: folder.index), IndexReader(path: folder.index)]
    var generation = try readers[0].generation()
    for number in 0..<40 {
      for reader in readers {
        for _ in 0..<3 { #expect(try reader.withSnapshot(at: generation) { number } == number) }
        #expect(try reader.withSnapshot(at: generation + 1) { number } == nil)
      }
      try writer.write(.sample("b\(number)", body: "one"))
      for reader in readers {
        var asked = 0
        #expect(try reader.withSnapshot(at: generation) { asked += 1 } == nil)
        #expect(asked == 0, "what is known to be over is not asked for")
      }
      generation += 1
      if number % 10 == 9 {
        try writer.close()
        writer = try IndexWriter(path: folder.index, createIfMissing: false)
      }
    }
    try readers[0].close()
    #expect(throws: IndexError.self) { try readers[0].withSnapshot(at: generation) { 0 } }
  }

  @Test("sees one moment in a snapshot while the index changes, and the change afterwards")
  func snapshots() throws {
    let writer = try IndexWriter(path: folder.index, createIfMissing: true)
    try writer.write(.sample("a", body: "one"))
    let reader = try IndexReader(path: folder.index)
    let generation = try reader.generation()
    try reader.withSnapshot {
      #expect(try reader.postings(of: ["one"], prefix: false).count == 1)
      try writer.write(.sample("b", body: "one"))
      _ = try writer.remove(keys: ["a"])
      #expect(try reader.postings(of: ["one"], prefix: false).ids == [1])
      let nested = try reader.withSnapshot { try reader.article(key: "a") }
      #expect(nested != nil)
      #expect(try reader.generation() == generation)
    }
    #expect(try reader.postings(of: ["one"], prefix: false).ids == [2])
    #expect(try reader.generation() == generation + 2)
    #expect(try reader.removals(since: generation).map(\.rawValue) == [1])
    try expectSound(folder.index)
  }

  @Test("sees whole batches only, while another thread writes them and removes others")
  func concurrent() throws {
    let path = folder.index
    try makeIndex(at: path, [])
    let failures = Mutex<[String]>([])
    let isDone = Cancellation()
    DispatchQueue.concurrentPerform(iterations: 3) { thread in
      do {
        if thread == 0 {
          defer { isDone.cancel() }
          let writer = try IndexWriter(path: path, createIfMissing: false)
          for batch in 0..<30 {
            try writer.write(articles: (0..<5).map { .sample("\(batch)-\($0)", body: "word", site: "S\(batch)") })
            if batch % 3 == 2 { _ = try writer.remove(site: "S\(batch - 1)") }
            if batch % 10 == 9 { _ = try writer.compact() }
          }
        } else {
          let reader = try IndexReader(path: path)
          while !isDone.isCancelled {
            let (found, stored) = try reader.withSnapshot {
              (try reader.postings(of: ["word"], prefix: false).count, try reader.stats().articles)
            }
            if found != stored || found % 5 != 0 { failures.withLock { $0.append("\(found) of \(stored)") } }
          }
        }
      } catch { failures.withLock { $0.append("\(error)") } }
    }
    #expect(failures.withLock { $0 } == [])
    try expectSound(path)
  }

  @Test("lets what a caller throws pass, and is usable afterwards")
  func callerErrors() throws {
    struct Stop: Error {}
    try makeIndex(at: folder.index, [.sample("a", title: "T", body: "one"), .sample("b", body: "two")])
    let reader = try IndexReader(path: folder.index)
    #expect(throws: Stop.self) { try reader.scanArticles { _ in throw Stop() } }
    #expect(throws: Stop.self) { try reader.export { _ in throw Stop() } }
    #expect(throws: Stop.self) { try reader.withSnapshot { throw Stop() } }
    #expect(throws: Stop.self) { try reader.scanTitles { _, _ in throw Stop() } }
    #expect(throws: Stop.self) { try reader.vocabulary { _, _ in throw Stop() } }
    #expect(try reader.postings(of: ["one"], prefix: false).count == 1)
  }

  @Test("gives columns, headlines and languages of all articles or of the later ones")
  func scans() throws {
    try makeIndex(
      at: folder.index,
      [
        .sample("a", title: "One two", body: "three", author: "X Y", site: "S", category: "C", published: "1970-01-02"),
        .sample("b", body: "four", language: nil), .sample("c", title: "Five", language: "fr"),
      ])
    let reader = try IndexReader(path: folder.index)
    var columns: [ArticleColumns] = []
    try reader.scanArticles { columns.append($0) }
    #expect(
      columns.first
        == ArticleColumns(
          id: ArticleID(rawValue: 1), language: Language(rawValue: "en"), site: "S", category: "C", author: "X Y",
          publishedSeconds: 86_400, titleTerms: 2, bodyTerms: 1, restTerms: 4))
    var later: [ArticleColumns] = []
    try reader.scanArticles(after: ArticleID(rawValue: 1)) { later.append($0) }
    #expect(later == Array(columns.dropFirst()))
    var titles: [String] = []
    try reader.scanTitles { _, title in titles.append(title) }
    #expect(titles == ["One two", "Five"])
    #expect(try reader.languages() == [Language(rawValue: "en"): 1, Language(rawValue: "fr"): 1])
    let stats = try reader.stats()
    #expect([stats.articles, stats.words, stats.textBytes] == [3, 9, 9])
    #expect(stats.schemaVersion == SchemaVersion.current.supported)
    #expect(stats.fileBytes > 0)
    #expect(stats.earliestPublished == 86_400)
  }

  @Test("gives the vocabulary in order, with the number of articles")
  func vocabulary() throws {
    try makeIndex(
      at: folder.index, [.sample("a", body: "air airlift air zoo"), .sample("b", title: "air", body: "Aid")])
    let reader = try IndexReader(path: folder.index)
    func terms(_ prefix: String?, limit: Int = .max) throws -> [String] {
      var terms: [String] = []
      try reader.vocabulary(prefix: prefix) { term, documents in
        terms.append("\(term) \(documents)")
        return terms.count < limit
      }
      return terms
    }
    #expect(try terms(nil) == ["aid 1", "air 2", "airlift 1", "zoo 1"])
    #expect(try terms("air") == ["air 2", "airlift 1"])
    #expect(try terms("air", limit: 1) == ["air 2"])
    #expect(try terms("b") == [])
  }
}

/// The plain reference: the occurrences of phrases in the texts that the index gives back.
private struct PlainScan {
  private var articles: [(id: Int64, columns: [[String]])] = []

  init(_ reader: IndexReader) throws {
    var articles: [(Int64, [[String]])] = []
    try reader.forEachArticle { stored, body in
      let terms = ArticleTerms(of: stored.article(body: body), analyzer: Analyzer())
      articles.append((stored.id.rawValue, terms.columns.texts.map { $0.split(separator: " ").map(String.init) }))
    }
    self.articles = articles
  }

  func occurrences(of phrase: [String], prefix: Bool) -> OccurrenceList {
    var list = OccurrenceList()
    for (id, columns) in articles {
      let before = list.places.count
      for (field, terms) in zip(Field.allCases, columns) where phrase.count == 1 || field != .compound {
        guard terms.count >= phrase.count else { continue }
        for start in 0...(terms.count - phrase.count) where matches(phrase, prefix, terms[start...]) {
          list.places.append(Occurrence(field: field, position: start))
        }
      }
      if list.places.count > before {
        list.ids.append(id)
        list.ends.append(list.places.count)
      }
    }
    return list
  }

  private func matches(_ phrase: [String], _ prefix: Bool, _ terms: ArraySlice<String>) -> Bool {
    zip(phrase.indices, zip(phrase, terms)).allSatisfy { index, pair in
      prefix && index == phrase.count - 1 ? pair.1.utf8.starts(with: pair.0.utf8) : pair.0 == pair.1
    }
  }

  func postings(from occurrences: OccurrenceList) -> PostingList {
    var list = PostingList()
    for (index, id) in occurrences.ids.enumerated() {
      var counts: [Field: Int] = [:]
      for place in occurrences[index] { counts[place.field, default: 0] += 1 }
      list.ids.append(id)
      list.frequencies.append(
        FieldFrequencies(
          title: counts[.title] ?? 0, body: counts[.body] ?? 0, author: counts[.author] ?? 0,
          site: counts[.site] ?? 0, category: counts[.category] ?? 0, compound: counts[.compound] ?? 0))
    }
    return list
  }
}
