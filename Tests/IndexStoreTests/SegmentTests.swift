import GRDB
import Testing

@testable import Analysis
@testable import IndexStore

@Suite("Numbers of SQLite's formats")
struct SQLiteNumberTests {
  @Test("are read as they were written, and take as many bytes as the format says", arguments: 0..<64)
  func roundTrip(bits: Int) {
    let power = UInt64(1) << UInt64(bits)
    for number: UInt64 in [power, power - 1, power | UInt64.random(in: 0..<power)] {
      var bytes: [UInt8] = [7]
      SQLiteNumber.append(number, to: &bytes)
      var offset = 1
      #expect(bytes.withUnsafeBufferPointer { SQLiteNumber.read($0, at: &offset) } == number)
      #expect(offset == bytes.count)
      #expect(bytes.count - 1 == min(9, max(1, (64 - number.leadingZeroBitCount + 6) / 7)))
      for end in 1..<bytes.count {
        offset = 1
        #expect(bytes[..<end].withUnsafeBufferPointer { SQLiteNumber.read($0, at: &offset) } == nil)
      }
    }
  }
}

@Suite("Terms")
struct TermOrderTests {
  @Test("are put in the order of their bytes", arguments: [0, 1, 2, 5000])
  func order(count: Int) {
    let alphabet = ["a", "b", "ü", "漢", "\u{1}", "zzzzzzz", "common beginning"]
    let words = Set(
      (0..<count).map { _ in (0...Int.random(in: 0..<6)).map { _ in alphabet.randomElement() ?? "" }.joined() })
    let terms = TermTable()
    for word in words { _ = Array(word.utf8).withUnsafeBufferPointer { terms.number(of: $0) } }
    let ordered = TermOrder.numbers(of: terms).map { String(decoding: terms.term($0), as: UTF8.self) }
    #expect(ordered == words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}

@Suite("Segments of the full-text index")
struct SegmentTests {
  private static let alphabet =
    (0..<3000).map { "w" + String($0 * 7919 % 100_003, radix: 36) } + ["ünï", "c++", "漢字", "0"]

  /// Articles of words of which some are frequent and most are rare.
  private func articles(_ count: Int, from first: Int64, words: ClosedRange<Int>) -> [(id: Int64, columns: [String])] {
    var id = first - 1
    return (0..<count).map { _ in
      id += Int64.random(in: 1...3)
      let columns = (0..<3).map { _ -> String in
        (0..<Int.random(in: words)).map { _ in
          Self.alphabet[Int(Double(Self.alphabet.count) * pow4(Double.random(in: 0..<1)))]
        }.joined(separator: " ")
      }
      return (id, columns)
    }
  }

  private func pow4(_ value: Double) -> Double { value * value * value * value }

  private static let everything = [
    "SELECT id, hex(block) FROM *_data ORDER BY id", "SELECT segid, hex(term), pgno FROM *_idx ORDER BY segid, term",
    "SELECT id, hex(sz) FROM *_docsize ORDER BY id",
  ]

  @Test(
    "are to the byte what FTS5 makes of the same articles",
    arguments: [(1, 0...0), (1, 1...1), (40, 0...30), (400, 0...90), (3, 4000...9000), (9000, 0...3)],
    [1, 500, 1_000_000])
  func equal(_ size: (count: Int, words: ClosedRange<Int>), occurrencesOfRun: Int) throws {
    let twins = try Twins(occurrencesOfRun: occurrencesOfRun)
    try twins.add(articles(size.count, from: 1, words: size.words))
    for sql in Self.everything { try twins.expectEqual(sql) }
    try twins.command("integrity-check")
  }

  @Test("split the lists of words that are everywhere, and index them, as FTS5 does")
  func longLists() throws {
    let twins = try Twins()
    let often = String(repeating: "often ", count: 30_000)
    try twins.add(
      (1...30_000).map { ($0, ["the", $0 % 3 == 0 ? "x the the" : "", $0 % 20_000 == 7 ? often : "the"]) })
    for sql in Self.everything { try twins.expectEqual(sql) }
    try twins.command("integrity-check")
    let indexes = try twins.rows("SELECT count(1) FROM *_idx WHERE pgno & 1")
    #expect(indexes.ours != ["[count(1):0]"])
    try twins.expectEqual("SELECT rowid FROM * WHERE * MATCH 'x AND often'")
    try twins.expectEqual("SELECT rowid FROM * WHERE * MATCH '\"x the the\" NOT often' ORDER BY rank LIMIT 50")
  }

  @Test("go on with those of FTS5: it removes, adds, merges and checks them", arguments: 0..<4)
  func together(seed: Int) throws {
    let twins = try Twins()
    var present: [(id: Int64, columns: [String])] = []
    for round in 0..<6 {
      let added = articles(Int.random(in: 1...200), from: (present.last?.id ?? 0) + 1, words: 0...60)
      try twins.add(added)
      present += added
      let gone = Set((0..<present.count / 4).map { _ in present.indices.randomElement() ?? 0 })
        .filter { $0 < present.count - 1 }
      try twins.remove(gone.map { present[$0] })
      present = present.indices.filter { !gone.contains($0) }.map { present[$0] }
      if round == 3 { try twins.command("optimize") }
      try twins.expectEqual("SELECT term, doc, col, offset FROM *_places")
      try twins.expectEqual("SELECT id, hex(block) FROM *_data WHERE id = 1")
      try twins.command("integrity-check")
    }
    try twins.expectEqual("SELECT rowid, rank FROM * WHERE * MATCH 'w0 OR ünï' ORDER BY rank, rowid")
  }

  @Test("are left to FTS5 where its records are of another version")
  func unknownVersion() throws {
    let twins = try Twins()
    let segments = SegmentWriter(table: "ours", columns: 3)
    #expect(try twins.connection.use { try segments.canWrite(in: $0) })
    try twins.connection.use { try $0.execute(sql: "UPDATE ours_config SET v = 5 WHERE k = 'version'") }
    #expect(try !twins.connection.use { try segments.canWrite(in: $0) })
    try twins.connection.use { database in
      try database.execute(sql: "UPDATE ours_config SET v = 4 WHERE k = 'version'")
      try database.execute(sql: "UPDATE ours_data SET block = x'00000000ff000001000000' WHERE id = 10")
    }
    #expect(try !twins.connection.use { try segments.canWrite(in: $0) })
  }
}
