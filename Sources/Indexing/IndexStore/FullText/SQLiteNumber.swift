/// SQLite's variable-length numbers: seven bits a byte, the highest first, and eight in a ninth byte (“Database File
/// Format”, section 1.6).
enum SQLiteNumber {
  /// The most bytes that a number takes.
  static let longest = 9

  /// Writes a number; answers how many bytes it took.
  @inline(__always)
  static func write(_ number: UInt64, to target: UnsafeMutablePointer<UInt8>) -> Int {
    if number < 0x80 {
      target[0] = UInt8(truncatingIfNeeded: number)
      return 1
    }
    if number < 0x4000 {
      target[0] = UInt8(truncatingIfNeeded: number >> 7) | 0x80
      target[1] = UInt8(truncatingIfNeeded: number) & 0x7F
      return 2
    }
    return writeLong(number, to: target)
  }

  private static func writeLong(_ number: UInt64, to target: UnsafeMutablePointer<UInt8>) -> Int {
    if number >> 56 != 0 {
      var rest = number >> 8
      target[8] = UInt8(truncatingIfNeeded: number)
      for index in stride(from: 7, through: 0, by: -1) {
        target[index] = UInt8(truncatingIfNeeded: rest) | 0x80
        rest >>= 7
      }
      return longest
    }
    let count = (UInt64.bitWidth - number.leadingZeroBitCount + 6) / 7
    var rest = number
    for index in stride(from: count - 1, through: 0, by: -1) {
      target[index] = UInt8(truncatingIfNeeded: rest) | 0x80
      rest >>= 7
    }
    target[count - 1] &= 0x7F
    return count
  }

  /// Appends a number.
  static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    if number < 0x80 { return bytes.append(UInt8(truncatingIfNeeded: number)) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { buffer in
      guard let start = buffer.baseAddress else { return }
      let count = write(number, to: start)
      bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    }
  }

  /// Reads the number at an offset and moves behind it; `nil` where the bytes end within it.
  @inline(__always)
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, at offset: inout Int) -> UInt64? {
    var number: UInt64 = 0
    for index in 0..<longest {
      guard offset < bytes.count else { return nil }
      let byte = bytes[offset]
      offset += 1
      if index == longest - 1 { return number << 8 | UInt64(byte) }
      number = number << 7 | UInt64(byte & 0x7F)
      if byte < 0x80 { return number }
    }
    return number
  }

  /// Reads the number at an offset and moves behind it, where at least ``longest`` bytes may be read.
  @inline(__always)
  static func read(_ start: UnsafePointer<UInt8>, at offset: inout Int) -> UInt64 {
    let byte = start[offset]
    offset &+= 1
    return byte < 0x80 ? UInt64(byte) : readLong(start, at: &offset, after: byte)
  }

  private static func readLong(_ start: UnsafePointer<UInt8>, at offset: inout Int, after first: UInt8) -> UInt64 {
    var number = UInt64(first & 0x7F)
    for index in 1..<longest {
      let byte = start[offset]
      offset &+= 1
      if index == longest - 1 { return number << 8 | UInt64(byte) }
      number = number << 7 | UInt64(byte & 0x7F)
      if byte < 0x80 { return number }
    }
    return number
  }
}
