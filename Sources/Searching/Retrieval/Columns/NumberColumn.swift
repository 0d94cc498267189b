/// A column of whole numbers, each in as few bytes as the greatest of them needs; it grows by sharing as ``Column`` does.
enum NumberColumn: Sendable {
  case bytes(Column<UInt8>)
  case halves(Column<UInt16>)
  case words(Column<UInt32>)

  /// Makes an empty column.
  init() { self = .bytes(Column()) }

  /// The number of values.
  var count: Int {
    switch self {
    case .bytes(let column): column.count
    case .halves(let column): column.count
    case .words(let column): column.count
    }
  }

  /// The value at an index below ``count``.
  subscript(index: Int) -> UInt32 {
    switch self {
    case .bytes(let column): UInt32(column[index])
    case .halves(let column): UInt32(column[index])
    case .words(let column): column[index]
    }
  }

  /// The greatest value; 0 when there is none.
  var greatest: UInt32 {
    switch self {
    case .bytes(let column): UInt32(column.withValues { $0.max() } ?? 0)
    case .halves(let column): UInt32(column.withValues { $0.max() } ?? 0)
    case .words(let column): column.withValues { $0.max() } ?? 0
    }
  }

  /// A column with more values behind these; a copy of all where one of them needs more bytes.
  func appending(_ numbers: [UInt32]) -> NumberColumn {
    let greatest = numbers.max() ?? 0
    switch self {
    case .bytes(let column):
      if greatest <= UInt8.max { return .bytes(column.appending(numbers.map { UInt8(truncatingIfNeeded: $0) })) }
      return NumberColumn.halves(Column(column.withValues { $0.map(UInt16.init) })).appending(numbers)
    case .halves(let column):
      if greatest <= UInt16.max { return .halves(column.appending(numbers.map { UInt16(truncatingIfNeeded: $0) })) }
      return .words(Column(column.withValues { $0.map(UInt32.init) }).appending(numbers))
    case .words(let column):
      return .words(column.appending(numbers))
    }
  }

  /// How many of some rows have each value below a number that is above all values.
  func counts(ofRows rows: [UInt32], below end: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: end)
    switch self {
    case .bytes(let column): column.withValues { values in for row in rows { counts[Int(values[Int(row)])] += 1 } }
    case .halves(let column): column.withValues { values in for row in rows { counts[Int(values[Int(row)])] += 1 } }
    case .words(let column): column.withValues { values in for row in rows { counts[Int(values[Int(row)])] += 1 } }
    }
    return counts
  }
}
