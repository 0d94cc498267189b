extension FieldFrequencies {
  /// The byte that comes before the number of a column.
  private static let columnMark: UInt8 = 1
  private static let bytesOfOne: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Counts the positions in a list of a segment by column, without reading what they are.
  ///
  /// A position is a number of one byte or more, of which all but the last have the highest bit. The number 1 is none: behind it
  /// comes the number of the next column.
  ///
  /// - Parameters:
  ///   - start: The list; eight bytes behind it may be read.
  ///   - length: How many bytes it has, at least one.
  @inline(__always)
  init(counting start: UnsafePointer<UInt8>, _ length: Int) throws {
    // Nearly all lists are in the text alone, and short.
    let isInText = start[0] == Self.columnMark && start[1] == 1 && start[length - 1] < 0x80
    if isInText, let count = Self.count(start + 2, length - 2) {
      self.init()
      set(count, column: 1)
    } else {
      try self.init(countingAll: UnsafeBufferPointer(start: start, count: length))
    }
  }

  init(counting positions: UnsafeBufferPointer<UInt8>) throws {
    guard let start = positions.baseAddress, !positions.isEmpty else { throw SegmentNotUnderstood() }
    try self.init(counting: start, positions.count)
  }

  /// How many numbers there are, eight bytes at a time; `nil` where one may be the mark of a column, or none is.
  @inline(__always)
  private static func count(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt64? {
    var count = 0
    var offset = 0
    while offset < length {
      var word = UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self).littleEndian
      let rest = length - offset
      // What lies behind the list counts as bytes that end no number.
      if rest < 8 { word |= ~0 << UInt64(8 * rest) }
      let difference = word ^ bytesOfOne
      if (difference &- bytesOfOne) & ~difference & highBits != 0 { return nil }
      // One bit a byte, added up in the highest byte.
      count &+= Int(truncatingIfNeeded: (((~word & highBits) &>> 7) &* bytesOfOne) &>> 56)
      offset &+= 8
    }
    return count > 0 ? UInt64(count) : nil
  }

  private init(countingAll positions: UnsafeBufferPointer<UInt8>) throws {
    self.init()
    guard let last = positions.last, last < 0x80 else { throw SegmentNotUnderstood() }
    var column: UInt8 = 0
    var count: UInt64 = 0
    var offset = 0
    while offset < positions.count {
      if positions[offset] == Self.columnMark {
        if count > 0 { set(count, column: Int(column)) }
        guard offset + 1 < positions.count, positions[offset + 1] > column, Int(positions[offset + 1]) < Self.columns
        else { throw SegmentNotUnderstood() }
        column = positions[offset + 1]
        count = 0
        offset += 2
        continue
      }
      while positions[offset] > 0x7F { offset += 1 }
      offset += 1
      count += 1
    }
    if count > 0 { set(count, column: Int(column)) }
    guard !isEmpty else { throw SegmentNotUnderstood() }
  }

  /// How many columns the full-text table has.
  private static let columns = 6
}
