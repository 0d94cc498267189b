/// Cuts a page into tags and texts (HTML Standard, section 13.2.5) and hands on what the extractor reads.
///
/// Scripts but for JSON-LD, style sheets, vector images, comments and attributes that no rule asks for make up most of a
/// common page. They are passed over, and nothing of them is copied.
struct HTMLTokenizer {
  private let page: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var builder: HTMLTreeBuilder
  private let tags = HTMLTag.byName
  private let attributes = HTMLAttribute.byName

  init(_ page: UnsafeBufferPointer<UInt8>, limits: Extractor.Limits) {
    self.page = page
    builder = HTMLTreeBuilder(limits: limits, size: page.count)
  }

  /// Goes through the page.
  mutating func run() -> HTMLTree {
    // Where the text begins that was not handed on yet.
    var pending = 0
    while !builder.isFull, let start = page.place(of: UInt8(ascii: "<"), from: index) {
      index = start + 1
      guard index < page.count else { break }
      let byte = page[index]
      guard byte.isASCIILetter || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
      else { continue }
      builder.text(page, pending..<start)
      if byte.isASCIILetter {
        readElement()
      } else if byte == UInt8(ascii: "/") {
        readEndTag()
      } else {
        skipDeclaration()
      }
      pending = index
    }
    builder.text(page, pending..<page.count)
    return builder.finish()
  }

  // MARK: Tags

  private mutating func readElement() {
    let start = index
    let (tag, name) = readTagName()
    let mark = builder.mark
    if tag == .other, page.place(of: UInt8(ascii: "-"), from: start, before: index) != nil {
      builder.attribute(.elementName, page, start..<index)
    }
    let (isClosed, isLinkedData) = readAttributes(of: tag)
    guard index < page.count else { return builder.forget(from: mark) }
    index += 1
    switch tag {
    case .script where isClosed && isFollowedByTag, .style where isClosed && isFollowedByTag: builder.forget(from: mark)
    case .script where isLinkedData: readRaw("script", tag, name, mark)
    case .script: passOver("script", mark)
    case .style: passOver("style", mark)
    case .svg:
      builder.forget(from: mark)
      if !isClosed, let end = end(of: "svg", isNested: true) { index = end.after }
    case .iframe where !isClosed: readRaw("iframe", tag, name, mark)
    case .title where !isClosed: readRaw("title", tag, name, mark)
    case .textarea where !isClosed: readRaw("textarea", tag, name, mark)
    default: builder.start(tag, name, attributesFrom: mark, isClosed: isClosed)
    }
  }

  /// Whether nothing stands before the next tag, so that an element that is closed with `/>`, as XHTML means it, had better
  /// not take all up to an end tag that belongs to another.
  private var isFollowedByTag: Bool {
    guard let next = page[index...].firstIndex(where: { $0 > 0x20 }) else { return true }
    return page[next] == UInt8(ascii: "<") && !matches("!--", at: next + 1)
  }

  private mutating func readEndTag() {
    index += 1
    guard index < page.count, page[index].isASCIILetter else { return skip(past: UInt8(ascii: ">")) }
    let (tag, name) = readTagName()
    skip(past: UInt8(ascii: ">"))
    builder.end(tag, name)
  }

  private mutating func readTagName() -> (HTMLTag, NameHash) {
    var hash = NameHash()
    while index < page.count, !Self.endsName(page[index]) {
      hash.append(page[index].asciiLowercased)
      index += 1
    }
    return (tags[hash] ?? .other, hash)
  }

  /// Comments, document types, and what is taken for comments.
  private mutating func skipDeclaration() {
    guard matches("!--", at: index) else { return skip(past: UInt8(ascii: ">")) }
    index = find("-->", from: index + 1) ?? page.count
  }

  // MARK: Raw texts

  /// Takes all up to the end tag for the element's text; without an end tag it is an element like others.
  private mutating func readRaw(_ word: StaticString, _ tag: HTMLTag, _ name: NameHash, _ mark: HTMLTreeBuilder.Mark) {
    builder.start(tag, name, attributesFrom: mark, isClosed: false)
    guard let end = end(of: word, isNested: false) else { return }
    builder.text(page, index..<end.start, isRaw: tag == .script || tag == .iframe)
    index = end.after
    builder.end(tag, name)
  }

  private mutating func passOver(_ word: StaticString, _ mark: HTMLTreeBuilder.Mark) {
    builder.forget(from: mark)
    index = end(of: word, isNested: false)?.after ?? page.count
  }

  /// The end tag of an element that was just begun.
  private func end(of name: StaticString, isNested: Bool) -> (start: Int, after: Int)? {
    var depth = 1
    var position = index
    while let start = page.place(of: UInt8(ascii: "<"), from: position) {
      position = start + 1
      if position < page.count, page[position] == UInt8(ascii: "/") {
        guard matches(name, at: position + 1) else { continue }
        depth -= 1
        if depth == 0 { return (start, page.place(of: UInt8(ascii: ">"), from: position).map { $0 + 1 } ?? page.count) }
      } else if isNested, matches(name, at: position) {
        depth += 1
      }
    }
    return nil
  }

  // MARK: Attributes

  /// Reads up to the `>` of a tag and hands the attributes on that some rule looks at.
  private mutating func readAttributes(of tag: HTMLTag) -> (isClosed: Bool, isLinkedData: Bool) {
    var isClosed = false
    var isLinkedData = false
    while index < page.count, page[index] != UInt8(ascii: ">") {
      if page[index] <= 0x20 || page[index] == UInt8(ascii: "/") {
        isClosed = page[index] == UInt8(ascii: "/")
        index += 1
        continue
      }
      isClosed = false
      let attribute = readName()
      let value = readValue()
      guard let attribute, isRead(attribute, of: tag, value) else { continue }
      builder.attribute(attribute, page, value)
      // Templates may write the plus sign between the two as a character reference.
      if attribute == .type { isLinkedData = find("/ld", from: value.lowerBound, before: value.upperBound) != nil }
    }
    return (isClosed, isLinkedData)
  }

  private mutating func readName() -> HTMLAttribute? {
    var hash = NameHash()
    let start = index
    while index < page.count, !Self.endsName(page[index]), page[index] != UInt8(ascii: "=") || index == start {
      hash.append(page[index].asciiLowercased)
      index += 1
    }
    return attributes[hash]
  }

  /// The place of the value, empty when there is none.
  private mutating func readValue() -> Range<Int> {
    var next = index
    while next < page.count, page[next] <= 0x20 { next += 1 }
    guard next < page.count, page[next] == UInt8(ascii: "=") else { return index..<index }
    index = next + 1
    while index < page.count, page[index] <= 0x20 { index += 1 }
    guard index < page.count else { return index..<index }
    let quote = page[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = index + 1
      let end = page.place(of: quote, from: start) ?? page.count
      index = min(end + 1, page.count)
      return start..<end
    }
    let start = index
    while index < page.count, page[index] > 0x20, page[index] != UInt8(ascii: ">") { index += 1 }
    return start..<index
  }

  /// Whether some rule looks at an attribute.
  private func isRead(_ attribute: HTMLAttribute, of tag: HTMLTag, _ value: Range<Int>) -> Bool {
    switch attribute {
    case .href: tag == .link || tag == .a && isReadLink(value)
    case .style:
      find("none", from: value.lowerBound, before: value.upperBound) != nil
        || find("hidden", from: value.lowerBound, before: value.upperBound) != nil
    default: true
    }
  }

  /// Whether a link may lead to an author, or into the page.
  private func isReadLink(_ value: Range<Int>) -> Bool {
    guard !value.isEmpty else { return false }
    return page[value.lowerBound] == UInt8(ascii: "#")
      || find("/author", from: value.lowerBound, before: value.upperBound) != nil
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  // MARK: Searching

  private mutating func skip(past byte: UInt8) {
    index = page.place(of: byte, from: index).map { $0 + 1 } ?? page.count
  }

  /// Whether a text in lower case stands at a place.
  private func matches(_ text: StaticString, at start: Int) -> Bool {
    guard start + text.utf8CodeUnitCount <= page.count else { return false }
    for offset in 0..<text.utf8CodeUnitCount where page[start + offset].asciiLowercased != text.utf8Start[offset] {
      return false
    }
    return true
  }

  /// The place after the first occurrence of a text in lower case, whose first byte stands there as it is.
  private func find(_ text: StaticString, from start: Int, before end: Int? = nil) -> Int? {
    var position = start
    while let found = page.place(of: text.utf8Start[0], from: position, before: end) {
      if matches(text, at: found) { return found + text.utf8CodeUnitCount }
      position = found + 1
    }
    return nil
  }
}
