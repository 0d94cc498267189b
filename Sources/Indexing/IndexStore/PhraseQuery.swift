import GRDB
import GRDBSQLite

/// What FTS5 is asked for: consecutive terms, the last of which may be a prefix.
struct PhraseQuery {
  let terms: [String]
  let prefix: Bool

  /// The FTS5 query, or `nil` for what no index can contain: FTS5 sees quoted terms and nothing else.
  var match: String? {
    guard !terms.isEmpty, terms.allSatisfy({ Self.isTerm($0) }) else { return nil }
    let phrase = "\"" + terms.joined(separator: " ").replacing("\"", with: "\"\"") + "\""
    return prefix ? phrase + " *" : phrase
  }

  /// Positions in the column of joined forms do not follow from the text, so several words never match there.
  var skipsCompounds: Bool { terms.count > 1 }

  /// Whether FTS5's tokenizer leaves the text in one piece: it splits at spaces and control characters.
  private static func isTerm(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }
}

/// Collects what FTS5 finds for one phrase, inside the auxiliary function that FTS5 calls.
///
/// One query takes about 60 ns a posting this way: `xQueryPhrase` walks the doclist and calls back with each row, without
/// a row of SQL. The interface is that of the FTS5 manual, section 7.
struct PhraseCollector {
  private(set) var postings = PostingList()
  private(set) var occurrences = OccurrenceList()
  private let wantsPlaces: Bool
  private let skipsCompounds: Bool
  private let deadline: Deadline
  private var untilCheck = Self.checkInterval
  /// Whether the deadline ended the collection.
  private(set) var isStopped = false

  private static let checkInterval = 4096
  private static let compoundColumn: Int32 = 5

  init(places: Bool, skipsCompounds: Bool, deadline: Deadline) {
    wantsPlaces = places
    self.skipsCompounds = skipsCompounds
    self.deadline = deadline
  }

  /// Takes the current row of FTS5's cursor.
  ///
  /// - Returns: a SQLite result code; `SQLITE_DONE` ends the walk.
  mutating func receive(_ api: UnsafePointer<Fts5ExtensionApi>, _ context: OpaquePointer) -> Int32 {
    untilCheck -= 1
    if untilCheck == 0 {
      untilCheck = Self.checkInterval
      if deadline.isPast {
        isStopped = true
        return SQLITE_DONE
      }
    }
    return wantsPlaces ? receivePlaces(api.pointee, context) : receiveCounts(api.pointee, context)
  }

  private mutating func receiveCounts(_ api: Fts5ExtensionApi, _ context: OpaquePointer) -> Int32 {
    guard let first = api.xPhraseFirst, let next = api.xPhraseNext, let rowid = api.xRowid else { return SQLITE_MISUSE }
    var iterator = Fts5PhraseIter()
    var column: Int32 = 0
    var position: Int32 = 0
    let code = first(context, 0, &iterator, &column, &position)
    guard code == SQLITE_OK else { return code }
    var frequencies = FieldFrequencies()
    while column >= 0 {
      // The places of one column come together.
      let current = column
      var count: UInt64 = 0
      repeat {
        count += 1
        next(context, &iterator, &column, &position)
      } while column == current
      if !(skipsCompounds && current == Self.compoundColumn) {
        frequencies.set(count, column: Int(current))
      }
    }
    if !frequencies.isEmpty {
      postings.ids.append(rowid(context))
      postings.frequencies.append(frequencies)
    }
    return SQLITE_OK
  }

  private mutating func receivePlaces(_ api: Fts5ExtensionApi, _ context: OpaquePointer) -> Int32 {
    guard let first = api.xPhraseFirst, let next = api.xPhraseNext, let rowid = api.xRowid else { return SQLITE_MISUSE }
    var iterator = Fts5PhraseIter()
    var column: Int32 = 0
    var position: Int32 = 0
    let code = first(context, 0, &iterator, &column, &position)
    guard code == SQLITE_OK else { return code }
    let before = occurrences.places.count
    while column >= 0 {
      if !(skipsCompounds && column == Self.compoundColumn) {
        occurrences.places.append(Occurrence(column: Int(column), position: Int(position)))
      }
      next(context, &iterator, &column, &position)
    }
    if occurrences.places.count > before {
      occurrences.ids.append(rowid(context))
      occurrences.ends.append(occurrences.places.count)
    }
    return SQLITE_OK
  }
}

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

  init() {
    collector = .allocate(capacity: 1)
    collector.initialize(to: PhraseCollector(places: false, skipsCompounds: false, deadline: .none))
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
  func collect(_ statement: SQLStatement, with empty: PhraseCollector) throws -> PhraseCollector {
    collector.pointee = empty
    defer { collector.pointee = PhraseCollector(places: false, skipsCompounds: false, deadline: .none) }
    try statement.run()
    if collector.pointee.isStopped { throw IndexError.deadline }
    return collector.pointee
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
