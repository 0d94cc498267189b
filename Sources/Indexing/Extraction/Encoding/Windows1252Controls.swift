/// Puts right texts in which characters of windows-1252 were taken for the C1 controls of Unicode.
///
/// No text has those controls; publishing systems make them when they convert as if from ISO 8859-1. Numeric references
/// to them mean windows-1252 by definition (HTML Standard, 13.2.5.80).
enum Windows1252Controls {
  /// The characters of the bytes 0x80 to 0x9f; U+0000 where there is none.
  private static let characters: [UInt32] = [
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
    0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e,
    0x0178,
  ]

  /// What a control stands for; `nil` for every other code point.
  static func character(_ value: UInt32) -> Unicode.Scalar? {
    guard (0x80...0x9f).contains(value), characters[Int(value - 0x80)] != 0 else { return nil }
    return Unicode.Scalar(characters[Int(value - 0x80)])
  }

  /// The text with such controls replaced.
  static func repair(_ text: String) -> String {
    guard text.containsByte(0xc2), text.unicodeScalars.contains(where: { character($0.value) != nil }) else {
      return text
    }
    var output = ""
    for scalar in text.unicodeScalars { output.unicodeScalars.append(character(scalar.value) ?? scalar) }
    return output
  }
}
