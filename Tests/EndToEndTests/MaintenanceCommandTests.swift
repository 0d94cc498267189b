import Foundation
import Glibc
import Testing

@Suite("searchctl, looking after an index")
struct MaintenanceCommandTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  private func fill() async throws {
    let lines = [
      #"{"id":"a","title":"One","body":"First text.","site":"North","published":"2019-05","lang":"en"}"#,
      #"{"id":"b","title":"Two","body":"Second text.","site":"South","published":"2021-08-31","lang":"de"}"#,
      #"{"id":"c","title":"Three","body":"Third text.","site":"North"}"#,
    ]
    let file = try place.folder.write("A note\n\nWithout a date.", to: "note.txt")
    #expect(try await place.ingest("-", file, input: lines.joined(separator: "\n")).status == 0)
  }

  private func keys() async throws -> [String] {
    try await place.run("export").objects().compactMap { $0["id"] as? String }
  }

  @Test("remove takes keys and files, and reports what is not there")
  func removeKeys() async throws {
    try await fill()
    let note = place.folder.path("note.txt")
    let dry = try await place.run("remove", "--dry-run", "a", note)
    #expect(dry.lines == ["a", note])
    #expect(try await place.count() == 4)
    #expect(try await place.run("remove", "a").status == 0)
    let some = try await place.run("remove", "b", "absent")
    #expect(some.status == 1)
    #expect(some.errors.contains("not in the index: absent"))
    #expect(try await place.run("remove", "absent").status == 2)
    let relative = try await place.searchctl.run(
      ["remove", "--index", place.index, "note.txt"], directory: place.folder.path)
    #expect(relative.status == 0)
    #expect(try await keys() == ["c"])
    #expect(try await place.isSound())
  }

  @Test("remove takes a site or a date, and says before what it would do")
  func removeMany() async throws {
    try await fill()
    #expect(try await place.run("remove", "--dry-run", "--site", "North").lines == ["a", "c"])
    #expect(try await place.run("remove", "--dry-run", "--before", "2020").lines == ["a"])
    #expect(try await place.run("remove", "--before", "2020").errors.hasPrefix("1 article removed"))
    #expect(try await place.run("remove", "--site", "North").status == 0)
    #expect(try await place.run("remove", "--site", "North").status == 0)
    #expect(try await keys() == ["b", place.folder.path("note.txt")])
    #expect(try await place.run("remove", "--site", "North", "b").status == 2)
    #expect(try await place.isSound())
  }

  @Test("an export ingested into a new index gives the same index")
  func exportAndBack() async throws {
    try await fill()
    let odd = """
      {"id":"odd  key","title":"<b>x</b>","body":"<p>markup, not text</p>","author":"A and B","url":"https://e.org/x"}
      """
    #expect(try await place.ingest("-", input: odd).status == 0)
    let first = try await place.run("export")
    #expect(first.status == 0)
    let copy = try IndexedFolder()
    #expect(try await copy.ingest("-", input: first.output).status == 0)
    let second = try await copy.run("export")
    #expect(second.output == first.output)
    #expect(try await place.ingest("-", input: first.output).errors.contains("0 added, 0 replaced, 5 unchanged"))
    let source = try #require(try first.objects().first?["source"] as? [String: Any])
    #expect(source["path"] as? String == "-")
    #expect(source["line"] as? Int == 1)
  }

  @Test("export writes a file only whole, and over nothing")
  func exportToFile() async throws {
    try await fill()
    let target = place.folder.path("out.jsonl")
    #expect(try await place.run("export", "--output", target).status == 0)
    #expect(place.folder.text("out.jsonl") == (try await place.run("export").output))
    let again = try await place.run("export", "--output", target)
    #expect(again.status == 2)
    #expect(again.errors.contains("exists already"))
    #expect(try await place.run("export", "--output", "/no/such/folder/x").status == 2)
  }

  @Test("stats counts, verify finds nothing, compact and rebuild change nothing that is said")
  func upkeep() async throws {
    try await fill()
    let before = try await place.run("export").output
    let stats = try #require(try await place.run("stats", "--json").objects().first)
    #expect(stats["articles"] as? Int == 4)
    #expect((stats["languages"] as? [String: Int])?["de"] == 1)
    #expect(stats["earliest_published"] as? String == "2019-05-01")
    #expect(try await place.run("stats").output.contains("published   2019-05-01 to 2021-08-31"))
    for command in ["verify", "rebuild", "compact", "verify"] {
      let result = try await place.run(command, "--json")
      #expect(result.status == 0)
      #expect(try result.objects().first?["path"] as? String == place.index)
    }
    #expect(try await place.run("export").output == before)
  }

  @Test("verify ends with 1 and names the fault when the index contradicts itself")
  func faults() async throws {
    try await fill()
    let sqlite = try await Tool("/usr/bin/sqlite3").run([
      place.index, "UPDATE article_text SET body = 'Another text.' WHERE id = 1",
    ])
    #expect(sqlite.status == 0)
    let result = try await place.run("verify")
    #expect(result.status == 1)
    #expect(result.output.contains("a: the indexed terms are not those of the text"))
    let damaged = try place.folder.write("no database at all", to: "damaged")
    #expect(try await place.searchctl.run("verify", "--index", damaged).status == 2)
  }

  @Test(
    "commands on an index that does not exist end with 2 and make none",
    arguments: [
      ["stats"], ["verify"], ["rebuild"], ["compact"], ["export"], ["backup", "x"], ["remove", "x"],
    ])
  func missing(arguments: [String]) async throws {
    let result = try await place.searchctl.run(
      [arguments[0], "--index", place.index] + arguments.dropFirst(), directory: place.folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("There is no index at \(place.index)"))
    #expect(access(place.index, F_OK) != 0)
  }

  @Test("backup copies an index that is being written, and over nothing")
  func backup() async throws {
    let pipe = Pipe()
    let writer = try place.searchctl.start(
      ["ingest", "--json", "--batch", "4K", "--index", place.index, "-"], standardInput: pipe.fileHandleForReading)
    try pipe.fileHandleForWriting.write(contentsOf: Data(IndexedFolder.lines(0..<500).utf8))
    #expect(try await writer.until { writer.outputSoFar.contains(/"added":[1-9]/) })
    let feeder = Task.detached {
      try pipe.fileHandleForWriting.write(contentsOf: Data(IndexedFolder.lines(500..<1500).utf8))
      try pipe.fileHandleForWriting.close()
    }
    let copy = place.folder.path("copy.sqlite")
    #expect(try await place.run("backup", copy).status == 0)
    try await feeder.value
    #expect(try await writer.wait().status == 0)
    #expect(try await place.count() == 1500)
    let verified = try await place.searchctl.run("verify", "--index", copy, "--json")
    #expect(verified.status == 0)
    #expect(try verified.objects().first?["articles"] as? Int ?? 0 > 0)
    #expect(try await place.run("backup", copy).status == 2)
  }
}
