import GRDB
import GRDBSQLite

/// The auxiliary functions of one connection, and the collector they fill.
///
/// Invariant: the functions run only inside a statement that ``collect(_:in:with:)`` steps, on its thread, so the
/// collector is never touched by two at once.
final class PhraseFunctions {
  /// Walks the whole doclist of the first phrase, called for one row.
  static let wholeList = "searchd_walk"
  /// Takes the current row, called for each row.
  static let currentRow = "searchd_take"

  private let collector: UnsafeMutablePointer<PhraseCollector>
  /// Where postings are collected.
  let room = PostingRoom()

  init() {
    collector = .allocate(capacity: 1)
    collector.initialize(to: PhraseCollector(room: room))
  }

  deinit {
    collector.deinitialize(count: 1)
    collector.deallocate()
  }

  /// Makes the functions known to a connection; this object must outlive it.
  func register(on database: Database) throws {
    let api = UnsafeMutablePointer(mutating: FTS5.api(database))
    let functions: [(String, fts5_extension_function)] = [
      (Self.wholeList, { api, context, result, _, _ in PhraseFunctions.walk(api, context, result) }),
      (Self.currentRow, { api, context, result, _, _ in PhraseFunctions.take(api, context, result) }),
    ]
    for (name, function) in functions {
      let code = api.pointee.xCreateFunction(api, name, collector, function, nil)
      guard code == SQLITE_OK else {
        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: "FTS5 refuses the function \(name)")
      }
    }
  }

  /// Runs a statement that calls one of the functions.
  ///
  /// - Throws: ``IndexError/deadline`` when the collector ended at its deadline.
  func collect(
    _ statement: SQLStatement, in database: Database, with empty: PhraseCollector
  ) throws -> PhraseCollector {
    collector.pointee = empty
    defer { collector.pointee = PhraseCollector(room: room) }
    watchDeadline(of: database)
    defer { sqlite3_progress_handler(database.sqliteConnection, 0, nil, nil) }
    try statement.run()
    if collector.pointee.isStopped { throw IndexError.deadline }
    collector.pointee.flush()
    return collector.pointee
  }

  /// Lets SQLite look at the deadline where FTS5 finds nothing to call back with, as in a phrase without matches.
  ///
  /// Reading one block of a doclist takes it a few of its steps.
  private func watchDeadline(of database: Database) {
    sqlite3_progress_handler(
      database.sqliteConnection, 100,
      { data in
        guard let data else { return 0 }
        return data.assumingMemoryBound(to: PhraseCollector.self).pointee.deadline.isPast ? 1 : 0
      }, collector)
  }

  private static func walk(
    _ api: UnsafePointer<Fts5ExtensionApi>?, _ context: OpaquePointer?, _ result: OpaquePointer?
  ) {
    guard let api, let context, let query = api.pointee.xQueryPhrase, let userData = api.pointee.xUserData else {
      return
    }
    let code = query(context, 0, userData(context)) { api, context, data in
      guard let api, let context, let data else { return SQLITE_MISUSE }
      return data.assumingMemoryBound(to: PhraseCollector.self).pointee.receive(api, context)
    }
    if code != SQLITE_OK { sqlite3_result_error_code(result, code) }
  }

  private static func take(
    _ api: UnsafePointer<Fts5ExtensionApi>?, _ context: OpaquePointer?, _ result: OpaquePointer?
  ) {
    guard let api, let context, let data = api.pointee.xUserData?(context) else { return }
    let code = data.assumingMemoryBound(to: PhraseCollector.self).pointee.receive(api, context)
    switch code {
    case SQLITE_OK: return
    // Ends the statement; the collector remembers why.
    case SQLITE_DONE: sqlite3_result_error_code(result, SQLITE_INTERRUPT)
    default: sqlite3_result_error_code(result, code)
    }
  }
}
