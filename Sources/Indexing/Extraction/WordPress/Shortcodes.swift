/// Takes the shortcodes of WordPress out of a text and leaves what they stand around.
///
/// Which names are shortcodes depends on the plug-ins of a site, and brackets stand in prose too. Taken for a shortcode is
/// what has a known name, a closing form somewhere in the text, attributes with values, or a name such as `vc_row`.
struct Shortcodes {
  /// The longest shortcode with its attributes, the longest quoted value, and the longest address, in bytes.
  private static let (maximumLength, maximumValue, maximumAddress) = (8 << 10, 1 << 10, 2 << 10)

  private let text: [UInt8]
  private var output: [UInt8] = []
  private var index = 0
  /// The names that are closed somewhere in the text.
  private var closedNames: Set<String>
  /// Where the last shortcode ended.
  private var end = 0
  /// The attachments that galleries show, by their numbers.
  private(set) var galleryAttachments: [String] = []

  /// Prepares a text in UTF-8.
  init(_ text: [UInt8]) {
    self.text = text
    closedNames = Self.closedNames(in: text)
  }

  /// The text without shortcodes.
  mutating func removed() -> [UInt8] {
    output.reserveCapacity(text.count)
    while let bracket = text[index...].firstIndex(of: UInt8(ascii: "[")) {
      output += text[index..<bracket]
      index = bracket
      if !takeEscaped(), !takeShortcode() {
        output.append(text[index])
        index += 1
      }
    }
    output += text[index...]
    index = text.count
    return output
  }

  /// `[[name]]` stands for the shortcode as a text.
  private mutating func takeEscaped() -> Bool {
    guard index + 1 < text.count, text[index + 1] == UInt8(ascii: "["), let tag = Tag(text[(index + 1)...]),
      tag.end < text.count, text[tag.end] == UInt8(ascii: "]")
    else { return false }
    output += text[(index + 1)..<tag.end]
    index = tag.end + 1
    return true
  }

  private mutating func takeShortcode() -> Bool {
    guard let tag = Tag(text[index...]), isShortcode(tag) else { return false }
    let isOpening = !tag.isClosing && !tag.isSelfClosing
    (index, end) = (tag.end, tag.end)
    if Self.builderPrefixes.contains(where: { tag.name.hasPrefix($0) }) { takeBlock(tag, isOpening: isOpening) }
    if isOpening, closedNames.contains(tag.name) {
      if Self.codeNames.contains(tag.name) { takeCode(tag.name) } else { skipAddress(tag.name) }
    }
    if tag.name == "caption" || tag.name == "wp_caption" { takeCaption(tag) }
    if tag.name == "gallery", let ids = tag.attribute("ids") {
      galleryAttachments += ids.split { !$0.isNumber }.map(String.init)
    }
    return true
  }

  /// What page builders lay out are blocks, some of which have their headings in an attribute; their raw code is none of the text.
  private mutating func takeBlock(_ tag: Tag, isOpening: Bool) {
    output += Array("\n\n".utf8)
    guard isOpening else { return }
    if tag.name.contains("_raw_"), let close = nextClose(of: tag.name) { index = close }
    guard Self.headedBlocks.contains(where: { tag.name.hasSuffix($0) }) else { return }
    for heading in ["title", "heading", "text"].compactMap(tag.attribute) where !heading.isBlank {
      output += Array((heading + "\n\n").utf8)
    }
  }

  /// A caption is a paragraph of its own; the old form has its text in an attribute.
  private mutating func takeCaption(_ tag: Tag) {
    output += Array("\n\n".utf8)
    if let caption = tag.attribute("caption"), !tag.isClosing { output += Array((caption + "\n\n").utf8) }
  }

  /// Code keeps its lines; where it is not escaped, that is done here.
  private mutating func takeCode(_ name: String) {
    guard let end = nextClose(of: name) else {
      closedNames.remove(name)
      return
    }
    let code = String(decoding: text[index..<end], as: UTF8.self)
    output += Array(("<pre>" + (code.contains("&lt;") ? code : code.escapedForMarkup) + "</pre>").utf8)
    index = end
  }

  /// Passes over an address that is all there is between a shortcode and its closing form.
  private mutating func skipAddress(_ name: String) {
    let content = text[index...].prefix(Self.maximumAddress).prefix { $0 != UInt8(ascii: "[") }
    let address = String(decoding: content, as: UTF8.self).trimmingSpace
    guard address.contains("//"), !address.utf8.contains(where: { $0 <= 0x20 || $0 == UInt8(ascii: "<") }),
      let tag = Tag(text[content.endIndex...]), tag.isClosing, tag.name == name
    else { return }
    index = content.endIndex
  }

  /// Where the next closing form begins.
  private func nextClose(of name: String) -> Int? {
    var rest = text[index...]
    while let bracket = rest.firstIndex(of: UInt8(ascii: "[")) {
      if let tag = Tag(text[bracket...]), tag.isClosing, tag.name == name { return bracket }
      rest = rest[(bracket + 1)...]
    }
    return nil
  }

  // MARK: Which brackets are shortcodes

  private func isShortcode(_ tag: Tag) -> Bool {
    if closedNames.contains(tag.name) { return true }
    // An index into an array of code.
    if index > end, let before = text[..<index].last,
      before.isASCIILetter || before.isASCIIDigit || "_)]$".utf8.contains(before)
    {
      return false
    }
    if Self.knownNames.contains(tag.name) || tag.isSelfClosing || tag.hasValues { return true }
    return tag.name.contains { $0 == "_" || $0 == "-" } && isAlone(tag)
  }

  /// Whether nothing stands beside it on its line or in its element.
  private func isAlone(_ tag: Tag) -> Bool {
    let before = text[..<index].last { $0 != 0x20 && $0 != 0x09 }
    let after = text[tag.end...].first { $0 != 0x20 && $0 != 0x09 }
    return [nil, 0x0a, 0x0d, UInt8(ascii: ">")].contains(before)
      && [nil, 0x0a, 0x0d, UInt8(ascii: "<")].contains(after)
  }

  private static func closedNames(in text: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    var rest = text[...]
    while let bracket = rest.firstIndex(of: UInt8(ascii: "[")) {
      rest = rest[(bracket + 1)...]
      if rest.first == UInt8(ascii: "/"), let tag = Tag(text[bracket...]) { names.insert(tag.name) }
    }
    return names
  }

  /// Those of WordPress, its hosting service and the most used plug-ins that may come without attributes or closing form.
  private static let knownNames: Set<String> = [
    "archives", "audio", "bandcamp", "caption", "contact-field", "contact-form", "contact-form-7", "dailymotion",
    "digg", "embed", "flickr", "gallery", "googlemaps", "gravityform", "instagram", "latex", "nextpage", "nggallery",
    "playlist", "polldaddy", "scribd", "sharedaddy", "singlepic", "sitemap", "slideshare", "slideshow", "soundcloud",
    "spotify", "ted", "toc", "tweet", "twitter", "video", "vimeo", "wpvideo", "youtube",
  ]

  /// What the names of page builders' blocks begin with, and what those end with that show a heading.
  private static let builderPrefixes = ["vc_", "et_pb_", "fusion_", "av_", "mk_", "tatsu_"]
  private static let headedBlocks = [
    "heading", "title", "tab", "toggle", "accordion_item", "accordion_tab", "tta_section", "blurb", "cta",
  ]

  private static let codeNames: Set<String> = [
    "bash", "code", "cpp", "csharp", "css", "html", "java", "javascript", "js", "perl", "php", "plain", "python",
    "ruby", "shell", "sourcecode", "sql", "text", "xml",
  ]
}

extension Shortcodes {
  /// One bracketed form.
  private struct Tag {
    let name: String
    let isClosing: Bool
    let isSelfClosing: Bool
    /// The index after the closing bracket.
    let end: Int
    private let attributes: ArraySlice<UInt8>

    /// Reads `[name …]`, `[name/]`, `[name=…]` or `[/name]` at the beginning of a text.
    init?(_ text: ArraySlice<UInt8>) {
      var rest = text.dropFirst()
      isClosing = rest.first == UInt8(ascii: "/")
      if isClosing { rest = rest.dropFirst() }
      let word = rest.prefix(64).prefix {
        $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
      }
      guard let first = word.first, first.isASCIILetter else { return nil }
      name = String(decoding: word, as: UTF8.self)
      rest = rest[word.endIndex...]
      guard let next = rest.first, next <= 0x20 || "]=/".utf8.contains(next),
        let close = Self.close(in: rest.prefix(Shortcodes.maximumLength))
      else { return nil }
      let body = rest[..<close]
      isSelfClosing = body.last == UInt8(ascii: "/")
      if next == UInt8(ascii: "/"), body.count > 1 { return nil }
      attributes = body
      end = close + 1
    }

    /// The bracket that is in no quotes; the first one where quotes are not closed.
    private static func close(in text: ArraySlice<UInt8>) -> Int? {
      var quote: UInt8?
      var quoteStart = 0
      var firstClose: Int?
      for (position, byte) in zip(text.indices, text) {
        if byte == UInt8(ascii: "]") {
          if quote == nil { return position }
          firstClose = firstClose ?? position
        } else if byte == UInt8(ascii: "[") && quote == nil {
          return nil
        } else if byte == quote {
          quote = nil
        } else if quote == nil, byte == UInt8(ascii: "\""), text[..<position].last == UInt8(ascii: "=") {
          (quote, quoteStart) = (byte, position)
        } else if quote != nil, position - quoteStart > Shortcodes.maximumValue {
          break
        }
      }
      return firstClose
    }

    /// Whether there is a `name=value`, or an address or number after the name.
    var hasValues: Bool {
      if attributes.first == UInt8(ascii: "=") { return true }
      return attributes.indices.dropFirst().dropLast().contains { position in
        attributes[position] == UInt8(ascii: "=") && attributes[position - 1] > 0x20 && attributes[position + 1] > 0x20
      }
    }

    /// The value of an attribute, quoted or not.
    func attribute(_ name: String) -> String? {
      let text = String(decoding: attributes, as: UTF8.self)
      var rest = text[...]
      while let found = rest.firstRange(of: name + "=") {
        let isWhole = found.lowerBound == text.startIndex || text[text.index(before: found.lowerBound)].isWhitespace
        rest = rest[found.upperBound...]
        guard isWhole else { continue }
        guard let quote = rest.first, quote == "\"" || quote == "'" else {
          return String(rest.prefix { !$0.isWhitespace })
        }
        return String(rest.dropFirst().prefix { $0 != quote })
      }
      return nil
    }
  }
}
