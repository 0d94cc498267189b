/// A column of 64-bit whole numbers, in four bytes each where they lie within 2³² of each other, else in eight; it grows by
/// sharing as ``Column`` does.
///
/// The least number, which may stand for none, does not count as far away.
enum SpanColumn: Sendable {
  /// Differences to a base; the greatest stands for the least number.
  case near(base: Int64, Column<UInt32>)
  case far(Column<Int64>)

  private static let least = UInt32.max

  /// Makes an empty column.
  init() { self = .near(base: 0, Column()) }

  /// The number of values.
  var count: Int {
    switch self {
    case .near(_, let column): column.count
    case .far(let column): column.count
    }
  }

  /// The value at an index below ``count``.
  subscript(index: Int) -> Int64 {
    switch self {
    case .near(let base, let column):
      let difference = column[index]
      return difference == Self.least ? .min : base &+ Int64(difference)
    case .far(let column): return column[index]
    }
  }

  /// A column with more values behind these; a copy of all where one of them lies too far away.
  func appending(_ numbers: [Int64]) -> SpanColumn {
    switch self {
    case .near(let base, let column):
      let base = column.count == 0 ? Self.base(for: numbers) : base
      if let differences = Self.differences(numbers, to: base) {
        return .near(base: base, column.appending(differences))
      }
      return .far(Column((0..<count).map { self[$0] }).appending(numbers))
    case .far(let column): return .far(column.appending(numbers))
    }
  }

  /// A base that leaves as much room below some numbers as above, for those to come.
  private static func base(for numbers: [Int64]) -> Int64 {
    let present = numbers.lazy.filter { $0 != .min }
    guard let least = present.min(), let greatest = present.max() else { return 0 }
    return (least / 2 + greatest / 2) &- 1 << 31
  }

  private static func differences(_ numbers: [Int64], to base: Int64) -> [UInt32]? {
    var differences: [UInt32] = []
    differences.reserveCapacity(numbers.count)
    for number in numbers {
      let (difference, isTooFar) = number.subtractingReportingOverflow(base)
      if number == .min {
        differences.append(least)
      } else if !isTooFar, let near = UInt32(exactly: difference), near != least {
        differences.append(near)
      } else {
        return nil
      }
    }
    return differences
  }
}
