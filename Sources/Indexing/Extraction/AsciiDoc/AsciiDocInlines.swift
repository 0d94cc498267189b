/// The text of AsciiDoc without the marks for emphasis, links and macros.
struct AsciiDocInlines {
  /// The longest stretch between two marks, in characters; beyond it a mark is a sign like any other.
  private static let longestSpan = 4096

  private let text: [Character]
  private var index = 0
  private var output = ""
  private let depth: Int
  /// How far may still be looked for marks that are not there, so that time stays in proportion to the length.
  private var patience: Int

  /// The text that readers see.
  static func text(_ text: String) -> String { self.text(text, depth: 0) }

  private static func text(_ text: String, depth: Int) -> String {
    guard depth < 8, text.utf8.contains(where: { "`*_#+^~[<(\\".utf8.contains($0) }) else {
      return CharacterReferences.decode(text)
    }
    var inlines = AsciiDocInlines(Array(text), depth: depth)
    return CharacterReferences.decode(inlines.run())
  }

  private init(_ text: [Character], depth: Int) {
    self.text = text
    self.depth = depth
    patience = (64 << 10) + 8 * text.count
  }

  private mutating func run() -> String {
    while index < text.count {
      let taken =
        switch text[index] {
        case "\\": takeEscape()
        case "`", "*", "_", "#", "+", "^", "~": takeSpan()
        case "<": takeReference()
        case "[": takeBracket()
        case "(": takeIndexTerm()
        case "\"", "'": takeQuotation()
        case "i", "l", "h", "f", "x", "k", "b", "m", "p", "s", "a", "c", "n": takeMacro()
        default: false
        }
      if !taken {
        output.append(text[index])
        index += 1
      }
    }
    return output
  }

  // MARK: Spans

  private mutating func takeEscape() -> Bool {
    guard index + 1 < text.count, "`*_#+^~<[{('\"\\".contains(text[index + 1]) else { return false }
    output.append(text[index + 1])
    index += 2
    return true
  }

  private mutating func takeSpan() -> Bool {
    let sign = text[index]
    let run = text[index...].prefix(3).prefix { $0 == sign }.count
    if run >= 2, let end = find(String(repeating: sign, count: 2), from: index + 2, bounded: false) {
      append(index + 2, end, isLiteral: sign == "+" || sign == "`")
      index = end + 2
      return true
    }
    let isScript = sign == "^" || sign == "~"
    guard run == 1, isScript || isWordBoundary(before: index), index + 1 < text.count, !text[index + 1].isWhitespace,
      let end = find(String(sign), from: index + 1, bounded: !isScript)
    else { return false }
    if isScript, text[index..<end].contains(where: \.isWhitespace) { return false }
    append(index + 1, end, isLiteral: sign == "+")
    index = end + 1
    return true
  }

  private mutating func append(_ start: Int, _ end: Int, isLiteral: Bool) {
    let inner = String(text[start..<end])
    output += isLiteral ? inner : Self.text(inner, depth: depth + 1)
  }

  /// A quotation whose marks are to be curved: "`…`".
  private mutating func takeQuotation() -> Bool {
    let quote = text[index]
    guard index + 2 < text.count, text[index + 1] == "`", let end = find("`\(quote)", from: index + 2, bounded: false)
    else { return false }
    output += quote == "\"" ? "“" : "‘"
    append(index + 2, end, isLiteral: false)
    output += quote == "\"" ? "”" : "’"
    index = end + 2
    return true
  }

  // MARK: References

  /// A reference to another place: `<<id,text>>`.
  private mutating func takeReference() -> Bool {
    guard starts("<<"), let end = find(">>", from: index + 2, bounded: false) else { return false }
    let content = String(text[(index + 2)..<end])
    let parts = content.split(separator: ",", maxSplits: 1)
    let shown = parts.count == 2 ? parts[1].trimmingSpace : content.filter { $0 != "#" }
    output += Self.text(shown, depth: depth + 1)
    index = end + 2
    return true
  }

  /// A name of a place, or how the next span looks, which show nothing.
  private mutating func takeBracket() -> Bool {
    if starts("[["), let end = find("]]", from: index + 2, bounded: false) {
      index = end + 2
      return true
    }
    guard index + 1 < text.count, ".#%".contains(text[index + 1]),
      let close = text[index...].prefix(80).firstIndex(of: "]"), close + 1 < text.count,
      "#*_`".contains(text[close + 1])
    else { return false }
    index = close + 1
    return true
  }

  /// A term for the index: `((shown))`, `(((not shown)))`.
  private mutating func takeIndexTerm() -> Bool {
    if starts("((("), let end = find(")))", from: index + 3, bounded: false) {
      index = end + 3
      return true
    }
    guard starts("(("), let end = find("))", from: index + 2, bounded: false) else { return false }
    append(index + 2, end, isLiteral: false)
    index = end + 2
    return true
  }

  // MARK: Macros

  private static let textMacros = [
    "link", "xref", "mailto", "kbd", "btn", "pass", "stem", "latexmath", "asciimath", "menu",
  ]
  private static let hiddenMacros = ["image", "icon", "anchor", "indexterm", "counter2"]
  private static let schemes = ["https://", "http://", "ftp://", "irc://", "mailto:"]

  private mutating func takeMacro() -> Bool {
    guard isWordBoundary(before: index) else { return false }
    if let scheme = Self.schemes.first(where: { starts($0) }), scheme != "mailto:" { return takeAddress() }
    if starts("footnote:") || starts("footnoteref:") { return takeFootnote() }
    for name in Self.textMacros + Self.hiddenMacros where starts(name + ":") {
      guard let parts = macro(after: index + name.count + 1) else { return false }
      if !Self.hiddenMacros.contains(name) {
        let target = String(text[parts.target]).replacing("++", with: "")
        let shown = String(text[parts.text]).trimmingSpace
        let label = name == "menu" ? [target, shown].filter { !$0.isEmpty }.joined(separator: " > ") : shown
        let text = name == "pass" ? HTMLFragment.text(label, limits: .init()) : Self.label(label)
        output += label.isEmpty ? target : Self.text(text, depth: depth + 1)
      }
      index = parts.text.upperBound + 1
      return true
    }
    return false
  }

  /// An address, of which the text behind it is shown when there is one.
  private mutating func takeAddress() -> Bool {
    var end = index
    while end < text.count, !text[end].isWhitespace, !"[]<>\"".contains(text[end]) { end += 1 }
    let address = String(text[index..<end])
    if end < text.count, text[end] == "[", let close = closing(from: end) {
      let label = Self.label(String(text[(end + 1)..<close]).trimmingSpace)
      output += label.isEmpty ? address : Self.text(label, depth: depth + 1)
      index = close + 1
    } else {
      output += address
      index = end
    }
    return true
  }

  /// The text of a note at the foot of the page, in parentheses.
  private mutating func takeFootnote() -> Bool {
    let start = index + (starts("footnoteref:") ? 12 : 9)
    guard let parts = macro(after: start) else { return false }
    let note = String(text[parts.text])
    index = parts.text.upperBound + 1
    if !note.isBlank { output += " (" + Self.text(note, depth: depth + 1) + ")" }
    return true
  }

  /// What a link shows: its text without attributes and without the sign for a new window.
  private static func label(_ text: String) -> String {
    var label = text
    if label.first == "\"", let end = label.dropFirst().firstIndex(of: "\"") {
      label = String(label[label.index(after: label.startIndex)..<end])
    } else if let comma = label.firstIndex(of: ","), label[comma...].contains("=") {
      label = String(label[..<comma])
    }
    return label.hasSuffix("^") ? String(label.dropLast()) : label
  }

  /// The target and the text in brackets of a macro.
  private mutating func macro(after start: Int) -> (target: Range<Int>, text: Range<Int>)? {
    var open = start
    while open < text.count, text[open] != "[", !text[open].isWhitespace, open - start < 2048 { open += 1 }
    guard open < text.count, text[open] == "[", let close = closing(from: open) else { return nil }
    return (start..<open, (open + 1)..<close)
  }

  /// The bracket that closes another one.
  private mutating func closing(from open: Int) -> Int? {
    guard patience > 0 else { return nil }
    var depth = 0
    let limit = min(text.count, open + Self.longestSpan)
    for position in open..<limit {
      if text[position] == "[" { depth += 1 }
      if text[position] == "]" {
        depth -= 1
        if depth == 0 { return position }
      }
    }
    patience -= limit - open
    return nil
  }

  // MARK: Characters

  private func starts(_ mark: String) -> Bool { text[index...].starts(with: mark) }

  private func isWordBoundary(before position: Int) -> Bool {
    position == 0 || !(text[position - 1].isLetter || text[position - 1].isNumber || text[position - 1] == "_")
  }

  /// The next mark that can close; when bounded, with text before it and no part of a word behind it.
  private mutating func find(_ mark: String, from start: Int, bounded: Bool) -> Int? {
    guard patience > 0 else { return nil }
    let limit = min(text.count, start + Self.longestSpan)
    var position = start + 1
    while position < limit {
      if text[position] == mark.first, text[position...].starts(with: mark), text[position - 1] != "\\" {
        let after = position + mark.count
        let isBounded =
          !text[position - 1].isWhitespace && (after >= text.count || !(text[after].isLetter || text[after].isNumber))
        if !bounded || isBounded { return position }
      }
      position += 1
    }
    patience -= limit - start
    return nil
  }
}
