import Analysis
import Articles
import Dispatch
import Foundation
import Glibc
import IndexStore
import Synchronization
import Testing

@testable import Ingest

@Suite("Changes that wait")
struct PendingChangesTests {
  private let start = ContinuousClock.now
  private let a = InputPath("/a")
  private let b = InputPath("/b")

  private func pending() -> PendingChanges { PendingChanges(settling: .seconds(1), patience: .seconds(5)) }

  private func at(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

  @Test("are due when nothing has happened to them for a while, each by itself")
  func settle() {
    var pending = pending()
    pending.note(b, at: at(0))
    pending.note(a, at: at(100))
    pending.note(b, at: at(900))
    #expect(pending.removeDue(at: at(1000)) == nil)
    #expect(pending.removeDue(at: at(1100)) == .paths([a]))
    #expect(pending.removeDue(at: at(1899)) == nil)
    #expect(pending.removeDue(at: at(1900)) == .paths([b]))
    #expect(pending.isEmpty)
  }

  @Test("are due after some time though something keeps happening")
  func patience() {
    var pending = pending()
    for time in stride(from: 0, to: 5000, by: 500) {
      pending.note(a, at: at(time))
      #expect(pending.removeDue(at: at(time)) == nil)
    }
    #expect(pending.removeDue(at: at(5000)) == .paths([a]))
  }

  @Test("become one request for everything when there are many, or when it is asked for")
  func everything() {
    var pending = pending()
    pending.note(a, at: at(0))
    pending.noteEverything(at: at(100))
    pending.note(b, at: at(1050))
    #expect(pending.removeDue(at: at(1099)) == nil)
    #expect(pending.removeDue(at: at(1100)) == .everything)
    #expect(pending.isEmpty)
    for number in 0...PendingChanges.mostPaths { pending.note(InputPath("/\(number)"), at: at(2000)) }
    #expect(pending.removeDue(at: at(3000)) == .everything)
  }
}

@Suite("A watched folder", .serialized)
struct WatchedTreeTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  /// Waits for the news that there are, as paths below the scratch folder.
  private func news(_ tree: inout WatchedTree) throws -> Set<String> {
    var found: Set<String> = []
    while true {
      let changes = try tree.changes(within: 50)
      if changes.isEmpty { return found }
      for change in changes {
        switch change {
        case .path(let path): found.insert(path.description.replacing(folder.path + "/", with: ""))
        case .everything: found.insert("everything")
        }
      }
    }
  }

  private func move(_ name: String, to other: String) throws {
    #expect(rename(folder.path(name), folder.path(other)) == 0)
  }

  @Test("tells of files that are new, changed, moved and deleted, at any depth")
  func files() throws {
    try folder.write("x", to: "in/a/b/old")
    var tree = try WatchedTree([folder.path("in")], indexPath: nil)
    #expect(tree.count == 3)
    try folder.write("x", to: "in/a/b/new")
    #expect(try news(&tree).contains("in/a/b/new"))
    try move("in/a/b/old", to: "in/moved")
    #expect(try news(&tree) == ["in/a/b/old", "in/moved"])
    #expect(unlink(folder.path("in/moved")) == 0)
    #expect(try news(&tree) == ["in/moved"])
    #expect(chmod(folder.path("in/a/b/new"), 0o600) == 0)
    #expect(try news(&tree) == ["in/a/b/new"])
  }

  @Test("tells of what happens in folders that are new, moved in, moved within and not of those that left")
  func folders() throws {
    try folder.write("x", to: "in/1")
    try folder.write("x", to: "outside/deep/2")
    var tree = try WatchedTree([folder.path("in")], indexPath: nil)
    try move("outside", to: "in/inside")
    #expect(try news(&tree) == ["in/inside"])
    try move("in/inside/deep", to: "in/deeper")
    #expect(try news(&tree) == ["in/inside/deep", "in/deeper"])
    try folder.write("x", to: "in/deeper/3")
    #expect(try news(&tree).contains("in/deeper/3"))
    try move("in/deeper", to: "gone")
    #expect(try news(&tree) == ["in/deeper"])
    try folder.write("x", to: "gone/4")
    #expect(try news(&tree) == [])
    #expect(tree.count == 2)
    try FileManager.default.removeItem(atPath: folder.path("in/inside"))
    #expect(try news(&tree) == ["in/inside"])
    #expect(tree.count == 1)
  }

  @Test("lets a page have the folder of its parts, and watches that while there is no such page")
  func partsOfPages() throws {
    try folder.write("frame", to: "a/Boats_files/frame.html")
    var tree = try WatchedTree([folder.path + "/a"], indexPath: nil)
    #expect(tree.count == 2)
    try folder.write("page", to: "a/Boats.html")
    #expect(try news(&tree) == ["a/Boats.html", "a/Boats_files"])
    #expect(tree.count == 1)
    try folder.write("other", to: "a/Boats_files/frame.html")
    #expect(try news(&tree) == [])
    try FileManager.default.removeItem(atPath: folder.path + "/a/Boats.html")
    #expect(try news(&tree) == ["a/Boats.html", "a/Boats_files"])
    #expect(tree.count == 2)
    try folder.write("once more", to: "a/Boats_files/frame.html")
    #expect(try news(&tree) == ["a/Boats_files/frame.html"])
  }

  @Test("says nothing of hidden files, of the index, and of reading")
  func silence() throws {
    try folder.write("x", to: "in/a")
    var tree = try WatchedTree([folder.path("in")], indexPath: folder.path("in/index"))
    for name in ["in/.hidden", "in/.git/config", "in/index", "in/index-wal"] { try folder.write("x", to: name) }
    #expect(try String(contentsOfFile: folder.path("in/a"), encoding: .utf8) == "x")
    let news = try news(&tree).filter { !$0.contains(".dat.nosync") }
    #expect(news == [])
  }

  @Test("is watched for a single file when only that is named")
  func singleFile() throws {
    try folder.write("x", to: "in/a")
    try folder.write("x", to: "in/b")
    var tree = try WatchedTree([folder.path("in/a")], indexPath: nil)
    try folder.write("y", to: "in/b")
    #expect(unlink(folder.path("in/a")) == 0)
    #expect(try news(&tree) == ["in/a"])
    var both = try WatchedTree([folder.path("in/b"), folder.path("in")], indexPath: nil)
    #expect(both.missingRoots == [])
    try folder.write("y", to: "in/c")
    #expect(try news(&both).contains("in/c"))
  }

  @Test("is noticed to be gone and to be back")
  func rootComesAndGoes() throws {
    try folder.write("x", to: "above/in/a")
    var tree = try WatchedTree([folder.path("above/in")], indexPath: nil)
    #expect(try !tree.checkRoots())
    // Nothing tells that a folder above was moved.
    try move("above", to: "away")
    #expect(try !tree.checkRoots())
    #expect(tree.missingRoots == [InputPath(folder.path("above/in"))])
    try move("away", to: "above")
    #expect(try tree.checkRoots())
    #expect(tree.missingRoots == [])
    #expect(throws: WatchError.self) { try WatchedTree([folder.path("absent")], indexPath: nil) }
  }

  @Test("is known to have a folder of two names")
  func aliases() throws {
    try folder.write("x", to: "in/a/b")
    var tree = try WatchedTree([folder.path("in")], indexPath: nil)
    #expect(!tree.hasAliases)
    try folder.write("x", to: "outside/c")
    try folder.link("in/elsewhere", to: "../outside")
    #expect(try news(&tree) == ["in/elsewhere"])
    try folder.write("x", to: "outside/d")
    #expect(try news(&tree).contains("in/elsewhere/d"))
    #expect(!tree.hasAliases)
    try folder.link("in/again", to: "a")
    _ = try news(&tree)
    #expect(tree.hasAliases)
  }

  @Test("asks for everything to be read when the kernel loses news")
  func overflow() throws {
    let limit = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
    let events = try #require(Int(limit.trimmingCharacters(in: .whitespacesAndNewlines)))
    try folder.write("x", to: "in/a")
    var tree = try WatchedTree([folder.path("in")], indexPath: nil)
    for number in 0...(events / 2) {
      let descriptor = open(folder.path("in/\(number % 2)"), O_WRONLY | O_CREAT, 0o600)
      close(descriptor)
      unlink(folder.path("in/\(number % 2)"))
    }
    #expect(try news(&tree).contains("everything"))
    try tree.watchAnew()
    try folder.write("x", to: "in/b")
    #expect(try news(&tree).contains("in/b"))
  }
}

@Suite("Watching", .serialized)
struct WatcherTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  /// Runs a watch beside `body`, stops it, and gives what was told.
  private func watching(_ names: String..., body: () throws -> Void) throws -> [String] {
    let stop = StopFlag()
    let told = Mutex<[String]>([])
    let (done, began) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let (index, paths) = (folder.path("index"), names.map(folder.path))
    let thread = Thread {
      var options = IngestOptions()
      options.indexPath = index
      var watcher = Watcher(paths, options: options, stop: stop, settling: .milliseconds(50)) {
        () throws(IndexError) in
        try IndexWriter(path: index, createIfMissing: true)
      } observe: { event in
        switch event {
        case .began: began.signal()
        case .synced(let summary): told.withLock { $0.append(summary.text) }
        case .waiting(let error): told.withLock { $0.append("waiting: \(error)") }
        case .lost(let path): told.withLock { $0.append("lost: \(path)") }
        case .syncing, .ingest: break
        }
      }
      do { try watcher.run() } catch { told.withLock { $0.append("failed: \(error)") } }
      done.signal()
    }
    thread.start()
    _ = began.wait(timeout: .now() + 10)
    defer {
      stop.request(signal: SIGTERM)
      #expect(done.wait(timeout: .now() + 20) == .success)
    }
    try body()
    return told.withLock { $0 }
  }

  /// What an index has: keys, texts and places.
  private func content(_ index: String) throws -> Set<String> {
    var content: Set<String> = []
    try IndexReader(path: folder.path(index)).export { content.insert("\($0.key)|\($0.body)|\($0.source)") }
    return content
  }

  /// What a new index of the folder has.
  private func expected(_ name: String) throws -> Set<String> {
    let path = folder.path("fresh-\(UUID().uuidString)")
    let writer = try IndexWriter(path: path, createIfMissing: true)
    _ = Ingester(options: IngestOptions()).sync([folder.path(name)], into: writer) { _ in }
    try writer.close()
    return try content(String(path.dropFirst(folder.path.count + 1)))
  }

  /// Waits until the index is equal to the folder.
  private func expectEqual(_ name: String) throws {
    let expected = try expected(name)
    for _ in 0..<200 where (try? content("index")) != expected { usleep(100_000) }
    #expect(try content("index") == expected)
  }

  @Test("ends with index and folder equal while files are created, changed, renamed and deleted", arguments: [1, 2, 3])
  func equal(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var folders = ["in", "in/one", "in/two", "in/one/deep"]
    for name in folders { try folder.write("Title\n\nText of \(name).", to: name + "/start.txt") }
    _ = try watching("in") {
      for step in 0..<300 {
        let place = folders[Int.random(in: 0..<folders.count, using: &generator)]
        let name = "\(place)/\(Int.random(in: 0..<12, using: &generator))"
        let other = "\(folders[Int.random(in: 0..<folders.count, using: &generator)])/\(step % 12)"
        switch Int.random(in: 0..<12, using: &generator) {
        case 0...4: _ = try? folder.write("Title \(step)\n\nText of step \(step).", to: name + ".txt")
        case 5, 6: _ = try? folder.write(#"{"id":"id-\#(step % 7)","body":"step \#(step)"}"#, to: name + ".jsonl")
        case 7: rename(folder.path(name + ".txt"), folder.path(other + ".txt"))
        case 8: rename(folder.path(name + ".jsonl"), folder.path(other + ".jsonl"))
        case 9: unlink(folder.path(name + (step % 2 == 0 ? ".txt" : ".jsonl")))
        case 10:
          folders.append("in/new\(step)")
          try folder.write("Title\n\nText \(step).", to: "in/new\(step)/x.txt")
        default:
          if step % 2 == 0 { try? FileManager.default.removeItem(atPath: folder.path(place + "/deep")) }
          rename(folder.path(place), folder.path("in/moved\(step)"))
        }
        if step % 10 == 0 { usleep(20_000) }
      }
      // Of two files with one key the one that was read last counts, which need not be the last in order.
      let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path("in"))
      for name in files where name.hasSuffix(".jsonl") {
        try folder.write(#"{"id":"\#(name.filter(\.isNumber))-\#(name.utf8.count)","body":"end"}"#, to: "in/" + name)
      }
      try expectEqual("in")
    }
    let reader = try IndexReader(path: folder.path("index"))
    #expect(try reader.verify(analyzer: Analyzer()).problems == [])
  }

  @Test("reads only what has changed")
  func parts() throws {
    for number in 0..<5 { try folder.write("Title\n\nText.", to: "in/\(number).txt") }
    let told = try watching("in") {
      try expectEqual("in")
      try folder.write("Title\n\nText.", to: "in/new.txt")
      try expectEqual("in")
      #expect(unlink(folder.path("in/0.txt")) == 0)
      try expectEqual("in")
      usleep(300_000)
    }
    let counts = told.filter { !$0.hasPrefix("0 articles: 0 added, 0 replaced, 0 unchanged, 0 skipped, 0 removed") }
      .map { $0.prefix { $0 != ";" } }
    #expect(
      counts == [
        "5 articles: 5 added, 0 replaced, 0 unchanged, 0 skipped, 0 removed",
        "1 article: 1 added, 0 replaced, 0 unchanged, 0 skipped, 0 removed",
        "0 articles: 0 added, 0 replaced, 0 unchanged, 0 skipped, 1 removed",
      ])
  }

  @Test("finds the other copy when the file goes that an article was read from")
  func copies() throws {
    for name in ["in/1.jsonl", "in/2.jsonl"] { try folder.write(#"{"id":"a","body":"text"}"#, to: name) }
    _ = try watching("in") {
      try expectEqual("in")
      #expect(unlink(folder.path("in/1.jsonl")) == 0)
      try expectEqual("in")
      #expect(try content("index").count == 1)
      #expect(unlink(folder.path("in/2.jsonl")) == 0)
      try expectEqual("in")
      #expect(try content("index").isEmpty)
    }
  }

  @Test("waits while another process writes the index, then catches up")
  func locked() throws {
    try folder.write("Title\n\nText.", to: "in/a.txt")
    let told = try watching("in") {
      try expectEqual("in")
      var other: IndexWriter? = try IndexWriter(path: folder.path("index"), createIfMissing: false)
      try folder.write("Title\n\nText.", to: "in/b.txt")
      usleep(500_000)
      #expect(try content("index").count == 1)
      try other?.close()
      other = nil
      try expectEqual("in")
    }
    #expect(told.contains { $0.hasPrefix("waiting: ") })
  }

  @Test("keeps the articles of a folder that goes, and takes it up again when it is back")
  func rootComesAndGoes() throws {
    try folder.write("Title\n\nText.", to: "in/a.txt")
    let told = try watching("in") {
      try expectEqual("in")
      #expect(rename(folder.path("in"), folder.path("away")) == 0)
      usleep(400_000)
      #expect(try content("index").count == 1)
      try folder.write("Title\n\nText.", to: "away/b.txt")
      #expect(unlink(folder.path("away/a.txt")) == 0)
      #expect(rename(folder.path("away"), folder.path("in")) == 0)
      try expectEqual("in")
    }
    #expect(told.contains("lost: \(folder.path("in"))"))
  }
}
