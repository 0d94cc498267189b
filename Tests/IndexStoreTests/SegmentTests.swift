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

/// Two full-text tables of the same articles: one filled by FTS5 and one by segments.
private final class Twins {
  let folder: TemporaryFolder
  let connection: Connection
  private let segments: SegmentWriter

  /// - Parameter occurrencesOfRun: How many occurrences are inverted together.
  init(occurrencesOfRun: Int = 5000) throws {
    segments = SegmentWriter(table: "ours", columns: 3, occurrencesOfRun: occurrencesOfRun)
    folder = try TemporaryFolder()
    connection = try Connection(path: folder.index, access: .write)
    try connection.use { database in
      for table in ["theirs", "ours"] {
        try database.execute(
          sql: """
            CREATE VIRTUAL TABLE \(table) USING fts5(a, b, c, content = '', tokenize = "ascii tokenchars '#''+-.@'");
            INSERT INTO \(table) (\(table), rank) VALUES ('automerge', 0), ('hashsize', 268435456);
            CREATE VIRTUAL TABLE \(table)_places USING fts5vocab(\(table), instance);
            """)
      }
    }
  }

  /// Adds articles in one transaction, which makes one segment of each table.
  func add(_ articles: [(id: Int64, columns: [String])]) throws {
    try connection.write { database in
      for (id, columns) in articles { try Self.feed(database, "theirs", "rowid, a, b, c", [id] + columns) }
      for start in stride(from: 0, to: articles.count, by: 50) {
        let part = articles[start..<min(start + 50, articles.count)]
        try segments.add(zip(part, Self.columns(of: part.map(\.columns))).map { ($0.id, $1) }, in: database)
      }
      try segments.flush(in: database)
    }
    try connection.reopen()
  }

  /// The columns of articles that share a lexicon, in which there is a term that none of them has.
  private static func columns(of articles: [[String]]) -> [TermColumns] {
    let terms = TermTable()
    func number(_ term: String) -> UInt32 { Array(term.utf8).withUnsafeBufferPointer { terms.number(of: $0) } }
    _ = number("unused")
    let parts = articles.map { $0.map { $0.split(separator: " ").map { number(String($0)) } } }
    let lexicon = terms.lexicon
    return parts.map { columns in
      var ends: [Int] = []
      for column in columns { ends.append((ends.last ?? 0) + column.count) }
      return TermColumns(lexicon: lexicon, numbers: Array(columns.joined()), ends: ends)
    }
  }

  func remove(_ articles: [(id: Int64, columns: [String])]) throws {
    try connection.write { database in
      for (id, columns) in articles {
        for table in ["theirs", "ours"] {
          try Self.feed(database, table, "\(table), rowid, a, b, c", ["delete", id] + columns)
        }
      }
    }
  }

  private static func feed(
    _ database: Database, _ table: String, _ columns: String, _ values: [any DatabaseValueConvertible]
  ) throws {
    let places = values.map { _ in "?" }.joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO \(table) (\(columns)) VALUES (\(places))", arguments: StatementArguments(values))
  }

  func command(_ command: String) throws {
    try connection.write { database in
      for table in ["theirs", "ours"] {
        try database.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('\(command)')")
      }
    }
  }

  /// The rows of a query on either table, whose name stands for `*`.
  func rows(_ sql: String) throws -> (theirs: [String], ours: [String]) {
    try connection.use { database in
      func rows(of table: String) throws -> [String] {
        try Row.fetchAll(database, sql: sql.split(separator: "*").joined(separator: table)).map(\.description)
      }
      return (try rows(of: "theirs"), try rows(of: "ours"))
    }
  }

  func expectEqual(_ sql: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let (theirs, ours) = try rows(sql)
    let first = zip(theirs, ours).first { $0 != $1 }
    #expect(first == nil && theirs.count == ours.count, "\(sql)", sourceLocation: sourceLocation)
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
