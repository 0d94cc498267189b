import Foundation
import Glibc
import Testing

@Suite("searchctl watch")
struct WatchCommandTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  private func expectCount(_ count: Int) async throws {
    for _ in 0..<100 {
      let stats = try await place.run("stats", "--json")
      if stats.status == 0, try stats.objects().first?["articles"] as? Int == count { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(try await place.count() == count)
  }

  @Test("follows a folder and ends with 0 when it is told to", arguments: [SIGTERM, SIGINT])
  func follows(signal: Int32) async throws {
    try place.folder.write(IndexedFolder.lines(0..<3), to: "in/a.jsonl")
    let watch = try place.searchctl.start(["watch", "--index", place.index, place.folder.path("in")])
    try await expectCount(3)
    try place.folder.write(IndexedFolder.lines(3..<5), to: "in/deep/b.jsonl")
    try await expectCount(5)
    // Others may write meanwhile.
    #expect(try await place.ingest("-", input: IndexedFolder.lines(10..<11)).status == 0)
    try FileManager.default.removeItem(atPath: place.folder.path("in/a.jsonl"))
    try await expectCount(3)
    watch.send(signal: signal)
    let ended = try await watch.wait()
    #expect(ended.status == 0)
    #expect(ended.errors.hasPrefix("watching 1 folder\n"))
    #expect(ended.errors.contains("3 removed"))
    #expect(try await place.isSound())
  }

  @Test("ends with 2 when there is nothing to watch")
  func absent() async throws {
    let result = try await place.run("watch", place.folder.path("absent"))
    #expect(result.status == 2)
    #expect(result.errors.contains("cannot be watched: No such file or directory"))
  }
}
