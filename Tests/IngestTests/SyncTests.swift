import Articles
import Foundation
import Glibc
import IndexStore
import Testing

@testable import Ingest

@Suite("Making an index equal to a folder")
struct SyncTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  @discardableResult
  private func sync(
    _ names: String..., stop: StopFlag = StopFlag(), observe: @escaping (IngestEvent) -> Void = { _ in }
  ) throws -> IngestSummary {
    let writer = try IndexWriter(path: folder.path("index"), createIfMissing: true)
    let summary = Ingester(options: IngestOptions(), stop: stop)
      .sync(names.map(folder.path), into: writer, observe: observe)
    try writer.close()
    return summary
  }

  /// The keys, the folder's path left out, and where the articles are.
  private func articles() throws -> [String: String] {
    var articles: [String: String] = [:]
    try IndexReader(path: folder.path("index")).export {
      articles[$0.key.replacing(folder.path + "/", with: "")] =
        $0.source.description.replacing(folder.path + "/", with: "")
    }
    return articles
  }

  private func line(_ id: String, _ body: String = "text") -> String {
    #"{"id":"\#(id)","title":"T","body":"\#(body)"}"#
  }

  private func counts(_ summary: IngestSummary) -> [Int?] {
    let progress = summary.progress
    return [progress.added, progress.replaced, progress.unchanged, progress.skipped, progress.removed]
  }

  private func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder.path(name)) }

  private func move(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: folder.path(name), toPath: folder.path(other))
  }

  @Test("keeps a page where a feed beside it has a summary, whichever is read first", arguments: ["a", "z"])
  func summaries(folderOfFeed: String) throws {
    let page = """
      <html><head><link rel="canonical" href="https://a.example/1"><title>Boats</title></head><body><article><h1>Boats</h1>
      <p>The boats of the harbour are white in spring, and nobody in the town knows who was the first to paint one.</p>
      </article></body></html>
      """
    let feed = """
      <rss version="2.0"><channel><item><title>Boats</title><link>https://a.example/1</link>
      <guid>https://a.example/1</guid><description>The boats of the harbour […]</description></item></channel></rss>
      """
    try folder.write(page, to: "site/m/page.html")
    try folder.write(feed, to: "site/\(folderOfFeed)/feed.xml")
    #expect(try sync("site").progress.articles > 0)
    #expect(try articles() == ["https://a.example/1": "site/m/page.html"])
    #expect(try counts(sync("site")) == [0, 0, 2, 0, 0])
    #expect(try articles() == ["https://a.example/1": "site/m/page.html"])
    try remove("site/m/page.html")
    try sync("site")
    #expect(try articles().values.map { $0.hasPrefix("site/\(folderOfFeed)/feed.xml") } == [true])
    #expect(try counts(sync("site")) == [0, 1, 0, 0, 0])
    #expect(try counts(sync("site")) == [0, 0, 1, 0, 0])
  }

  @Test("keeps the latest of the versions that several files have, and finds it unchanged the next time")
  func versions() throws {
    func feed(_ day: Int, _ text: String) -> String {
      """
      <feed xmlns="http://www.w3.org/2005/Atom"><entry><id>https://a.example/1</id><title>Boats</title>
      <updated>2024-03-0\(day)T00:00:00Z</updated><content>\(text)</content></entry></feed>
      """
    }
    try folder.write(feed(1, "White boats."), to: "feeds/b.xml")
    try folder.write(feed(3, "White and blue boats."), to: "feeds/a.xml")
    #expect(try counts(sync("feeds")) == [1, 0, 1, 0, 0])
    #expect(try counts(sync("feeds")) == [0, 0, 2, 0, 0])
    #expect(try articles() == ["https://a.example/1": "feeds/a.xml:1"])
    try folder.write(feed(4, "Red boats."), to: "feeds/b.xml")
    #expect(try counts(sync("feeds")) == [0, 1, 1, 0, 0])
    #expect(try articles() == ["https://a.example/1": "feeds/b.xml:1"])
  }

  @Test("removes what became a draft: that is no fault of the file")
  func drafts() throws {
    func export(_ status: String) -> String {
      let posts = [("1", "publish"), ("2", status)].map { id, status in
        "<item><title>T</title><link>http://a.example/\(id)</link><wp:status>\(status)</wp:status></item>"
      }
      return "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\(posts.joined())</channel></rss>"
    }
    try folder.write(export("publish"), to: "in/export.xml")
    #expect(counts(try sync("in")) == [2, 0, 0, 0, 0])
    try folder.write(export("draft"), to: "in/export.xml")
    let summary = try sync("in")
    #expect(counts(summary) == [0, 0, 1, 1, 1])
    #expect(summary.exitStatus == 0)
  }

  @Test("adds, replaces and removes, and leaves alone what was read from elsewhere")
  func changes() throws {
    for name in ["in/a.txt", "in/b.txt", "in/deep/c.txt", "in.txt", "inside/d.txt"] {
      try folder.write("Title\n\nText.", to: name)
    }
    #expect(counts(try sync("in", "in.txt", "inside")) == [5, 0, 0, 0, 0])
    try remove("in/a.txt")
    try folder.write("Title\n\nAnother text.", to: "in/b.txt")
    try remove("in/deep")
    try folder.write("Title\n\nText.", to: "in/e.txt")
    for name in ["in.txt", "inside"] { try remove(name) }
    let summary = try sync("in")
    #expect(counts(summary) == [1, 1, 0, 0, 2])
    #expect(summary.exitStatus == 0)
    #expect(try articles().keys.sorted() == ["in.txt", "in/b.txt", "in/e.txt", "inside/d.txt"])
    #expect(counts(try sync("in")) == [0, 0, 2, 0, 0])
  }

  @Test("removes single records that left a file, but not when others of the file were left out")
  func records() throws {
    try folder.write([line("a"), line("b"), line("c")].joined(separator: "\n"), to: "x.jsonl")
    try sync("x.jsonl")
    try folder.write([line("a"), "{broken", line("c")].joined(separator: "\n"), to: "x.jsonl")
    let doubtful = try sync("x.jsonl")
    #expect(counts(doubtful) == [0, 0, 2, 1, 0])
    #expect(doubtful.kept == 1)
    #expect(doubtful.exitStatus == 1)
    try folder.write([line("a"), line("c")].joined(separator: "\n"), to: "x.jsonl")
    #expect(counts(try sync("x.jsonl")) == [0, 0, 2, 0, 1])
    #expect(try articles().keys.sorted() == ["a", "c"])
  }

  @Test("keeps everything below a folder that cannot be read, or that is not there")
  func unreadable() throws {
    for name in ["in/a.txt", "in/closed/b.txt", "in/open/c.txt"] { try folder.write("Title\n\nText.", to: name) }
    try sync("in")
    try remove("in/open/c.txt")
    // Root may read every folder; a link that leads nowhere is as unreadable for everybody.
    try move("in/closed", to: "away")
    try folder.link("in/closed", to: folder.path("nowhere"))
    let summary = try sync("in")
    #expect(counts(summary) == [0, 0, 1, 1, 1])
    #expect(summary.kept == 1)
    #expect(summary.exitStatus == 1)
    #expect(try articles().keys.sorted() == ["in/a.txt", "in/closed/b.txt"])
    try move("in", to: "gone")
    let absent = try sync("in")
    #expect(counts(absent) == [0, 0, 0, 1, 0])
    #expect(absent.kept == 2)
    #expect(absent.exitStatus == 2)
  }

  @Test("keeps an article that moved, and knows its new place")
  func moved() throws {
    try folder.write(line("a"), to: "in/1.jsonl")
    try folder.write(line("b"), to: "in/2.jsonl")
    try sync("in")
    let generation = try IndexReader(path: folder.path("index")).generation()
    try move("in/1.jsonl", to: "in/9.jsonl")
    #expect(counts(try sync("in")) == [0, 0, 2, 0, 0])
    #expect(try articles() == ["a": "in/9.jsonl:1", "b": "in/2.jsonl:1"])
    #expect(try IndexReader(path: folder.path("index")).generation() == generation)
    try remove("in/9.jsonl")
    #expect(counts(try sync("in")) == [0, 0, 1, 0, 1])
  }

  @Test("leaves an article where it is when there is a copy elsewhere, until the first goes")
  func copies() throws {
    for name in ["in/1.jsonl", "in/2.jsonl", "in/3.jsonl"] { try folder.write(line("a"), to: name) }
    try sync("in")
    for _ in 0..<2 {
      try sync("in")
      #expect(try articles() == ["a": "in/1.jsonl:1"])
    }
    try remove("in/1.jsonl")
    try sync("in")
    #expect(try articles() == ["a": "in/2.jsonl:1"])
  }

  @Test("counts the articles of a large file as found that is not read again")
  func largeFile() throws {
    let lines = (0..<300).map { line("\($0)", String(repeating: "word ", count: 250)) }
    try folder.write(lines.joined(separator: "\n"), to: "in/a.jsonl")
    var times = [timespec(), timespec()]
    for index in 0..<2 { times[index].tv_sec = time(nil) - 100 }
    #expect(utimensat(AT_FDCWD, folder.path("in/a.jsonl"), times, 0) == 0)
    try sync("in")
    #expect(counts(try sync("in")) == [0, 0, 300, 0, 0])
    try folder.write(lines.dropLast().joined(separator: "\n"), to: "in/a.jsonl")
    #expect(counts(try sync("in")) == [0, 0, 299, 0, 1])
  }

  @Test("removes nothing when it was stopped")
  func stopped() throws {
    for name in ["in/a.txt", "in/b.txt"] { try folder.write("Title\n\nText.", to: name) }
    try sync("in")
    try remove("in/a.txt")
    let stop = StopFlag()
    stop.request(signal: SIGTERM)
    let summary = try sync("in", stop: stop)
    #expect(summary.progress.removed == 0)
    #expect(summary.exitStatus == 128 + SIGTERM)
    #expect(summary.text.contains("nothing was removed"))
    #expect(try articles().count == 2)
  }

  @Test("foresees exactly what it does, and changes nothing by that")
  func trial() throws {
    var generator = SeededGenerator(seed: 3)
    for round in 0..<6 {
      for number in 0..<12 {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: try? remove("in/\(number).jsonl")
        case 1: break
        default:
          let ids = (0..<3).map { _ in Int.random(in: 0..<30, using: &generator) }
          try folder.write(
            ids.map { line("\($0)", "round \(round / 2)") }.joined(separator: "\n"), to: "in/\(number).jsonl")
        }
      }
      let before = round == 0 ? [:] : try articles()
      let reader = round == 0 ? nil : try IndexReader(path: folder.path("index"))
      var changes: [ArticleChange] = []
      let foreseen = Ingester(options: IngestOptions()).foresee([folder.path("in")], in: reader) { event in
        if case .foreseen(let change) = event { changes.append(change) }
      }
      if reader != nil { #expect(try articles() == before) }
      let summary = try sync("in")
      #expect(counts(summary) == counts(foreseen))
      let after = try articles()
      #expect(Set(before.keys).subtracting(after.keys) == Set(changes.filter { $0.kind == .removed }.map(\.key)))
      #expect(Set(after.keys).subtracting(before.keys) == Set(changes.filter { $0.kind == .added }.map(\.key)))
    }
  }

  @Test("reads no pipe, though it is named")
  func pipe() throws {
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    #expect(counts(try sync("pipe")) == [0, 0, 0, 1, 0])
  }

  @Test("takes the whole file system for a folder like any other")
  func rootFolder() {
    #expect(Set(["/"]).containsFolder(of: "/a/b"))
    #expect(Set(["/a"]).containsFolder(of: "/a/b/c"))
    #expect(!Set(["/a", "/a/b"]).containsFolder(of: "/a"))
    #expect(!Set(["/a"]).containsFolder(of: "/ab"))
    #expect(!Set(["/"]).containsFolder(of: "/"))
  }
}
