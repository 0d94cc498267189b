/// Finds the blocks of a Markdown text, line by line.
struct MarkdownBlockParser {
  private enum Raw {
    /// Inside a fenced code block that ends with at least `count` of `mark`.
    case fence(mark: Character, count: Int, indentation: Int)
    /// Inside something that is not shown, up to a line with the text.
    case skipping(until: String)
  }

  private let inlines: MarkdownInlines
  private var blocks: [TextBlock] = []
  /// The lines of the paragraph or list item being read.
  private var pending: [Substring] = []
  private var pendingKind = TextBlock.Kind.paragraph
  private var marker = ""
  private var raw: Raw?
  private var fenceLines: [Substring] = []
  private var isAfterBlank = true
  private var isInTable = false
  private var isInIndentedCode = false

  init(_ references: MarkdownReferences) {
    inlines = MarkdownInlines(references)
  }

  /// Reads one line.
  mutating func take(_ line: Substring) {
    if takeRaw(line) { return }
    let content = Self.withoutQuoteMarks(line)
    let text = content.drop { $0 == " " || $0 == "\t" }
    if text.isEmpty {
      flush()
      isAfterBlank = true
      isInTable = false
      return
    }
    defer { isAfterBlank = false }
    if takeIndentedCode(content) { return }
    isInIndentedCode = false
    if let title = MarkdownCallout.title(in: text) {
      flush()
      appendParagraph(title)
      return
    }
    if beginRaw(content, text) || isDropped(text) { return }
    if takeHeading(text) || takeUnderline(text) || takeTable(text) { return }
    if Self.isThematicBreak(text) {
      flush()
      return
    }
    takeTextLine(text)
  }

  /// Ends the text; a fence that is still open ends with it.
  mutating func finish() -> [TextBlock] {
    flush()
    endFence()
    return blocks
  }

  // MARK: Code and hidden parts

  private mutating func takeRaw(_ line: Substring) -> Bool {
    switch raw {
    case .fence(let mark, let count, let indentation)?:
      let text = Self.withoutQuoteMarks(line)
      let trimmed = text.trimmingSpace
      if trimmed.count >= count, trimmed.allSatisfy({ $0 == mark }) {
        endFence()
      } else {
        let spaces = text.prefix(while: { $0 == " " }).count
        fenceLines.append(text.dropFirst(min(spaces, indentation)))
      }
      return true
    case .skipping(let end)?:
      if line.lowercased().contains(end) {
        raw = nil
        if let found = line.firstRange(of: end), !line[found.upperBound...].isBlank { take(line[found.upperBound...]) }
      }
      return true
    case nil: return false
    }
  }

  private mutating func endFence() {
    if fenceLines.contains(where: { !$0.isBlank }) {
      blocks.append(TextBlock(kind: .code, text: fenceLines.joined(separator: "\n")))
    }
    fenceLines = []
    raw = nil
  }

  private mutating func beginRaw(_ content: Substring, _ text: Substring) -> Bool {
    if let mark = text.first, mark == "`" || mark == "~" {
      let count = text.prefix { $0 == mark }.count
      let info = text.dropFirst(count)
      if count >= 3, mark == "~" || !info.contains("`") {
        flush()
        raw = .fence(mark: mark, count: count, indentation: content.count - text.count)
        return true
      }
    }
    let lowered = text.prefix(16).lowercased()
    for name in ["script", "style"] where lowered.hasPrefix("<" + name) {
      flush()
      raw = text.lowercased().contains("</\(name)>") ? nil : .skipping(until: "</\(name)>")
      return true
    }
    if let open = text.firstRange(of: "<!--"), text[open.upperBound...].firstRange(of: "-->") == nil {
      if open.lowerBound != text.startIndex { takeTextLine(text[..<open.lowerBound]) }
      raw = .skipping(until: "-->")
      return true
    }
    return false
  }

  /// Four spaces or a tab after a blank line, outside lists.
  private mutating func takeIndentedCode(_ content: Substring) -> Bool {
    guard pending.isEmpty, isAfterBlank || isInIndentedCode, blocks.last?.kind != .item else { return false }
    let code: Substring
    if content.first == "\t" {
      code = content.dropFirst()
    } else if content.hasPrefix("    ") {
      code = content.dropFirst(4)
    } else {
      return false
    }
    if isInIndentedCode {
      blocks[blocks.count - 1].text += (isAfterBlank ? "\n\n" : "\n") + code
    } else {
      blocks.append(TextBlock(kind: .code, text: String(code)))
    }
    isInIndentedCode = true
    return true
  }

  /// Definitions of links and abbreviations, and attribute lists (`{: .note}`, `{#id}`).
  private func isDropped(_ text: Substring) -> Bool {
    if MarkdownReferences.definition(in: text) != nil { return true }
    if ["{:", "{#", "{."].contains(where: { text.hasPrefix($0) }), text.trimmingEnd.hasSuffix("}") { return true }
    if text.hasPrefix("*["), text.contains("]: ") { return true }
    return text.lowercased().trimmingEnd == "[toc]"
  }

  // MARK: Headings, breaks, tables

  private mutating func takeHeading(_ text: Substring) -> Bool {
    if text.hasPrefix("<h"), let match = text.wholeMatch(of: /<h([1-6])(?:\s[^>]*)?>(.*)<\/h[1-6]>\s*/) {
      flush()
      appendHeading(String(match.2))
      return true
    }
    let level = text.prefix { $0 == "#" }.count
    guard (1...6).contains(level) else { return false }
    let rest = text.dropFirst(level)
    guard rest.isEmpty || rest.first == " " || rest.first == "\t" else { return false }
    flush()
    var title = rest.trimmingSpace
    let closing = title.reversed().prefix { $0 == "#" }.count
    if closing > 0, title.dropLast(closing).isEmpty || title.dropLast(closing).hasSuffix(" ") {
      title = title.dropLast(closing).trimmingSpace
    }
    appendHeading(title)
    return true
  }

  /// A paragraph underlined with `=` or `-` is a heading.
  private mutating func takeUnderline(_ text: Substring) -> Bool {
    let line = text.trimmingEnd
    guard !pending.isEmpty, pendingKind == .paragraph, let mark = line.first, mark == "=" || mark == "-",
      line.allSatisfy({ $0 == mark })
    else { return false }
    let title = pending.joined(separator: " ")
    pending = []
    appendHeading(title)
    return true
  }

  private mutating func appendHeading(_ source: String) {
    var title = source
    if title.hasSuffix("}"), let open = title.lastIndex(of: "{"),
      title[open...].hasPrefix("{#") || title[open...].hasPrefix("{.")
    {
      title = title[..<open].trimmingSpace
    }
    let text = PlainText.oneLine(inlines.plainText(title))
    if !text.isEmpty { blocks.append(TextBlock(kind: .heading, text: text)) }
  }

  private static func isThematicBreak(_ text: Substring) -> Bool {
    let marks = text.filter { $0 != " " && $0 != "\t" }
    guard let mark = marks.first, "-*_".contains(mark) else { return false }
    return marks.count >= 3 && marks.allSatisfy { $0 == mark }
  }

  /// A row of a table: known by its delimiter row, after which every line with a bar is one.
  private mutating func takeTable(_ text: Substring) -> Bool {
    if isInTable, text.contains("|") {
      appendRow(text)
      return true
    }
    isInTable = false
    guard text.contains("-"), text.contains("|"), text.allSatisfy({ "|-: \t".contains($0) }),
      pending.count == 1, let header = pending.first, header.contains("|")
    else { return false }
    pending = []
    appendRow(header)
    isInTable = true
    return true
  }

  private mutating func appendRow(_ line: Substring) {
    var cells: [String] = [""]
    var isEscaped = false
    for character in line.trimmingSpace {
      if character == "|", !isEscaped {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    let texts = cells.map { PlainText.oneLine(inlines.plainText($0.replacing("\\|", with: "|"))) }.filter {
      !$0.isEmpty
    }
    if !texts.isEmpty { blocks.append(TextBlock(kind: .row, text: texts.joined(separator: " | "))) }
  }

  // MARK: Paragraphs and lists

  private mutating func takeTextLine(_ text: Substring) {
    if let (mark, rest) = Self.listMarker(text),
      isAfterBlank || pending.isEmpty || pendingKind == .item || mark == "- " || mark == "1. "
    {
      flush()
      pendingKind = .item
      marker = mark
      pending = [Self.withoutTaskBox(rest)]
    } else if text.hasPrefix(": "), blocks.last?.kind == .paragraph || !pending.isEmpty {
      flush()
      pending = [text.dropFirst(2).drop { $0 == " " }]
    } else if let note = Self.footnote(text) {
      flush()
      pending = [note]
    } else {
      pending.append(text)
    }
  }

  /// The marker as it is shown, and what follows it.
  private static func listMarker(_ text: Substring) -> (String, Substring)? {
    guard let first = text.first else { return nil }
    if "-*+".contains(first) {
      let rest = text.dropFirst()
      return rest.first == " " || rest.first == "\t" ? ("- ", rest.drop { $0 == " " || $0 == "\t" }) : nil
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard (1...9).contains(digits.count) else { return nil }
    let rest = text.dropFirst(digits.count)
    guard let sign = rest.first, sign == "." || sign == ")", rest.dropFirst().first == " " else { return nil }
    return (digits + ". ", rest.dropFirst().drop { $0 == " " })
  }

  private static func withoutTaskBox(_ text: Substring) -> Substring {
    ["[ ] ", "[x] ", "[X] "].contains { text.hasPrefix($0) } ? text.dropFirst(4) : text
  }

  /// The text of a footnote, `[^1]: text`.
  private static func footnote(_ text: Substring) -> Substring? {
    guard text.hasPrefix("[^"), let close = text.firstRange(of: "]:") else { return nil }
    return text[close.upperBound...].drop { $0 == " " }
  }

  private static func withoutQuoteMarks(_ line: Substring) -> Substring {
    var rest = line
    while true {
      let text = rest.drop { $0 == " " }
      guard text.first == ">", rest.count - text.count <= 3 else { return rest }
      rest = text.dropFirst()
      if rest.first == " " { rest = rest.dropFirst() }
    }
  }

  private mutating func flush() {
    defer {
      pending = []
      pendingKind = .paragraph
    }
    guard !pending.isEmpty else { return }
    let text = PlainText.clean(inlines.plainText(Self.joined(pending)))
    guard !text.isEmpty else { return }
    blocks.append(TextBlock(kind: pendingKind, text: pendingKind == .item ? marker + text : text))
  }

  private mutating func appendParagraph(_ source: Substring) {
    let text = PlainText.oneLine(inlines.plainText(String(source)))
    if !text.isEmpty { blocks.append(TextBlock(kind: .paragraph, text: text)) }
  }

  /// Lines of a paragraph run on, but for hard breaks: two spaces or a backslash at the end.
  private static func joined(_ lines: [Substring]) -> String {
    var text = ""
    for (index, line) in lines.enumerated() {
      let isLast = index == lines.count - 1
      if line.hasSuffix("\\"), !isLast {
        text += line.dropLast() + "\n"
      } else {
        text += line.trimmingEnd + (isLast ? "" : line.hasSuffix("  ") ? "\n" : " ")
      }
    }
    return text
  }
}
