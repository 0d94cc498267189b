/// Splits text into words by the boundaries of UAX #29 with the tailoring `docs/analysis.md` lists, and folds them.
///
/// One pass, no allocation per word: plain ASCII words are folded straight into a buffer, everything else goes through
/// a ``Chunk``.
struct Scanner<Sink: TokenSink> {
  let text: ByteText
  var sink: Sink
  var buffer: [UInt8] = []
  var joined: [UInt8] = []
  var chunk = Chunk()
  let classes = ScalarClasses.shared
  let folding = FoldingTable.shared

  init(_ bytes: UnsafeBufferPointer<UInt8>, sink: Sink) {
    text = ByteText(bytes)
    self.sink = sink
    buffer.reserveCapacity(256)
  }

  /// Scans every chunk that starts within a range of bytes; the last one is read to its end.
  mutating func scan(_ range: Range<Int>) {
    var index = range.lowerBound
    let end = min(range.upperBound, text.end)
    while index < end {
      let byte = text.bytes[index]
      if byte < 0x80 {
        index = ASCII.isWord(byte) ? scanWord(at: index) : index + 1
        continue
      }
      let (scalar, next) = text.scalar(at: index)
      switch classes[scalar] {
      case .separator, .mark, .ignorable: index = next
      case .letter, .digit: index = scanChunk(at: index)
      case .ideograph, .hangul: index = scanPairs(at: index)
      case .dictionaryScript: index = scanDictionaryRun(at: index)
      case .emoji: index = scanEmoji(at: index, scalar, next)
      }
    }
  }

  /// Scans a word that begins with an ASCII letter or digit; by the short way when nothing but that is in it.
  private mutating func scanWord(at start: Int) -> Int {
    buffer.removeAll(keepingCapacity: true)
    var index = start
    while index < text.end, ASCII.isWord(text.bytes[index]), index - start < maximumTermBytes {
      buffer.append(ASCII.lowercased(text.bytes[index]))
      index += 1
    }
    guard ASCII.endsWord(text[index]), start == 0 || ASCII.isPlainStart(text.bytes[start - 1]) else {
      if isSentenceEnd(at: index), start == 0 || ASCII.isPlainStart(text.bytes[start - 1]) {
        emit(buffer, start: start, end: index)
        return index
      }
      return scanChunk(at: start)
    }
    emit(buffer, start: start, end: index)
    return index
  }

  /// Whether punctuation with a plain separator behind it follows, so that no connector does.
  private func isSentenceEnd(at index: Int) -> Bool {
    let byte = text[index]
    return byte < 0x80 && byte != UInt8(ascii: "+") && byte != UInt8(ascii: "#") && !ASCII.isWord(byte)
      && ASCII.endsWord(text[index + 1])
  }

  mutating func emit(_ term: [UInt8], start: Int, end: Int) {
    term.withUnsafeBufferPointer { sink.word($0, start: start, end: end, startsChunk: true) }
  }
}

/// What ASCII bytes are to words.
enum ASCII {
  private static let table: [UInt8] = (0..<256).map { value in
    let byte = UInt8(value)
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      return 1
    case UInt8(ascii: "'"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"),
      UInt8(ascii: "&"), UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: ":"), UInt8(ascii: "+"),
      UInt8(ascii: "#"):
      return 2
    default: return byte < 0x80 ? 0 : 3
    }
  }

  @inline(__always)
  static func isWord(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

  /// Whether a byte behind a word ends it and cannot be a connector or suffix.
  static func endsWord(_ byte: UInt8) -> Bool { table[Int(byte)] == 0 }

  /// Whether a byte before a word is no sigil and no part of a longer word.
  static func isPlainStart(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "@") && byte != UInt8(ascii: "#") && byte != UInt8(ascii: ".")
  }
}
