import Analysis
import GRDB

/// The values of the table `meta`.
enum Metadata {
  enum Name: String {
    /// A counter that grows with each transaction that changes what can be found.
    case generation
    /// A random number that is drawn with each generation: it tells apart what copies of one index became.
    case stamp
    /// The earliest generation whose readers can catch up through the table `removal`.
    case refreshableSince = "refreshable_since"
    /// The fingerprint of the analyzer that wrote the terms.
    case analyzer
    /// The last article that has no story, because the index was older then.
    case storiesAfter = "stories_after"
    /// The generation at which an unfinished rebuild began.
    case rebuildGeneration = "rebuild_generation"
    /// The analyzer of an unfinished rebuild.
    case rebuildAnalyzer = "rebuild_analyzer"
  }

  static func integer(_ name: Name, in database: Database) throws -> Int64? {
    let statement = try SQLStatement(database, select)
    try statement.bind(1, name.rawValue)
    return try statement.first { $0.integer(0) }
  }

  static func text(_ name: Name, in database: Database) throws -> String? {
    let statement = try SQLStatement(database, select)
    try statement.bind(1, name.rawValue)
    return try statement.first { $0.text(0) }
  }

  static func set(_ name: Name, to value: Int64, in database: Database) throws {
    let statement = try SQLStatement(database, replace)
    try statement.bind(1, name.rawValue)
    try statement.bind(2, value)
    try statement.run()
  }

  static func set(_ name: Name, to value: String, in database: Database) throws {
    let statement = try SQLStatement(database, replace)
    try statement.bind(1, name.rawValue)
    try statement.bind(2, value)
    try statement.run()
  }

  static func remove(_ name: Name, in database: Database) throws {
    let statement = try SQLStatement(database, "DELETE FROM meta WHERE name = ?1")
    try statement.bind(1, name.rawValue)
    try statement.run()
  }

  /// The current generation.
  static func generation(in database: Database) throws -> Int64 {
    try integer(.generation, in: database) ?? 0
  }

  /// Begins a generation.
  static func begin(generation: Int64, in database: Database) throws {
    let stamp = Int64.random(in: .min ... .max)
    try set(.generation, to: generation, in: database)
    try set(.stamp, to: stamp, in: database)
    let note = try SQLStatement(database, "INSERT OR REPLACE INTO generation_stamp VALUES (?1, ?2)")
    try note.bind(1, generation)
    try note.bind(2, stamp)
    try note.run()
    let forget = try SQLStatement(database, "DELETE FROM generation_stamp WHERE generation <= ?1")
    try forget.bind(1, generation - Self.stampsKept)
    try forget.run()
  }

  /// How many generations are known by their stamps, some 15 bytes each: those of a quarter of an hour of ten commits a
  /// second.
  private static let stampsKept: Int64 = 10_000

  /// The stamp of a generation, where it is still known.
  static func stamp(ofGeneration generation: Int64, in database: Database) throws -> Int64? {
    let statement = try SQLStatement(database, "SELECT stamp FROM generation_stamp WHERE generation = ?1")
    try statement.bind(1, generation)
    return try statement.first { $0.integer(0) }
  }

  private static let select = "SELECT value FROM meta WHERE name = ?1"
  private static let replace = "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)"
}
