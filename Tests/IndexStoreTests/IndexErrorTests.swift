import GRDB
import Testing

@testable import IndexStore

@Suite("Index errors")
struct IndexErrorTests {
  private static let path = "/data/index.db"

  @Test(
    "translate SQLite's result codes into causes",
    arguments: [
      (ResultCode.SQLITE_BUSY, IndexError.busy(path: path)), (.SQLITE_BUSY_RECOVERY, .busy(path: path)),
      (.SQLITE_LOCKED, .busy(path: path)), (.SQLITE_NOTADB, .notADatabase(path: path)),
      (.SQLITE_CORRUPT, .corrupt(path: path, detail: "d")), (.SQLITE_CORRUPT_VTAB, .corrupt(path: path, detail: "d")),
      (.SQLITE_FULL, .diskFull(path: path)), (.SQLITE_IOERR_SHMSIZE, .diskFull(path: path)),
      (.SQLITE_IOERR_READ, .inputOutput(path: path, detail: "d")),
      (.SQLITE_READONLY_DIRECTORY, .notPermitted(path: path, detail: "d")),
      (.SQLITE_CANTOPEN, .notPermitted(path: path, detail: "d")), (.SQLITE_INTERRUPT, .deadline),
      (.SQLITE_MISUSE, .failed(path: path, code: 21, detail: "d")),
    ])
  func translation(code: ResultCode, expected: IndexError) {
    #expect(IndexError(DatabaseError(resultCode: code, message: "d"), path: Self.path) == expected)
  }

  @Test("leave errors of other origin alone")
  func others() {
    struct Other: Error {}
    #expect(IndexError(Other(), path: Self.path) == nil)
    #expect(IndexError(IndexError.deadline, path: Self.path) == .deadline)
  }

  @Test(
    "name the file and the way out",
    arguments: [
      (IndexError.missing(path: path), "searchctl ingest --index"), (.folderMissing(path: path), "--index"),
      (.isFolder(path: path), "--index"), (.notADatabase(path: path), "another file"),
      (.foreign(path: path), "another file"), (.newerSchema(path: path, found: 3, supported: 2), "Upgrade the program"),
      (.olderSchema(path: path, found: 1, supported: 2), "searchctl compact"),
      (.analyzerChanged(path: path, stored: "a", current: "b"), "searchctl rebuild"),
      (
        .locked(path: path, holder: LockHolder(processID: 77, command: "searchctl ingest x")), "77 (searchctl ingest x)"
      ),
      (.locked(path: path, holder: nil), "Wait"), (.busy(path: path), "sqlite3 shell"),
      (.notPermitted(path: path, detail: "read-only"), "permission"), (.diskFull(path: path), "Make room"),
      (.corrupt(path: path, detail: "x"), "searchctl verify"), (.inputOutput(path: path, detail: "x"), "disk"),
      (.exists(path: path), "another file"), (.historyUnavailable(path: path, since: 4), "anew"),
      (.closed(path: path), "closed"), (.failed(path: path, code: 1, detail: "x"), "code 1"),
    ])
  func messages(error: IndexError, wayOut: String) {
    #expect(error.description.contains(Self.path))
    #expect(error.description.contains(wayOut), "\(error)")
  }
}
