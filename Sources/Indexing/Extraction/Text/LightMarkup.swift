/// Tells reStructuredText and AsciiDoc by content where the name leaves it open.
enum LightMarkup {
  /// The format of a text that begins like this; `nil` when it may be plain text.
  static func format(of head: ArraySlice<UInt8>) -> ArticleFormat? {
    let lines = String(decoding: head, as: UTF8.self).split(omittingEmptySubsequences: false) { $0.isNewline }
    if beginsLikeAsciiDoc(lines) { return .asciiDoc }
    return beginsLikeRest(lines) ? .reStructuredText : nil
  }

  /// A title with one equals sign, and a heading, an attribute or a block below.
  private static func beginsLikeAsciiDoc(_ lines: [Substring]) -> Bool {
    guard let start = lines.firstIndex(where: { !$0.isBlank && !$0.hasPrefix("//") }), lines[start].hasPrefix("= "),
      lines[start].dropFirst(2).first.map({ !$0.isWhitespace && $0 != "=" }) ?? false
    else { return false }
    return lines[(start + 1)...].contains { line in
      ["== ", "[source", "include::", "image::", "----", ":toc", "|==="].contains { line.hasPrefix($0) }
        || isAttribute(line)
    }
  }

  private static func isAttribute(_ line: Substring) -> Bool {
    guard line.first == ":", let end = line.dropFirst().firstIndex(of: ":"), end > line.index(after: line.startIndex)
    else { return false }
    return line[..<end].dropFirst().allSatisfy { $0.isLetter || $0.isNumber || "-_!".contains($0) }
  }

  /// An underlined heading, and a directive, target or comment.
  private static func beginsLikeRest(_ lines: [Substring]) -> Bool {
    let hasMarkup = lines.contains { line in
      guard line.hasPrefix(".. ") else { return false }
      if line.hasPrefix(".. _"), line.contains(":") { return true }
      let name = line.dropFirst(3).prefix { $0.isLetter || $0.isNumber || "-_:+.".contains($0) }
      return name.hasSuffix("::") && name.count > 2
    }
    guard hasMarkup else { return false }
    return zip(lines, lines.dropFirst()).contains { title, under in
      guard let sign = under.first, "=-~^\"'`#*+.".contains(sign), under.count >= 3, under.allSatisfy({ $0 == sign }),
        let first = title.first
      else { return false }
      return (first.isLetter || first.isNumber) && title.count <= under.count
    }
  }
}
