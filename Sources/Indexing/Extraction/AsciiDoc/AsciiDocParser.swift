/// Finds the blocks of AsciiDoc (docs.asciidoctor.org/asciidoc) by the lines that delimit them.
struct AsciiDocParser {
  /// The deepest nesting that is looked into; what is deeper is text.
  private static let maximumDepth = 32

  private(set) var title: String?
  private(set) var blocks: [TextBlock] = []
  private(set) var attributes = AsciiDocAttributes()
  private var authors: [String] = []
  private let limits: Extractor.Limits
  /// The first word of the attribute list above the next block, and what else is in the list.
  private var style = ""
  private var styleArguments: [String] = []
  /// Whether the next paragraph is put to a list item.
  private var isInList = false

  init(limits: Extractor.Limits) {
    self.limits = limits
  }

  /// What the document says of itself.
  var members: [MetadataMember] {
    let names = authors.isEmpty ? [] : [MetadataMember(name: "author", value: .list(authors.map { .string($0) }))]
    return names + attributes.members
  }

  // MARK: Header

  /// Parses title, authors, revision and attributes at the head; returns the line after them.
  mutating func parseHeader(_ lines: ArraySlice<Substring>) -> Int {
    var index = skipComments(lines, from: lines.startIndex)
    guard index < lines.endIndex else { return index }
    if let text = Self.documentTitle(lines[index...]) {
      title = inline(String(text.title))
      index += text.lines
      index += parseAuthors(lines[index...])
    }
    while index < lines.endIndex, !lines[index].isBlank {
      if let count = attributes.take(lines[index...]) {
        index += count
      } else if lines[index].hasPrefix("//") {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  private mutating func skipComments(_ lines: ArraySlice<Substring>, from start: Int) -> Int {
    var index = start
    while index < lines.endIndex {
      let line = lines[index]
      if line.hasPrefix("////") {
        index = (lines[(index + 1)...].firstIndex { $0.trimmingEnd == line.trimmingEnd } ?? lines.endIndex - 1) + 1
      } else if line.isBlank || line.hasPrefix("//") || Self.isAnchor(line) {
        index += 1
      } else if let count = attributes.take(lines[index...]) {
        index += count
      } else {
        return index
      }
    }
    return index
  }

  private static func isAnchor(_ line: Substring) -> Bool { line.hasPrefix("[") && line.trimmingEnd.hasSuffix("]") }

  private static func documentTitle(_ lines: ArraySlice<Substring>) -> (title: Substring, lines: Int)? {
    guard let line = lines.first else { return nil }
    if line.hasPrefix("= ") || line.hasPrefix("# ") { return (line.dropFirst(2), 1) }
    guard let under = lines.dropFirst().first, under.first == "=", AsciiDocHeading.isUnderline(under, of: line) else {
      return nil
    }
    return (line, 2)
  }

  /// Takes the line of authors and that of the revision below the title.
  private mutating func parseAuthors(_ lines: ArraySlice<Substring>) -> Int {
    guard let line = lines.first, !line.isBlank, let first = line.first, first.isLetter else { return 0 }
    authors = line.split(separator: ";").map { author in
      author.prefix { $0 != "<" }.trimmingSpace.replacing("_", with: " ")
    }
    guard let revision = lines.dropFirst().first, !revision.isBlank, revision.first != ":", revision.first != "/" else {
      return 1
    }
    let parts = revision.prefix { $0 != ":" }.split(separator: ",", maxSplits: 1)
    let isVersion = parts.first.map { $0.first == "v" && $0.dropFirst().first?.isNumber == true } ?? false
    let date = parts.count == 2 ? parts[1] : isVersion ? "" : revision[...]
    if !date.isBlank { attributes.set("revdate", date.trimmingSpace) }
    return 2
  }

  // MARK: Blocks

  /// Parses the lines of a document or of a block.
  mutating func parse(_ lines: ArraySlice<Substring>, depth: Int) {
    var index = lines.startIndex
    while index < lines.endIndex {
      let line = lines[index].trimmingEnd
      if line.isEmpty {
        (style, styleArguments) = ("", [])
        index += 1
      } else {
        index = parseBlock(line, lines, at: index, depth: depth)
      }
    }
  }

  private mutating func parseBlock(_ line: String, _ lines: ArraySlice<Substring>, at index: Int, depth: Int) -> Int {
    if let end = parseInstruction(line, lines, at: index) { return end }
    if let end = parseDelimited(line, lines, at: index, depth: depth) { return end }
    if let heading = AsciiDocHeading.of(lines[index...]) {
      add(.heading, inline(String(heading.text)))
      return index + heading.lines
    }
    if AsciiDocHeading.isBreak(line) || line == "+" {
      isInList = line == "+"
      return index + 1
    }
    if let item = AsciiDocListItem(line) { return parseItem(item, lines, at: index) }
    return parseParagraph(lines, at: index)
  }

  /// Lines that say something to the program: comments, attributes, conditions, macros.
  private mutating func parseInstruction(_ line: String, _ lines: ArraySlice<Substring>, at index: Int) -> Int? {
    if line.hasPrefix("////") {
      return (lines[(index + 1)...].firstIndex { $0.trimmingEnd == line } ?? lines.endIndex - 1) + 1
    }
    if line.hasPrefix("//") { return index + 1 }
    if let count = attributes.take(lines[index...]) { return index + count }
    if line.hasPrefix("["), line.hasSuffix("]") {
      takeStyle(line)
      return index + 1
    }
    if line.hasPrefix("ifdef::") || line.hasPrefix("ifndef::") || line.hasPrefix("ifeval::") {
      return parseCondition(line, lines, at: index)
    }
    if AsciiDocMacro.isBlock(line) || line.hasPrefix("endif::") { return index + 1 }
    guard line.first == ".", let next = line.dropFirst().first, next != ".", next != " " else { return nil }
    add(.paragraph, inline(String(line.dropFirst())))
    return index + 1
  }

  private mutating func takeStyle(_ line: String) {
    if line.hasPrefix("[[") { return }
    let parts = line.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false).map(\.trimmingSpace)
    style = parts.first.map { String($0.prefix { $0 != "#" && $0 != "." && $0 != "%" }) } ?? ""
    styleArguments = parts.dropFirst().filter { !$0.contains("=") || $0.hasPrefix("cols") }.map {
      String($0.drop { $0 == "\"" }.reversed().drop { $0 == "\"" }.reversed())
    }
    guard style.isEmpty || style.contains("=") else { return }
    style = ""
    styleArguments = parts
  }

  /// Passes over what a condition leaves out, up to its end; returns the line to go on with.
  private mutating func parseCondition(_ line: String, _ lines: ArraySlice<Substring>, at index: Int) -> Int {
    let name = line.drop { $0 != ":" }.dropFirst(2).prefix { $0 != "[" }
    let isWanted = line.hasPrefix("ifeval") || isDefined(name) == line.hasPrefix("ifdef")
    guard line.hasSuffix("[]") || line.hasPrefix("ifeval") else {
      // The text itself stands in the brackets.
      if isWanted { add(.paragraph, inline(String(line.drop { $0 != "[" }.dropFirst().dropLast()))) }
      return index + 1
    }
    guard !isWanted else { return index + 1 }
    var depth = 1
    var end = index + 1
    while end < lines.endIndex, depth > 0 {
      let next = lines[end]
      if next.hasPrefix("endif::") {
        depth -= 1
      } else if next.hasPrefix("ifeval::") || next.hasPrefix("ifdef::") || next.hasPrefix("ifndef::") {
        if next.trimmingEnd.hasSuffix("[]") || next.hasPrefix("ifeval") { depth += 1 }
      }
      end += 1
    }
    return end
  }

  private func isDefined(_ names: Substring) -> Bool {
    if names.contains("+") { return names.split(separator: "+").allSatisfy { attributes.isDefined($0) } }
    return names.split(separator: ",").contains { attributes.isDefined($0) }
  }

  private mutating func parseDelimited(
    _ line: String, _ lines: ArraySlice<Substring>, at index: Int, depth: Int
  ) -> Int? {
    guard let delimiter = AsciiDocDelimiter(line) else { return nil }
    let start = index + 1
    let close = lines[start...].firstIndex { delimiter.isClosed(by: $0) } ?? lines.endIndex
    let inner = lines[start..<close]
    let (style, arguments) = (style, styleArguments)
    (self.style, styleArguments) = ("", [])
    switch delimiter.kind {
    case .code: addCode(inner)
    case .passthrough: add(.paragraph, HTMLFragment.text(inner.joined(separator: "\n"), limits: limits))
    case .table:
      let table = AsciiDocTable(inner, separator: delimiter.cellSeparator, arguments: [style] + arguments)
      for row in table.rows {
        let cells = row.map { inline($0) }
        let last = cells.lastIndex { !$0.isEmpty } ?? -1
        add(.row, cells.prefix(last + 1).joined(separator: " | "))
      }
    case .content where style == "verse": addCode(inner)
    case .content where ["source", "listing", "literal"].contains(style): addCode(inner)
    case .content where depth < Self.maximumDepth:
      parse(inner, depth: depth + 1)
      if style == "quote", !arguments.isEmpty { add(.paragraph, inline(arguments.joined(separator: ", "))) }
    case .content: add(.paragraph, inline(inner.joined(separator: " ")))
    }
    return min(close + 1, lines.endIndex)
  }

  // MARK: Lists and paragraphs

  private mutating func parseItem(_ item: AsciiDocListItem, _ lines: ArraySlice<Substring>, at index: Int) -> Int {
    let end = endOfParagraph(lines, from: index + 1, isInList: true)
    let texts = [item.text] + lines[(index + 1)..<end].map { String($0.trimmingSpace) }
    if let term = item.term {
      add(.paragraph, inline(term))
      add(.paragraph, inline(Self.joined(texts)))
    } else {
      add(.item, item.mark + inline(Self.joined(texts)))
    }
    return end
  }

  private mutating func parseParagraph(_ lines: ArraySlice<Substring>, at index: Int) -> Int {
    let end = max(index + 1, endOfParagraph(lines, from: index + 1, isInList: isInList))
    isInList = false
    let isCode = ["source", "listing", "literal", "verse"].contains(style)
    let arguments = style == "quote" ? styleArguments : []
    style = ""
    if isCode || lines[index].first == " " || lines[index].first == "\t" {
      addCode(lines[index..<end])
    } else {
      add(.paragraph, inline(Self.joined(lines[index..<end].map { String($0) })))
    }
    if !arguments.isEmpty { add(.paragraph, inline(arguments.joined(separator: ", "))) }
    return end
  }

  /// The end of the lines that belong to a paragraph or to the text of a list item.
  private func endOfParagraph(_ lines: ArraySlice<Substring>, from start: Int, isInList: Bool) -> Int {
    var end = start
    while end < lines.endIndex {
      let line = lines[end].trimmingEnd
      if line.isEmpty || line == "+" || AsciiDocDelimiter(line) != nil || line.hasPrefix("//") { break }
      if line.hasPrefix("["), line.hasSuffix("]") { break }
      if line.hasPrefix("ifdef::") || line.hasPrefix("ifndef::") || line.hasPrefix("endif::") { break }
      if isInList, AsciiDocListItem(line) != nil { break }
      end += 1
    }
    return end
  }

  /// Lines as one text; a plus at the end of a line breaks it.
  private static func joined(_ lines: [String]) -> String {
    var text = ""
    for line in lines {
      let trimmed = line.trimmingEnd
      if !text.isEmpty, !text.hasSuffix("\n") { text += " " }
      text += trimmed.hasSuffix(" +") ? trimmed.dropLast(2) + "\n" : trimmed
    }
    return text
  }

  // MARK: Output

  private func inline(_ text: String) -> String { AsciiDocInlines.text(attributes.expanded(text)).withSingleSpaces }

  private mutating func add(_ kind: TextBlock.Kind, _ text: String) {
    if !text.isBlank { blocks.append(TextBlock(kind: kind, text: text)) }
  }

  /// Keeps lines as they are, but for the numbers that point to explanations.
  private mutating func addCode(_ lines: ArraySlice<Substring>) {
    let texts = lines.map { line -> String in
      let line = line.trimmingEnd
      guard line.hasSuffix(">"), let open = line.lastIndex(of: "<"),
        line[open...].dropFirst().dropLast().allSatisfy({ $0.isNumber || $0 == "." })
      else { return line }
      let code = line[..<open].trimmingEnd
      // The sign of a comment that hides the number from the compiler.
      let sign = ["#", "//", "--", ";;"].first { code.hasSuffix(" " + $0) }
      return sign.map { code.dropLast($0.count).trimmingEnd } ?? code
    }
    add(.code, texts.joined(separator: "\n"))
  }
}
