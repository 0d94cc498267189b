/// The content of a post as HTML: without shortcodes, and with the paragraphs that WordPress makes of line breaks.
struct WordPressMarkup {
  let html: String
  /// The attachments that galleries show.
  let galleryAttachments: [String]

  /// Prepares the content as it stands in an export.
  init(_ content: String) {
    var shortcodes = Shortcodes(Array(content.utf8))
    let text = shortcodes.removed()
    var breaks = LineBreaks(text)
    html = String(decoding: breaks.marked(), as: UTF8.self)
    galleryAttachments = shortcodes.galleryAttachments
  }
}

/// Makes line breaks visible, as WordPress does (its function `wpautop`), outside blocks and preformatted text.
///
/// A line break beside a block says nothing; any other is a `<br>`, and a blank line two.
private struct LineBreaks {
  private let text: [UInt8]
  private var output: [UInt8] = []
  private var index = 0
  /// Open comments of the block editor; inside them line breaks are only layout.
  private var blockDepth = 0
  private var isAfterBlock = true

  init(_ text: [UInt8]) {
    self.text = text
    output.reserveCapacity(text.count + text.count / 8)
  }

  mutating func marked() -> [UInt8] {
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "<"): takeTag()
      case 0x0a, 0x0d: takeBreaks()
      case let byte:
        if byte > 0x20 { isAfterBlock = false }
        output.append(byte)
        index += 1
      }
    }
    return output
  }

  private mutating func takeBreaks() {
    let start = index
    var count = 0
    while index < text.count, text[index] <= 0x20 {
      if text[index] == 0x0a || text[index] == 0x0d && (index + 1 == text.count || text[index + 1] != 0x0a) {
        count += 1
      }
      index += 1
    }
    output += text[start..<index]
    guard blockDepth == 0, !isAfterBlock, index < text.count, !startsBlock(at: index) else { return }
    for _ in 0..<min(2, count) { output += Array("<br>".utf8) }
  }

  private mutating func takeTag() {
    if starts(with: "<!--") { return takeComment() }
    guard index + 1 < text.count, text[index + 1].isASCIILetter || "/!?".utf8.contains(text[index + 1]) else {
      isAfterBlock = false
      output.append(text[index])
      index += 1
      return
    }
    let end = text[index...].firstIndex(of: UInt8(ascii: ">")) ?? text.count - 1
    let name = tagName(at: index)
    let tag = HTMLTag(name: name)
    let isStart = text[index + 1] != UInt8(ascii: "/") && text[end - 1] != UInt8(ascii: "/")
    isAfterBlock = Self.isBlock(tag)
    output += text[index...end]
    index = end + 1
    if isStart, [.pre, .script, .style, .textarea].contains(tag) { takeRaw(name) }
  }

  private mutating func takeComment() {
    let end = position(of: "-->", from: index + 4) ?? text.count
    let words = text[(index + 4)..<end].drop { $0 <= 0x20 }
    if words.starts(with: "wp:".utf8) {
      if words.last(where: { $0 > 0x20 }) != UInt8(ascii: "/") { blockDepth += 1 }
      isAfterBlock = true
    } else if words.starts(with: "/wp:".utf8) {
      blockDepth = max(0, blockDepth - 1)
      isAfterBlock = true
    }
    index = min(text.count, end + 3)
  }

  /// Passes on the content of an element up to its end tag, which is left.
  private mutating func takeRaw(_ name: String) {
    let end = position(of: "</" + name, from: index) ?? text.count
    output += text[index..<end]
    index = end
  }

  private func startsBlock(at position: Int) -> Bool {
    guard text[position] == UInt8(ascii: "<") else { return false }
    return Self.isBlock(HTMLTag(name: tagName(at: position)))
  }

  private static func isBlock(_ tag: HTMLTag) -> Bool {
    tag.isBlock || [.br, .script, .style, .object, .iframe, .embed, .video, .audio, .link, .meta, .col].contains(tag)
  }

  private func tagName(at position: Int) -> String {
    let rest = text[(position + 1)...].drop { $0 == UInt8(ascii: "/") }
    return String(decoding: rest.prefix(12).prefix { $0.isASCIILetter || $0.isASCIIDigit }, as: UTF8.self).lowercased()
  }

  private func starts(with pattern: String) -> Bool { text[index...].starts(with: pattern.utf8) }

  private func position(of pattern: String, from start: Int) -> Int? {
    guard let first = pattern.utf8.first else { return nil }
    var position = start
    while let found = text[position...].firstIndex(of: first) {
      if text[found...].starts(with: pattern.utf8) { return found }
      position = found + 1
    }
    return nil
  }
}
