import CByteClasses

/// Plain text, 64 bytes at a time.
extension Scanner {
  /// Scans the plain words among the 64 bytes at `index`, or what is left of the text, up to what needs a closer look.
  ///
  /// Answers false when that stands at `index` now.
  @inline(__always)
  mutating func scanBlock() -> Bool {
    guard let start = text.bytes.baseAddress else { return false }
    let left = limit - index
    if left < 64, limit < text.end { return false }
    let block = left < 64 ? cbyteclasses_find_last(start + index, left) : cbyteclasses_find(start + index)
    let known = firstSpecial(in: block)
    let words = known < 64 ? block.words & ((1 << UInt64(known)) - 1) : block.words
    // A word that reaches the end of what is known may go on behind it.
    let complete = known - (~(words << UInt64(64 - known))).leadingZeroBitCount
    if complete > 0 {
      let plain = complete < 64 ? words & ((1 << UInt64(complete)) - 1) : words
      if plain != 0 { collector.addASCIIWords(text.bytes, plain, at: index) }
    }
    index = min(index + complete, limit)
    return known == 64 && complete > 0
  }

  /// The first byte of a block that may bind words together, change their meaning, or is no ASCII; 64 for none.
  @inline(__always)
  private func firstSpecial(in block: CByteClasses) -> Int {
    let next = (block.words | block.signs | block.others) >> 1 | 1 << 63
    var candidates = block.others | block.suffixes | block.signs & next
    while candidates != 0 {
      let offset = candidates.trailingZeroBitCount
      let byte = text.bytes[index + offset]
      let isHarmless = ASCII.endsWord(byte) || offset < 63 && joinsNothing(byte, before: text[index + offset + 1])
      guard isHarmless else { return offset }
      candidates &= candidates - 1
    }
    return 64
  }

  @inline(__always)
  private func joinsNothing(_ byte: UInt8, before next: UInt8) -> Bool {
    ASCII.joinsOnly(byte) && ASCII.endsWord(next)
  }
}

/// What most words that are written as one look like, without the detour over a ``Cluster``.
extension Scanner {
  /// Scans words of ASCII letters and digits joined by hyphens alone, or one with `'s` behind it.
  ///
  /// Answers false, and does nothing, when more may belong to them.
  mutating func scanJoinedWords() -> Bool {
    let start = index
    var first = wordEnd(from: start)
    guard text[first] == 0x2D else { return scanPossessive(start..<first) }
    var end = first
    var count = 1
    while text[end] == 0x2D {
      let next = wordEnd(from: end + 1)
      guard next > end + 1, count < 8 else { return false }
      end = next
      count += 1
    }
    guard isPlainEnd(end), end - start - count < TermLimit.bytes else { return false }
    collector.restart(at: start)
    joined.removeAll(keepingCapacity: true)
    var word = start
    while true {
      collector.addASCIIWord(text.bytes, word..<first)
      for offset in word..<first { joined.append(ASCII.lowercased(text.bytes[offset])) }
      if first == end { break }
      word = first + 1
      first = wordEnd(from: word)
    }
    collector.addCompound(joined[...], start..<end, span: count)
    collector.endUnit(.word, typed: start..<end)
    index = end
    return true
  }

  private mutating func scanPossessive(_ word: Range<Int>) -> Bool {
    let end = word.upperBound + 2
    guard text[word.upperBound] == 0x27, text[word.upperBound + 1] | 0x20 == 0x73, isPlainEnd(end),
      !ASCII.isDigit(text[word.upperBound - 1])
    else { return false }
    collector.restart(at: word.lowerBound)
    collector.addASCIIWord(text.bytes, word)
    collector.endUnit(.word, typed: word.lowerBound..<end)
    index = end
    return true
  }

  private func wordEnd(from start: Int) -> Int {
    var end = start
    while end < text.end, ASCII.isWord(text.bytes[end]) { end += 1 }
    return end
  }

  /// Whether the word that ends at an offset ends there for certain.
  @inline(__always)
  func isPlainEnd(_ end: Int) -> Bool {
    let next = text[end]
    return ASCII.endsWord(next) || (ASCII.joinsOnly(next) && ASCII.endsWord(text[end + 1]))
  }
}

/// The runs of ones in 64 bits, from the lowest.
struct BitRuns: Sequence, IteratorProtocol {
  private var starts: UInt64
  private var ends: UInt64

  /// - Parameter bits: The bits; the highest is clear.
  @inline(__always)
  init(_ bits: UInt64) {
    starts = bits & ~(bits << 1)
    ends = ~bits & (bits << 1)
  }

  @inline(__always)
  mutating func next() -> (start: Int, end: Int)? {
    guard starts != 0 else { return nil }
    defer {
      starts &= starts &- 1
      ends &= ends &- 1
    }
    return (starts.trailingZeroBitCount, ends.trailingZeroBitCount)
  }
}
