import Foundation
import Glibc
import SearchClient
import Testing

@testable import search

@Suite("Output of search")
struct OutputTests {
  private static let hit = Hit(
    id: 7, key: "/news/a\n.txt", url: "https://a.org/1", title: "Air\tbridge \u{1B}[31m", author: "A; B", site: "a.org",
    category: "War", language: "en", published: "2021-09-01T10:00Z", score: 4.25,
    snippets: [
      .init(text: "The Tajik helicopters.", highlights: [[4, 9], [10, 21]]), .init(text: "Second.", highlights: []),
    ],
    explanation: .init(parts: [
      .init(term: "tajik", value: 4.25, documentFrequency: 1234, frequencies: ["title": 1, "body": 3])
    ]))

  private static func response(_ hits: [Hit], total: Int, relation: SearchResponse.Total.Relation = .exact)
    -> SearchResponse
  {
    SearchResponse(
      query: .init(
        text: "x", parsed: "x",
        notes: ["x", "y"].map { .init(kind: "relaxed", term: $0, detail: "“\u{1B}x” is not in all") }),
      total: .init(value: total, relation: relation), hits: hits,
      facets: ["site": [.init(value: "a\u{7}.org", count: 1200), .init(value: "b.org", count: 3)]],
      took: .init(parse: 0, match: 0, rank: 0, snippets: 0, total: 3149))
  }

  private func printed(
    _ response: SearchResponse, _ form: OutputForm, terminal: Terminal = .none
  ) throws -> String {
    let pipe = Pipe()
    var output = OutputWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    var printer = AnswerPrinter(form: form, terminal: terminal)
    try printer.print(response, bytes: WireJSON.encode(response), to: &output)
    try printer.finish(to: &output)
    try output.flush()
    try pipe.fileHandleForWriting.close()
    return String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  }

  @Test("a hit with copies says how many, and how to see them")
  func copies() throws {
    let hits = [
      Hit(id: 7, key: "a", title: "A", score: 1, copies: 4), Hit(id: 8, key: "b", title: "B", score: 1, copies: 1),
    ]
    let text = try printed(Self.response(hits, total: 7), .readable)
    #expect(text.contains("1. A\n   a\n   and 4 more copies: --copies 7\n"))
    #expect(text.contains("2. B\n   b\n   and 1 more copy: --copies 8\n"))
  }

  @Test("the copies of an article are listed like hits, with their number below")
  func listOfCopies() throws {
    let pipe = Pipe()
    var output = OutputWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    var printer = AnswerPrinter(form: .readable, terminal: .none)
    let copies = CopiesResponse(total: 12, hits: [Hit(id: 8, key: "b", title: "B", score: 1)])
    try printer.print(copies, bytes: WireJSON.encode(copies), to: &output)
    try output.flush()
    try pipe.fileHandleForWriting.close()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    #expect(text == "1. B\n   b\n\n1 of 12 copies\n")
  }

  @Test("readable output without a terminal")
  func readable() throws {
    #expect(
      try printed(Self.response([Self.hit], total: 1234), .readable) == """
        1. Air bridge ␛[31m
           a.org · 2021-09-01 · A; B · War · en
           The Tajik helicopters.
           Second.
           https://a.org/1
           score 4.250
             4.250 for tajik, in 1,234 articles, 3 in body, 1 in title

        site
          1,200  a␇.org
              3  b.org

        1 of 1,234 articles, 3.1 ms

        """)
  }

  @Test("readable output on a terminal has emphasis, highlights and links, and breaks lines")
  func readableOnTerminal() throws {
    var hit = Self.hit
    hit.title = "Title"
    hit.explanation = nil
    let terminal = Terminal(isTerminal: true, width: 20, color: .auto) { _ in nil }
    var response = Self.response([hit], total: 1)
    response.facets = nil
    let output = try printed(response, .readable, terminal: terminal)
    let link = "\u{1B}]8;;https://a.org/1\u{1B}\\"
    let unlink = "\u{1B}]8;;\u{1B}\\"
    #expect(
      output == """
        1. \(link)\u{1B}[1mTitle\u{1B}[0m\(unlink)
           \u{1B}[2ma.org ·\u{1B}[0m
           \u{1B}[2m2021-09-01 · A; B\u{1B}[0m
           \u{1B}[2m· War · en\u{1B}[0m
           The \u{1B}[1;33mTajik\u{1B}[0m
           \u{1B}[1;33mhelicopters\u{1B}[0m.
           Second.
           \u{1B}[2m\(link)https://a.org/1\(unlink)\u{1B}[0m

        \u{1B}[2m1 of 1 article, 3.1 ms\u{1B}[0m

        """)
  }

  @Test("records are clean and one a line, or verbatim and NUL-terminated")
  func records() throws {
    let response = Self.response([Self.hit, Self.hit], total: 2)
    let template = try RecordTemplate("{rank}\\t{title}\\t{snippet}")
    let line = "Air bridge ␛[31m\tThe Tajik helicopters. … Second."
    #expect(try printed(response, .records(template, nulTerminated: false)) == "1\t\(line)\n2\t\(line)\n")
    let ended = try RecordTemplate("{id}\\n")
    #expect(try printed(response, .records(ended, nulTerminated: false)) == "7\n7\n")
    #expect(try printed(response, .records(.key, nulTerminated: true)) == "/news/a\n.txt\0/news/a\n.txt\0")
    let terminal = Terminal(isTerminal: true, width: 80, color: .auto) { _ in nil }
    #expect(
      try printed(response, .records(.key, nulTerminated: true), terminal: terminal)
        == "/news/a .txt\0/news/a .txt\0")
  }

  @Test("a template has every field, escapes and literal braces")
  func templates() throws {
    let template = try RecordTemplate(
      "{rank}|{id}|{key}|{url}|{title}|{author}|{site}|{category}|{language}|{published}|{score}|{snippet}\\{\\}\\\\\\0"
    )
    #expect(
      template.record(of: Hit(id: 1, key: "k", title: "t", score: 2.5), rank: 3, clean: { $0 })
        == "3|1|k||t||||||2.5|{}\\\0")
    #expect(
      template.record(of: Self.hit, rank: 1, clean: TerminalText.safe)
        == "1|7|/news/a .txt|https://a.org/1|Air bridge ␛[31m|A; B|a.org|War|en|2021-09-01T10:00Z|4.25|"
        + "The Tajik helicopters. … Second.{}\\\0")
  }

  @Test("the count is a number, and facets may follow it")
  func count() throws {
    #expect(try printed(Self.response([], total: 42), .count) == "42\nsite\n  1,200  a␇.org\n      3  b.org\n")
  }

  @Test("notes are for readers, clean, and said once though they hold for several words")
  func notes() {
    let response = Self.response([], total: 10, relation: .atLeast)
    #expect(AnswerPrinter(form: .readable, terminal: .none).notes(of: response) == ["note: “␛x” is not in all"])
    #expect(AnswerPrinter(form: .count, terminal: .none).notes(of: response).count == 2)
    #expect(AnswerPrinter(form: .json, terminal: .none).notes(of: response).isEmpty)
    #expect(AnswerPrinter.summary(of: response, shown: 10) == "10 of at least 10 articles, 3.1 ms")
  }

  @Test("JSON is printed as it came; on a terminal its control characters become escapes that say the same")
  func json() throws {
    let terminal = Terminal(isTerminal: true, width: 80, color: .auto) { _ in nil }
    var hit = Self.hit
    hit.title = "\u{9B}31m\u{7F}\u{202E}\u{1B} ä"
    let response = Self.response([hit], total: 1)
    let plain = try printed(response, .json)
    #expect(Array(plain.utf8) == (try WireJSON.encode(response)) + [10])
    let escaped = try printed(response, .json, terminal: terminal)
    #expect(escaped.dropLast().unicodeScalars.allSatisfy { !TerminalText.isHazard($0) })
    #expect(escaped.contains("\\u009b31m\\u007f\\u202e\\u001b ä"))
    #expect(try WireJSON.decode(SearchResponse.self, from: escaped.utf8) == response)
  }

  @Test(
    "the elements of an array are cut out of an object byte for byte",
    arguments: [
      (#"{"hits":[{"a":[1,"]"]},{"b":"\"},{"}],"x":1}"#, [#"{"a":[1,"]"]}"#, #"{"b":"\"},{"}"#]),
      (#"{"x":{"hits":[1]},"y":"\"hits\":[2]", "hits" : [ 3 , 4 ] }"#, ["3", "4"]),
      (#"{"hits":[]}"#, []),
      (#"{"hits": [ ]}"#, []),
      (#"{"hits":"none"}"#, []),
      (#"{"hits":["#, []),
      (#"{"hits"#, []),
      (#"{"x":"hits"}"#, []),
      ("", []),
    ])
  func elements(json: String, elements: [String]) {
    let pieces = JSONPieces.elements(of: "hits", in: Array(json.utf8))
    #expect(pieces.map { String(decoding: $0, as: UTF8.self) } == elements)
  }

  @Test(
    "figures", arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
  func grouped(value: Int, text: String) {
    #expect(Figures.grouped(value) == text)
  }

  @Test(
    "fractions are rounded",
    arguments: [(1.25, "1.3"), (0.04, "0.0"), (-0.04, "0.0"), (-2.5, "-2.5"), (99.96, "100.0")])
  func fixed(value: Double, text: String) {
    #expect(Figures.fixed(value, digits: 1) == text)
  }

  @Test("a reader that went away is told from a disk that is full")
  func failures() throws {
    signal(SIGPIPE, SIG_IGN)
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    var closed = OutputWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor)
    try closed.write(line: "x")
    #expect(throws: OutputError.closed) { try closed.flush() }
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    var output = OutputWriter(descriptor: full)
    try output.write(line: "x")
    #expect(throws: OutputError.failed(code: ENOSPC)) { try output.flush() }
  }

  @Test("lines are read as they come, whatever their ends and the size of the pieces")
  func lines() throws {
    let pipe = Pipe()
    var reader = LineReader(descriptor: pipe.fileHandleForReading.fileDescriptor)
    func text(_ lines: [[UInt8]]?) -> [String]? { lines?.map { String(decoding: $0, as: UTF8.self) } }
    try pipe.fileHandleForWriting.write(contentsOf: Data("one\r\n\ntwo\nthr".utf8))
    #expect(text(try reader.lines()) == ["one", "", "two"])
    try pipe.fileHandleForWriting.write(contentsOf: Data("ee\n".utf8))
    #expect(text(try reader.lines()) == ["three"])
    try pipe.fileHandleForWriting.write(contentsOf: Data("last".utf8))
    try pipe.fileHandleForWriting.close()
    #expect(text(try reader.lines()) == ["last"])
    #expect(try reader.lines() == nil)
  }

  @Test("a batch is cut into parts of a bounded size, in order, a huge line alone")
  func parts() {
    let lines = (0..<70).map { index in [UInt8](repeating: UInt8(index), count: index == 40 ? 100_000 : 10) }
    let parts = BatchTool.parts(lines)
    #expect(Array(parts.joined()) == lines)
    #expect(parts.map(\.count) == [32, 8, 1, 29])
    #expect(BatchTool.parts([]).isEmpty)
  }
}
