import Foundation
import Glibc
import Testing

@Suite("searchctl ingest, interrupted", .serialized)
struct IngestCrashTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  @Test("loses nothing acknowledged when it is killed, at 50 random moments, and completes afterwards")
  func kills() async throws {
    let total = 1500
    let file = try place.folder.write(IndexedFolder.lines(0..<total), to: "a.jsonl")
    let arguments = ["ingest", "--json", "--batch", "4K", "--index", place.index, file]
    var acknowledged = 0
    var interrupted = 0
    for round in 0..<50 {
      let running = try place.searchctl.start(arguments)
      // Scattered over a quarter of a second; what each moment hits differs from run to run.
      try await Task.sleep(for: .milliseconds(1 + round * 97 % 250))
      running.send(signal: SIGKILL)
      let result = try await running.wait()
      if result.signal == SIGKILL { interrupted += 1 }
      acknowledged = max(acknowledged, Self.acknowledged(result.output))
      guard access(place.index, F_OK) == 0 else { continue }
      let stored = try await place.run("stats", "--json")
      // Killed before the schema was committed there is no index yet, and nothing was acknowledged.
      guard stored.status == 0 else {
        #expect(acknowledged == 0, "round \(round): \(stored.errors)")
        continue
      }
      let count = try #require(try stored.objects().first?["articles"] as? Int)
      #expect(count >= acknowledged, "round \(round)")
      let verified = try await place.run("verify", "--quiet")
      #expect(verified.status == 0, "round \(round): \(verified.output)\(verified.errors)")
      if count == total {
        for suffix in ["", "-wal", "-shm", ".lock"] { unlink(place.index + suffix) }
        acknowledged = 0
      }
    }
    #expect(interrupted >= 25)
    let last = try await place.searchctl.run(arguments)
    #expect(last.status == 0)
    #expect(try await place.count() == total)
    #expect(try await place.isSound())
  }

  /// The articles that complete lines of the output call committed.
  private static func acknowledged(_ output: String) -> Int {
    let complete = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let counts = complete.compactMap { line -> Int? in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let added = object?["added"] as? Int, let unchanged = object?["unchanged"] as? Int else { return nil }
      return added + unchanged
    }
    return counts.max() ?? 0
  }

  @Test(
    "says so when the disk is full, keeps what was committed, and goes on when there is room",
    .enabled(if: SmallDisk.isPossible, "mounting a small file system is not permitted here"))
  func diskFull() async throws {
    let disk = try await SmallDisk(megabytes: 3)
    defer { disk.remove() }
    let index = disk.path + "/index.sqlite"
    let lines = (0..<4000).map { id in
      // Multiplying by the golden ratio scatters the numbers, so that hardly any word occurs twice.
      let words = (0..<60).map { String(UInt32(id * 60 + $0) &* 0x9e37_79b1, radix: 36) }
      return #"{"id":"\#(id)","title":"T","body":"\#(words.joined(separator: " "))"}"#
    }
    let file = try place.folder.write(lines.joined(separator: "\n"), to: "a.jsonl")
    let full = try await place.searchctl.run(["ingest", "--batch", "64K", "--index", index, file])
    #expect(full.status == 1)
    #expect(full.errors.contains("is full"))
    #expect(full.errors.contains("Stopped after \(file):"))
    try await disk.resize(megabytes: 64)
    #expect(try await place.searchctl.run("verify", "--index", index).status == 0)
    let again = try await place.searchctl.run("ingest", "--json", "--index", index, file)
    #expect(again.status == 0)
    let summary = try #require(try again.objects().last)
    let (added, unchanged) = (summary["added"] as? Int ?? 0, summary["unchanged"] as? Int ?? 0)
    #expect(added + unchanged == lines.count)
    #expect(unchanged > 0)
    #expect(try await place.searchctl.run("verify", "--index", index).status == 0)
  }
}

/// A file system in memory of a few megabytes.
private struct SmallDisk {
  let path: String
  private let folder: ScratchDirectory

  /// Whether this account can mount one.
  static let isPossible: Bool = {
    guard geteuid() == 0, let folder = try? ScratchDirectory() else { return false }
    guard mount("none", folder.path, "tmpfs", 0, "size=1m") == 0 else { return false }
    umount(folder.path)
    return true
  }()

  init(megabytes: Int) async throws {
    folder = try ScratchDirectory()
    path = folder.path
    guard mount("none", path, "tmpfs", 0, "size=\(megabytes)m") == 0 else { throw POSIXError(.EPERM) }
  }

  func resize(megabytes: Int) async throws {
    guard mount("none", path, "tmpfs", UInt(MS_REMOUNT), "size=\(megabytes)m") == 0 else { throw POSIXError(.EPERM) }
  }

  func remove() { umount2(path, Int32(MNT_DETACH)) }
}
