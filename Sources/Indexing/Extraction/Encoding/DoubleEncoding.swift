/// UTF-8 that a program took for Latin-1 and wrote as UTF-8 again, as crawlers do that miss the declared encoding.
enum DoubleEncoding {
  /// The text as it was, `nil` unless every character beyond ASCII is part of such a sequence and one of them is a control
  /// character, which no text written by people has.
  static func undone(_ bytes: [UInt8]) -> String? {
    guard hasLatin1Alone(bytes) else { return nil }
    var once: [UInt8] = []
    once.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] >= 0x80, index + 1 < bytes.count {
        once.append(bytes[index] << 6 | bytes[index + 1] & 0x3f)
        index += 2
      } else {
        once.append(bytes[index])
        index += 1
      }
    }
    return String(validating: once, as: UTF8.self)
  }

  /// Whether the characters beyond ASCII are all below U+0100, in UTF-8, and one is below U+00A0.
  private static func hasLatin1Alone(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var hasControl = false
      var index = 0
      while case let place = bytes.endOfASCII(from: index), place < bytes.count {
        let byte = bytes[place]
        guard byte == 0xc2 || byte == 0xc3, place + 1 < bytes.count, bytes[place + 1] & 0xc0 == 0x80 else {
          return false
        }
        hasControl = hasControl || byte == 0xc2 && bytes[place + 1] < 0xa0
        index = place + 2
      }
      return hasControl
    }
  }
}
