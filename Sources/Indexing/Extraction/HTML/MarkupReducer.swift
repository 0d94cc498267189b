import Glibc

/// Copies of a page what the extractor reads, and nothing else, so that the parser need not go through the rest.
///
/// Scripts but for JSON-LD, style sheets, vector images, comments and attributes that no rule asks for make up most of a
/// common page. Leaving attributes out also keeps the parser from names such as `@click`, `(change)` and `[value]`, in
/// whose quoted values it loses its way. Tags are recognized as the HTML Standard has it (section 13.2.5).
struct MarkupReducer {
  private let page: UnsafeBufferPointer<UInt8>
  private var index = 0
  /// Where the stretch begins that is neither copied nor left out yet.
  private var pending = 0
  private var output: [UInt8] = []
  private var preformattedDepth = 0

  /// The reduced page.
  static func reduce(_ page: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    // NUL would end the parser's strings.
    if let base = page.baseAddress, memchr(base, 0, page.count) != nil {
      return page.filter { $0 != 0 }.withUnsafeBufferPointer { reduce($0) }
    }
    var reducer = MarkupReducer(page)
    reducer.run()
    return reducer.output
  }

  private init(_ page: UnsafeBufferPointer<UInt8>) {
    self.page = page
    output.reserveCapacity(page.count)
  }

  private mutating func run() {
    while let start = next(UInt8(ascii: "<"), from: index) {
      index = start + 1
      guard index < page.count else { break }
      if page[index].isASCIILetter {
        readElement(from: start)
      } else if page[index] == UInt8(ascii: "/") {
        readEndTag()
      } else if matches("!--", at: index), let end = find("-->", from: index + 1) {
        leaveOut(from: start, to: end)
      }
    }
    copy(to: page.count)
  }

  // MARK: Copying

  private mutating func copy(to end: Int) {
    if end > pending { output.append(contentsOf: UnsafeBufferPointer(rebasing: page[pending..<end])) }
  }

  /// Copies what comes before a stretch and goes on after it.
  private mutating func leaveOut(from start: Int, to end: Int) {
    copy(to: start)
    pending = end
    index = end
  }

  // MARK: Elements

  private mutating func readElement(from start: Int) {
    var hash = NameHash()
    while index < page.count, !Self.endsName(page[index]) {
      hash.append(page[index].asciiLowercased)
      index += 1
    }
    let tag = HTMLTag.byName[hash] ?? .other
    let pendingBefore = pending
    let lengthBefore = output.count
    let isLinkedData = readAttributes(of: tag)
    guard index < page.count else { return }
    let isClosed = page[index - 1] == UInt8(ascii: "/")
    index += 1
    let end: Int?
    switch tag {
    case .script: end = self.end(of: "script", isNested: false) ?? page.count
    case .style: end = self.end(of: "style", isNested: false) ?? page.count
    case .svg: end = isClosed ? index : self.end(of: "svg", isNested: true)
    default:
      if tag == .pre { preformattedDepth += 1 }
      leaveOutSpace()
      return
    }
    guard let end else { return }
    if isLinkedData {
      index = end
      return
    }
    // Nothing of the tag was to be copied.
    output.removeLast(output.count - lengthBefore)
    pending = pendingBefore
    leaveOut(from: start, to: end)
  }

  private mutating func readEndTag() {
    if matches("pre", at: index + 1), preformattedDepth > 0 { preformattedDepth -= 1 }
    guard let end = next(UInt8(ascii: ">"), from: index) else { return }
    index = end + 1
    leaveOutSpace()
  }

  /// Leaves all but one of the white space after a tag out, where it is not preformatted.
  private mutating func leaveOutSpace() {
    guard preformattedDepth == 0, index < page.count, page[index] <= 0x20 else { return }
    let start = index + 1
    while index < page.count, page[index] <= 0x20 { index += 1 }
    if index > start { leaveOut(from: start, to: index) }
  }

  /// Leaves out the attributes nobody reads up to the end of the tag.
  ///
  /// - Returns: Whether the type of a script is JSON-LD.
  private mutating func readAttributes(of tag: HTMLTag) -> Bool {
    var isLinkedData = false
    while index < page.count, page[index] != UInt8(ascii: ">") {
      let start = index
      while index < page.count, page[index] <= 0x20 || page[index] == UInt8(ascii: "/") { index += 1 }
      guard index < page.count, page[index] != UInt8(ascii: ">") else { break }
      let nameStart = index
      let attribute = readName()
      let nameEnd = index
      var value = index
      while value < page.count, page[value] <= 0x20 { value += 1 }
      if value < page.count, page[value] == UInt8(ascii: "=") {
        index = value + 1
        skipValue()
      }
      if attribute.map({ isRead($0, of: tag, nameEnd..<index) }) != true {
        // Where the next attribute follows at once, the space before this one has to part it from the tag's name.
        let isParted = index == page.count || Self.endsName(page[index])
        leaveOut(from: isParted ? start : nameStart, to: index)
      } else if tag == .script, attribute == .type {
        // Templates may write the plus sign between the two as a character reference.
        isLinkedData = isLinkedData || find("/ld", from: nameEnd, before: index) != nil
      }
    }
    return isLinkedData
  }

  /// Whether some rule looks at an attribute.
  private func isRead(_ attribute: HTMLAttribute, of tag: HTMLTag, _ value: Range<Int>) -> Bool {
    switch attribute {
    case .href: tag == .link || tag == .a && find("/author", from: value.lowerBound, before: value.upperBound) != nil
    case .style:
      find("none", from: value.lowerBound, before: value.upperBound) != nil
        || find("hidden", from: value.lowerBound, before: value.upperBound) != nil
    default: true
    }
  }

  private mutating func readName() -> HTMLAttribute? {
    var hash = NameHash()
    let start = index
    while index < page.count, !Self.endsName(page[index]), page[index] != UInt8(ascii: "=") || index == start {
      hash.append(page[index].asciiLowercased)
      index += 1
    }
    return HTMLAttribute.byName[hash]
  }

  private mutating func skipValue() {
    while index < page.count, page[index] <= 0x20 { index += 1 }
    guard index < page.count else { return }
    let quote = page[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      index = next(quote, from: index + 1).map { $0 + 1 } ?? page.count
    } else {
      while index < page.count, page[index] > 0x20, page[index] != UInt8(ascii: ">") { index += 1 }
    }
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  /// The place after an element's end tag.
  private func end(of name: StaticString, isNested: Bool) -> Int? {
    var depth = 1
    var position = index
    while let start = next(UInt8(ascii: "<"), from: position) {
      position = start + 1
      if position < page.count, page[position] == UInt8(ascii: "/") {
        guard matches(name, at: position + 1) else { continue }
        depth -= 1
        if depth == 0 { return next(UInt8(ascii: ">"), from: position).map { $0 + 1 } ?? page.count }
      } else if isNested, matches(name, at: position) {
        depth += 1
      }
    }
    return nil
  }

  // MARK: Searching

  private func next(_ byte: UInt8, from start: Int) -> Int? {
    guard let base = page.baseAddress, start < page.count,
      let found = memchr(base + start, Int32(byte), page.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Whether a text in lower case stands at a place.
  private func matches(_ text: StaticString, at start: Int) -> Bool {
    guard start + text.utf8CodeUnitCount <= page.count else { return false }
    for offset in 0..<text.utf8CodeUnitCount where page[start + offset].asciiLowercased != text.utf8Start[offset] {
      return false
    }
    return true
  }

  /// The place after the first occurrence of a text in lower case.
  private func find(_ text: StaticString, from start: Int, before end: Int? = nil) -> Int? {
    var position = start
    while let found = next(text.utf8Start[0], from: position), found < end ?? page.count {
      if matches(text, at: found) { return found + text.utf8CodeUnitCount }
      position = found + 1
    }
    return nil
  }
}
