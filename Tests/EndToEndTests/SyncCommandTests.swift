import Foundation
import Testing

@Suite("searchctl sync")
struct SyncCommandTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: place.folder.path(name))
  }

  @Test("makes the index equal to the folder, and says what it removed")
  func removes() async throws {
    for name in ["a", "b", "c"] { try place.folder.write("Title \(name)\n\nText.", to: "in/\(name).txt") }
    #expect(try await place.ingest(place.folder.path("in")).status == 0)
    try remove("in/b.txt")
    let result = try await place.run("sync", place.folder.path("in"))
    #expect(result.status == 0)
    #expect(result.errors.contains("2 articles: 0 added, 0 replaced, 2 unchanged, 0 skipped, 1 removed; "))
    #expect(try await place.count() == 2)
    #expect(try await place.isSound())
    try remove("in/c.txt")
    let summary = try #require(try await place.run("sync", "--json", place.folder.path("in")).objects().last)
    #expect(summary["removed"] as? Int == 1)
    #expect(summary["kept"] as? Int == 0)
    #expect(summary["status"] as? Int == 0)
  }

  @Test("ends with 1 and keeps what it could not see")
  func keeps() async throws {
    try place.folder.write(IndexedFolder.lines(0..<3), to: "in/a.jsonl")
    _ = try await place.run("sync", place.folder.path("in"))
    try place.folder.write(IndexedFolder.lines(0..<1) + "{\n", to: "in/a.jsonl")
    let result = try await place.run("sync", place.folder.path("in"))
    #expect(result.status == 1)
    #expect(result.errors.contains("kept, because their places could not be read completely: 2 articles"))
    #expect(try await place.count() == 3)
  }

  @Test("only tells with --dry-run, also where there is no index")
  func dryRun() async throws {
    try place.folder.write(IndexedFolder.lines(0..<2), to: "in/a.jsonl")
    let new = try await place.run("sync", "--dry-run", place.folder.path("in"))
    #expect(new.status == 0)
    #expect(new.output == "added\t0\nadded\t1\n")
    #expect(new.errors.contains("Nothing was changed; it would be 2 articles: 2 added, "))
    #expect(!FileManager.default.fileExists(atPath: place.index))
    _ = try await place.run("sync", place.folder.path("in"))
    try place.folder.write(IndexedFolder.lines(1..<3), to: "in/a.jsonl")
    let result = try await place.run("sync", "--dry-run", place.folder.path("in"))
    #expect(result.output == "added\t2\nremoved\t0\n")
    #expect(try await place.count() == 2)
    let events = try await place.run("sync", "--dry-run", "--json", place.folder.path("in")).objects()
    #expect(events.contains { $0["change"] as? String == "removed" && $0["key"] as? String == "0" })
    #expect(events.last?["dry_run"] as? Bool == true)
  }

  @Test("refuses standard input, which is no place", arguments: [["sync"], ["sync", "-"], ["sync", ""]])
  func usage(arguments: [String]) async throws {
    let result = try await place.searchctl.run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains("Usage: searchctl sync"))
  }
}
