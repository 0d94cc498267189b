/// Lines of a Markdown text that are for programs and not for readers.
enum MarkdownResidue {
  /// A text without such lines; code stays as it is.
  ///
  /// They are comments of templates and notes (`{% comment %}`, `%%`), imports and exports of MDX, badges, and the place
  /// of a table of contents.
  static func removed(from lines: ArraySlice<Substring>) -> [Substring] {
    var kept: [Substring] = []
    var fence: Substring?
    // Looked for once, however many comments begin and do not end.
    var lastCommentEnd: Int??
    var index = lines.startIndex
    while index < lines.endIndex {
      let line = lines[index]
      let text = line.drop { $0 == " " }
      if let open = fence {
        if text.hasPrefix(open) { fence = nil }
      } else if text.hasPrefix("```") || text.hasPrefix("~~~") {
        fence = text.prefix(3)
      } else if let end = endOfHidden(text, lines, at: index, isAfterBlank: kept.last?.isBlank ?? true, &lastCommentEnd)
      {
        index = end
        continue
      }
      kept.append(fence == nil ? withoutBlockName(line) : line)
      index += 1
    }
    return kept
  }

  /// Where what is hidden ends that begins at a line; `nil` when it is shown.
  private static func endOfHidden(
    _ text: Substring, _ lines: ArraySlice<Substring>, at index: Int, isAfterBlank: Bool, _ lastCommentEnd: inout Int??
  ) -> Int? {
    guard let first = text.utf8.first else { return nil }
    switch first {
    case UInt8(ascii: "%") where text.trimmingEnd == "%%":
      return lines[(index + 1)...].firstIndex { $0.trimmingSpace == "%%" }.map { $0 + 1 }
    case UInt8(ascii: "{") where text.contains(/^\{%-?\s*comment\b/):
      let last = lastCommentEnd ?? lines.lastIndex { $0.contains("endcomment") }
      lastCommentEnd = last
      guard let last, last >= index else { return nil }
      return lines[index...].firstIndex { $0.contains("endcomment") }.map { $0 + 1 }
    case UInt8(ascii: "i"), UInt8(ascii: "e"): return isAfterBlank ? endOfModuleSyntax(text, lines, at: index) : nil
    case UInt8(ascii: "[") where isBadges(text):
      let isAmongOthers = lines[..<index].last.map { isBadges($0[...]) } ?? false
      let isBeforeOthers = index + 1 < lines.endIndex && isBadges(lines[index + 1])
      let isRow = text.firstRange(of: "[![").map { text[$0.upperBound...].contains("[![") } ?? false
      return isAmongOthers || isBeforeOthers || isRow ? index + 1 : nil
    case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "1"):
      guard index + 1 < lines.endIndex, lines[index + 1].trimmingSpace.lowercased() == "{:toc}" else { return nil }
      return index + 2
    default: return nil
    }
  }

  /// Imports and exports of ECMAScript, as MDX has them between paragraphs.
  private static func endOfModuleSyntax(_ text: Substring, _ lines: ArraySlice<Substring>, at index: Int) -> Int? {
    if text.hasPrefix("import ") { return endOfImports(lines, at: index) }
    let pattern = /^export\s+(?:default\b|(?:const|let|var)\s+\w+\s*[=:]|(?:async\s+)?function\b|class\b|[{*])/
    guard text.contains(pattern) else { return nil }
    return lines[index...].firstIndex { $0.isBlank } ?? lines.endIndex
  }

  /// The end of one import or several, which need no blank lines between.
  private static func endOfImports(_ lines: ArraySlice<Substring>, at index: Int) -> Int? {
    guard var end = endOfImport(lines, at: index) else { return nil }
    while end < lines.endIndex, lines[end].hasPrefix("import "), let next = endOfImport(lines, at: end) { end = next }
    return end
  }

  private static func endOfImport(_ lines: ArraySlice<Substring>, at index: Int) -> Int? {
    var statement = ""
    for end in index..<min(index + 40, lines.endIndex) where statement.utf8.count < 4096 {
      if lines[end].isBlank { return nil }
      statement += (end == index ? "" : " ") + lines[end].trimmingSpace
      if statement.contains(/^import\s+(?:[^'"]*\sfrom\s+)?(?:'[^']+'|"[^"]+")\s*;?\s*$/) { return end + 1 }
    }
    return nil
  }

  /// Whether a line is nothing but pictures that are links.
  private static func isBadges(_ line: Substring) -> Bool {
    line.hasPrefix("[![") && line.utf8.count < 4096
      && line.wholeMatch(of: /(?:\[!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])\](?:\([^)]*\)|\[[^\]]*\])\s*)+/) != nil
  }

  /// A line without the name by which notes refer to it, ` ^a1b2c3`.
  private static func withoutBlockName(_ line: Substring) -> Substring {
    guard let caret = line.lastIndex(of: "^"), caret == line.startIndex || line[line.index(before: caret)] == " " else {
      return line
    }
    let name = line[caret...].dropFirst()
    guard name.utf8.count == 6, name.utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit }) else { return line }
    return line[..<caret]
  }
}
