/// Eight bytes of a text, looked at together.
struct ByteWord {
  private let bytes: UInt64

  private static let lowest: UInt64 = 0x0101_0101_0101_0101
  private static let highest: UInt64 = 0x8080_8080_8080_8080

  /// Takes the bytes from an offset on; there must be eight.
  @inline(__always)
  init(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) {
    let eight = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[offset..<offset + 8])
    bytes = UInt64(littleEndian: eight.loadUnaligned(as: UInt64.self))
  }

  /// Whether all are ASCII and none is below the space.
  @inline(__always)
  var isPrintable: Bool {
    // Where all are ASCII, taking 0x20 away borrows from the next byte exactly where one is below it.
    bytes & Self.highest == 0 && (bytes &- 0x20 &* Self.lowest) & Self.highest == 0
  }

  /// The highest bit of each byte that is a space, the first byte lowest; all are ASCII.
  @inline(__always)
  var spaces: UInt64 {
    let others = bytes ^ 0x20 &* Self.lowest
    return ~(others &+ 0x7F &* Self.lowest) & Self.highest
  }
}
