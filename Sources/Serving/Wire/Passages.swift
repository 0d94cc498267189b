public import Articles

extension Hit.Passage {
  /// Renders a passage in a style; highlights that do not lie within its text are left out.
  public init(_ snippet: Snippet, style: HighlightStyle) {
    if style == .plain {
      self.init(text: snippet.text)
      return
    }
    let whole = 0..<Self.scalarCount(snippet.text)
    var highlights = snippet.highlights
    if !highlights.allSatisfy({ Self.isPart($0, of: whole) }) { highlights.removeAll { !Self.isPart($0, of: whole) } }
    if style == .ranges {
      self.init(text: snippet.text, ranges: highlights)
    } else {
      self.init(text: Self.html(snippet.text, highlights: highlights[...]))
    }
  }

  private static func isPart(_ range: Range<Int>, of whole: Range<Int>) -> Bool {
    !range.isEmpty && range.clamped(to: whole) == range
  }

  /// How many scalars a text has: as many as bytes that do not continue one.
  private static func scalarCount(_ text: String) -> Int {
    text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.reduce(into: 0) { count, byte in count &+= byte & 0xC0 == 0x80 ? 0 : 1 }
    } ?? text.unicodeScalars.count
  }

  /// Text safe inside an HTML element or a quoted attribute, the highlights in `<mark>` elements.
  private static func html(_ text: String, highlights: ArraySlice<Range<Int>>) -> String {
    var html = ""
    var highlights = highlights
    var isMarked = false
    for (position, scalar) in text.unicodeScalars.enumerated() {
      if isMarked, let highlight = highlights.first, position >= highlight.upperBound {
        html += "</mark>"
        isMarked = false
        highlights.removeFirst()
      }
      if !isMarked, let highlight = highlights.first, highlight.contains(position) {
        html += "<mark>"
        isMarked = true
      }
      append(scalar, to: &html)
    }
    return isMarked ? html + "</mark>" : html
  }

  private static func append(_ scalar: Unicode.Scalar, to html: inout String) {
    switch scalar {
    case "&": html += "&amp;"
    case "<": html += "&lt;"
    case ">": html += "&gt;"
    case "\"": html += "&quot;"
    case "'": html += "&#39;"
    default: html.unicodeScalars.append(scalar)
    }
  }
}
