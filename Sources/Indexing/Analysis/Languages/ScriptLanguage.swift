import Articles

/// Languages that their script gives away, however short the text.
enum ScriptLanguage {
  /// The language of a text most of whose letters are of a script that one language writes, else `nil`.
  static func detect(_ text: ByteText) -> Language? {
    var letters = 0
    var ideographs = 0
    var kana = 0
    var counts = [Int](repeating: 0, count: scripts.count + 1)
    var index = 0
    while index < text.end {
      let byte = text.bytes[index]
      if byte < 0x80 {
        if ASCII.isLetter(byte) { letters += 1 }
        index += 1
        continue
      }
      let (scalar, next) = text.scalar(at: index)
      index = next
      switch scalar {
      case 0x3040...0x30FF, 0xFF66...0xFF9F: kana += 1
      case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x2_0000...0x3_FFFF: ideographs += 1
      default:
        guard AlphabeticScalars.shared.contains(scalar) else { continue }
        letters += 1
        if scalar < 0x1_0000 { counts[Int(scriptOfRow[Int(scalar >> 4)])] += 1 }
      }
    }
    // One ideograph says as much as some two letters.
    let total = letters + 2 * (ideographs + kana)
    if isMost(2 * (ideographs + kana), of: total) {
      return Language(rawValue: kana * 20 > ideographs + kana ? "ja" : "zh")
    }
    let most = scripts.indices.max { (counts[$0 + 1], $1) < (counts[$1 + 1], $0) }
    guard let most, isMost(counts[most + 1], of: total) else { return nil }
    return Language(rawValue: scripts[most].language)
  }

  private static func isMost(_ count: Int, of total: Int) -> Bool { count > 0 && count * 5 >= total * 3 }

  /// Blocks of scripts that one language writes, all of them whole rows of 16.
  private static let scripts: [(range: ClosedRange<UInt32>, language: String)] = [
    (0x0370...0x03FF, "el"), (0x1F00...0x1FFF, "el"), (0x0530...0x058F, "hy"), (0x10A0...0x10FF, "ka"),
    (0x0780...0x07BF, "dv"), (0x0A00...0x0A7F, "pa"), (0x0A80...0x0AFF, "gu"), (0x0B00...0x0B7F, "or"),
    (0x0B80...0x0BFF, "ta"), (0x0C00...0x0C7F, "te"), (0x0C80...0x0CFF, "kn"), (0x0D00...0x0D7F, "ml"),
    (0x0D80...0x0DFF, "si"), (0x0E00...0x0E7F, "th"), (0x0E80...0x0EFF, "lo"), (0x1000...0x109F, "my"),
    (0x1780...0x17FF, "km"), (0xAC00...0xD7AF, "ko"),
  ]

  /// For each 16 scalars of the basic plane one more than the number of their script; 0 for none.
  private static let scriptOfRow: [UInt8] = {
    var rows = [UInt8](repeating: 0, count: 0x1000)
    for (number, script) in scripts.enumerated() {
      for row in script.range.lowerBound >> 4...script.range.upperBound >> 4 { rows[Int(row)] = UInt8(number + 1) }
    }
    return rows
  }()
}

/// Which scalars have the property Alphabetic (UAX #44): a bit each for the basic plane, since asking takes longer than
/// all else that is done with a letter.
private struct AlphabeticScalars {
  static let shared = AlphabeticScalars()

  private var bits = [UInt64](repeating: 0, count: 0x1_0000 / 64)

  private init() {
    for value in UInt32(0)..<0x1_0000 where Unicode.Scalar(value)?.properties.isAlphabetic ?? false {
      bits[Int(value >> 6)] |= 1 << UInt64(value & 63)
    }
  }

  func contains(_ scalar: UInt32) -> Bool {
    guard scalar < 0x1_0000 else { return Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false }
    return bits[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 1
  }
}
