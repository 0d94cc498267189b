import Articles
import Extraction
import Testing

@testable import Isolation

@Suite("Values that go to another process")
struct TransferTests {
  private static func copy<Value: Transferable>(of value: Value) throws -> Value {
    var writer = TransferWriter()
    writer.append(value)
    var reader = TransferReader(writer.bytes, 0..<writer.bytes.count)
    return try Value(from: &reader)
  }

  private static let article: ExtractedArticle = {
    var article = ExtractedArticle(
      id: "1", url: "https://a.example/b", title: "A “title”", body: "Text\n\n\u{0}漢字", author: "B", site: "",
      category: nil, language: Language(tag: "prs"), published: ArticleDate(iso: "2021-03-05T10:00+02:00"),
      updated: ArticleDate(iso: "2021"), captured: nil, member: "a/b.html", line: 300,
      notes: [
        .guessedEncoding("CP1251"), .contradictedEncoding(declared: "a", used: "b"), .replacedBytes(count: 7),
        .unreadableFrontMatter(detail: "c"), .unreadableDate("d"), .truncatedMarkup, .truncatedEntry,
      ])
    article.languageMayBeOfTemplate = true
    article.bodyMayBeSummary = true
    article.source = ArticleSource(path: "e", member: "f", line: -1)
    return article
  }()

  @Test("are the same there")
  func roundTrip() throws {
    #expect(try Self.copy(of: Self.article) == Self.article)
    let failure = ExtractionFailure(code: .tooDeep, detail: "x", member: nil, line: 4)
    #expect(try Self.copy(of: failure) == failure)
    var limits = Extractor.Limits()
    limits.maximumDocumentBytes = 1
    limits.maximumMarkupNodes = 2
    #expect(try Self.copy(of: limits) == limits)
    for number in [0, 1, -1, 127, 128, Int.max, Int.min] {
      var writer = TransferWriter()
      writer.append(number)
      var reader = TransferReader(writer.bytes, 0..<writer.bytes.count)
      #expect(try reader.integer() == number)
    }
  }

  @Test("of every format there is, parts included, give the same articles there")
  func parts() throws {
    let page = Array("<title>A</title><p>Some text of a page that is read elsewhere.</p>".utf8)
    let mailbox = Array("From a Mon May  3 10:00:00 2021\nFrom: a\nSubject: b\n\nc\n".utf8)
    let lines = Array("{\"title\":\"A\",\"body\":\"b\"}\n{\"title\":\"C\"}\n".utf8)
    let extractor = Extractor()
    for (name, bytes) in [("a.html", page), ("a.mbox", mailbox), ("a.jsonl", lines)] {
      var (here, there): ([String], [String]) = ([], [])
      var source = MemorySource(bytes)
      try extractor.extract(name: name, format: nil, source: &source) {
        here.append("\($0)")
      } defer: { part in
        try extractor.articles(in: part) { here.append("\($0)") }
      }
      source = MemorySource(bytes)
      try extractor.extract(name: name, format: nil, source: &source) {
        there.append("\($0)")
      } defer: { part in
        try extractor.articles(in: try Self.copy(of: part)) { there.append("\($0)") }
      }
      #expect(here == there)
      #expect(!here.isEmpty)
    }
  }

  @Test("are refused, never trusted, when their bytes are damaged")
  func damage() throws {
    var writer = TransferWriter()
    writer.append(Self.article)
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<20_000 {
      var bytes = writer.bytes
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator) / 2)
      var reader = TransferReader(bytes, 0..<bytes.count)
      _ = try? reader.value(ExtractedArticle.self)
      reader = TransferReader(bytes, 0..<bytes.count)
      _ = try? reader.value(DeferredInput.self)
      reader = TransferReader(bytes, 0..<bytes.count)
      _ = try? reader.value(WorkerJob.self)
      reader = TransferReader(bytes, 0..<bytes.count)
      _ = try? reader.value(Report.self)
    }
  }

  @Test("are cut out of a stream that comes in pieces of any size")
  func frames() throws {
    var writer = TransferWriter()
    let texts = (0..<200).map { String(repeating: "x", count: $0 * $0 * 5) }
    for text in texts { Order.sourceFailed(text).frame(into: &writer) }
    var frames = FrameBuffer(limit: 1 << 30)
    var offset = 0
    var generator = SeededGenerator(seed: 42)
    for text in texts {
      let order: Order = try frames.next { room in
        let count = min(room.count, writer.bytes.count - offset, Int.random(in: 1...200_000, using: &generator))
        writer.bytes.withUnsafeBytes { room.copyBytes(from: $0[offset..<offset + count]) }
        offset += count
        return count
      }
      guard case .sourceFailed(let copy) = order else {
        Issue.record("another order")
        return
      }
      #expect(copy == text)
    }
    var short = FrameBuffer(limit: 10)
    #expect(throws: ChannelError.garbled) {
      _ = try short.next(Order.self) { room in
        room.copyBytes(from: writer.bytes.suffix(20))
        return 20
      }
    }
  }
}

/// Random numbers that are the same in every run (SplitMix64; Steele, Lea and Flood, 2014).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
