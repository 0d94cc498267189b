/// The signs and words by which headings link to themselves.
enum HeadingAnchor {
  /// Whether the text of a link in a heading is such a sign.
  static func isAnchor(_ text: String) -> Bool {
    guard let scalar = text.unicodeScalars.first else { return false }
    return text.unicodeScalars.count == 1 ? isSign(scalar) : words.contains(text.lowercased())
  }

  /// A heading without the sign at its end.
  static func removed(from heading: String) -> String {
    guard let last = heading.unicodeScalars.last, isSign(last) else { return heading }
    return String(heading.dropLast()).trimmingSpace
  }

  /// A pilcrow, a hash, a section sign, a link, or a symbol of an icon font.
  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x23, 0xa7, 0xb6, 0x1f517, 0xe000...0xf8ff: true
    default: false
    }
  }

  private static let words: Set<String> = [
    "permalink", "link", "anchor", "anchor link", "copy link", "link to this heading", "link to this section",
    "permalink to this heading", "permalink to this headline", "permanent link", "direct link to heading",
  ]
}
