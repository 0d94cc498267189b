import Foundation
import GRDB
import Testing

@testable import IndexStore

@Suite("Merging segments of the full-text index")
struct SegmentMergeTests {
  private static let alphabet =
    (0..<900).map { "w" + String($0 * 7919 % 100_003, radix: 36) } + ["ünï", "c++", "漢字", "0", "commonbeginning"]
    + (0..<60).map { "commonbeginning\($0)" }

  private func columns(_ words: ClosedRange<Int>, _ generator: inout SeededGenerator) -> [String] {
    (0..<3).map { _ -> String in
      (0..<Int.random(in: words, using: &generator)).map { _ in
        let place = Double.random(in: 0..<1, using: &generator)
        return Self.alphabet[Int(Double(Self.alphabet.count) * place * place * place)]
      }.joined(separator: " ")
    }
  }

  private func articles(
    _ count: Int, after last: Int64, words: ClosedRange<Int>, _ generator: inout SeededGenerator
  ) -> [(id: Int64, columns: [String])] {
    var id = last
    return (0..<count).map { _ in
      id += Int64.random(in: 1...3, using: &generator)
      return (id, columns(words, &generator))
    }
  }

  @Test(
    "gives to the byte the one segment that all articles together make",
    arguments: [(1, 0...30), (60, 0...60), (4, 1500...2500), (700, 0...3)])
  func whole(_ size: (count: Int, words: ClosedRange<Int>)) throws {
    var generator = SeededGenerator(state: UInt64(size.count))
    let (apart, together) = (try Twins(), try Twins())
    var all: [(id: Int64, columns: [String])] = []
    for _ in 0..<7 {
      let added = articles(size.count, after: all.last?.id ?? 0, words: size.words, &generator)
      try apart.add(added)
      all += added
    }
    try together.add(all)
    #expect(try apart.merge(.fullestLevel) == 1)
    #expect(try apart.merge(.fullestLevel) == 0)
    for sql in [
      "SELECT id & 0x1fffffffff, hex(block) FROM *_data WHERE id > 10 ORDER BY id",
      "SELECT hex(term), pgno FROM *_idx ORDER BY segid, term",
    ] { #expect(try apart.rows(sql).ours == together.rows(sql).theirs) }
    try apart.command("integrity-check")
  }

  @Test("some pages at a time, by turns with FTS5's, changes nothing of what is found", arguments: 1...4)
  func byTurns(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let twins = try Twins()
    var present: [(id: Int64, columns: [String])] = []
    for round in 0..<12 {
      let added = articles(
        Int.random(in: 1...60, using: &generator), after: present.last?.id ?? 0,
        words: 0...(round % 5 == 2 ? 300 : 20), &generator)
      try twins.add(added)
      present += added
      for _ in 0..<(round % 3 == 0 ? present.count / 8 : 0) {
        let place = Int.random(in: 0..<present.count - 1, using: &generator)
        if Bool.random(using: &generator) {
          try twins.remove([present.remove(at: place)])
        } else {
          let other = columns(0...40, &generator)
          try twins.replace(present[place], by: other)
          present[place].columns = other
        }
      }
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: try twins.merge(.fullestLevel, pageCount: Int.random(in: 1...6, using: &generator))
      case 1: try twins.merge(.fullestLevel, pageCount: 2, steps: Int.random(in: 1...4, using: &generator))
      case 2: try twins.merge(.everything, pageCount: 3, steps: Int.random(in: 1...5, using: &generator))
      case 3: try twins.command("merge", Int.random(in: 1...5, using: &generator))
      default: if round % 4 == 3 { try twins.merge(.everything) }
      }
      try twins.expectEqual("SELECT term, doc, col, offset FROM *_places ORDER BY 1, 2, 3, 4")
      try twins.command("integrity-check")
    }
    try twins.merge(.everything, pageCount: 5)
    try twins.command("optimize")
    try twins.expectEqual("SELECT term, doc, col, offset FROM *_places")
    try expectNothingGone(twins)
    #expect(try twins.rows("SELECT count(DISTINCT segid) FROM *_idx").ours == ["[count(DISTINCT segid):1]"])
    #expect(try twins.merge(.everything) == 0)
    try twins.command("integrity-check")
  }

  /// No list has an entry of an article that lost its term.
  private func expectNothingGone(_ twins: Twins) throws {
    try twins.connection.use { database in
      let segments = try #require(try SegmentSource.segments(of: "ours", in: database))
      let statements = try SegmentStatements(table: "ours", in: database)
      let source = SegmentSource(statements, segments: segments, deadline: .none)
      let terms = try SegmentTerms(source, segments[0], from: [])
      while terms.term != nil {
        let list = terms.doclist
        try list.next()
        while list.id < .max {
          #expect(!list.isEmpty)
          try list.next()
        }
        try terms.advance()
      }
    }
  }

  @Test("indexes lists of very many pages by a tree, as FTS5 does")
  func trees() throws {
    let often = String(repeating: "often ", count: 900)
    let articles = (1...2700).map { (id: Int64($0) << 48, columns: [often, "rare\($0)", ""]) }
    let (apart, together) = (try Twins(occurrencesOfRun: 1_000_000), try Twins(occurrencesOfRun: 1_000_000))
    for part in 0..<5 { try apart.add(Array(articles[part * 540..<(part + 1) * 540])) }
    try together.add(articles)
    try apart.merge(.everything)
    let sql = "SELECT id & 0x1fffffffff, hex(block) FROM *_data WHERE id > 10 ORDER BY id"
    #expect(try apart.rows(sql).ours == together.rows(sql).theirs)
    try together.expectEqual(sql)
    let parts = try together.rows("SELECT count(1) FROM *_data WHERE id & (1 << 36)").ours
    #expect(parts != ["[count(1):0]"] && parts != ["[count(1):1]"])
    try apart.command("integrity-check")
    try apart.connection.use { database in
      let segments = try #require(try SegmentSource.segments(of: "ours", in: database))
      let statements = try SegmentStatements(table: "ours", in: database)
      let source = SegmentSource(statements, segments: segments, deadline: .none)
      let list = try TermDoclist(SegmentPages.stored("often".utf8), in: source)
      for number in stride(from: 7, to: 2700, by: 391) {
        try list.seek(Int64(number) << 48 - 5)
        #expect(list.id == Int64(number) << 48)
      }
    }
  }

  @Test("is left to FTS5 where pages are damaged, or ends, and never leaves their bytes", arguments: 1...3)
  func damage(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let twins = try Twins()
    for part in 0..<4 { try twins.add(articles(60, after: Int64(part) * 1000, words: 0...40, &generator)) }
    let rows = try twins.connection.use { try Row.fetchAll($0, sql: "SELECT id, block FROM ours_data WHERE id > 10") }
    let before = try twins.rows("SELECT term, doc, col, offset FROM *_places").ours
    for _ in 0..<60 {
      let count = Int.random(in: 1...3, using: &generator)
      let damaged = (0..<count).compactMap { _ in rows.randomElement(using: &generator) }
      for row in damaged {
        var bytes = [UInt8](row[1] as Data)
        for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        try twins.put(Data(bytes), row: row[0])
      }
      do {
        try twins.merge(.everything, pageCount: 2, isKept: false)
      } catch is SegmentNotUnderstood {}
      for row in damaged { try twins.put(row[1], row: row[0]) }
    }
    #expect(try twins.rows("SELECT term, doc, col, offset FROM *_places").ours == before)
    try twins.merge(.everything, pageCount: 2)
    try twins.command("integrity-check")
  }
}

extension Twins {
  private struct Undo: Error {}

  /// Merges our table without FTS5; answers how many steps that took.
  @discardableResult
  func merge(
    _ extent: SegmentMerge.Extent, pageCount: Int = 1 << 20, steps: Int = .max, isKept: Bool = true
  ) throws -> Int {
    let merge = SegmentMerge(table: "ours", path: folder.index)
    defer { merge.close() }
    var taken = 0
    do {
      while taken < steps,
        try connection.write({ database in
          let isDone = try merge.step(extent, pageCount: pageCount, in: SegmentTables("ours", in: database))
          if !isKept { throw Undo() }
          return isDone
        })
      { taken += 1 }
    } catch is Undo {}
    try connection.reopen()
    return taken
  }

  func put(_ block: Data, row: Int64) throws {
    try connection.write { database in
      try database.execute(sql: "UPDATE ours_data SET block = ? WHERE id = ?", arguments: [block, row])
    }
  }
}
