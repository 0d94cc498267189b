/// A place in a text from where analysis may begin and find the same tokens.
public struct Checkpoint: Sendable, Equatable {
  /// The position of the word that begins there.
  public var position: Int
  /// Its offset in UTF-8 bytes.
  public var offset: Int

  /// Names a place.
  public init(position: Int, offset: Int) {
    self.position = position
    self.offset = offset
  }

  /// Packs ascending checkpoints: LEB128 numbers, each the difference to the one before, position and offset in turn.
  public static func encode(_ checkpoints: [Checkpoint]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * checkpoints.count)
    var last = Checkpoint(position: 0, offset: 0)
    for checkpoint in checkpoints {
      append(checkpoint.position - last.position, to: &bytes)
      append(checkpoint.offset - last.offset, to: &bytes)
      last = checkpoint
    }
    return bytes
  }

  /// Unpacks what ``encode(_:)`` made.
  ///
  /// - Returns: `nil` when the bytes end inside a number or a number has more than 63 bits.
  public static func decode(_ bytes: some Sequence<UInt8>) -> [Checkpoint]? {
    var numbers: [Int] = []
    var value = 0
    var shift = 0
    for byte in bytes {
      guard shift < 63 else { return nil }
      value |= Int(byte & 0x7F) << shift
      if byte & 0x80 != 0 {
        shift += 7
      } else {
        numbers.append(value)
        (value, shift) = (0, 0)
      }
    }
    guard shift == 0, numbers.count % 2 == 0 else { return nil }
    var checkpoints: [Checkpoint] = []
    var last = Checkpoint(position: 0, offset: 0)
    for index in stride(from: 0, to: numbers.count, by: 2) {
      let (position, positionOverflow) = last.position.addingReportingOverflow(numbers[index])
      let (offset, offsetOverflow) = last.offset.addingReportingOverflow(numbers[index + 1])
      guard !positionOverflow, !offsetOverflow else { return nil }
      last = Checkpoint(position: position, offset: offset)
      checkpoints.append(last)
    }
    return checkpoints
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt(max(0, number))
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
