import Foundation
import GRDB
import Testing

@testable import IndexStore

@Suite("Reading segments of the full-text index")
struct SegmentReadingTests {
  private static let alphabet =
    (0..<400).map { "w" + String($0 * 7919 % 100_003, radix: 36) } + ["ünï", "c++", "漢字", "0", "w", "ww"]

  private func columns(_ words: ClosedRange<Int>, _ generator: inout SeededGenerator) -> [String] {
    (0..<3).map { _ -> String in
      (0..<Int.random(in: words, using: &generator)).map { _ in
        let place = Double.random(in: 0..<1, using: &generator)
        return Self.alphabet[Int(Double(Self.alphabet.count) * place * place * place)]
      }.joined(separator: " ")
    }
  }

  /// The counts of all terms as FTS5's own view of a table has them.
  private func counts(of table: String, in database: Database) throws -> [String: PostingList] {
    var lists: [String: PostingList] = [:]
    let rows = try Row.fetchAll(
      database, sql: "SELECT term, doc, col, count(*) FROM \(table)_places GROUP BY 1, 2, 3 ORDER BY 1, 2, 3")
    for row in rows {
      let (term, id, column, count): (String, Int64, String, Int) = (row[0], row[1], row[2], row[3])
      var list = lists[term] ?? PostingList()
      if list.ids.last != id {
        list.ids.append(id)
        list.frequencies.append(FieldFrequencies())
      }
      list.frequencies[list.count - 1].set(UInt64(count), column: ["a", "b", "c"].firstIndex(of: column) ?? 5)
      lists[term] = list
    }
    return lists
  }

  private func source(_ table: String, in database: Database) throws -> SegmentSource {
    let segments = try #require(try SegmentSource.segments(of: table, in: database))
    return SegmentSource(try SegmentStatements(table: table, in: database), segments: segments, deadline: .none)
  }

  private func stored(_ term: String) -> [UInt8] { SegmentPages.stored(term.utf8) }

  private func read(
    _ term: String, from first: Int64 = 0, _ source: SegmentSource, in room: PostingRoom = PostingRoom()
  ) throws -> PostingList {
    var list = PostingList()
    try TermDoclist(stored(term), in: source).forEachCount(from: first, in: room, deadline: source.deadline) {
      list.ids += $0
      list.frequencies += $1
    }
    return list
  }

  private func expectSame(_ twins: Twins, _ generator: inout SeededGenerator) throws {
    try twins.connection.use { database in
      for table in ["theirs", "ours"] {
        let source = try source(table, in: database)
        let expected = try counts(of: table, in: database)
        for term in Self.alphabet + ["none", "", "w1", "zz", "\u{1}"] {
          let list = expected[term] ?? PostingList()
          #expect(try read(term, source) == list, "\(term) of \(table)")
          let first = Int64.random(in: 0...(list.ids.last ?? 9) + 1, using: &generator)
          #expect(try read(term, from: first, source).ids == list.ids.filter { $0 >= first }, "\(term) of \(table)")
          try expectSteps(term, list.ids, source, &generator)
        }
      }
    }
  }

  /// Steps and leaps through a list give what is in it.
  private func expectSteps(
    _ term: String, _ ids: [Int64], _ source: SegmentSource, _ generator: inout SeededGenerator
  ) throws {
    let list = try TermDoclist(stored(term), in: source)
    var target: Int64 = 0
    while list.id < .max {
      if Bool.random(using: &generator) {
        target = max(list.id, 0) + 1
        try list.next()
      } else {
        target = max(list.id, 0) + Int64.random(in: 1...(ids.last ?? 1) / 4 + 2, using: &generator)
        try list.seek(target)
      }
      guard list.id == ids.first(where: { $0 >= target }) ?? .max else {
        Issue.record("\(term): \(list.id) at \(target)")
        return
      }
    }
  }

  @Test("finds what FTS5 finds while it and we add, and it removes, replaces and merges", arguments: 1...3)
  func againstFTS5(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let twins = try Twins()
    var present: [(id: Int64, columns: [String])] = []
    for round in 0..<8 {
      var id = present.last?.id ?? 0
      let added = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
        id += Int64.random(in: 1...3, using: &generator)
        return (id: id, columns: columns(0...(round == 2 ? 200 : 20), &generator))
      }
      try twins.add(added)
      present += added
      for _ in 0..<present.count / 6 {
        let place = Int.random(in: 0..<present.count - 1, using: &generator)
        if Bool.random(using: &generator) {
          try twins.remove([present.remove(at: place)])
        } else {
          let other = columns(0...40, &generator)
          try twins.replace(present[place], by: other)
          present[place].columns = other
        }
      }
      if round == 5 { try twins.command("optimize") }
      // Some pages at a time, so that segments are met that are merged in part.
      if round == 3 || round == 6 { try twins.command("merge", round == 3 ? -2 : 2) }
      try expectSame(twins, &generator)
      try expectSamePhrases(twins, present, &generator)
    }
  }

  /// Phrases and prefixes are counted as a plain scan of the articles counts them.
  private func expectSamePhrases(
    _ twins: Twins, _ present: [(id: Int64, columns: [String])], _ generator: inout SeededGenerator
  ) throws {
    let texts = present.map { (id: $0.id, columns: $0.columns.map { $0.split(separator: " ").map(String.init) }) }
    func scan(_ count: ([String]) -> Int) -> PostingList {
      var list = PostingList()
      for (id, columns) in texts {
        var found = FieldFrequencies()
        for (number, words) in columns.enumerated() { found.set(UInt64(count(words)), column: number) }
        if found.isEmpty { continue }
        list.ids.append(id)
        list.frequencies.append(found)
      }
      return list
    }
    let phrases = (0..<20).map { _ in
      (0..<Int.random(in: 2...3, using: &generator)).map { _ in
        Self.alphabet[Int.random(in: 0..<Int.random(in: 1...60, using: &generator), using: &generator)]
      }
    }
    try twins.connection.use { database in
      for table in ["theirs", "ours"] {
        let source = try source(table, in: database)
        for phrase in phrases + [["w0", "w0"], ["w0", "w0", "w0"], ["none", "w0"]] {
          let expected = scan { words in words.indices.count { words[$0...].starts(with: phrase) } }
          var list = PostingList()
          try PhraseDoclist(phrase.map(stored), in: source, resident: nil).forEachCount(from: 0, in: PostingRoom()) {
            list.ids += $0
            list.frequencies += $1
          }
          #expect(list == expected, "\(phrase) of \(table)")
        }
        for prefix in ["w", "w1", "ww", "ü", "c+", "x", "0"] {
          let expected = scan { words in words.count { $0.utf8.starts(with: prefix.utf8) } }
          #expect(try sums(prefix, source) == expected, "\(prefix)* of \(table)")
        }
      }
    }
  }

  private func sums(_ prefix: String, _ source: SegmentSource) throws -> PostingList {
    let sums = CountSums()
    var terms = try PrefixTerms(stored(prefix), in: source)
    while let found = try terms.next() {
      try found.forEachCount(from: 0, in: PostingRoom(), deadline: .none) { ids, counts in
        do { try sums.add(ids, counts) } catch { Issue.record(error) }
      }
    }
    var list = PostingList()
    sums.forEach(in: PostingRoom()) {
      list.ids += $0
      list.frequencies += $1
    }
    return list
  }

  @Test("goes through and leaps in lists of many pages, with an index of them or without")
  func longLists() throws {
    var generator = SeededGenerator(state: 7)
    let twins = try Twins()
    let often = String(repeating: "often ", count: 30_000)
    let articles = (1...30_000).map { (number: Int64) -> (id: Int64, columns: [String]) in
      (2 * number, ["the", number % 3 == 0 ? "x the the" : "", number % 20_000 == 7 ? often : "the"])
    }
    try twins.add(articles)
    let ids = ["the": Array(1...30_000), "x": Array(1...30_000).filter { $0 % 3 == 0 }, "often": [7, 20_007]]
    try twins.connection.use { database in
      for table in ["theirs", "ours"] {
        let source = try source(table, in: database)
        let counts = try counts(of: table, in: database)
        for (term, numbers) in ids {
          let expected = numbers.map { Int64($0) * 2 }
          #expect(try read(term, source).ids == expected)
          #expect(try read(term, source).frequencies == counts[term]?.frequencies)
          #expect(try read(term, from: 41_001, source).ids == expected.filter { $0 > 41_000 })
          for _ in 0..<20 { try expectSteps(term, expected, source, &generator) }
        }
      }
    }
  }

  @Test("finds each of many words wherever pages end, behind the word itself for one")
  func pageEnds() throws {
    var generator = SeededGenerator(state: 3)
    let twins = try Twins()
    let words = (0..<12_000).map { number in
      String(number, radix: 7) + String(repeating: "x", count: Int.random(in: 0...60, using: &generator))
    }
    for part in 0..<2 {
      try twins.add(
        (0..<60).map { number in
          let first = (part * 60 + number) * 100
          return (id: Int64(first + 1), columns: [words[first..<first + 100].joined(separator: " "), "", ""])
        })
    }
    try twins.command("optimize")
    try twins.connection.use { database in
      for table in ["theirs", "ours"] {
        let source = try source(table, in: database)
        for (number, word) in words.enumerated() {
          #expect(try read(word, source).ids == [Int64(number / 100 * 100 + 1)])
        }
      }
    }
  }

  @Test("ends at the deadline within a list, and leaves nothing of it behind")
  func deadline() throws {
    let twins = try Twins()
    try twins.add((1...30_000).map { ($0, ["word", "", ""]) })
    try twins.connection.use { database in
      let segments = try #require(try SegmentSource.segments(of: "ours", in: database))
      let source = SegmentSource(
        try SegmentStatements(table: "ours", in: database), segments: segments, deadline: Deadline(milliseconds: 0))
      let room = PostingRoom()
      #expect(throws: IndexError.deadline) { try read("word", source, in: room) }
      #expect(try read("word", self.source("ours", in: database), in: room).count == 30_000)
    }
  }

  @Test("is left to FTS5 where records are of another version")
  func unknownVersion() throws {
    let twins = try Twins()
    try twins.add([(1, ["word", "", ""])])
    func segments() throws -> Int? {
      try twins.connection.use { try SegmentSource.segments(of: "ours", in: $0)?.count }
    }
    #expect(try segments() == 1)
    try twins.connection.use { try $0.execute(sql: "UPDATE ours_config SET v = 5 WHERE k = 'version'") }
    #expect(try segments() == nil)
    try twins.connection.use { database in
      try database.execute(sql: "UPDATE ours_config SET v = 4 WHERE k = 'version'")
      try database.execute(sql: "UPDATE ours_data SET block = x'00000000ff000001000000' WHERE id = 10")
    }
    #expect(try segments() == nil)
  }

  @Test("gives up on damaged pages, or reads them, and never leaves their bytes", arguments: 1...3)
  func damage(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let twins = try Twins()
    try twins.add((1...200).map { ($0, columns(0...20, &generator)) })
    try twins.add((201...230).map { ($0, columns(0...20, &generator)) })
    try twins.connection.use { database in
      let rows = try Row.fetchAll(database, sql: "SELECT id, block FROM ours_data WHERE id > 10")
      for _ in 0..<100 {
        try database.inSavepoint {
          for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let row = rows.randomElement(using: &generator) ?? Row()
            let (id, block): (Int64, Data) = (row[0], row[1])
            try database.execute(
              sql: "UPDATE ours_data SET block = ? WHERE id = ?", arguments: [damaged(Array(block), &generator), id])
          }
          for term in Self.alphabet.prefix(60) { try expectEnd(term, source("ours", in: database), &generator) }
          return .rollback
        }
      }
    }
  }

  /// A list comes to an end, whatever is in it.
  private func expectEnd(_ term: String, _ source: SegmentSource, _ generator: inout SeededGenerator) throws {
    do {
      #expect(try read(term, source).count <= 100_000)
      let list = try TermDoclist(stored(term), in: source)
      while list.id < .max { try list.seek(max(0, list.id) + Int64.random(in: 1...50, using: &generator)) }
      let phrase = try PhraseDoclist([stored(term), stored("w0")], in: source, resident: nil)
      try phrase.forEachCount(from: 0, in: PostingRoom()) { _, _ in }
      var terms = try PrefixTerms(stored(String(term.prefix(2))), in: source)
      while let list = try terms.next() { try list.seek(.max) }
    } catch is SegmentNotUnderstood {}
  }

  private func damaged(_ block: [UInt8], _ generator: inout SeededGenerator) -> Data {
    var bytes = block
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
    case 1: bytes.append(contentsOf: (0..<9).map { _ in UInt8.random(in: 0...255, using: &generator) })
    case 2 where bytes.count > 4:
      bytes.replaceSubrange(0..<4, with: (0..<4).map { _ in UInt8.random(in: 0...255, using: &generator) })
    default:
      for _ in 0..<Int.random(in: 1...12, using: &generator) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
    }
    return Data(bytes)
  }
}
