import Foundation

/// Turns the elements of feeds that hold text into plain text.
enum FeedText {
  /// A text of several paragraphs.
  static func body(_ element: XMLElement, limits: Extractor.Limits) -> String {
    switch form(of: element) {
    case .none: return ""
    case .plain(let text): return HTMLFragment.looksLikeMarkup(text) ? html(text, limits) : PlainText.clean(text)
    case .markup(let markup): return html(markup, limits)
    }
  }

  /// A text of one line: a headline, a name.
  static func line(_ element: XMLElement, limits: Extractor.Limits) -> String {
    switch form(of: element) {
    case .none: ""
    case .plain(let text): PlainText.oneLine(text)
    case .markup(let markup): line(markup, limits: limits)
    }
  }

  /// A headline that may hold HTML, as those of RSS and of exports do.
  static func line(_ markup: String, limits: Extractor.Limits) -> String {
    if hasOnlyInlineTags(markup) { return PlainText.oneLine(HTMLFragment.text(markup, limits: limits)) }
    return PlainText.oneLine(CharacterReferences.decode(markup))
  }

  // MARK: Forms

  private enum Form {
    case none
    case plain(String)
    case markup(String)
  }

  /// What the element says it holds (RFC 4287, section 3.1; Atom 0.3, section 3.1; RSS holds HTML).
  private static func form(of element: XMLElement) -> Form {
    let type = element.attribute("type")?.trimmingSpace.lowercased()
    if element.hasChildren { return .markup(element.markup) }
    let text = element.text
    guard !text.isBlank else { return .none }
    let isAtom = element.name.vocabulary == .atom
    if let decoded = base64(text, type: type, mode: element.attribute("mode"), isAtom: isAtom) {
      return .markup(decoded)
    }
    switch type {
    case "html", "text/html", "xhtml", "application/xhtml+xml", "text/xhtml": return .markup(text)
    case "text", "plain", "text/plain": return .plain(text)
    case nil where isAtom: return element.attribute("mode")?.lowercased() == "escaped" ? .markup(text) : .plain(text)
    case nil: return .markup(text)
    case let type?: return isAtom && !type.contains("/") || type.hasPrefix("text/") ? .markup(text) : .none
    }
  }

  /// Text of Atom that is neither text nor XML is in base64.
  private static func base64(_ text: String, type: String?, mode: String?, isAtom: Bool) -> String? {
    let isDeclared = mode?.lowercased() == "base64"
    guard isDeclared || isAtom && type == "application/octet-stream",
      let bytes = Data(base64Encoded: text.filter { !$0.isWhitespace })
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  // MARK: HTML

  private static func html(_ markup: String, _ limits: Extractor.Limits) -> String {
    guard markup.containsByte(UInt8(ascii: "<")) else {
      let text = PlainText.clean(CharacterReferences.decode(markup))
      // Escaped once too often: what should be tags is text.
      let isEscapedTwice = text.utf8.first == UInt8(ascii: "<") && HTMLFragment.looksLikeMarkup(text)
      return isEscapedTwice ? HTMLFragment.text(text, limits: limits) : text
    }
    return HTMLFragment.text(markup, limits: limits)
  }

  private static let inlineTags: Set<HTMLTag> = [
    .b, .strong, .i, .em, .u, .s, .small, .sub, .sup, .code, .kbd, .samp, .tt, .mark, .q, .cite, .abbr, .time, .del,
    .ins, .a, .span, .font, .big, .br, .wbr, .img, .p, .div, .h1, .h2, .h3, .h4, .h5, .h6,
  ]

  /// The longest headline whose tags are looked at, in bytes; what is longer is HTML.
  private static let longestHeadline = 4096

  /// Whether every `<` begins a tag that headlines have and that is closed, so that none of them is a sign of its own.
  private static func hasOnlyInlineTags(_ text: String) -> Bool {
    guard text.utf8.count <= longestHeadline else { return true }
    var rest = text[...]
    var sawTag = false
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      let name = rest.drop { $0 == "/" }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
      let tag = HTMLTag(name: name)
      guard inlineTags.contains(tag), rest.contains(">") else { return false }
      if !tag.isVoid, rest.first != "/", !rest.lowercased().contains("</" + name) { return false }
      sawTag = true
    }
    return sawTag
  }
}
