import CICU

/// What a Unicode scalar is to the scanner.
enum ScalarClass: UInt8 {
  /// Ends words: white space, punctuation, symbols, controls.
  case separator
  /// Part of a word.
  case letter
  /// A decimal digit of any script.
  case digit
  /// A combining mark, part of the word it follows.
  case mark
  /// Invisible inside words: joiners, soft hyphen, variation selectors.
  case ignorable
  /// Han, Hiragana or Katakana: indexed as overlapping pairs.
  case ideograph
  /// Korean: indexed as overlapping pairs.
  case hangul
  /// Thai, Lao, Khmer, Burmese: segmented by dictionary.
  case dictionaryScript
  /// A pictograph, a word of its own.
  case emoji
}

/// The classes of all scalars: a table for the basic plane, rules beyond it.
struct ScalarClasses: Sendable {
  static let shared = ScalarClasses()

  private let table: [UInt8]

  private init() {
    table = (UInt32(0)..<0x1_0000).map { Self.classify($0).rawValue }
  }

  subscript(scalar: UInt32) -> ScalarClass {
    scalar < 0x1_0000 ? ScalarClass(rawValue: table[Int(scalar)]) ?? .separator : Self.classify(scalar)
  }

  private static func classify(_ scalar: UInt32) -> ScalarClass {
    switch scalar {
    case 0x00AD, 0x02BB...0x02BF, 0x034F, 0x061C, 0x180E, 0x200B...0x200F, 0x2060...0x2064, 0xFEFF, 0xFE00...0xFE0F,
      0xE0020...0xE007F, 0xE0100...0xE01EF, 0x1F3FB...0x1F3FF, 0x0640:
      return .ignorable
    case 0x00BC...0x00BE, 0x2150...0x215E, 0x2189: return .separator
    case 0x3005, 0x3007, 0x30FC, 0xFF70, 0x3099...0x309C, 0xFF9E, 0xFF9F: return .ideograph
    default: break
    }
    if cicu_is_emoji(scalar) { return .emoji }
    switch cicu_general_category(scalar) {
    case 1...5, 10, 11: return letterClass(scalar)  // Lu Ll Lt Lm Lo Nl No
    case 6...8: return markClass(scalar)  // Mn Me Mc
    case 9: return .digit  // Nd
    default: return .separator
    }
  }

  private static func letterClass(_ scalar: UInt32) -> ScalarClass {
    switch cicu_script(scalar) {
    case cicu_script_han, cicu_script_hiragana, cicu_script_katakana: .ideograph
    case cicu_script_hangul: .hangul
    case cicu_script_thai, cicu_script_lao, cicu_script_khmer, cicu_script_myanmar: .dictionaryScript
    default: .letter
    }
  }

  private static func markClass(_ scalar: UInt32) -> ScalarClass {
    switch cicu_script(scalar) {
    case cicu_script_thai, cicu_script_lao, cicu_script_khmer, cicu_script_myanmar: .dictionaryScript
    default: .mark
    }
  }
}
