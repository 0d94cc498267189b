import Foundation
import Testing

@Suite("Archives through searchctl")
struct ArchiveCommandTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  /// Packs the folder `in` into a file beside it.
  private func pack(_ name: String) async throws -> String {
    let archive = place.folder.path("packed/" + name)
    let result = try await Tool("/usr/bin/tar").run("caf", archive, "-C", place.folder.path("."), "in")
    try #require(result.status == 0)
    return archive
  }

  @Test("are read member by member, and sync removes what is in them no more")
  func sync() async throws {
    for name in ["a", "b", "c"] { try place.folder.write("Title \(name)\n\nText.", to: "in/\(name).txt") }
    try place.folder.write("\u{1}\u{2}\u{3}\u{0}", to: "in/scan.bin")
    try place.folder.write("", to: "packed/.keep")
    let archive = try await pack("all.tar.xz")
    let first = try await place.run("sync", place.folder.path("packed"))
    #expect(first.status == 1)
    #expect(first.errors.contains("all.tar.xz#in/scan.bin: binary: "))
    #expect(try await place.count() == 3)
    let found = try await place.searchctl.run("extract", archive).objects()
    let source = try #require(found.first?["source"] as? [String: Any])
    #expect(source["path"] as? String == archive)
    #expect((source["member"] as? String)?.hasPrefix("in/") == true)
    try FileManager.default.removeItem(atPath: place.folder.path("in/b.txt"))
    _ = try await pack("all.tar.xz")
    let second = try await place.run("sync", place.folder.path("packed"))
    #expect(second.errors.contains("2 unchanged, 1 skipped, 1 removed; "))
    #expect(try await place.count() == 2)
    #expect(try await place.isSound())
  }

  @Test("that break off lose nothing that was read before")
  func truncated() async throws {
    for number in 0..<40 {
      try place.folder.write("Title \(number)\n\n\(UUID()) \(UUID()) \(UUID())", to: "in/\(number).txt")
    }
    try place.folder.write("", to: "packed/.keep")
    let archive = try await pack("all.tar.gz")
    #expect(try await place.run("sync", place.folder.path("packed")).status == 0)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: archive))
    try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: archive))
    let result = try await place.run("sync", place.folder.path("packed"))
    #expect(result.status == 1)
    #expect(result.errors.contains("all.tar.gz#in/"))
    #expect(result.errors.contains("truncated-gzip: "))
    #expect(try await place.count() == 40)
  }
}
