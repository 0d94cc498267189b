/// What stands before the outermost element of a document.
enum XMLProlog {
  /// The text after declarations, instructions and comments.
  ///
  /// - Parameters:
  ///   - text: The beginning of a document.
  ///   - documentType: Whether a document type is passed over too.
  /// - Returns: Nothing when the text ends before.
  static func skip(_ text: Substring, documentType: Bool) -> Substring {
    var rest = text
    while true {
      rest = rest.drop(while: \.isWhitespace)
      let end: Substring.Index?
      if rest.hasPrefix("<?") {
        end = rest.firstRange(of: ">")?.upperBound
      } else if rest.hasPrefix("<!--") {
        end = rest.firstRange(of: "-->")?.upperBound
      } else if documentType, rest.hasPrefix("<!") {
        end = endOfDocumentType(rest)
      } else {
        return rest
      }
      guard let end else { return "" }
      rest = rest[end...]
    }
  }

  private static func endOfDocumentType(_ text: Substring) -> Substring.Index? {
    guard let close = text.firstIndex(of: ">") else { return nil }
    guard text[..<close].contains("["), let bracket = text.firstIndex(of: "]") else { return text.index(after: close) }
    return text[bracket...].firstRange(of: ">")?.upperBound
  }

  /// The name of the outermost element without its prefix, as it is written.
  static func root(_ text: Substring) -> Substring? {
    let start = skip(text, documentType: true)
    guard start.first == "<" else { return nil }
    let name = start.dropFirst().prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
    return name.split(separator: ":").last
  }
}
