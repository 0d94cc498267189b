/// The line that begins or ends a box beside the text, in the notations of site generators and note programs.
enum MarkdownCallout {
  /// What the line says besides what kind of box it is, often nothing; `nil` when it is no such line.
  ///
  /// `:::tip Title`, `:::tip[Title]`, `!!! note "Title"`, `??? note`, `[!NOTE] Title`, `[!note]- Title`.
  static func title(in text: Substring) -> Substring? {
    switch text.utf8.first {
    case UInt8(ascii: ":"): text.hasPrefix(":::") ? fenced(text.drop { $0 == ":" }) : nil
    case UInt8(ascii: "!"), UInt8(ascii: "?"): indented(text)
    case UInt8(ascii: "["):
      text.prefixMatch(of: /\[![A-Za-z][A-Za-z_-]*(?:\|[^\]]*)?\][+-]?(?:\s+|$)/).map { text[$0.range.upperBound...] }
    default: nil
    }
  }

  private static func fenced(_ text: Substring) -> Substring {
    let rest = text.drop { $0 == " " }.drop { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let title = rest.drop { $0 == " " }
    if title.first == "[", let close = title.firstIndex(of: "]") { return title[..<close].dropFirst() }
    return title.first == "{" ? "" : title
  }

  private static func indented(_ text: Substring) -> Substring? {
    guard let match = text.wholeMatch(of: /(?:!!!|\?\?\?\+?) +[A-Za-z][A-Za-z _-]*(?:"([^"]*)")?\s*/) else {
      return nil
    }
    return match.1 ?? ""
  }
}
