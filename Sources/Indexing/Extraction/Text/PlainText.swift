/// The rules every title and text obeys, wherever it comes from.
enum PlainText {
  /// Brings a text into the form articles have.
  ///
  /// Line breaks of any kind become `\n`, a form feed a blank line; control, byte order mark and replacement-object
  /// characters go; no line ends in white space; at most one blank line in a row; none at either end. Invisible
  /// formatting that carries meaning (zero-width joiners, directional marks) stays.
  static func clean(_ text: String) -> String {
    var text = text
    let isClean = text.withUTF8 { Self.isClean($0) }
    if isClean { return text }
    return text.withUTF8 { bytes in
      var cleaner = TextCleaner(capacity: bytes.count)
      cleaner.append(bytes)
      return cleaner.finish()
    }
  }

  /// Brings a title, a name or another one-line value into form: one line, single spaces.
  static func oneLine(_ text: String) -> String {
    var cleaned = clean(text)
    let isOneLine = cleaned.withUTF8 { bytes in
      bytes.indices.allSatisfy { bytes[$0] > 0x20 && bytes[$0] != 0xc2 || bytes[$0] == 0x20 && bytes[$0 + 1] > 0x20 }
    }
    if isOneLine, isTrimmed(cleaned) { return cleaned }
    if cleaned.utf8.allSatisfy({ $0 < 0x80 }) {
      let words = cleaned.utf8.split(whereSeparator: \.isASCIIWhitespace)
      return String(decoding: Array(words.joined(separator: CollectionOfOne(0x20))), as: UTF8.self)
    }
    return cleaned.split { $0.isWhitespace }.joined(separator: " ")
  }

  private static func isTrimmed(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return true }
    if 0x21..<0x7f ~= first, 0x21..<0x7f ~= last { return true }
    return text.first?.isWhitespace != true && text.last?.isWhitespace != true
  }

  /// Whether ``clean(_:)`` would change nothing; the common case, decided in one pass over the bytes.
  private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return true }
    if first <= 0x20 || last <= 0x20 { return false }
    var index = -1
    while true {
      index = firstUnusual(bytes, from: index + 1)
      guard index < bytes.count else { return true }
      let byte = bytes[index]
      // The first byte is none of these, so there is always one before.
      if byte == 0x09 { continue }
      if byte == 0x0a {
        let previous = bytes[index - 1]
        if previous == 0x20 || previous == 0x09 { return false }
        if previous == 0x0a, bytes[index - 2] == 0x0a { return false }
      } else if byte < 0x20 || isSuspicious(bytes, index) {
        return false
      }
    }
  }

  /// The first byte from an offset on that is not between space and tilde, by eights; the number of bytes for none.
  fileprivate static func firstUnusual(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    let (ones, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // A byte below a space borrows from its highest bit, DEL carries into it, and what is above has it.
      let found = ((word &- ones &* 0x20) | (word & ~high &+ ones) | word) & high
      if found != 0 {
        // A borrow or carry goes upwards only: the lowest that is found is one.
        return index + found.trailingZeroBitCount / 8
      }
      index += 8
    }
    while index < bytes.count, bytes[index] &- 0x20 < 0x5f { index += 1 }
    return index
  }

  /// Whether DEL, U+0080–009F, U+2028, U+2029, U+FEFF or U+FFFC begins here.
  fileprivate static func isSuspicious(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    switch bytes[index] {
    case 0x7f: true
    case 0xc2: index + 1 < bytes.count && bytes[index + 1] < 0xa0
    case 0xe2: index + 2 < bytes.count && bytes[index + 1] == 0x80 && (0xa8...0xa9).contains(bytes[index + 2])
    case 0xef: index + 1 < bytes.count && (bytes[index + 1] == 0xbb || bytes[index + 1] == 0xbf)
    default: false
    }
  }
}

/// Collects cleaned bytes, a stretch of a line at a time.
private struct TextCleaner {
  private var output: [UInt8] = []
  private var newlines = 0
  private var hasPendingSpace = false

  init(capacity: Int) {
    output.reserveCapacity(capacity)
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      let start = index
      var end = start
      while index < bytes.count {
        let plainEnd = bytes[index] &- 0x20 < 0x5f ? PlainText.firstUnusual(bytes, from: index) : index
        if plainEnd > index {
          var wordEnd = plainEnd
          while wordEnd > index, bytes[wordEnd - 1] == 0x20 { wordEnd -= 1 }
          if wordEnd > index { end = wordEnd }
          index = plainEnd
        } else {
          guard let isSpace = Self.isSpaceIfKept(bytes, index) else { break }
          index += 1
          if !isSpace { end = index }
        }
      }
      write(bytes[start..<end])
      if index > end, end > start || newlines == 0 { hasPendingSpace = true }
      if index < bytes.count { index += takeSpecial(bytes, index) }
    }
  }

  func finish() -> String { String(decoding: output, as: UTF8.self) }

  /// Whether a byte that stays in the text is a space or tab; `nil` for line breaks and what goes.
  private static func isSpaceIfKept(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool? {
    let byte = bytes[index]
    if byte > 0x20 {
      return byte >= 0x7f && PlainText.isSuspicious(bytes, index) && takesAway(bytes, index) ? nil : false
    }
    return byte == 0x20 || byte == 0x09 ? true : nil
  }

  private static func takesAway(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard bytes[index] == 0xef else { return true }
    guard index + 2 < bytes.count else { return false }
    return (bytes[index + 1], bytes[index + 2]) == (0xbb, 0xbf) || (bytes[index + 1], bytes[index + 2]) == (0xbf, 0xbc)
  }

  /// Handles a line break or a character that goes; returns its length.
  private mutating func takeSpecial(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    switch bytes[index] {
    case 0x0d:
      if index + 1 < bytes.count, bytes[index + 1] == 0x0a { return 1 }
      newline(1)
      return 1
    case 0x0a:
      newline(1)
      return 1
    case 0x0c:
      newline(2)
      return 1
    case 0xe2:
      newline(bytes[index + 2] == 0xa9 ? 2 : 1)
      return 3
    case 0xc2:
      if bytes[index + 1] == 0x85 { newline(1) }
      return 2
    case 0xef: return 3
    default: return 1
    }
  }

  private mutating func newline(_ count: Int) {
    newlines += count
    hasPendingSpace = false
  }

  private mutating func write(_ stretch: Slice<UnsafeBufferPointer<UInt8>>) {
    guard !stretch.isEmpty else { return }
    if output.isEmpty {
      output.append(contentsOf: stretch.drop { $0 <= 0x20 })
    } else {
      if newlines > 0 {
        output.append(0x0a)
        if newlines > 1 { output.append(0x0a) }
      } else if hasPendingSpace {
        output.append(0x20)
      }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: stretch))
    }
    newlines = 0
    hasPendingSpace = false
  }
}
