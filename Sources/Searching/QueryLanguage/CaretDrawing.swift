/// Draws a query and a caret below one of its scalars, for a terminal with a fixed-width font.
struct CaretDrawing {
  private let scalars: [Unicode.Scalar]
  private let target: Int

  /// How many scalars are shown at most, and how many of them stand before the caret.
  private static let window = (width: 72, before: 48)

  init(query: String, column: Int) {
    scalars = Array(query.unicodeScalars)
    target = max(0, min(column - 1, scalars.count - 1))
  }

  /// Two lines: the query, and a caret below the scalar.
  var text: String {
    let start = scalars.count <= Self.window.width ? 0 : max(0, target - Self.window.before)
    let end = min(scalars.count, start + Self.window.width)
    var line = start > 0 ? "…" : ""
    var indent = start > 0 ? 1 : 0
    for (index, scalar) in scalars.enumerated().dropFirst(start).prefix(end - start) {
      let shown = Self.printable(scalar)
      line.unicodeScalars.append(shown)
      if index < target { indent += Self.width(of: shown) }
    }
    if end < scalars.count { line += "…" }
    return line + "\n" + String(repeating: " ", count: indent) + "^"
  }

  /// The scalar itself, or a picture of one that would move the cursor, reorder the line or end it.
  private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: " "
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: "\u{FFFD}"
      default: scalar
      }
    }
  }

  /// The columns a terminal gives a scalar: wide and full-width ones two, combining marks none (UAX #11).
  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
