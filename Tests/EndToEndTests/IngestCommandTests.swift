import Foundation
import Glibc
import Testing

/// The index of one test and the tool that works on it.
struct IndexedFolder {
  let folder: ScratchDirectory
  let searchctl: Tool

  init() throws {
    folder = try ScratchDirectory()
    searchctl = try Tool("searchctl")
  }

  var index: String { folder.path("index.sqlite") }

  func ingest(_ arguments: String..., input: String = "") async throws -> ToolOutput {
    try await searchctl.run(["ingest", "--index", index] + arguments, input: Data(input.utf8))
  }

  func run(_ command: String, _ arguments: String...) async throws -> ToolOutput {
    try await searchctl.run([command, "--index", index] + arguments)
  }

  /// The number of articles in the index.
  func count() async throws -> Int {
    let stats = try #require(try await run("stats", "--json").objects().first)
    return try #require(stats["articles"] as? Int)
  }

  /// Whether the index passes its check.
  func isSound() async throws -> Bool { try await run("verify", "--quiet").status == 0 }

  /// Lines of small articles whose ids are their numbers.
  static func lines(_ range: Range<Int>) -> String {
    range.map { #"{"id":"\#($0)","title":"Article \#($0)","body":"Some words of article number \#($0)."}"# + "\n" }
      .joined()
  }
}

@Suite("searchctl ingest")
struct IngestCommandTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  @Test("ends with 0 when everything is in the index, also the second time")
  func everything() async throws {
    try place.folder.write(IndexedFolder.lines(0..<20), to: "in/a.jsonl")
    let first = try await place.ingest(place.folder.path("in"))
    #expect(first.status == 0)
    #expect(first.output.isEmpty)
    #expect(first.errors.contains("20 articles: 20 added, 0 replaced, 0 unchanged, 0 skipped; "))
    let second = try await place.ingest(place.folder.path("in"))
    #expect(second.status == 0)
    #expect(second.errors.contains("20 articles: 0 added, 0 replaced, 20 unchanged, 0 skipped; "))
    #expect(try await place.isSound())
  }

  @Test("ends with 1 and names reason, file and line when some inputs fail")
  func something() async throws {
    var lines = IndexedFolder.lines(0..<30).split(separator: "\n")
    lines[16] = #"{"id": "16", "title": "#
    let file = try place.folder.write(lines.joined(separator: "\n"), to: "a.jsonl")
    let result = try await place.ingest(file, place.folder.path("absent"))
    #expect(result.status == 1)
    #expect(result.errors.contains("searchctl: not indexed: \(file):17: invalid-json: "))
    #expect(result.errors.contains("searchctl: not indexed: \(place.folder.path("absent")): not-found: "))
    #expect(try await place.count() == 29)
  }

  @Test("counts pictures and style sheets of a folder without naming them, and takes them for no fault")
  func savedSite() async throws {
    try place.folder.write("<html><body><h1>Boats</h1><p>White boats in spring.</p></body></html>", to: "site/a.html")
    let picture = try place.folder.write(Data([0x89, 0x50, 0x4e, 0x47, 0, 0xff]), to: "site/img/a.png")
    try place.folder.write("p { color: red }", to: "site/style.css?ver=2")
    try place.folder.write("User-agent: *", to: "site/robots.txt")
    try place.folder.write("# Readme", to: "site/node_modules/x/readme.md")
    let result = try await place.ingest(place.folder.path("site"))
    #expect(result.status == 0)
    #expect(result.errors.contains("1 added") && result.errors.contains("skipped as asset: 3"))
    #expect(!result.errors.contains("a.png"))
    let named = try await place.ingest(picture)
    #expect(named.status == 2 && named.errors.contains("a.png: binary: "))
    let told = try await place.ingest("--json", place.folder.path("site"))
    #expect(told.output.contains(#""code":"asset""#) && told.output.contains("style.css?ver=2"))
  }

  @Test("loses none of the records that stand on one line")
  func recordsOnOneLine() async throws {
    let records = (0..<50).map { #"{"title":"Boat \#($0)","body":"White."}"# }
    let file = try place.folder.write("[" + records.joined(separator: ",") + "]", to: "a.json")
    #expect(try await place.ingest(file).errors.contains("50 added, 0 replaced"))
    #expect(try await place.count() == 50)
    #expect(try await place.ingest(file).errors.contains("50 unchanged"))
  }

  @Test("says when records took the place of others that are numbered alike")
  func numberedAlike() async throws {
    let first = try place.folder.write(IndexedFolder.lines(0..<9), to: "a.jsonl")
    let second = try place.folder.write(IndexedFolder.lines(5..<12).replacing("Article", with: "Story"), to: "b.jsonl")
    let result = try await place.ingest(first, second)
    #expect(result.errors.contains("12 added, 4 replaced"))
    #expect(result.errors.contains("the same id or address: 4 records, the first \(second):1 that of \(first):6"))
    let told = try await place.ingest("--json", first).objects()
    #expect(told.last?["displaced"] as? Int == 4)
    let again = try await place.ingest(first)
    #expect(!again.errors.contains("took the place"))
  }

  @Test("ends with 2 when no input can be read")
  func nothing() async throws {
    let empty = try place.folder.write("", to: "empty.txt")
    let binary = try place.folder.write(Data([0, 1, 2, 3, 0xff]), to: "binary")
    let result = try await place.ingest(empty, binary, place.folder.path("absent"))
    #expect(result.status == 2)
    #expect(result.errors.contains("empty.txt: empty: "))
    #expect(result.errors.contains("binary: binary: "))
  }

  @Test(
    "ends with 2 and the usage for a command line it does not understand",
    arguments: [
      ["ingest"], ["ingest", "--no-such-option", "x"], ["ingest", "--format", "docx", "x"], ["ingest", "-", "-"],
      ["ingest", "--language", "english", "x"], ["ingest", "--batch", "1", "x"], ["remove"], ["no-such-command"],
    ])
  func usage(arguments: [String]) async throws {
    let result = try await place.searchctl.run(arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("Usage: searchctl"))
  }

  @Test("ends with 2 and says what to do when the index cannot be written")
  func unusableIndex() async throws {
    let article = try place.folder.write("Title\n\nText.", to: "a.txt")
    let other = try place.folder.write("This is no database, however long one looks at it.", to: "other")
    let foreign = try await place.searchctl.run("ingest", "--index", other, article)
    #expect(foreign.status == 2)
    #expect(foreign.errors.hasPrefix("searchctl: \(other) is not an index"))
    #expect(place.folder.text("other").hasPrefix("This is no database"))
    let nowhere = try await place.searchctl.run("ingest", "--json", "--index", "/no/such/folder/index", article)
    #expect(nowhere.status == 2)
    let event = try #require(try nowhere.objects().first)
    #expect(event["event"] as? String == "error")
    #expect(event["status"] as? Int == 2)
  }

  @Test("takes the index from the environment, and makes the standard folder when there is none")
  func defaultIndex() async throws {
    let article = try place.folder.write("Title\n\nText.", to: "a.txt")
    let named = try await place.searchctl.run("ingest", article, environment: ["SEARCHD_INDEX": place.index])
    #expect(named.status == 0)
    #expect(try await place.count() == 1)
  }

  @Test("reads every format, compressed or not, from files and from standard input")
  func formats() async throws {
    let inputs = [
      "a.jsonl": IndexedFolder.lines(0..<3), "b.txt": "A plain title\n\nA plain text.\n",
      "c.md": "---\ntitle: A marked title\n---\n\nA *marked* text.\n",
      "d.html": """
      <!doctype html><html><head><title>A page</title></head><body><article><h1>A page</h1>
      <p>The text of the page, long enough to be taken for the main content of it, with commas, and more.</p>
      <p>Another paragraph of the same page, which says nothing new but says it at some length.</p>
      </article></body></html>
      """,
    ]
    for (name, text) in inputs { try place.folder.write(text, to: "in/" + name) }
    #expect(try await place.ingest(place.folder.path("in")).status == 0)
    #expect(try await place.count() == 6)
    let gzip = try await Tool("/usr/bin/gzip").run(
      ["--recursive", "--keep", "--no-name", place.folder.path("in")])
    #expect(gzip.status == 0)
    for name in inputs.keys { try FileManager.default.removeItem(atPath: place.folder.path("in/" + name)) }
    let compressed = try await place.ingest("--json", place.folder.path("in"))
    #expect(compressed.status == 0)
    let summary = try #require(try compressed.objects().last)
    #expect(summary["unchanged"] as? Int == 3)
    #expect(summary["added"] as? Int == 3)
    let input = try await place.ingest("--format", "markdown", "-", input: "# From a pipe\n\nText.\n")
    #expect(input.status == 0)
    #expect(try await place.count() == 10)
    #expect(try await place.isSound())
  }

  @Test("tells scripts everything as one JSON object a line")
  func json() async throws {
    let file = try place.folder.write(IndexedFolder.lines(0..<5) + "{\n", to: "a.jsonl")
    let result = try await place.ingest("--json", file)
    let events = try result.objects()
    let skipped = try #require(events.first { $0["event"] as? String == "skipped" })
    #expect(skipped["code"] as? String == "invalid-json")
    #expect(skipped["path"] as? String == file)
    #expect(skipped["line"] as? Int == 6)
    let summary = try #require(events.last)
    #expect(summary["event"] as? String == "summary")
    #expect(summary["added"] as? Int == 5)
    #expect(summary["status"] as? Int == 1)
    #expect((summary["skipped_by_code"] as? [String: Int]) == ["invalid-json": 1])
    #expect(result.errors.isEmpty)
  }

  @Test("prints with --quiet only what was not indexed")
  func quiet() async throws {
    let file = try place.folder.write(IndexedFolder.lines(0..<5), to: "a.jsonl")
    #expect(try await place.ingest("--quiet", file).errors.isEmpty)
    let empty = try place.folder.write("", to: "empty.txt")
    let lines = try await place.ingest("--quiet", file, empty).errors.split(separator: "\n")
    #expect(lines.count == 1)
  }

  @Test("never lets control characters of a file's name reach the terminal")
  func controlCharacters() async throws {
    let name = try place.folder.write("", to: "\u{1b}[31mred")
    let result = try await place.ingest(name)
    #expect(result.status == 2)
    #expect(!result.errors.unicodeScalars.contains("\u{1b}"))
  }

  @Test(
    "reports a folder and a file it may not read", .enabled(if: geteuid() == 0, "only root can become somebody else"))
  func permissions() async throws {
    #expect(chmod(place.folder.path, 0o755) == 0)
    try place.folder.write("Title\n\nText.", to: "in/open/a.txt")
    try place.folder.write("Title\n\nText.", to: "in/shut/b.txt")
    let secret = try place.folder.write("Title\n\nText.", to: "in/secret.txt")
    #expect(chmod(place.folder.path("in/shut"), 0o700) == 0)
    #expect(chmod(secret, 0o600) == 0)
    try FileManager.default.createDirectory(atPath: place.folder.path("data"), withIntermediateDirectories: false)
    #expect(chmod(place.folder.path("data"), 0o777) == 0)
    // The build folder may be out of reach for others; a copy of the tool is not.
    let copy = place.folder.path("searchctl")
    try FileManager.default.copyItem(atPath: place.searchctl.path, toPath: copy)
    let result = try await Tool("/usr/bin/setpriv").run([
      "--reuid=65534", "--regid=65534", "--clear-groups", copy, "ingest", "--index", place.folder.path("data/index"),
      place.folder.path("in"),
    ])
    #expect(result.status == 1)
    #expect(result.errors.contains("\(place.folder.path("in/shut")): not-permitted: "))
    #expect(result.errors.contains("\(secret): not-permitted: "))
    #expect(result.errors.contains("1 article: 1 added"))
  }

  @Test("stops on a signal with what it has, says where, and goes on the next time", arguments: [SIGINT, SIGTERM])
  func signals(signal: Int32) async throws {
    let pipe = Pipe()
    let running = try place.searchctl.start(
      ["ingest", "--json", "--index", place.index, "-"], standardInput: pipe.fileHandleForReading)
    try pipe.fileHandleForWriting.write(contentsOf: Data(IndexedFolder.lines(0..<2000).utf8))
    #expect(try await running.until { running.outputSoFar.contains(/"added":[1-9]/) })
    running.send(signal: signal)
    let result = try await running.wait()
    #expect(result.status == 128 + signal)
    let summary = try #require(try result.objects().last)
    #expect(summary["ending"] as? String == "stopped")
    let added = try #require(summary["added"] as? Int)
    #expect(summary["last"] as? String == "-:\(added)")
    #expect(try await place.count() == added)
    #expect(try await place.isSound())
  }

  @Test("stops when nobody reads its output any more")
  func brokenPipe() async throws {
    try place.folder.write(IndexedFolder.lines(0..<5), to: "a.jsonl")
    let shell = try Tool("/bin/bash")
    let command = "'\(place.searchctl.path)' ingest --json --index '\(place.index)' '\(place.folder.path("a.jsonl"))'"
    let result = try await shell.run(["-c", "\(command) > >(exec 0<&-; sleep 0) ; echo $?"])
    #expect(["0", "141"].contains(result.lines.last))
    #expect(try await place.isSound())
  }

  @Test("refuses to write an index that another process writes, and names that process")
  func lock() async throws {
    let pipe = Pipe()
    let holder = try place.searchctl.start(
      ["ingest", "--index", place.index, "-"], standardInput: pipe.fileHandleForReading)
    #expect(try await holder.until { access(place.index + ".lock", F_OK) == 0 && access(place.index, F_OK) == 0 })
    let article = try place.folder.write("Title\n\nText.", to: "a.txt")
    let second = try await place.ingest(article)
    #expect(second.status == 2)
    #expect(second.errors.contains("is being written by process \(holder.processID)"))
    try pipe.fileHandleForWriting.write(contentsOf: Data(IndexedFolder.lines(0..<1).utf8))
    try pipe.fileHandleForWriting.close()
    #expect(try await holder.wait().status == 0)
    #expect(try await place.ingest(article).status == 0)
  }
}
