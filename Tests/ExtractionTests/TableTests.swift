import Testing

@testable import Extraction

@Suite("Tables")
struct TableTests {
  @Test(
    "are known by their header where the name leaves it open",
    arguments: [
      ("title,body,date\n", "-", ArticleFormat.table), ("Title\tText\nA\tb\n", "export.txt", .table),
      ("id;headline;content\n1;a;b\n", "dump.dat", .table), ("title|text\na|b\n", "-", .table),
      ("\"title\",\"text\"\n\"a\nb\",\"c\"\n", "-", .table), ("Title, and text, and more\n\nBoth.", "-", .text),
      ("Title, text\n\nA letter.", "-", .text), ("Dear reader, dear author\n", "a.txt", .text),
      ("a,b\n1,2", "a.csv", .table),
      ("title: x, text: y\n", "-", .text), (#"{"title": "A"}"#, "a.csv", .jsonLines),
    ])
  func detection(text: String, name: String, expected: ArticleFormat) {
    #expect(Extractor.detectFormat(name: name, head: Array(text.utf8)) == expected)
  }

  @Test("may have line breaks of any kind, a byte order mark, or another encoding")
  func lineBreaks() throws {
    for end in ["\n", "\r\n", "\r"] {
      let text = ["title,text", "A,\"b\(end)c\"", "", "B,d", ""].joined(separator: end)
      let utf16: [UInt8] = [0xff, 0xfe] + text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
      for bytes in [Array(text.utf8), [0xef, 0xbb, 0xbf] + Array(text.utf8), utf16] {
        let found = try read(bytes, name: "a.csv").map { try $0.get() }
        #expect(found.map(\.title) == ["A", "B"])
        #expect(found.map(\.body) == ["b\nc", "d"])
        #expect(found.map(\.line) == [2, 5])
      }
    }
    let latin = try article(
      Array("title,text\nCaf\u{e9},Un caf\u{e9} noir est servi\n".unicodeScalars.map { UInt8($0.value) }), name: "a.csv"
    )
    #expect(latin.title == "Café")
    #expect(latin.notes == [.guessedEncoding("CP1252")])
  }

  @Test("without rows or header are refused")
  func refused() throws {
    #expect(try codes(read("title,text\n", name: "a.csv")) == [.empty])
    #expect(try codes(read("\n\n", name: "a.csv")) == [.empty])
    #expect(try codes(read("A,b\nc,d\n", name: "a.csv")) == [.missingHeader])
  }

  @Test(
    "lose no rows to quotes that are no quotes, and know those behind a backslash or a space",
    arguments: [
      ("title,text\nA,\"never closed\nB,b\nC,c\n", ["A|\"never closed", "B|b", "C|c"]),
      ("title\ttext\nA\t\"q\nB\tb\nC\t\"x\" said\nD\td\n", ["A|\"q", "B|b", "C|x said", "D|d"]),
      ("title\ttext\nA\t\"q\nB\tb\nC\tsay \"x\"s\n", ["A|\"q", "B|b", "C|say \"x\"s"]),
      ("title,text\nA,\"he said \\\"hi\\\", and left\"\nB,b\n", ["A|he said \"hi\", and left", "B|b"]),
      ("title,text\nA,\"C:\\\"\nB,b\n", ["A|C:\\", "B|b"]),
      ("\"title\", \"text\"\n\"A\", \"a, b\"\n\"B\", \"c\"\n", ["A|a, b", "B|c"]),
      ("title,text\nA,\"one\ntwo\"\nB,b\n", ["A|one\ntwo", "B|b"]),
    ])
  func quotes(table: String, expected: [String]) throws {
    let found = try read(table, name: table.contains("\t") ? "a.tsv" : "a.csv").map { try $0.get() }
    #expect(found.map { "\($0.title)|\($0.body)" } == expected)
  }

  @Test("that break off inside a quoted text say so")
  func brokenOff() throws {
    let results = try read("title,text\nA,b\nB,\"First words,\nand more, of this, and that", name: "a.csv")
    #expect(codes(results) == [nil, .invalidTable])
  }

  @Test("with a row beyond the limit lose only that row, however many cells it has")
  func tooLarge() throws {
    var limits = Extractor.Limits()
    limits.maximumDocumentBytes = 2_000
    for long in [String(repeating: "x", count: 3_000), String(repeating: ",", count: 3_000)] {
      let table = "title,text\nA,b\n\(long)\nB,\"c\"\n"
      let results = try read(Array(table.utf8), name: "a.csv", limits: limits)
      #expect(codes(results) == [nil, .tooLarge, nil])
    }
  }

  @Test("of very many rows pass through without being held")
  func streaming() throws {
    let row = Array(
      "A,\"\(String(repeating: "some \"\"quoted\"\" words, and more that are not, on one line\n", count: 1_200))\"\n"
        .utf8)
    let (articles, growth) = try stream(
      RepeatingSource(head: Array("title,text,date\n".utf8), line: row, count: 9_000_000 / row.count))
    #expect(articles == 9_000_000 / row.count)
    #expect(growth < 8_000)
  }
}
