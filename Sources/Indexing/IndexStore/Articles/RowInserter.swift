import GRDB

/// Adds rows to a table, many with one statement: beginning and ending a statement takes longer than adding a row.
struct RowInserter {
  /// Takes the values of a row, counted from 1.
  struct Row {
    fileprivate let statement: SQLStatement
    fileprivate let offset: Int32

    func bind(_ index: Int32, _ value: Int64?) throws { try statement.bind(offset + index, value) }
    func bind(_ index: Int32, _ value: Int?) throws { try statement.bind(offset + index, value) }
    func bind(_ index: Int32, _ value: String?) throws { try statement.bind(offset + index, value) }
    func bind(_ index: Int32, _ value: [UInt8]) throws { try statement.bind(offset + index, value) }
  }

  /// How many rows a statement adds; the most that fit are taken.
  private static let groups = [64, 8, 1]

  private let database: Database
  private let head: String
  private let columns: Int

  /// - Parameters:
  ///   - database: The database; the caller holds a transaction.
  ///   - head: The statement up to the names of the columns.
  ///   - columns: The columns that are given.
  init(_ database: Database, _ head: String, columns: [String]) {
    self.database = database
    self.head = "\(head) (\(columns.joined(separator: ", "))) VALUES "
    self.columns = columns.count
  }

  /// Adds a row for each element, in order.
  ///
  /// - Parameter bind: Gives the values of a row; all must be given.
  func insert<Elements: RandomAccessCollection>(
    _ elements: Elements, bind: (Elements.Element, Row) throws -> Void
  ) throws {
    var rest = elements[...]
    for group in Self.groups where rest.count >= group {
      let row = "(" + [String](repeating: "?", count: columns).joined(separator: ", ") + ")"
      let sql = head + [String](repeating: row, count: group).joined(separator: ", ")
      let statement = try SQLStatement(database, sql)
      while rest.count >= group {
        for (number, element) in rest.prefix(group).enumerated() {
          try bind(element, Row(statement: statement, offset: Int32(number * columns)))
        }
        try statement.run()
        rest = rest.dropFirst(group)
      }
    }
  }
}
