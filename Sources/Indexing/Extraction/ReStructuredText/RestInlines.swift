/// The text of reStructuredText without the marks for emphasis, links and roles.
struct RestInlines {
  /// The longest stretch between two marks, in characters; beyond it a mark is a sign like any other.
  private static let longestSpan = 4096

  private let text: [Character]
  private let references: RestReferences
  private var index = 0
  private var output = ""
  /// How far may still be looked for marks that are not there, so that time stays in proportion to the length.
  private var patience: Int

  /// The text that readers see.
  static func text(_ text: String, _ references: RestReferences) -> String {
    guard text.utf8.contains(where: { "`*|_\\".utf8.contains($0) }) else { return text }
    var inlines = RestInlines(Array(text), references)
    return inlines.run()
  }

  private init(_ text: [Character], _ references: RestReferences) {
    self.text = text
    self.references = references
    patience = (64 << 10) + 8 * text.count
  }

  private mutating func run() -> String {
    while index < text.count {
      let taken =
        switch text[index] {
        case "\\": takeEscape()
        case "`": takeBackquotes(role: nil)
        case ":": takeRole()
        case "*": takeEmphasis()
        case "|": takeSubstitution()
        case "[": takeFootnote()
        case "_": takeUnderscore()
        default: false
        }
      if !taken {
        output.append(text[index])
        index += 1
      }
    }
    return output
  }

  // MARK: Marks

  private mutating func takeEscape() -> Bool {
    index += 1
    guard index < text.count else { return true }
    if !text[index].isWhitespace { output.append(text[index]) }
    index += 1
    return true
  }

  private mutating func takeBackquotes(role: String?) -> Bool {
    if starts("``"), let end = find("``", from: index + 2) {
      output += String(text[(index + 2)..<end])
      index = end + 2
      return true
    }
    guard canStart(1), let end = find("`", from: index + 1) else { return false }
    output += Self.reference(String(text[(index + 1)..<end]), isRole: role != nil)
    index = end + 1
    if starts("__") { index += 2 } else if starts("_") { index += 1 } else { skipRole() }
    return true
  }

  /// A role before its text: `:doc:`…``.
  private mutating func takeRole() -> Bool {
    var end = index + 1
    while end < text.count, end - index < 40, isPartOfRole(text[end]) || text[end] == ":" { end += 1 }
    guard end < text.count, text[end] == "`", text[end - 1] == ":", end > index + 2 else { return false }
    let start = index
    index = end
    if takeBackquotes(role: String(text[(start + 1)..<(end - 1)])) { return true }
    index = start
    return false
  }

  /// A role after its text.
  private mutating func skipRole() {
    guard index < text.count, text[index] == ":" else { return }
    var end = index + 1
    while end < text.count, end - index < 40, isPartOfRole(text[end]) { end += 1 }
    if end < text.count, text[end] == ":", end > index + 1 { index = end + 1 }
  }

  private func isPartOfRole(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "+._-".contains(character))
  }

  /// What is between backquotes: the text before an address, the last part of a name that is to be shortened.
  private static func reference(_ content: String, isRole: Bool) -> String {
    if content.last == ">", let open = content.lastIndex(of: "<") {
      let title = content[..<open].trimmingSpace
      let target = content[content.index(after: open)...].dropLast()
      if open == content.startIndex || content[content.index(before: open)].isWhitespace {
        return unescaped(title.isEmpty ? String(target) : title)
      }
    }
    guard isRole else { return unescaped(content) }
    if content.hasPrefix("~") { return String(content.dropFirst().split(separator: ".").last ?? "") }
    return unescaped(content.hasPrefix("!") ? String(content.dropFirst()) : content)
  }

  private static func unescaped(_ text: String) -> String {
    guard text.contains("\\") else { return text }
    return text.replacing(/\\(\s|.)/) { $0.1.allSatisfy(\.isWhitespace) ? "" : String($0.1) }
  }

  private mutating func takeEmphasis() -> Bool {
    let mark = starts("**") ? "**" : "*"
    guard canStart(mark.count), let end = find(mark, from: index + mark.count) else { return false }
    output += Self.unescaped(String(text[(index + mark.count)..<end]))
    index = end + mark.count
    return true
  }

  private mutating func takeSubstitution() -> Bool {
    guard canStart(1), let end = find("|", from: index + 1), end - index < 80,
      let value = references.substitution(String(text[(index + 1)..<end]))
    else { return false }
    output += value
    index = end + 1
    while starts("_") { index += 1 }
    return true
  }

  private mutating func takeFootnote() -> Bool {
    guard let end = text[index...].prefix(60).firstIndex(of: "]"), end + 1 < text.count, text[end + 1] == "_",
      end > index + 1, end + 2 == text.count || !(text[end + 2].isLetter || text[end + 2].isNumber)
    else { return false }
    let label = text[(index + 1)..<end]
    guard label.allSatisfy({ $0.isLetter || $0.isNumber || "#*._-".contains($0) }) else { return false }
    if label.first == "#" || label.first == "*" {
      while output.last == " " { output.removeLast() }
    } else {
      output += "[\(String(label))]"
    }
    index = end + 2
    return true
  }

  /// The end of a reference of one word, or a target in backquotes.
  private mutating func takeUnderscore() -> Bool {
    if index + 1 < text.count, text[index + 1] == "`", canStart(2), let end = find("`", from: index + 2) {
      output += String(text[(index + 2)..<end])
      index = end + 1
      return true
    }
    let end = starts("__") ? index + 2 : index + 1
    guard end == text.count || !(text[end].isLetter || text[end].isNumber || text[end] == "_") else { return false }
    let word = output.reversed().prefix { $0.isLetter || $0.isNumber || "-_.:+".contains($0) }
    guard !word.isEmpty, end == index + 2 || references.isTarget(String(word.reversed())) else { return false }
    index = end
    return true
  }

  // MARK: Characters

  private func starts(_ mark: String) -> Bool { text[index...].starts(with: mark) }

  /// Whether a mark of a length can open something here: text follows, and what is before is no part of a word.
  private func canStart(_ length: Int) -> Bool {
    guard index + length < text.count, !text[index + length].isWhitespace else { return false }
    return index == 0 || !(text[index - 1].isLetter || text[index - 1].isNumber)
  }

  /// The next mark that can close: text before it, no part of a word behind it.
  private mutating func find(_ mark: String, from start: Int) -> Int? {
    guard patience > 0 else { return nil }
    let limit = min(text.count, start + Self.longestSpan)
    let isLiteral = mark == "``"
    var position = start + 1
    while position < limit {
      if text[position] == "\\", !isLiteral {
        position += 2
        continue
      }
      if text[position...].starts(with: mark), !text[position - 1].isWhitespace {
        let after = position + mark.count
        if after >= text.count || !(text[after].isLetter || text[after].isNumber) { return position }
      }
      position += 1
    }
    patience -= limit - start
    return nil
  }
}
