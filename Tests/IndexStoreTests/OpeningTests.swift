import Analysis
import Articles
import Foundation
import GRDB
import Testing

@testable import IndexStore

@Suite("Opening an index")
struct OpeningTests {
  let folder: TemporaryFolder
  var path: String { folder.index }

  init() throws { folder = try TemporaryFolder() }

  private func open(reading: Bool) throws {
    if reading {
      try IndexReader(path: path).close()
    } else {
      try IndexWriter(path: path, createIfMissing: true).close()
    }
  }

  private func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

  @Test("a reader of a missing index says how to make one, and makes nothing")
  func missing() throws {
    #expect(throws: IndexError.missing(path: path)) { try open(reading: true) }
    #expect(throws: IndexError.missing(path: path)) { try IndexWriter(path: path, createIfMissing: false) }
    #expect(try files() == [])
    #expect(IndexError.missing(path: path).description.contains("searchctl ingest --index \(path)"))
  }

  @Test("an empty file is an index that is still to be made")
  func empty() throws {
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(throws: IndexError.missing(path: path)) { try open(reading: true) }
    #expect(throws: IndexError.missing(path: path)) { try IndexWriter(path: path, createIfMissing: false) }
    try open(reading: false)
    try expectSound(path)
  }

  @Test("what was left half made by a process that was killed is taken back, and made anew", arguments: [true, false])
  func hotJournal(readsFirst: Bool) throws {
    let original = folder.path + "/original.db"
    let queue = try DatabaseQueue(path: original)
    try queue.unsafeReentrantWrite { database in
      // With next to no cache, pages are written before the transaction ends, and the journal before them.
      try database.execute(sql: "PRAGMA cache_size = 1; BEGIN; CREATE TABLE article (body)")
      for _ in 0..<50 { try database.execute(sql: "INSERT INTO article VALUES (zeroblob(2000))") }
      for suffix in ["", "-journal"] {
        try FileManager.default.copyItem(atPath: original + suffix, toPath: path + suffix)
      }
      try database.execute(sql: "ROLLBACK")
    }
    try queue.close()
    if readsFirst {
      #expect(throws: IndexError.missing(path: path)) { try open(reading: true) }
    }
    try open(reading: false)
    try expectSound(path)
  }

  @Test("a missing folder and a folder in the index's place are named")
  func folders() throws {
    let below = folder.path + "/none/index.db"
    #expect(throws: IndexError.folderMissing(path: below)) { try IndexWriter(path: below, createIfMissing: true) }
    #expect(throws: IndexError.missing(path: below)) { try IndexReader(path: below) }
    #expect(throws: IndexError.isFolder(path: folder.path)) { try IndexReader(path: folder.path) }
    #expect(throws: IndexError.isFolder(path: folder.path)) {
      try IndexWriter(path: folder.path, createIfMissing: true)
    }
  }

  @Test("a file that is no database is left as it is", arguments: [true, false])
  func notADatabase(reading: Bool) throws {
    let text = Data(String(repeating: "A diary, not an index.\n", count: 200).utf8)
    try text.write(to: URL(fileURLWithPath: path))
    #expect(throws: IndexError.notADatabase(path: path)) { try open(reading: reading) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
    #expect(try files() == ["index.db"])
  }

  @Test("another program's database is left as it is", arguments: [true, false], ["", "PRAGMA application_id = 7;"])
  func foreign(reading: Bool, mark: String) throws {
    try runShell(path, mark + "CREATE TABLE recipe (name TEXT)")
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: IndexError.foreign(path: path)) { try open(reading: reading) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(try files() == ["index.db"])
  }

  @Test("a newer schema is refused with both versions named", arguments: [true, false])
  func newer(reading: Bool) throws {
    try makeIndex(at: path, [.sample("a", body: "one")])
    try runShell(path, "PRAGMA user_version = 99")
    #expect(throws: IndexError.newerSchema(path: path, found: 99, supported: SchemaVersion.current.supported)) {
      try open(reading: reading)
    }
  }

  @Test("a damaged file is reported as such")
  func corrupt() throws {
    try makeIndex(at: path, (0..<200).map { .sample("k\($0)", body: "word\($0) word") })
    let handle = try #require(FileHandle(forUpdatingAtPath: path))
    let size = try handle.seekToEnd()
    for offset in stride(from: UInt64(8192), to: size, by: 8192) {
      try handle.seek(toOffset: offset)
      try handle.write(contentsOf: Data(repeating: 0xA5, count: 512))
    }
    try handle.close()
    do {
      let reader = try IndexReader(path: path)
      _ = try reader.postings(of: ["word"], prefix: false)
      try reader.scanArticles { _ in }
      Issue.record("the damage was not noticed")
    } catch IndexError.corrupt(let named, _) {
      #expect(named == path)
    }
    let report = try? IndexReader(path: path).verify(analyzer: Analyzer())
    #expect(report?.isClean != true)
  }

  @Test("a second writer is refused at once and told who the first is")
  func locked() throws {
    let first = try IndexWriter(path: path, createIfMissing: true)
    do {
      _ = try IndexWriter(path: path, createIfMissing: false)
      Issue.record("two writers")
    } catch IndexError.locked(let named, let holder) {
      #expect(named == path)
      #expect(holder?.processID == getpid())
      #expect(holder?.command.isEmpty == false)
    }
    try IndexReader(path: path).close()
    try first.close()
    try IndexWriter(path: path, createIfMissing: false).close()
  }

  @Test("a symbolic link has the lock of the index it leads to")
  func lockThroughLink() throws {
    let first = try IndexWriter(path: path, createIfMissing: true)
    let link = folder.path + "/link.db"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    #expect(throws: IndexError.self) { try IndexWriter(path: link, createIfMissing: false) }
    try first.close()
    try IndexWriter(path: link, createIfMissing: false).close()
  }

  @Test("a lock file that a killed process left behind is no lock")
  func staleLock() throws {
    try Data("999999\nsearchctl ingest\n".utf8).write(to: URL(fileURLWithPath: path + ".lock"))
    try open(reading: false)
  }

  @Test("another analyzer's terms can be read but not written to, and rebuilding renews them")
  func otherAnalyzer() throws {
    try makeIndex(at: path, [.sample("a", body: "one")])
    try runShell(path, "UPDATE meta SET value = 'searchd-0 icu-1 snowball-1 0' WHERE name = 'analyzer'")
    let reader = try IndexReader(path: path)
    #expect(try reader.postings(of: ["one"], prefix: false).count == 1)
    do {
      _ = try IndexWriter(path: path, createIfMissing: true)
      Issue.record("the writer opened")
    } catch {
      #expect(error.description.contains("searchctl rebuild --index \(path)"))
    }
    let writer = try IndexWriter(path: path, createIfMissing: false, for: .maintenance)
    #expect(throws: IndexError.self) { try writer.write(.sample("b")) }
    #expect(try writer.rebuild().articles == 1)
    #expect(try writer.write(.sample("b", body: "one")) == [.added])
    try expectSound(path)
  }

  @Test(
    "paths that SQLite would take for something else are files", arguments: ["file:index?mode=memory", "ö 'x\".db"])
  func oddNames(name: String) throws {
    let odd = folder.path + "/" + name
    try makeIndex(at: odd, [.sample("a", body: "one")])
    #expect(FileManager.default.fileExists(atPath: odd))
    try expectSound(odd)
  }

  @Test("a relative path that looks like a URI is a file")
  func relativePath() {
    #expect(Connection.sqlitePath("file:x") == "./file:x")
    #expect(Connection.sqlitePath(":memory:") == "./:memory:")
    #expect(Connection.sqlitePath("/a/b") == "/a/b")
    #expect(Connection.folder(of: "x") == ".")
    #expect(Connection.folder(of: "/x") == "/")
    #expect(Connection.folder(of: "/a/x") == "/a")
  }

  @Test("on a read-only file system the message says what is needed", .enabled(if: ReadOnlyMount.isPossible))
  func readOnly() throws {
    try makeIndex(at: path, [.sample("a", body: "one")])
    let mount = try ReadOnlyMount(of: folder.path)
    defer { mount.unmount() }
    do {
      try IndexReader(path: mount.path + "/index.db").close()
      Issue.record("the index opened")
    } catch let error as IndexError {
      #expect(error.description.contains(mount.path + "/index.db-wal"))
      guard case .notPermitted = error else { throw error }
    }
    #expect(throws: IndexError.self) { try IndexWriter(path: mount.path + "/index.db", createIfMissing: false) }
  }
}

/// A folder seen a second time, read-only; only root in its own container may do that.
private struct ReadOnlyMount {
  let path: String

  static var isPossible: Bool {
    guard geteuid() == 0, let folder = try? TemporaryFolder(), let mount = try? ReadOnlyMount(of: folder.path) else {
      return false
    }
    mount.unmount()
    return true
  }

  init(of folder: String) throws {
    path = folder + "-read-only"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard Self.run("mount", "--bind", folder, path), Self.run("mount", "-o", "remount,ro,bind", path) else {
      unmount()
      throw CocoaError(.fileWriteNoPermission)
    }
  }

  func unmount() {
    _ = Self.run("umount", path)
    rmdir(path)
  }

  private static func run(_ command: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
