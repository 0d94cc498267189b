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
    let cleaned = clean(text)
    let parts = cleaned.split { $0.isWhitespace }
    return parts.joined(separator: " ")
  }

  /// Whether ``clean(_:)`` would change nothing; the common case, decided in one pass over the bytes.
  private static func isClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return true }
    if first <= 0x20 || last <= 0x20 { return false }
    var previous: UInt8 = 0
    var beforePrevious: UInt8 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte <= 0x20 {
        if byte == 0x0a {
          if previous == 0x20 || previous == 0x09 || (previous == 0x0a && beforePrevious == 0x0a) { return false }
        } else if byte != 0x20 && byte != 0x09 {
          return false
        }
      } else if byte >= 0x7f, isSuspicious(bytes, index) {
        return false
      }
      beforePrevious = previous
      previous = byte
    }
    return true
  }

  /// Whether DEL, U+0080–009F, U+2028, U+2029, U+FEFF or U+FFFC begins here.
  private static func isSuspicious(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    switch bytes[index] {
    case 0x7f: true
    case 0xc2: index + 1 < bytes.count && bytes[index + 1] < 0xa0
    case 0xe2: index + 2 < bytes.count && bytes[index + 1] == 0x80 && (0xa8...0xa9).contains(bytes[index + 2])
    case 0xef: index + 1 < bytes.count && (bytes[index + 1] == 0xbb || bytes[index + 1] == 0xbf)
    default: false
    }
  }
}

/// Collects cleaned bytes.
private struct TextCleaner {
  private var output: [UInt8] = []
  private var newlines = 0
  /// White space of the present line not yet written, so that none is left at a line's end.
  private var spaces: [UInt8] = []

  init(capacity: Int) {
    output.reserveCapacity(capacity)
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      let third = index + 2 < bytes.count ? bytes[index + 2] : 0
      switch (byte, next, third) {
      case (0x0d, 0x0a, _): break
      case (0x0a, _, _), (0x0d, _, _): newline()
      case (0x0c, _, _), (0xe2, 0x80, 0xa9):
        newline()
        newline()
        index += byte == 0xe2 ? 2 : 0
      case (0xe2, 0x80, 0xa8), (0xc2, 0x85, _):
        newline()
        index += byte == 0xe2 ? 2 : 1
      case (0x20, _, _), (0x09, _, _): spaces.append(byte)
      case (0xc2, 0x80...0x9f, _): index += 1
      case (0xef, 0xbb, 0xbf), (0xef, 0xbf, 0xbc): index += 2
      case (0..<0x20, _, _), (0x7f, _, _): break
      default: write(byte)
      }
      index += 1
    }
  }

  func finish() -> String { String(decoding: output, as: UTF8.self) }

  private mutating func newline() {
    newlines += 1
    spaces.removeAll(keepingCapacity: true)
  }

  private mutating func write(_ byte: UInt8) {
    if output.isEmpty {
      spaces.removeAll(keepingCapacity: true)
    } else if newlines > 0 {
      for _ in 0..<min(2, newlines) { output.append(0x0a) }
    }
    newlines = 0
    output += spaces
    spaces.removeAll(keepingCapacity: true)
    output.append(byte)
  }
}
