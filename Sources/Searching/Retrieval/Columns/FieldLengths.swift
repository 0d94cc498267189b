/// The word counts of every row and their sums over the live rows.
///
/// Four bytes a row: the text in 16 bits, headline and the rest in eight each. Rows that do not fit are kept apart.
struct FieldLengths: Sendable {
  /// The word counts of one row.
  struct Row: Sendable, Hashable {
    var title: UInt32 = 0
    var body: UInt32 = 0
    var rest: UInt32 = 0
  }

  /// The counts of all rows, for loops.
  struct Values {
    fileprivate let packed: UnsafeBufferPointer<UInt32>
    fileprivate let others: [UInt32: Row]

    /// The counts of a row.
    @inline(__always)
    subscript(row: Int) -> Row {
      let packed = packed[row]
      return packed == FieldLengths.apart ? other(row) : FieldLengths.unpacked(packed)
    }

    @inline(never)
    private func other(_ row: Int) -> Row { others[UInt32(truncatingIfNeeded: row)] ?? Row() }
  }

  private(set) var packed = Column<UInt32>()
  /// The rows with a count that has no room.
  private(set) var others: [UInt32: Row] = [:]
  /// The words of all live rows.
  private(set) var titleTotal: Int64 = 0
  private(set) var bodyTotal: Int64 = 0
  private(set) var restTotal: Int64 = 0

  /// Says that a row is among ``others``.
  fileprivate static let apart = UInt32.max

  init() {}

  /// Takes over the counts of rows as they were kept, none of them live; `nil` when they do not fit together.
  init?(packed: Column<UInt32>, others: [UInt32: Row]) {
    let apart = packed.withValues { $0.count { $0 == Self.apart } }
    guard apart == others.count, others.keys.allSatisfy({ $0 < packed.count && packed[Int($0)] == Self.apart })
    else { return nil }
    (self.packed, self.others) = (packed, others)
  }

  /// The number of rows.
  var count: Int { packed.count }

  /// The counts of a row.
  subscript(row: Int) -> Row { withValues { $0[row] } }

  /// The counts for loops; valid during the call only.
  func withValues<R>(_ body: (Values) throws -> R) rethrows -> R {
    try packed.withValues { try body(Values(packed: $0, others: others)) }
  }

  /// Adds live rows.
  mutating func append(_ rows: [Row]) {
    var number = UInt32(truncatingIfNeeded: count)
    var added: [UInt32] = []
    added.reserveCapacity(rows.count)
    for row in rows {
      let packed = Self.packed(row)
      if packed == Self.apart { others[number] = row }
      added.append(packed)
      number += 1
      include(row)
    }
    packed = packed.appending(added)
  }

  /// Adds a row's counts to the sums.
  mutating func include(_ row: Row) {
    titleTotal += Int64(row.title)
    bodyTotal += Int64(row.body)
    restTotal += Int64(row.rest)
  }

  /// Takes a row's counts out of the sums.
  mutating func exclude(_ row: Row) {
    titleTotal -= Int64(row.title)
    bodyTotal -= Int64(row.body)
    restTotal -= Int64(row.rest)
  }

  private static func packed(_ row: Row) -> UInt32 {
    guard row.title <= UInt8.max, row.body <= UInt16.max, row.rest <= UInt8.max else { return apart }
    return row.rest << 24 | row.title << 16 | row.body
  }

  @inline(__always)
  fileprivate static func unpacked(_ packed: UInt32) -> Row {
    Row(title: packed >> 16 & 0xFF, body: packed & 0xFFFF, rest: packed >> 24)
  }
}
