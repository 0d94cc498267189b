/// A line that begins a block which another line like it ends.
struct AsciiDocDelimiter {
  enum Kind { case code, passthrough, table, content }

  let kind: Kind
  /// What is between the cells of a table.
  private(set) var cellSeparator: Character = "|"
  private let line: String

  init?(_ line: String) {
    guard let first = line.first else { return nil }
    self.line = line
    if line.hasPrefix("```") {
      guard !line.dropFirst(3).contains("`") else { return nil }
      kind = .code
      return
    }
    if line.dropFirst() == "===", "|,:!".contains(first) {
      kind = .table
      cellSeparator = first
      return
    }
    if line == "--" {
      kind = .content
      return
    }
    guard line.utf8.count >= 4, line.allSatisfy({ $0 == first }) else { return nil }
    switch first {
    case "-", ".": kind = .code
    case "+": kind = .passthrough
    case "=", "*", "_": kind = .content
    default: return nil
    }
  }

  /// Whether a line ends the block.
  func isClosed(by other: Substring) -> Bool {
    if line.hasPrefix("```") { return other.trimmingEnd == "```" }
    return other.first == line.first && other.trimmingEnd == line
  }
}

/// A line that begins an item of a list.
struct AsciiDocListItem {
  /// What stands before the text.
  private(set) var mark = "- "
  /// What is explained, in lists of terms.
  private(set) var term: String?
  private(set) var text: String

  init?(_ line: String) {
    let start = line.drop { $0 == " " || $0 == "\t" }
    guard let first = start.first else { return nil }
    let rest: Substring
    if first == "*" || first == "." || first == "-" {
      let count = start.prefix { $0 == first }.count
      guard count <= (first == "-" ? 1 : 5) else { return nil }
      rest = start.dropFirst(count)
    } else if first.isNumber {
      let digits = start.prefix { $0.isASCII && $0.isNumber }
      guard digits.count <= 4, start.dropFirst(digits.count).first == "." else { return nil }
      mark = digits + ". "
      rest = start.dropFirst(digits.count + 1)
    } else if first == "<" {
      let label = start.dropFirst().prefix { $0.isNumber || $0 == "." }
      guard !label.isEmpty, start.dropFirst(label.count + 1).first == ">" else { return nil }
      rest = start.dropFirst(label.count + 2)
    } else {
      guard let found = Self.definition(start) else { return nil }
      term = String(found.term)
      text = found.text.trimmingSpace
      return
    }
    guard rest.first == " ", !rest.isBlank else { return nil }
    text = rest.trimmingSpace
    for box in ["[ ] ", "[x] ", "[*] "] where text.hasPrefix(box) { text = String(text.dropFirst(4)) }
  }

  /// A term and two colons or more, or two semicolons.
  private static func definition(_ line: Substring) -> (term: Substring, text: Substring)? {
    for sign in ["::", ";;"] {
      guard let colons = line.firstRange(of: sign), colons.lowerBound > line.startIndex else { continue }
      let rest = line[colons.upperBound...].drop { $0 == ":" }
      let term = line[..<colons.lowerBound]
      if rest.isEmpty || rest.first == " ", !term.isBlank, term.count <= 200 { return (term, rest) }
    }
    return nil
  }
}

/// Lines that are headings, and those that are drawn between paragraphs.
enum AsciiDocHeading {
  /// The heading that lines begin with, and how many of them it takes.
  static func of(_ lines: ArraySlice<Substring>) -> (text: Substring, lines: Int)? {
    guard let line = lines.first, let first = line.first else { return nil }
    if first == "=" || first == "#" {
      let level = line.prefix { $0 == first }.count
      let rest = line.dropFirst(level)
      return level <= 6 && rest.first == " " && !rest.isBlank ? (rest.trimmingSpace[...], 1) : nil
    }
    guard let under = lines.dropFirst().first, isUnderline(under, of: line), AsciiDocListItem(String(line)) == nil
    else { return nil }
    return (line, 2)
  }

  /// Whether a line is made of one sign as many times as the line above has characters, one more or less.
  static func isUnderline(_ line: Substring, of title: Substring) -> Bool {
    let line = line.trimmingEnd
    guard let sign = line.first, "=-~^+".contains(sign), line.count >= 3, line.allSatisfy({ $0 == sign }),
      let first = title.first, first.isLetter || first.isNumber || "“\"'`¿¡".contains(first)
    else { return false }
    return abs(title.trimmingEnd.count - line.count) <= 1
  }

  static func isBreak(_ line: String) -> Bool { ["'''", "---", "***", "- - -", "* * *", "<<<"].contains(line) }
}

/// Commands to the program in the text.
enum AsciiDocMacro {
  /// Whether a line is a command and nothing else: `image::lamp.png[A lamp]`.
  static func isBlock(_ line: String) -> Bool {
    guard line.last == "]", let colons = line.firstRange(of: "::"), line.first?.isLetter == true else { return false }
    let name = line[..<colons.lowerBound]
    let rest = line[colons.upperBound...]
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }), let open = rest.firstIndex(of: "[")
    else { return false }
    return rest.first != " " && (!rest[..<open].contains(" ") || name == "include" || name == "image")
  }
}

/// The cells of a table.
struct AsciiDocTable {
  private(set) var rows: [[String]] = []

  /// Reads the lines between the delimiters.
  ///
  /// - Parameters:
  ///   - lines: The lines.
  ///   - separator: What is between cells.
  ///   - arguments: The attributes of the table, of which `cols` and `format` count.
  init(_ lines: ArraySlice<Substring>, separator: Character, arguments: [String]) {
    let format = arguments.first { $0.hasPrefix("format") }
    if separator == "," || separator == ":" || format?.contains("csv") == true {
      let byte = UInt8(ascii: separator == ":" ? ":" : ",")
      rows = RowSplitter.rows(of: lines.joined(separator: "\n"), separator: byte)
      return
    }
    var cells: [String] = []
    var firstLine = 0
    for line in lines where !line.hasPrefix("//") {
      let found = Self.cells(in: line, separator: separator)
      if let last = cells.indices.last, !found.lead.isBlank { cells[last] += " " + found.lead.trimmingSpace }
      cells += found.cells
      if firstLine == 0 { firstLine = cells.count }
    }
    let columns = Self.columns(arguments) ?? max(1, firstLine)
    rows = stride(from: 0, to: cells.count, by: columns).map { Array(cells[$0..<min($0 + columns, cells.count)]) }
  }

  /// What stands before the first separator of a line, and its cells without what says how they look.
  private static func cells(in line: Substring, separator: Character) -> (lead: String, cells: [String]) {
    var parts: [String] = [""]
    var previous: Character?
    for character in line {
      if character == separator, previous != "\\" {
        parts.append("")
      } else {
        if character == separator { parts[parts.count - 1].removeLast() }
        parts[parts.count - 1].append(character)
      }
      previous = character
    }
    var spans: [Int: Int] = [:]
    // Before a separator stands how the next cell looks: `2+^.>s|`.
    for number in parts.indices.dropLast() {
      let part = parts[number]
      let look = part.reversed().prefix { $0.isNumber || "+*.<>^adehlmsv".contains($0) }
      let before = part.dropLast(look.count)
      guard before.isEmpty || before.last == " " else { continue }
      parts[number] = String(before)
      if let span = Self.span(String(look.reversed())) { spans[number + 1] = span }
    }
    let cells = parts.indices.dropFirst().flatMap { number in
      [parts[number].trimmingSpace] + Array(repeating: "", count: (spans[number] ?? 1) - 1)
    }
    return (parts[0], cells)
  }

  /// How many columns a cell takes: `2+`.
  private static func span(_ look: String) -> Int? {
    let digits = look.prefix { $0.isNumber }
    guard let sign = look.dropFirst(digits.count).first, sign == "+", let count = Int(digits) else { return nil }
    return min(max(1, count), 100)
  }

  /// The number of columns: `cols="1,2a,3"`, `cols=3*`.
  private static func columns(_ arguments: [String]) -> Int? {
    guard let start = arguments.firstIndex(where: { $0.hasPrefix("cols") }) else { return nil }
    var specifications = arguments[start...].prefix { $0 == arguments[start] || !$0.contains("=") }.map { $0[...] }
    specifications[0] = specifications[0].drop { $0 != "=" }.dropFirst()
    let count = specifications.flatMap { $0.split { $0 == "," || $0 == ";" } }.reduce(0) { count, column in
      let column = column.filter { $0 != "\"" && $0 != " " }
      let times = column.contains("*") ? Int(column.prefix { $0.isNumber }) ?? 1 : 1
      return count + min(max(1, times), 1000)
    }
    return count > 0 ? count : nil
  }
}
