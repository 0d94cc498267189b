/// Text from articles, made safe to show on a terminal.
enum TerminalText {
  /// Whether a terminal would obey a character, or show what follows in another place than it stands.
  ///
  /// These are the control characters (C0, DEL, C1), the line and paragraph separators, the characters that embed,
  /// override or isolate a direction (Unicode Bidirectional Algorithm, UAX #9, section 2), the deprecated format
  /// characters and the interlinear annotation. The implicit marks (LRM, RLM, ALM) and the joiners, which Arabic,
  /// Persian and Hebrew text needs, are none of them.
  static func isHazard(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x206F, 0xFFF9...0xFFFB: true
    default: false
    }
  }

  /// The character that is shown for one, one for one.
  static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: " "
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? replacement
    case 0x7F: "\u{2421}"
    default: isHazard(scalar) ? replacement : scalar
    }
  }

  private static let replacement: Unicode.Scalar = "\u{FFFD}"

  /// Text on one line without anything a terminal would obey.
  static func safe(_ text: some StringProtocol) -> String {
    var safe = String.UnicodeScalarView()
    safe.append(contentsOf: text.unicodeScalars.map(shown))
    return String(safe)
  }
}
