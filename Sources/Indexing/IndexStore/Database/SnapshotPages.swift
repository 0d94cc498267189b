import GRDB
import GRDBSQLite

/// The pages of an index as an open transaction sees them, read without SQLite's cache of pages.
///
/// It does what SQLite does (“WAL-mode File Format”, section 2.3.1): a page is read from its last frame in the log that the
/// transaction sees and that was not copied to the file when it began, else from the file. Frames that are copied later must be
/// read from the log as well: of a page that has newer ones SQLite copies none. As long as the transaction lasts, SQLite's
/// locks see to it that these frames stay and no page without one is written. The files are read through SQLite's handles of
/// them, since to close another handle of theirs would end this process's locks.
struct SnapshotPages {
  /// The bytes of a page.
  let pageSize: Int
  /// The bytes of a page that are used.
  private(set) var usableSize = 0
  /// The number of pages.
  let count: UInt32
  private let file: UnsafeMutablePointer<sqlite3_file>
  private var log: UnsafeMutablePointer<sqlite3_file>?
  /// The last frames of pages, where the file does not have them.
  private var frames: [UInt32: UInt32] = [:]

  /// The bytes before the first frame of a log, and those of a frame before its page (section 1).
  private static let (logHeaderBytes, frameHeaderBytes) = (32, 24)
  /// Where the header of a file says how many bytes at the end of each page are not used, and how texts are encoded
  /// (“Database File Format”, section 1.3).
  private static let (reservedPlace, encodingPlace) = (20, 59)

  /// - Parameters:
  ///   - database: A connection with an open transaction that has read something.
  ///   - state: The log's state from right before the transaction began until right after its first read; `nil` where there is
  ///     no log or it changed meanwhile.
  /// - Returns: `nil` where the index is of a kind that is not known here, or its state is not.
  init?(_ database: Database, log state: LogHeader.State?) throws {
    pageSize = try SQLStatement(database, "PRAGMA page_size").first { Int($0.integer(0)) } ?? 0
    guard pageSize >= 512, let file = Self.file(SQLITE_FCNTL_FILE_POINTER, in: database) else { return nil }
    self.file = file
    count = try SQLStatement(database, "PRAGMA page_count").first { UInt32(clamping: $0.integer(0)) } ?? 0
    switch try SQLStatement(database, "PRAGMA journal_mode").first({ $0.text(0) }) {
    case "delete", "truncate", "persist": break
    case "wal":
      guard let log = state else { return nil }
      guard log.isCopied || readFrames(log.copiedFrameCount + 1...log.frameCount, in: database) else { return nil }
    default: return nil
    }
    guard readHeader() else { return nil }
  }

  private static func file(_ which: Int32, in database: Database) -> UnsafeMutablePointer<sqlite3_file>? {
    var file: UnsafeMutablePointer<sqlite3_file>?
    guard sqlite3_file_control(database.sqliteConnection, "main", which, &file) == SQLITE_OK,
      file?.pointee.pMethods != nil
    else { return nil }
    return file
  }

  /// Notes which pages some frames of the log have.
  private mutating func readFrames(_ range: ClosedRange<UInt32>, in database: Database) -> Bool {
    guard let log = Self.file(SQLITE_FCNTL_JOURNAL_POINTER, in: database) else { return false }
    self.log = log
    return withUnsafeTemporaryAllocation(byteCount: Self.frameHeaderBytes, alignment: 8) { bytes in
      for frame in range {
        guard Self.read(log, at: framePlace(frame), into: bytes) else { return false }
        frames[UInt32(bigEndian: bytes.load(as: UInt32.self))] = frame
      }
      return true
    }
  }

  private mutating func readHeader() -> Bool {
    withUnsafeTemporaryAllocation(byteCount: pageSize, alignment: 8) { bytes in
      guard read(1, into: bytes), bytes[Self.encodingPlace] == SQLITE_UTF8 else { return false }
      usableSize = pageSize - Int(bytes[Self.reservedPlace])
      return usableSize >= 480
    }
  }

  /// Reads a page; `false` when there is none or it cannot be read.
  ///
  /// - Parameter bytes: Takes ``pageSize`` bytes.
  func read(_ page: UInt32, into bytes: UnsafeMutableRawBufferPointer) -> Bool {
    guard page > 0, page <= count, bytes.count == pageSize else { return false }
    if let log, let frame = frames[page] {
      return Self.read(log, at: framePlace(frame) + Int64(Self.frameHeaderBytes), into: bytes)
    }
    return Self.read(file, at: Int64(page - 1) * Int64(pageSize), into: bytes)
  }

  private func framePlace(_ frame: UInt32) -> Int64 {
    Int64(Self.logHeaderBytes) + Int64(frame - 1) * Int64(Self.frameHeaderBytes + pageSize)
  }

  private static func read(
    _ file: UnsafeMutablePointer<sqlite3_file>, at offset: Int64, into bytes: UnsafeMutableRawBufferPointer
  ) -> Bool {
    guard let read = file.pointee.pMethods.pointee.xRead else { return false }
    return read(file, bytes.baseAddress, Int32(truncatingIfNeeded: bytes.count), offset) == SQLITE_OK
  }
}
