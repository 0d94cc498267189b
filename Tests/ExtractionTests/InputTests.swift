import Foundation
import Testing

@testable import Extraction

@Suite("Inputs")
struct InputTests {
  @Test(
    "tell their format by content, then by name",
    arguments: [
      ("a.txt", "{\"title\": 1}", .jsonLines), ("a", "[{}]", .jsonLines), ("a.json", "nonsense", .jsonLines),
      ("a.txt", "<!DOCTYPE html><p>", .html), ("a", "<!-- x --><html>", .html), ("a.htm", "text", .html),
      ("a", "<div>text</div>", .html), ("-", "<h1>Title</h1>", .html), ("a.md", "<div>text</div>", .markdown),
      ("a.MD", "text", .markdown), ("a", "---\ntitle: x\n---\ntext", .markdown), ("a.txt", "---\n\ntext", .text),
      ("a.md", "{{< shortcode >}}", .markdown), ("a.txt", "{curly}", .text), ("README", "text", .text),
      ("letter.3.21", "text", .text), ("-", "text", .text), ("a.txt.gz", "text", .text), ("a.css", "p {}", nil),
      ("a.xml", "<?xml version=\"1.0\"?><rss>", .feed), ("a.xml", "<?xml version=\"1.0\"?><note>", nil),
      ("a", "<?xml version=\"1.0\"?><html>", .html),
    ] as [(String, String, ArticleFormat?)])
  func formats(name: String, head: String, expected: ArticleFormat?) {
    #expect(Extractor.detectFormat(name: name, head: Array(head.utf8)) == expected)
  }

  @Test(
    "that hold no article give a reason",
    arguments: [
      ("a.txt", [], .empty), ("a.txt", Array(" \n\t\n".utf8), .empty), ("a.jsonl", Array("\n\n".utf8), .empty),
      ("a.md", Array("---\n---\n".utf8), .empty), ("a.txt", [0x89, 0x50, 0x4e, 0x47, 1, 2, 3], .binary),
      ("a.jsonl", Array("GIF89a text".utf8), .binary), ("a.txt", [1, 2, 3, 0, 4, 5], .binary),
      ("a.css", Array("p {}".utf8), .unknownFormat), ("a.html", Array("<html><body></body></html>".utf8), .missingText),
      ("a.txt", [0x1f, 0x8b, 8, 0, 0], .truncatedGzip),
      ("a.txt", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff], .corruptGzip),
      ("a.json", Array(String(repeating: "[", count: 300).utf8), .tooDeep),
      ("a.jsonl", Array("{\"a\":\(String(repeating: "[", count: 300))".utf8), .tooDeep),
      ("a.jsonl", Array("{\"title\": \"\u{1}\"}".utf8), .invalidJSON),
      ("a.jsonl", Array("{\"title\": \"".utf8) + [0xff, 0xfe] + Array("\"}".utf8), .encoding),
    ] as [(String, [UInt8], ReasonCode)])
  func reasons(name: String, bytes: [UInt8], expected: ReasonCode) throws {
    #expect(try codes(read(bytes, name: name)) == [expected])
  }

  @Test("a named format overrides content and name")
  func override() throws {
    #expect(try article("{\"title\": 1}", name: "a.json", format: .text).body == "{\"title\": 1}")
  }

  @Test("larger than the limit are refused; a line too long does not end the reading")
  func limits() throws {
    var limits = Extractor.Limits()
    limits.maximumDocumentBytes = 100
    let long = String(repeating: "x", count: 200)
    #expect(try codes(read(Array(long.utf8), name: "a.txt", limits: limits)) == [.tooLarge])
    let lines = "{\"title\": \"a\"}\n{\"title\": \"\(long)\"}\n{\"title\": \"c\"}"
    #expect(try codes(read(Array(lines.utf8), name: "a.jsonl", limits: limits)) == [nil, .tooLarge, nil])
    let array = "[{\"title\": \"a\"},\n{\"title\": \"\(long)\"},\n{\"title\": \"c\"}]"
    #expect(try codes(read(Array(array.utf8), name: "a.json", limits: limits)) == [nil, .tooLarge, nil])
  }

  @Test("a byte order mark, CRLF and blank lines do not disturb JSON lines")
  func lineForms() throws {
    let text = "\u{feff}{\"title\": \"a\"}\r\n\r\n{\"title\": \"b\"}\r\n"
    let results = try read(text, name: "a.jsonl")
    #expect(try results.map { try $0.get().line } == [1, 3])
    let wide = Array("{\"title\": \"a\"}\n{\"title\": \"b\"}".utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] })
    #expect(try read([0xff, 0xfe] + wide, name: "a.jsonl").count == 2)
  }

  @Test("gzip is unwrapped, any number of members, with padding after them")
  func gzipMembers() throws {
    let first = gzip(Array("{\"title\": \"a\"}\n{\"ti".utf8))
    let second = gzip(Array("tle\": \"b\"}\n".utf8))
    let results = try read(first + second + [0, 0, 0, 0], name: "a.jsonl.gz")
    #expect(try results.map { try $0.get().title } == ["a", "b"])
    #expect(try article(gzip(Array("A title\n\nText of it.".utf8)), name: "a.txt.gz").title == "A title")
  }

  @Test("what was complete before a gzip stream breaks off is kept")
  func truncated() throws {
    let whole = gzip(Array((0..<100).map { "{\"title\": \"number \($0)\"}\n" }.joined().utf8))
    let results = try read(Array(whole.dropLast(200)), name: "a.jsonl.gz")
    #expect(results.count > 80)
    #expect(codes(results).last == .truncatedGzip)
    #expect(codes(results).dropLast().allSatisfy { $0 == nil })
  }

  @Test("a gzip stream that expands beyond the limit is stopped")
  func bomb() throws {
    var limits = Extractor.Limits()
    limits.maximumDecompressedBytes = 1000
    let lines = String(repeating: "{\"title\": \"a\"}\n", count: 1000)
    #expect(try codes(read(gzip(Array(lines.utf8)), name: "a.jsonl.gz", limits: limits)).last == .gzipBomb)
  }

  @Test("a source that fails is reported as unreadable")
  func unreadable() throws {
    var source = FailingSource()
    var results: [ReadResult] = []
    try Extractor().extract(name: "a.jsonl", format: nil, source: &source) { results.append($0) }
    #expect(codes(results) == [nil, .unreadable])
  }

  @Test("an error of the receiver ends the reading and comes out")
  func receiverError() throws {
    struct Full: Error {}
    var source = MemorySource(Array("{\"title\": \"a\"}\n{\"title\": \"b\"}\n".utf8))
    #expect(throws: Full.self) {
      try Extractor().extract(name: "a.jsonl", format: nil, source: &source) { _ in throw Full() }
    }
  }

  @Test("JSON lines are streamed: a long stream passes through without being held")
  func streaming() throws {
    let line = Array("{\"title\": \"a title\", \"body\": \"\(String(repeating: "some words ", count: 9_000))\"}\n".utf8)
    let source = RepeatingSource(line: line, count: 16_000_000 / line.count)
    let (articles, growth) = try stream(source)
    #expect(articles == source.left)
    #expect(growth < 6_000)
  }
}

/// One good line, then an error.
private struct FailingSource: ByteSource {
  struct Broken: Error {}
  private var isSpent = false

  mutating func read(upTo count: Int) throws -> [UInt8] {
    guard !isSpent else { throw Broken() }
    isSpent = true
    return Array("{\"title\": \"a\"}\n".utf8)
  }
}
