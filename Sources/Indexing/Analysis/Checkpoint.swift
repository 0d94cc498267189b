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
    var checkpoints: [Checkpoint] = []
    checkpoints.reserveCapacity(bytes.underestimatedCount / 3)
    var last = Checkpoint(position: 0, offset: 0)
    var isOffset = false
    var value = 0
    var shift = 0
    for byte in bytes {
      guard shift < 63 else { return nil }
      value |= Int(byte & 0x7F) << shift
      if byte & 0x80 != 0 {
        shift += 7
        continue
      }
      let (sum, hasOverflown) = (isOffset ? last.offset : last.position).addingReportingOverflow(value)
      guard !hasOverflown else { return nil }
      if isOffset {
        last.offset = sum
        checkpoints.append(last)
      } else {
        last.position = sum
      }
      isOffset.toggle()
      (value, shift) = (0, 0)
    }
    return shift == 0 && !isOffset ? checkpoints : nil
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
