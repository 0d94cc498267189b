import GRDB
import GRDBSQLite

/// A prepared statement of GRDB's cache, driven through SQLite's C interface.
///
/// The hot paths use it: no value of a row is boxed, and text is copied once.
struct SQLStatement {
  private let database: Database
  private let statement: Statement
  private var handle: OpaquePointer { statement.sqliteStatement }

  /// Takes the statement from the connection's cache, compiling it the first time.
  init(_ database: Database, _ sql: String) throws {
    self.database = database
    statement = try database.cachedStatement(sql: sql)
    sqlite3_reset(statement.sqliteStatement)
    sqlite3_clear_bindings(statement.sqliteStatement)
  }

  // MARK: - Parameters, counted from 1

  func bind(_ index: Int32, _ value: Int64?) throws {
    guard let value else { return try check(sqlite3_bind_null(handle, index)) }
    try check(sqlite3_bind_int64(handle, index, value))
  }

  func bind(_ index: Int32, _ value: Int?) throws { try bind(index, value.map(Int64.init)) }

  func bind(_ index: Int32, _ value: String?) throws {
    guard var value else { return try check(sqlite3_bind_null(handle, index)) }
    guard !value.isEmpty else { return try check(sqlite3_bind_text(handle, index, "", 0, transient)) }
    let code = value.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        sqlite3_bind_text64(
          handle, index, characters.baseAddress, UInt64(bytes.count), transient, UInt8(SQLITE_UTF8))
      }
    }
    try check(code)
  }

  func bind(_ index: Int32, _ value: [UInt8]) throws {
    let code = value.withUnsafeBytes { bytes in
      bytes.baseAddress.map { sqlite3_bind_blob64(handle, index, $0, UInt64(bytes.count), transient) }
        ?? sqlite3_bind_zeroblob(handle, index, 0)
    }
    try check(code)
  }

  // MARK: - Execution

  /// Moves to the next row; `false` after the last one, when the statement is also reset.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else {
      let error = DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
      sqlite3_reset(handle)
      throw error
    }
    sqlite3_reset(handle)
    return false
  }

  /// Runs a statement without rows, or lets its rows go.
  func run() throws {
    while try step() {}
  }

  /// Calls `body` on each row; the statement is reset afterwards, whatever happens.
  func forEachRow(_ body: (SQLStatement) throws -> Void) throws {
    defer { sqlite3_reset(handle) }
    while try step() { try body(self) }
  }

  /// Gives up the rows that are left.
  func reset() { sqlite3_reset(handle) }

  /// Reads the first row, if there is one.
  func first<R>(_ body: (SQLStatement) throws -> R) throws -> R? {
    defer { sqlite3_reset(handle) }
    return try step() ? body(self) : nil
  }

  // MARK: - Columns, counted from 0

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func optionalInteger(_ column: Int32) -> Int64? {
    sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
  }

  func text(_ column: Int32) -> String { withText(column) { String(decoding: $0, as: UTF8.self) } }

  func optionalText(_ column: Int32) -> String? {
    sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : text(column)
  }

  /// The bytes of a text, valid until the statement goes on; none at no place when it is missing.
  func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_text(handle, column)
    return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
  }

  /// Gives the bytes of a text, valid during the call.
  func withText<R>(_ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try body(bytes(column))
  }

  /// Gives the bytes of a blob, valid during the call.
  func withBlob<R>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    let start = sqlite3_column_blob(handle, column)
    return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
    }
  }

  /// Tells SQLite to copy what is bound.
  private var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
