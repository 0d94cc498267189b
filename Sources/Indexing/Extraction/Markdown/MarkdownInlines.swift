/// Turns the inline markup of Markdown into plain text.
///
/// Links and images leave their text; emphasis, strikethrough, HTML tags and comments, footnote marks and shortcodes
/// leave nothing; code spans and escaped characters stand as they are.
struct MarkdownInlines {
  private let references: MarkdownReferences

  init(_ references: MarkdownReferences) {
    self.references = references
  }

  /// The plain text of a paragraph.
  func plainText(_ source: String) -> String {
    var scanner = InlineScanner(source, references: references, depth: 0)
    return scanner.scan()
  }
}

/// One pass over one paragraph.
private struct InlineScanner {
  /// A piece of the output; a delimiter run disappears when it finds its partner.
  private struct Piece {
    var text: String
    var delimiter: Character?
    var canOpen = false
    var canClose = false
  }

  private let source: [Character]
  private let references: MarkdownReferences
  private let depth: Int
  private var index = 0
  private var pieces: [Piece] = []
  private var literal = ""

  init(_ source: String, references: MarkdownReferences, depth: Int) {
    self.source = Array(source)
    self.references = references
    self.depth = depth
  }

  mutating func scan() -> String {
    while index < source.count {
      let character = source[index]
      switch character {
      case "\\": takeEscape()
      case "`": takeCode()
      case "!" where peek(1) == "[" && takeWikiLink(at: index + 1): skipDoubledSpace()
      case "[" where takeWikiLink(at: index): break
      case "^" where peek(1) == "[" && takeInlineNote(): break
      case "%" where takeNote(): skipDoubledSpace()
      case "!" where peek(1) == "[" && takeBracket(at: index + 1): break
      case "[" where takeBracket(at: index): break
      case "<" where takeAngle(): skipDoubledSpace()
      case "{" where takeTemplateTag(): skipDoubledSpace()
      case "~" where takeScript(), "^" where takeScript(): break
      case "*", "_", "~": takeDelimiter(character)
      case "=" where run(of: "=", at: index) == 2: takeDelimiter(character)
      default:
        literal.append(character)
        index += 1
      }
    }
    flushLiteral()
    removeMatchedDelimiters()
    return pieces.map(\.text).joined()
  }

  /// Of two spaces around something that left nothing, one goes.
  private mutating func skipDoubledSpace() {
    guard peek(0)?.isWhitespace == true else { return }
    let last = literal.last ?? pieces.last { !$0.text.isEmpty }?.text.last
    if last?.isWhitespace ?? true { index += 1 }
  }

  private func peek(_ offset: Int) -> Character? {
    let position = index + offset
    return source.indices.contains(position) ? source[position] : nil
  }

  /// Text outside code is decoded; code keeps its references.
  private mutating func flushLiteral() {
    if !literal.isEmpty { pieces.append(Piece(text: CharacterReferences.decode(literal))) }
    literal = ""
  }

  private mutating func takeEscape() {
    if let next = peek(1), next.isASCII, next.isPunctuation || next.isSymbol {
      flushLiteral()
      pieces.append(Piece(text: String(next)))
      index += 2
    } else {
      literal.append("\\")
      index += 1
    }
  }

  private mutating func takeScript() -> Bool {
    guard let end = MarkdownScripts.end(in: source, from: index) else { return false }
    literal += source[(index + 1)..<end]
    index = end + 1
    return true
  }

  private mutating func takeCode() {
    let count = run(of: "`", at: index)
    var position = index + count
    let end = min(source.count, position + Self.window)
    while position < end {
      if source[position] == "`" {
        let closing = run(of: "`", at: position)
        if closing == count {
          flushLiteral()
          pieces.append(Piece(text: String(source[(index + count)..<position]).trimmingSpace))
          index = position + closing
          return
        }
        position += closing
      } else {
        position += 1
      }
    }
    literal += String(repeating: "`", count: count)
    index += count
  }

  private func run(of character: Character, at start: Int) -> Int {
    source[start...].prefix { $0 == character }.count
  }

  // MARK: Links

  /// A link, image, reference or footnote mark whose `[` is at an offset; false when it is only a bracket.
  private mutating func takeBracket(at open: Int) -> Bool {
    guard let close = matching("[", "]", from: open) else { return false }
    let inner = String(source[(open + 1)..<close])
    var end = close + 1
    if inner.hasPrefix("^") {
      index = end
      return true
    }
    if end < source.count, source[end] == "(", let closing = matching("(", ")", from: end) {
      end = closing + 1
    } else if end < source.count, source[end] == "[", let closing = matching("[", "]", from: end) {
      let label = String(source[(end + 1)..<closing])
      guard references.contains(label.isEmpty ? inner : label) else { return false }
      end = closing + 1
    } else if !references.contains(inner) {
      return false
    }
    flushLiteral()
    pieces.append(Piece(text: nested(inner)))
    index = end
    return true
  }

  private func nested(_ inner: String) -> String {
    guard depth < 8 else { return inner }
    var scanner = InlineScanner(inner, references: references, depth: depth + 1)
    return scanner.scan()
  }

  /// How far on the end of a construct is looked for, in characters, so that openings without an end cost little.
  private static let window = 4000

  /// The partner of a bracket.
  private func matching(_ open: Character, _ close: Character, from start: Int) -> Int? {
    var level = 0
    var position = start
    let end = min(source.count, start + Self.window)
    while position < end {
      switch source[position] {
      case "\\": position += 1
      case open: level += 1
      case close:
        level -= 1
        if level == 0 { return position }
      default: break
      }
      position += 1
    }
    return nil
  }

  // MARK: Notes

  /// A link of note programs, `[[page#part|text]]`, which leaves its text; of a picture in the text nothing.
  private mutating func takeWikiLink(at open: Int) -> Bool {
    guard open + 1 < source.count, source[open + 1] == "[", let close = matching("[", "]", from: open),
      source[close - 1] == "]", close - open > 4
    else { return false }
    let inner = source[(open + 2)..<(close - 1)]
    guard !inner.contains("["), !inner.contains("]") else { return false }
    let parts = inner.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let isEmbedded = open > index
    let isFile = isEmbedded && parts[0].suffix(6).contains(".")
    flushLiteral()
    if !isFile {
      let isNamed = parts.count > 1 && !parts[1].isEmpty
      pieces.append(Piece(text: String(isNamed ? parts[1] : parts[0]).replacing("#", with: isNamed ? "#" : " ")))
    }
    index = close + 1
    return true
  }

  /// A footnote where it belongs, `^[text]`, in parentheses.
  private mutating func takeInlineNote() -> Bool {
    guard let close = matching("[", "]", from: index + 1) else { return false }
    flushLiteral()
    pieces.append(Piece(text: " (" + nested(String(source[(index + 2)..<close])) + ")"))
    index = close + 1
    return true
  }

  /// A comment of note programs, `%%text%%`.
  private mutating func takeNote() -> Bool {
    guard peek(1) == "%" else { return false }
    var position = index + 2
    let end = min(source.count, index + Self.window)
    while position + 1 < end {
      if source[position] == "%", source[position + 1] == "%" {
        index = position + 2
        return true
      }
      position += 1
    }
    return false
  }

  // MARK: HTML and templates

  /// An autolink leaves its address; a tag or comment leaves nothing.
  private mutating func takeAngle() -> Bool {
    if source[index...].starts(with: "<!--") {
      var position = index + 4
      while position + 2 < source.count, source[position...].prefix(3) != ["-", "-", ">"] { position += 1 }
      index = min(source.count, position + 3)
      return true
    }
    guard let next = peek(1), next.isLetter || next == "/",
      let close = source[index...].prefix(2000).firstIndex(of: ">")
    else { return false }
    let inner = String(source[(index + 1)..<close])
    flushLiteral()
    if !inner.contains(" "), inner.contains("://") || inner.contains("@") || inner.hasPrefix("mailto:") {
      pieces.append(Piece(text: inner))
    } else if inner.lowercased().hasPrefix("br") {
      pieces.append(Piece(text: "\n"))
    }
    index = close + 1
    return true
  }

  /// Leaves the captions of pictures of shortcodes `{{< … >}}`, `{{% … %}}`, template expressions `{{ … }}` and tags `{% … %}`,
  /// nothing of comments `{/* … */}`.
  private mutating func takeTemplateTag() -> Bool {
    guard let next = peek(1), next == "{" || next == "%" || next == "/" && peek(2) == "*" else { return false }
    let closing: [Character] = next == "{" ? ["}", "}"] : next == "%" ? ["%", "}"] : ["/", "}"]
    var position = index + 2
    let end = min(source.count, index + Self.window)
    while position + 1 < end {
      if source[position] == closing[0], source[position + 1] == closing[1] {
        if let caption = TemplateTags.caption(in: String(source[index..<position])) {
          flushLiteral()
          pieces.append(Piece(text: caption))
        }
        index = position + 2
        return true
      }
      position += 1
    }
    return false
  }

  // MARK: Emphasis

  /// A run of `*`, `_` or `~~`; CommonMark's flanking rules tell whether it may open or close.
  private mutating func takeDelimiter(_ mark: Character) {
    let count = run(of: mark, at: index)
    let before = index > 0 ? source[index - 1] : " "
    let after = index + count < source.count ? source[index + count] : " "
    flushLiteral()
    var piece = Piece(text: String(repeating: mark, count: count), delimiter: mark)
    let leftFlanking = !after.isWhitespace && (!after.isPunctuation || before.isWhitespace || before.isPunctuation)
    let rightFlanking = !before.isWhitespace && (!before.isPunctuation || after.isWhitespace || after.isPunctuation)
    switch mark {
    case "_":
      piece.canOpen = leftFlanking && (!rightFlanking || before.isPunctuation)
      piece.canClose = rightFlanking && (!leftFlanking || after.isPunctuation)
    case "=":
      piece.canOpen = leftFlanking && !rightFlanking
      piece.canClose = rightFlanking && !leftFlanking
    case "~":
      piece.canOpen = count == 2 && leftFlanking
      piece.canClose = count == 2 && rightFlanking
    default:
      piece.canOpen = leftFlanking
      piece.canClose = rightFlanking
    }
    pieces.append(piece)
    index += count
  }

  /// Pairs closers with the nearest opener of the same kind, character by character.
  private mutating func removeMatchedDelimiters() {
    var openers: [Character: [Int]] = [:]
    for position in pieces.indices {
      guard let mark = pieces[position].delimiter else { continue }
      if pieces[position].canClose {
        while !pieces[position].text.isEmpty, let opener = openers[mark]?.last {
          let count = min(pieces[opener].text.count, pieces[position].text.count)
          pieces[opener].text.removeLast(count)
          pieces[position].text.removeLast(count)
          if pieces[opener].text.isEmpty { openers[mark]?.removeLast() }
        }
      }
      if pieces[position].canOpen, !pieces[position].text.isEmpty { openers[mark, default: []].append(position) }
    }
  }
}
