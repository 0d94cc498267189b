import Articles

/// Languages that their script gives away, however short the text.
enum ScriptLanguage {
  /// The language of a text most of whose letters are of a script that one language writes, else `nil`.
  static func detect(_ text: String.UnicodeScalarView) -> Language? {
    var letters = 0
    var ideographs = 0
    var kana = 0
    var counts: [Int: Int] = [:]
    for scalar in text {
      switch scalar.value {
      case 0..<0x41: break
      case 0x41..<0x370: letters += scalar.properties.isAlphabetic ? 1 : 0
      case 0x3040...0x30FF, 0xFF66...0xFF9F: kana += 1
      case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x2_0000...0x3_FFFF: ideographs += 1
      default:
        guard scalar.properties.isAlphabetic else { continue }
        letters += 1
        if let index = scripts.firstIndex(where: { $0.range.contains(scalar.value) }) { counts[index, default: 0] += 1 }
      }
    }
    // One ideograph says as much as some two letters.
    let total = letters + 2 * (ideographs + kana)
    if isMost(2 * (ideographs + kana), of: total) {
      return Language(rawValue: kana * 20 > ideographs + kana ? "ja" : "zh")
    }
    guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), isMost(most.value, of: total) else {
      return nil
    }
    return Language(rawValue: scripts[most.key].language)
  }

  private static func isMost(_ count: Int, of total: Int) -> Bool { count > 0 && count * 5 >= total * 3 }

  /// Blocks of scripts that one language writes.
  private static let scripts: [(range: ClosedRange<UInt32>, language: String)] = [
    (0x0370...0x03FF, "el"), (0x1F00...0x1FFF, "el"), (0x0530...0x058F, "hy"), (0x10A0...0x10FF, "ka"),
    (0x0780...0x07BF, "dv"), (0x0A00...0x0A7F, "pa"), (0x0A80...0x0AFF, "gu"), (0x0B00...0x0B7F, "or"),
    (0x0B80...0x0BFF, "ta"), (0x0C00...0x0C7F, "te"), (0x0C80...0x0CFF, "kn"), (0x0D00...0x0D7F, "ml"),
    (0x0D80...0x0DFF, "si"), (0x0E00...0x0E7F, "th"), (0x0E80...0x0EFF, "lo"), (0x1000...0x109F, "my"),
    (0x1780...0x17FF, "km"), (0xAC00...0xD7A3, "ko"),
  ]
}
