/// Finds the blocks of reStructuredText by indentation and the marks at the beginning of lines.
struct RestBlockParser {
  /// The deepest nesting that is looked into; what is deeper is text.
  private static let maximumDepth = 32

  var blocks: [TextBlock] = []
  var members: [MetadataMember] = []
  let references: RestReferences
  /// What the next paragraph begins with: the mark of a list item.
  private var lead = ""

  init(_ references: RestReferences) {
    self.references = references
  }

  /// Parses lines whose least indentation is that of their text.
  mutating func parse(_ lines: ArraySlice<RestLine>, depth: Int) {
    var index = lines.startIndex
    while index < lines.endIndex {
      let line = lines[index]
      if line.isBlank {
        index += 1
      } else if line.indent > 0 || depth > Self.maximumDepth {
        let end = depth > Self.maximumDepth ? lines.endIndex : Self.endOfIndented(lines, from: index)
        nest(lines[index..<end], depth: depth)
        index = end
      } else {
        index = parseBlock(lines, at: index, depth: depth)
      }
    }
    lead = ""
  }

  /// Parses lines that belong together and are indented.
  mutating func nest(_ lines: ArraySlice<RestLine>, depth: Int) {
    let lines = Self.dedented(lines)
    if depth > Self.maximumDepth { return addParagraph(lines.map { String($0.text) }) }
    parse(lines, depth: depth + 1)
  }

  /// Parses one block without indentation; returns the line after it.
  private mutating func parseBlock(_ lines: ArraySlice<RestLine>, at index: Int, depth: Int) -> Int {
    let text = lines[index].text
    if text == ".." || text.hasPrefix(".. ") {
      let end = Self.endOfIndented(lines, from: index + 1)
      parseExplicit(text.dropFirst(2).drop { $0 == " " }, Self.dedented(lines[(index + 1)..<end]), depth: depth)
      return end
    }
    if text.hasPrefix("__ ") { return Self.endOfIndented(lines, from: index + 1) }
    if let end = parseTable(lines, at: index) { return end }
    if let end = parseHeading(lines, at: index) { return end }
    if text.hasPrefix(">>>") || text.hasPrefix("| ") || text == "|" { return parseLines(lines, at: index) }
    if let width = Self.markWidth(lines, at: index) { return parseItem(lines, at: index, width: width, depth: depth) }
    if let field = RestField(text) { return parseField(field, lines, at: index, depth: depth) }
    return parseParagraph(lines, at: index, depth: depth)
  }

  // MARK: Headings

  private mutating func parseHeading(_ lines: ArraySlice<RestLine>, at index: Int) -> Int? {
    if let over = lines[index].adornment {
      if index + 2 < lines.endIndex, let under = lines[index + 2].adornment, under.sign == over.sign,
        !lines[index + 1].isBlank, lines[index + 1].adornment == nil
      {
        add(.heading, inline(lines[index + 1].text))
        return index + 3
      }
      // A line between paragraphs.
      return over.length >= 4 ? index + 1 : nil
    }
    guard index + 1 < lines.endIndex, let under = lines[index + 1].adornment,
      under.length >= min(4, lines[index].text.count), lines[index].text != "::"
    else { return nil }
    add(.heading, inline(lines[index].text))
    return index + 2
  }

  // MARK: Lists

  /// The width of the mark of a list item with the space behind it.
  private static func markWidth(_ lines: ArraySlice<RestLine>, at index: Int) -> Int? {
    let text = lines[index].text
    if let first = text.first, "*+-•‣⁃".contains(first), text.dropFirst().first == " " || text.count == 1 {
      return 1 + text.dropFirst().prefix { $0 == " " }.count
    }
    guard let width = enumeratorWidth(text) else { return nil }
    // The initial of a name begins a line of prose.
    guard index + 1 < lines.endIndex, !lines[index + 1].isBlank else { return width }
    return lines[index + 1].indent >= 2 || enumeratorWidth(lines[index + 1].text) != nil ? width : nil
  }

  /// The width of a number or letter with a point or in parentheses, and of the space behind it.
  private static func enumeratorWidth(_ text: Substring) -> Int? {
    let start = text.first == "(" ? text.dropFirst() : text
    let label = start.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
    let isLabel =
      label == "#" || label.count == 1 || label.allSatisfy { $0.isNumber }
      || label.allSatisfy { "ivxlcdm".contains($0) || "IVXLCDM".contains($0) }
    guard isLabel, (1...6).contains(label.count), let sign = start.dropFirst(label.count).first,
      sign == ")" || sign == "." && start.startIndex == text.startIndex
    else { return nil }
    let rest = start.dropFirst(label.count + 1)
    let spaces = rest.prefix { $0 == " " }.count
    return spaces > 0 || rest.isEmpty ? text.count - rest.count + spaces : nil
  }

  private mutating func parseItem(_ lines: ArraySlice<RestLine>, at index: Int, width: Int, depth: Int) -> Int {
    let end = Self.endOfIndented(lines, from: index + 1)
    let text = lines[index].text
    let mark = text.prefix(width).trimmingSpace
    lead = mark.count == 1 || mark.hasPrefix("#") ? "- " : mark + " "
    let inner = Self.dedented(lines[(index + 1)..<end], atMost: width)
    nest([RestLine(text.dropFirst(width))] + inner, depth: depth)
    return end
  }

  private mutating func parseField(
    _ field: RestField, _ lines: ArraySlice<RestLine>, at index: Int, depth: Int
  ) -> Int {
    let end = Self.endOfIndented(lines, from: index + 1)
    if depth == 0, isAtHead {
      members.append(field.member(with: lines[(index + 1)..<end]) { inline($0) })
    } else {
      let first = RestLine(indent: 0, text: "\(field.name): \(field.value)")
      parse([first] + Self.dedented(lines[(index + 1)..<end]), depth: depth + 1)
    }
    return end
  }

  /// Whether there was nothing but a title so far.
  var isAtHead: Bool { blocks.count <= 2 && blocks.allSatisfy { $0.kind == .heading } }

  // MARK: Text

  /// A block whose lines stay apart: verse, a session of an interpreter.
  private mutating func parseLines(_ lines: ArraySlice<RestLine>, at index: Int) -> Int {
    let isVerse = lines[index].text.first == "|"
    let end = lines[index...].firstIndex { $0.isBlank } ?? lines.endIndex
    guard isVerse else {
      add(.code, lines[index..<end].map(\.spaced).joined(separator: "\n"))
      return end
    }
    let texts = lines[index..<end].map { line in
      inline(line.text.first == "|" ? line.text.dropFirst().drop { $0 == " " } : line.text)
    }
    add(.paragraph, texts.joined(separator: "\n"))
    return end
  }

  private mutating func parseParagraph(_ lines: ArraySlice<RestLine>, at index: Int, depth: Int) -> Int {
    var end = index + 1
    if lines[index].text.hasPrefix("-"), lines[index].text.contains("  ") {
      // An option of a command and what it does.
      end = Self.endOfIndented(lines, from: end)
      addParagraph(lines[index..<end].map { String($0.text) }.filter { !$0.isEmpty })
      return end
    }
    while end < lines.endIndex, !lines[end].isBlank, lines[end].indent == 0 { end += 1 }
    let isTerm = end == index + 1 && end < lines.endIndex && !lines[end].isBlank
    var texts = lines[index..<end].map { String($0.text) }
    let isBeforeLiteral = texts[texts.count - 1].hasSuffix("::")
    if isBeforeLiteral {
      let last = String(texts[texts.count - 1].dropLast(2))
      texts[texts.count - 1] = last.isEmpty || last.last == " " ? last.trimmingSpace : last + ":"
    }
    addParagraph(texts)
    if isBeforeLiteral { return parseLiteral(lines, from: end) }
    guard isTerm else { return end }
    let endOfDefinition = Self.endOfIndented(lines, from: end)
    nest(lines[end..<endOfDefinition], depth: depth)
    return endOfDefinition
  }

  private mutating func parseLiteral(_ lines: ArraySlice<RestLine>, from index: Int) -> Int {
    let end = Self.endOfIndented(lines, from: index)
    addCode(lines[index..<end])
    return end
  }

  // MARK: Output

  func inline(_ text: some StringProtocol) -> String { RestInlines.text(String(text), references) }

  mutating func add(_ kind: TextBlock.Kind, _ text: String) {
    guard !text.isBlank else { return }
    let isItem = !lead.isEmpty && kind == .paragraph
    blocks.append(TextBlock(kind: isItem ? .item : kind, text: lead + text))
    lead = ""
  }

  mutating func addParagraph(_ lines: [String]) {
    add(.paragraph, inline(lines.joined(separator: " ")).withSingleSpaces)
  }

  mutating func addCode(_ lines: ArraySlice<RestLine>) {
    let text = Self.dedented(lines).map { $0.isBlank ? "" : $0.spaced }.joined(separator: "\n")
    let start = text.drop { $0 == "\n" }
    add(.code, start.trimmingEnd)
  }

  // MARK: Lines

  /// The end of the lines that are blank or indented, without blank ones at their end.
  static func endOfIndented(_ lines: ArraySlice<RestLine>, from index: Int) -> Int {
    var end = index
    var position = index
    while position < lines.endIndex, lines[position].isBlank || lines[position].indent > 0 {
      position += 1
      if !lines[position - 1].isBlank { end = position }
    }
    return end
  }

  /// The lines without the indentation that all of them have.
  static func dedented(_ lines: ArraySlice<RestLine>, atMost most: Int = .max) -> ArraySlice<RestLine> {
    let least = min(most, lines.lazy.filter { !$0.isBlank }.map(\.indent).min() ?? 0)
    guard least > 0 else { return lines }
    return lines.map { RestLine(indent: max(0, $0.indent - least), text: $0.text) }[...]
  }
}
