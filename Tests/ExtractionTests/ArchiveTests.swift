import Foundation
import Testing

@testable import Extraction

@Suite("Archives")
struct ArchiveTests {
  private static let text = "A small title\n\nThe text below it.\n"

  /// What xz, zstd and bzip2 make of the text.
  static let compressed = [
    "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jMAQAhQSBzbWFsbCB0aXRsZQoKVGhlIHRleHQgYmVsb3cgaXQuCgAAAHptOV8a8ohDAAE6IrYqT9AftvN9"
      + "AQAAAAAEWVo=",
    "KLUv/SQiEQEAQSBzbWFsbCB0aXRsZQoKVGhlIHRleHQgYmVsb3cgaXQuCqasyso=",
    "QlpoOTFBWSZTWYS7Ni4AAATXgAAQQAEgAAQAMmaMwCAAMUNNMABEybSB6jJi7emAXCdy5McDBTqXFSyLUfF3JFOFCQhLs2Lg",
  ].map { [UInt8](Data(base64Encoded: $0) ?? Data()) }

  private static func titles(_ results: [ReadResult]) -> [String?] {
    results.map { try? $0.get().title }
  }

  private static func members(_ results: [ReadResult]) -> [String?] {
    results.map { result in
      switch result {
      case .success(let article): article.member
      case .failure(let failure): failure.member
      }
    }
  }

  @Test("xz, zstd and bzip2 are unwrapped, several streams in a row too", arguments: compressed)
  func compressions(bytes: [UInt8]) throws {
    let found = try article(bytes, name: "a.txt.xz")
    #expect(found.title == "A small title")
    #expect(found.body == "The text below it.")
    #expect(found.member == nil)
    let twice = try article(bytes + bytes, name: "-")
    #expect(twice.body == "The text below it.\nA small title\n\nThe text below it.")
  }

  @Test("compressed data that breaks off or is damaged says so", arguments: compressed)
  func brokenCompression(bytes: [UInt8]) throws {
    #expect(try codes(read(Array(bytes.dropLast(12)), name: "a.txt")) == [.truncatedArchive])
    var damaged = bytes
    for index in 12..<(bytes.count - 8) { damaged[index] ^= 0xa5 }
    let found = try codes(read(damaged, name: "a.txt"))
    #expect(found == [.corruptArchive] || found == [.truncatedArchive])
  }

  @Test("words that begin like a compression's mark are words")
  func marks() throws {
    #expect(try article("BZh is how it begins.", name: "a.txt").body == "BZh is how it begins.")
    #expect(try article("B", name: "a.txt").body == "B")
  }

  @Test("each member is an input with its own place", arguments: SampleArchive.allCases)
  func members(kind: SampleArchive) throws {
    let bytes = kind.bytes(of: [
      SampleMember("notes/one.txt", Self.text),
      SampleMember("two.jsonl", "{\"title\": \"a\"}\nx\n{\"title\": \"b\"}\n"),
      SampleMember("./three.html", "<html><head><title>Page</title></head><body><p>Words of it.</p></body></html>"),
      SampleMember("four.css", "p { color: red }"), SampleMember(".git/five.txt", Self.text),
      SampleMember("six.txt", ""), SampleMember("Übung.md", "# Übung\n\nText."),
    ])
    let results = try read(bytes, name: "some.bin")
    #expect(
      Self.members(results) == [
        "notes/one.txt", "two.jsonl", "two.jsonl", "two.jsonl", "three.html", "four.css", "six.txt", "Übung.md",
      ])
    #expect(Self.titles(results) == ["A small title", "a", nil, "b", "Page", nil, nil, "Übung"])
    #expect(codes(results) == [nil, nil, .invalidJSON, nil, nil, .asset, .empty, nil])
    #expect(try results[3].get().line == 3)
  }

  @Test("links, devices and pipes are passed over with a reason, folders without")
  func specialMembers() throws {
    let bytes = tar([
      SampleMember("folder/", type: "5"), SampleMember("folder/a.txt", Self.text),
      SampleMember("folder/b.txt", "a.txt", type: "2"), SampleMember("folder/c.txt", "folder/a.txt", type: "1"),
      SampleMember("null", type: "3"), SampleMember("pipe", type: "6"), SampleMember("z.txt", Self.text),
    ])
    let results = try read(bytes, name: "a.tar")
    #expect(codes(results) == [nil, .notAFile, .notAFile, .notAFile, .notAFile, nil])
    #expect(Self.members(results) == ["folder/a.txt", "folder/b.txt", "folder/c.txt", "null", "pipe", "z.txt"])
  }

  @Test("an encrypted member is named, and the others are read")
  func encrypted() throws {
    let bytes = zip([
      SampleMember("a.txt", Self.text), SampleMember("b.txt", "0123456789abcdef", isEncrypted: true),
      SampleMember("c.txt", Self.text),
    ])
    for source in [bytes, Array(bytes.dropLast(22))] {
      let results = try read(source, name: "a.zip")
      #expect(codes(results).prefix(3) == [nil, .encrypted, nil])
      #expect(Self.members(results)[1] == "b.txt")
    }
  }

  @Test("names in other encodings keep what can be read, and stay different", arguments: SampleArchive.allCases)
  func names(kind: SampleArchive) throws {
    let text = Array(Self.text.utf8)
    let results = try read(
      kind.bytes(of: [SampleMember([0xdc, 0x62], text), SampleMember([0xfc, 0x62], text)]), name: "a")
    #expect(Self.members(results) == ["%DCb", "%FCb"])
  }

  @Test("archives and compressed files inside are read, down to the limit")
  func nested() throws {
    let inner = zip([
      SampleMember("a.txt", Self.text), SampleMember(Array("b.txt.gz".utf8), gzip(Array(Self.text.utf8))),
    ])
    let outer = tar([SampleMember(Array("deep/in.zip".utf8), inner), SampleMember("c.txt", Self.text)])
    let results = try read(gzip(outer), name: "a.tgz")
    #expect(Self.members(results) == ["deep/in.zip/a.txt", "deep/in.zip/b.txt.gz", "c.txt"])
    #expect(Self.titles(results) == ["A small title", "A small title", "A small title"])
    var bytes = zip([SampleMember("a.txt", Self.text)])
    for _ in 0..<4 { bytes = zip([SampleMember(Array("x.zip".utf8), bytes)]) }
    let deep = try read(bytes, name: "a.zip")
    #expect(codes(deep) == [.tooDeep])
    #expect(Self.members(deep) == ["x.zip/x.zip/x.zip/x.zip"])
  }

  @Test("what was complete before an archive breaks off is kept", arguments: SampleArchive.allCases)
  func truncated(kind: SampleArchive) throws {
    let long = String(repeating: "Words and words. ", count: 100)
    let bytes = kind.bytes(of: [
      SampleMember("a.txt", Self.text), SampleMember("b.txt", long), SampleMember("c.txt", long),
    ])
    let end = kind == .zip ? 1500 : 3000
    let results = try read(Array(bytes.prefix(end)), name: "a.bin")
    #expect(codes(results) == [nil, .truncatedArchive])
    #expect(Self.members(results) == ["a.txt", "b.txt"])
  }

  @Test("the table of an archive inside is not taken for that of one that breaks off")
  func truncatedBehindNested() throws {
    let inner = zip([SampleMember("in.txt", Self.text)])
    let whole = zip([
      SampleMember("a.txt", Self.text), SampleMember(Array("b.zip".utf8), inner), SampleMember("c.txt", Self.text),
    ])
    let end = whole.count - 192
    let results = try read(Array(whole.prefix(end)), name: "a.zip")
    #expect(Self.members(results).prefix(2) == ["a.txt", "b.zip/in.txt"])
    #expect(codes(results).last == .truncatedArchive)
  }

  @Test("what expands without end through archives inside is stopped")
  func nestedBomb() throws {
    let large = [UInt8](repeating: 0x61, count: 1 << 20)
    let inner = zip([SampleMember(Array("a.bin".utf8), large)])
    let members = (0..<4).map { SampleMember(Array("\($0).zip".utf8), inner) }
    var limits = Extractor.Limits()
    limits.maximumDecompressedBytes = 5 << 20
    let found = try codes(read(zip(members), name: "a.zip", limits: limits))
    #expect(found.last == .archiveBomb)
    #expect(found.count <= 5)
  }

  @Test("an archive without files, and an office document, are refused as a whole")
  func refused() throws {
    #expect(try codes(read(zip([]), name: "a.zip")) == [.empty])
    #expect(try codes(read(zip([SampleMember("[Content_Types].xml", "<x/>")]), name: "a.docx")) == [.unknownFormat])
  }

  @Test("too many members and too many bytes end the reading")
  func bombs() throws {
    let bytes = zip((0..<10).map { SampleMember("\($0).txt", Self.text) })
    var limits = Extractor.Limits()
    limits.maximumArchiveMembers = 3
    let few = try read(bytes, name: "a.zip", limits: limits)
    #expect(codes(few) == [nil, nil, nil, .archiveBomb])
    limits = Extractor.Limits()
    limits.maximumDecompressedBytes = 100
    #expect(try codes(read(bytes, name: "a.zip", limits: limits)) == [nil, nil, .archiveBomb])
    limits.maximumDecompressedBytes = 20
    #expect(try codes(read(Self.compressed[0], name: "a.xz", limits: limits)) == [.archiveBomb])
  }

  @Test("members are read by name, in any order")
  func randomAccess() throws {
    let archive = try ArchiveReader(
      zip([
        SampleMember("a/one", "first"), SampleMember("two", "second"), SampleMember("two", "third"),
        SampleMember("locked", "xxxxxxxxxxxxxxxx", isEncrypted: true),
      ]), limits: .init())
    #expect(archive.names == ["a/one", "two", "locked"])
    #expect(try archive.read("two") == Array("third".utf8))
    #expect(try archive.read("a/one") == Array("first".utf8))
    #expect(try archive.read("two") == Array("third".utf8))
    #expect(try archive.read("three") == nil)
    let failure = #expect(throws: ExtractionFailure.self) { try archive.read("locked") }
    #expect(failure?.code == .encrypted && failure?.member == "locked")
    #expect(throws: ExtractionFailure.self) { try ArchiveReader(Array("no archive".utf8), limits: .init()) }
  }

  @Test("large members are streamed")
  func streaming() throws {
    let line = Array("{\"title\": \"a title\", \"body\": \"\(String(repeating: "some words ", count: 9_000))\"}\n".utf8)
    let count = 300
    let whole = tar([SampleMember(Array("a.jsonl".utf8), [UInt8](repeating: 0, count: line.count * count))])
    let source = RepeatingSource(
      head: Array(whole.prefix(512)), line: line, count: count,
      tail: [UInt8](repeating: 0, count: 1024 + (512 - line.count * count % 512) % 512))
    let (articles, growth) = try stream(source)
    #expect(articles == count)
    #expect(growth < 12_000)
  }
}
