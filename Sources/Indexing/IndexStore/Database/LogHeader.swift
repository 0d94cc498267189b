import GRDB
import GRDBSQLite

/// The header of the memory that connections to an index share, which every commit changes.
///
/// Looking at it takes some nanoseconds where beginning a transaction takes some microseconds. What it consists of is in
/// SQLite's “WAL-mode File Format”, section 2.1.
struct LogHeader {
  /// Valid as long as the connection it was asked of is open.
  private let start: UnsafeRawPointer

  /// The bytes of the header, of which there are two copies one behind the other.
  private static let bytes = 48
  /// What SQLite maps at a time.
  private static let mappedBytes: Int32 = 32_768

  /// What the header says.
  struct Content: Equatable {
    fileprivate var words: SIMD8<UInt64>
  }

  /// Which pages are in the log and which of them in the file.
  struct State: Equatable {
    fileprivate let content: Content
    /// How many frames of the log, from the first one on, were copied to the file (section 2.2).
    let copiedFrameCount: UInt32

    /// The number of frames in the log, each a page.
    var frameCount: UInt32 { UInt32(truncatingIfNeeded: content.words[2]) }

    /// Whether the file has all pages.
    var isCopied: Bool { copiedFrameCount >= frameCount }
  }

  /// Finds the header of a connection that has read something; `nil` where the index has no write-ahead log.
  init?(_ database: Database) throws {
    let mode = try SQLStatement(database, "PRAGMA journal_mode").first { $0.text(0) }
    var file: UnsafeMutablePointer<sqlite3_file>?
    let code = sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, &file)
    guard mode == "wal", code == SQLITE_OK, let file, let methods = file.pointee.pMethods?.pointee,
      methods.iVersion >= 2, let map = methods.xShmMap
    else { return nil }
    var memory: UnsafeMutableRawPointer?
    guard map(file, 0, Self.mappedBytes, 0, &memory) == SQLITE_OK, let memory else { return nil }
    start = UnsafeRawPointer(memory)
  }

  /// What it says now; `nil` while a commit changes it.
  var content: Content? {
    let (first, second) = (copy(0), copy(1))
    return first == second ? first : nil
  }

  /// The state of the log now; `nil` while a commit changes it.
  var state: State? {
    let copied = start.load(fromByteOffset: 2 * Self.bytes, as: UInt32.self)
    return content.map { State(content: $0, copiedFrameCount: copied) }
  }

  private func copy(_ number: Int) -> Content {
    var words = SIMD8<UInt64>()
    for word in 0..<Self.bytes / 8 {
      words[word] = start.load(fromByteOffset: number * Self.bytes + word * 8, as: UInt64.self)
    }
    return Content(words: words)
  }
}
