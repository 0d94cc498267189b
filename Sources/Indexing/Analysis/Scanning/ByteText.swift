/// The bytes of a text, decoded scalar by scalar.
///
/// The bytes should be valid UTF-8: of others the scalars mean nothing, but nothing outside them is read. Reads past the end
/// answer 0. It is valid as long as the bytes are.
public struct ByteText {
  /// The bytes.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// How many they are.
  public let end: Int

  /// Looks at bytes.
  @inlinable
  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    end = bytes.count
  }

  /// The byte at an offset.
  @inlinable
  public subscript(index: Int) -> UInt8 {
    index < end ? bytes[index] : 0
  }

  /// The scalar at a boundary and the offset behind it; at the end of the text NUL and the end.
  @inlinable
  public func scalar(at index: Int) -> (value: UInt32, next: Int) {
    let lead = self[index]
    if lead < 0x80 { return (UInt32(lead), min(index + 1, end)) }
    if lead < 0xE0 { return (UInt32(lead & 0x1F) << 6 | continuation(index + 1), min(index + 2, end)) }
    if lead < 0xF0 {
      return (
        UInt32(lead & 0x0F) << 12 | continuation(index + 1) << 6 | continuation(index + 2), min(index + 3, end)
      )
    }
    let high = UInt32(lead & 0x07) << 18 | continuation(index + 1) << 12
    return (high | continuation(index + 2) << 6 | continuation(index + 3), min(index + 4, end))
  }

  /// The scalar that ends before a boundary, or `nil` at the start.
  func scalar(before index: Int) -> UInt32? {
    var start = index - 1
    while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
    return start >= 0 ? scalar(at: start).value : nil
  }

  /// The last boundary at or before `index`, which lies inside the text.
  func boundary(before index: Int) -> Int {
    var start = index
    while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  @inlinable
  func continuation(_ index: Int) -> UInt32 { UInt32(self[index] & 0x3F) }
}
