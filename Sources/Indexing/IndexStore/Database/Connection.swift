import CSQLiteSettings
import GRDB
import Glibc

/// One SQLite connection to an index file, opened and tuned, whose failures are ``IndexError``s.
final class Connection {
  enum Access {
    /// Reads only, and never makes a file of its own.
    case read
    /// Reads and writes, and makes the file when there is none.
    case write
    /// Takes a copy of another index: plain writing, without a write-ahead log.
    case copy
  }

  /// The path as the user gave it, for messages.
  let path: String
  private let access: Access
  private var queue: DatabaseQueue?

  init(path: String, access: Access) throws(IndexError) {
    self.path = path
    self.access = access
    try Self.checkPlace(path: path, access: access)
    try open()
  }

  /// Closes the file and opens it again, so that nothing of it is remembered; outside of a transaction.
  func reopen() throws(IndexError) {
    do { try close() } catch { throw IndexError(wrapping: error, path: path) }
    try open()
  }

  /// Done once in a process, before SQLite is used: counting its memory takes as long as allocating it.
  private static let settings: Void = csqlite_skip_memory_statistics()

  private func open() throws(IndexError) {
    Self.settings
    var configuration = Configuration()
    configuration.readonly = access == .read
    configuration.foreignKeysEnabled = false
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(10)
    let pragmas = Self.pragmas(access)
    configuration.prepareDatabase { database in
      for pragma in pragmas { try database.execute(sql: "PRAGMA " + pragma) }
    }
    do {
      do {
        queue = try DatabaseQueue(path: Self.sqlitePath(path), configuration: configuration)
      } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
        try rollBack()
        queue = try DatabaseQueue(path: Self.sqlitePath(path), configuration: configuration)
      }
    } catch {
      throw IndexError(wrapping: error, path: path)
    }
  }

  /// Takes back what a process had not finished that was killed while it made the file; later there is a write-ahead log.
  ///
  /// SQLite does it at the first look at the file, but not by a connection that only reads (SQLite, “Result Codes”,
  /// `SQLITE_READONLY_ROLLBACK`).
  private func rollBack() throws {
    let queue = try DatabaseQueue(path: Self.sqlitePath(path))
    try queue.unsafeReentrantWrite { database in
      _ = try SQLStatement(database, "SELECT count(*) FROM sqlite_schema").first { $0.integer(0) }
    }
    try queue.close()
  }

  /// Calls `body` with the database; SQLite's errors become ``IndexError``s, all others pass.
  func use<R>(_ body: (Database) throws -> R) throws -> R {
    guard let queue else { throw IndexError.closed(path: path) }
    do {
      return try queue.unsafeReentrantWrite(body)
    } catch {
      throw IndexError(error, path: path) ?? error
    }
  }

  /// Runs `body` in a transaction that holds the write lock from the start, and rolls back when it throws.
  func write<R>(_ body: (Database) throws -> R) throws -> R {
    try use { database in
      try SQLStatement(database, "BEGIN IMMEDIATE").run()
      do {
        let result = try body(database)
        try SQLStatement(database, "COMMIT").run()
        return result
      } catch {
        // A failure such as a full disk may have ended the transaction already.
        if database.isInsideTransaction { try? SQLStatement(database, "ROLLBACK").run() }
        throw error
      }
    }
  }

  /// Closes the file; later uses throw ``IndexError/closed(path:)``.
  func close() throws {
    guard let queue else { return }
    self.queue = nil
    do { try queue.close() } catch { throw IndexError(error, path: path) ?? error }
  }

  /// Looks at what SQLite would only report as "unable to open database file".
  private static func checkPlace(path: String, access: Access) throws(IndexError) {
    var status = stat()
    if stat(path, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw .isFolder(path: path) }
      return
    }
    if errno == EACCES { throw .notPermitted(path: path, detail: "permission denied") }
    if access == .read { throw .missing(path: path) }
    if stat(folder(of: path), &status) != 0 { throw .folderMissing(path: path) }
  }

  /// A path that SQLite takes neither for a URI, as it would a leading "file:", nor for a database in memory.
  static func sqlitePath(_ path: String) -> String { path.hasPrefix("/") ? path : "./" + path }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The bytes of pages that SQLite keeps for a reader.
  private static let readerCache = 4 << 20

  private static func cacheSize(_ bytes: Int) -> String { "cache_size = -\(bytes >> 10)" }

  /// Leaves SQLite less memory for pages where a reader keeps some itself, so that they take no more together.
  static func setCache(of database: Database, besides bytes: Int) throws {
    try database.execute(sql: "PRAGMA " + cacheSize(readerCache - bytes))
  }

  /// The settings of a connection; docs/schema.md gives the reasons.
  private static func pragmas(_ access: Access) -> [String] {
    switch access {
    case .read: [cacheSize(readerCache), "mmap_size = 0", "temp_store = MEMORY", "query_only = ON"]
    case .write:
      [
        "page_size = 8192", "journal_mode = WAL", "synchronous = FULL", "journal_size_limit = 134217728",
        "wal_autocheckpoint = 16000", "cache_size = -32768", "secure_delete = FAST",
      ]
    case .copy: ["journal_mode = DELETE", "synchronous = FULL"]
    }
  }
}

extension IndexError {
  /// Translates any error.
  init(wrapping error: any Error, path: String) {
    self = IndexError(error, path: path) ?? .failed(path: path, code: 0, detail: "\(error)")
  }

  /// Translates an error of SQLite; `nil` for errors of other origin.
  init?(_ error: any Error, path: String) {
    if let error = error as? IndexError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else { return nil }
    let detail = error.message ?? "an unknown error"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
    case .SQLITE_NOTADB: self = .notADatabase(path: path)
    case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: detail)
    case .SQLITE_FULL: self = .diskFull(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_AUTH:
      self = .notPermitted(path: path, detail: detail)
    case .SQLITE_INTERRUPT: self = .deadline
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: self = .diskFull(path: path)
    case .SQLITE_IOERR: self = .inputOutput(path: path, detail: detail)
    default: self = .failed(path: path, code: error.extendedResultCode.rawValue, detail: detail)
    }
  }
}
