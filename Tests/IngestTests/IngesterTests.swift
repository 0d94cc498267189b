import Articles
import Foundation
import Glibc
import IndexStore
import Synchronization
import Testing

@testable import Ingest

@Suite("Ingesting")
struct IngesterTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  private func ingest(
    _ paths: [String], options: IngestOptions = IngestOptions(), stop: StopFlag = StopFlag(),
    observe: @escaping (IngestEvent) -> Void = { _ in }
  ) throws -> IngestSummary {
    let writer = try IndexWriter(path: folder.path("index"), createIfMissing: true)
    let summary = Ingester(options: options, stop: stop).run(paths, into: writer, observe: observe)
    try writer.close()
    return summary
  }

  /// All articles in the order of their ids.
  private func articles() throws -> [Article] {
    var articles: [Article] = []
    try IndexReader(path: folder.path("index")).export { articles.append($0) }
    return articles
  }

  private func line(_ id: String, _ body: String) -> String { #"{"id":"\#(id)","title":"T","body":"\#(body)"}"# }

  private func counts(_ summary: IngestSummary) -> [Int] {
    [summary.progress.added, summary.progress.replaced, summary.progress.unchanged, summary.progress.skipped]
  }

  @Test("gives articles their ids in the order of the inputs, however many threads work", arguments: [1, 4])
  func order(workers: Int) throws {
    var generator = SeededGenerator(seed: 7)
    var expected: [String] = []
    for file in 0..<60 {
      let name = "in/\(1000 + file)"
      if file % 3 == 0 {
        let lines = (0..<Int.random(in: 1...40, using: &generator)).map { entry -> String in
          expected.append("\(file)-\(entry)")
          let words = Int.random(in: 1...200, using: &generator)
          return line("\(file)-\(entry)", String(repeating: "word ", count: words))
        }
        try folder.write(lines.joined(separator: "\n"), to: name + ".jsonl")
      } else {
        try folder.write("Title\n\nText of \(file).", to: name + ".txt")
        expected.append(folder.path(name + ".txt"))
      }
    }
    var options = IngestOptions()
    options.workers = workers
    options.batchBytes = 20_000
    let summary = try ingest([folder.path("in")], options: options)
    #expect(counts(summary) == [expected.count, 0, 0, 0])
    #expect(try articles().map(\.key) == expected)
  }

  @Test("passes over what it has, replaces what changed, and adds the rest")
  func again() throws {
    let path = try folder.write([line("a", "one"), line("b", "two")].joined(separator: "\n"), to: "x.jsonl")
    #expect(counts(try ingest([path])) == [2, 0, 0, 0])
    #expect(counts(try ingest([path])) == [0, 0, 2, 0])
    try folder.write([line("a", "one"), line("b", "changed"), line("c", "new")].joined(separator: "\n"), to: "x.jsonl")
    #expect(counts(try ingest([path])) == [1, 1, 1, 0])
    #expect(try articles().map(\.body) == ["one", "changed", "new"])
  }

  @Test(
    "lets the later of two articles with one key win, also when it is what the index had before",
    arguments: [1, 1 << 20])
  func duplicates(batchBytes: Int) throws {
    var options = IngestOptions()
    options.batchBytes = batchBytes
    _ = try ingest([try folder.write(line("a", "first"), to: "0.jsonl")])
    // Long enough for the two to be in different chunks.
    let filler = (0..<300).map { line("f\($0)", "filler") }
    let lines = [line("a", "second")] + filler + [line("a", "first"), line("a", "first")]
    let summary = try ingest([try folder.write(lines.joined(separator: "\n"), to: "1.jsonl")], options: options)
    #expect(counts(summary) == [300, 2, 1, 0])
    #expect(try articles().last?.key == "a")
    #expect(try articles().last?.body == "first")
  }

  @Test("is the same article when it is read from another directory")
  func directories() throws {
    let path = try folder.write("Title\n\nText.", to: "in/a.txt")
    _ = try ingest([path])
    #expect(counts(try ingest([folder.path + "/in/../in//./a.txt"])) == [0, 0, 1, 0])
  }

  @Test("reports every input it leaves out with reason, file and line, in order, and takes the rest")
  func reasons() throws {
    try folder.write("", to: "in/1-empty.txt")
    try folder.write("\u{0}\u{1}\u{2}\u{3}", to: "in/2-binary.txt")
    try folder.write("Good\n\nText.", to: "in/3-good.txt")
    try folder.write([line("a", "x"), "{broken", "[1]", #"{"id":"n"}"#].joined(separator: "\n"), to: "in/4.jsonl")
    try folder.link("in/5-dangling", to: "nowhere")
    let skipped = Mutex<[String]>([])
    let summary = try ingest([folder.path("in"), folder.path("absent")]) { event in
      guard case .skipped(let input) = event else { return }
      let place = input.source.description.replacingOccurrences(of: folder.path + "/", with: "")
      skipped.withLock { $0.append("\(place) \(input.reason.code)") }
    }
    #expect(
      skipped.withLock { $0 } == [
        "in/1-empty.txt empty", "in/2-binary.txt binary", "in/4.jsonl:2 invalid-json", "in/4.jsonl:3 not-an-object",
        "in/4.jsonl:4 missing-text", "in/5-dangling not-found", "absent not-found",
      ])
    #expect(counts(summary) == [2, 0, 0, 7])
    #expect(summary.exitStatus == 1)
    #expect(summary.skippedByCode.map(\.code) == summary.skippedByCode.map(\.code).sorted())
  }

  @Test("ends with 0, 1 or 2 by what came in")
  func statuses() throws {
    let good = try folder.write("Good\n\nText.", to: "good.txt")
    let bad = try folder.write("", to: "bad.txt")
    #expect(try ingest([good]).exitStatus == 0)
    #expect(try ingest([good, bad]).exitStatus == 1)
    #expect(try ingest([bad]).exitStatus == 2)
    try FileManager.default.createDirectory(atPath: folder.path("void"), withIntermediateDirectories: true)
    #expect(try ingest([folder.path("void")]).exitStatus == 0)
  }

  @Test("detects the language where the article does not state it, unless one is given")
  func languages() throws {
    let text = "The army of the north has crossed the river, and the people of the valley are fleeing to the mountains."
    let path = try folder.write("Title\n\n\(text)", to: "a.txt")
    _ = try ingest([path])
    #expect(try articles().first?.language == Language(rawValue: "en"))
    var options = IngestOptions()
    options.language = Language(rawValue: "prs")
    _ = try ingest([path], options: options)
    #expect(try articles().map(\.language) == [Language(rawValue: "prs")])
    let stated = try folder.write(#"{"id":"s","title":"T","body":"x","lang":"fr"}"#, to: "s.jsonl")
    _ = try ingest([stated], options: options)
    #expect(try articles().last?.language == Language(rawValue: "fr"))
  }

  @Test("takes the language of a page's text where its template states another")
  func languageOfTemplate() throws {
    let german = String(
      repeating: "Die Brücke wurde 1904 von der Stadt gebaut und ist eine der ältesten im Land. ", count: 10)
    let page = "<html lang=en><title>Brücke</title><body><h1>Die Brücke</h1><p>\(german)</p></body></html>"
    _ = try ingest([try folder.write(page, to: "a.html")])
    #expect(try articles().map(\.language) == [Language(rawValue: "de")])
  }

  @Test("commits what came through a pipe while the pipe stays open", arguments: [1, 3000])
  func pipe(count: Int) throws {
    let pipe = folder.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let (index, lines) = (folder.path("index"), (0..<count).map { line("\($0)", "some words") })
    let found = Mutex(0)
    let thread = Thread {
      let descriptor = open(pipe, O_WRONLY)
      let text = Array((lines.joined(separator: "\n") + "\n").utf8)
      var rest = text[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { break }
        rest = rest.dropFirst(count)
      }
      // The pipe stays open until everything is found.
      let end = ContinuousClock().now + .seconds(120)
      while ContinuousClock().now < end, found.withLock({ $0 }) < lines.count {
        var count = 0
        if let reader = try? IndexReader(path: index) { try? reader.scanArticles { _ in count += 1 } }
        found.withLock { $0 = max($0, count) }
        usleep(20_000)
      }
      close(descriptor)
    }
    thread.start()
    let summary = try ingest([pipe])
    #expect(found.withLock { $0 } == lines.count)
    #expect(counts(summary) == [lines.count, 0, 0, 0])
  }

  @Test("stops when it is asked to, with everything it reported committed")
  func stopping() throws {
    let lines = (0..<5000).map { line("\($0)", "some words to analyse \($0)") }
    let path = try folder.write(lines.joined(separator: "\n"), to: "x.jsonl")
    let stop = StopFlag()
    var options = IngestOptions()
    options.batchBytes = 50_000
    let reported = Mutex(0)
    let summary = try ingest([path], options: options, stop: stop) { event in
      guard case .progress(let progress) = event else { return }
      reported.withLock { $0 = progress.added }
      if progress.added > 1000 { stop.request(signal: SIGTERM) }
    }
    let stored = try articles().map(\.key)
    #expect(summary.exitStatus == 128 + SIGTERM)
    #expect(summary.progress.added == stored.count)
    #expect(reported.withLock { $0 } == stored.count)
    #expect(stored == lines.indices.prefix(stored.count).map(String.init))
    #expect(stored.count < lines.count)
    #expect(summary.last?.line == stored.count)
    #expect(counts(try ingest([path])) == [lines.count - stored.count, 0, stored.count, 0])
  }

  @Test("counts the bytes of its inputs and knows their sum")
  func bytes() throws {
    let line = try folder.write(line("a", "x"), to: "a.jsonl")
    let text = try folder.write("Title\n\nText.", to: "b.txt")
    let progress = try ingest([line, text]).progress
    let size = try [line, text].map { try Data(contentsOf: URL(fileURLWithPath: $0)).count }.reduce(0, +)
    #expect(progress.inputBytes == Int64(size))
  }
}
