/// What a Unicode scalar is to the scanner.
enum CharacterKind: UInt8 {
  /// Ends words: white space, punctuation, symbols, controls.
  case separator
  /// A Latin letter.
  case latin
  /// A letter of another script that puts spaces between words.
  case letter
  /// A digit of any script.
  case digit
  /// A combining mark that is part of the word: vowel signs, voicing marks, the breve of й.
  case mark
  /// Not part of the term though inside the word: joiners, soft hyphen, dropped marks, tatweel, variation selectors.
  case ignorable
  /// Han, kana, Bopomofo, Yi.
  case ideograph
  /// Korean.
  case hangul
  /// Thai, Lao, Khmer, Burmese and their kin.
  case complexContext
  /// A word of its own: pictographs and fractions.
  case symbol
  /// Joins words written as one.
  case hyphen
  /// Joins words as a hyphen does, but not numbers, of which it makes a range.
  case dash
  /// An apostrophe in any of its shapes, and the Hebrew geresh and gershayim.
  case apostrophe

  /// Whether a word of letters or digits can begin here.
  var beginsWord: Bool { self == .latin || self == .letter || self == .digit }
  /// Whether it is a letter of a script that puts spaces between words.
  var isLetter: Bool { self == .latin || self == .letter }
}

/// ASCII bytes, for the short way through plain text.
enum ASCII {
  @inline(__always)
  static func isWord(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  @inline(__always)
  static func isHexDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 || (byte | 0x20) &- 97 < 6 }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  /// Whether a byte behind a word ends it for certain: it is ASCII, no part of words and joins nothing.
  @inline(__always)
  static func endsWord(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 0x40 ? lowerEnds >> UInt64(byte) : upperEnds >> UInt64(byte & 0x3F)) & 1 == 1
  }

  /// Whether a byte behind a word says nothing of it unless another word follows.
  @inline(__always)
  static func joinsOnly(_ byte: UInt8) -> Bool { byte < 0x80 && byte != 0x2B && byte != 0x23 && !isWord(byte) }

  // One bit a byte, set for all but letters, digits and # & ' + , - . / : @ _
  private static let lowerEnds: UInt64 = 0xF800_0737_FFFF_FFFF
  private static let upperEnds: UInt64 = 0xF800_0001_7800_0000
}
