/// The families of quotation marks; each mark of a family opens and closes, since languages differ in the direction.
enum QuotationMarks: CaseIterable {
  case straight
  case guillemets
  case curly

  /// The family a scalar belongs to.
  init?(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "＂": self = .straight
    case "«", "»": self = .guillemets
    case "“", "”", "„", "‟", "〝", "〞", "〟": self = .curly
    default: return nil
    }
  }

  /// The family that closes in place of a missing mark of this one, because software straightens one of a pair.
  var substitute: QuotationMarks? {
    switch self {
    case .straight: .curly
    case .curly: .straight
    case .guillemets: nil
    }
  }

  /// The marks this family is written with.
  var pair: (opening: String, closing: String) {
    switch self {
    case .straight: ("\"", "\"")
    case .guillemets: ("«", "»")
    case .curly: ("“", "”")
    }
  }

  /// The first mark of this family in a text, apart from the gershayim of Hebrew acronyms (צה"ל).
  func firstMark(in text: ArraySlice<Unicode.Scalar>) -> Int? {
    text.indices.first { Self(text[$0]) == self && !Self.isGershayim(at: $0, in: text) }
  }

  /// Whether the `"` at an index stands between two Hebrew letters.
  static func isGershayim(at index: Int, in text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard text[index] == "\"", index > text.startIndex, index + 1 < text.endIndex else { return false }
    return isHebrewLetter(text[index - 1]) && isHebrewLetter(text[index + 1])
  }

  private static func isHebrewLetter(_ scalar: Unicode.Scalar) -> Bool { (0x05D0...0x05EA).contains(scalar.value) }
}
