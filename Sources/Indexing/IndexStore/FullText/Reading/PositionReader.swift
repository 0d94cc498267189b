/// The positions of a term in an article, one after another.
struct PositionReader {
  /// The column in the upper half, the position in it in the lower; the greatest number behind the last one.
  private(set) var current: Int64 = 0
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0

  private static let end = Int64.max
  private static let columns: UInt8 = 6
  /// Positions above this are none.
  private static let limit: UInt64 = 1 << 31

  /// There are none.
  init() {
    bytes = UnsafeBufferPointer(start: nil, count: 0)
    current = Self.end
  }

  /// Reads the first one.
  ///
  /// - Parameter positions: As a segment has them (SQLite, `fts5_index.c`, “poslist format”); zeros follow them.
  init(_ positions: UnsafeBufferPointer<UInt8>) throws {
    bytes = positions
    try advance()
  }

  var isAtEnd: Bool { current == Self.end }

  /// Moves to the next position.
  @inline(__always)
  mutating func advance() throws {
    guard let start = bytes.baseAddress, offset < bytes.count else {
      current = Self.end
      return
    }
    var number = SQLiteNumber.read(start, at: &offset)
    if number == 1 {
      // The number of the next column follows, where positions begin anew.
      let column = start[offset]
      offset += 1
      guard offset < bytes.count, column < Self.columns, Int64(column) > current >> 32 else {
        throw SegmentNotUnderstood()
      }
      current = Int64(column) << 32
      number = SQLiteNumber.read(start, at: &offset)
    }
    let position = UInt64(current & 0xFFFF_FFFF)
    guard number >= 2, number < Self.limit, position + number < Self.limit, offset <= bytes.count else {
      throw SegmentNotUnderstood()
    }
    current += Int64(number) - 2
  }
}

extension Occurrence {
  /// - Parameter number: As ``PositionReader/current`` has it.
  init(_ number: Int64) {
    self.init(column: Int(number >> 32), position: Int(number & 0xFFFF_FFFF))
  }
}
