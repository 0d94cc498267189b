import CByteClasses

/// Plain text, 64 bytes at a time.
extension Scanner {
  /// Scans the plain words among the 64 bytes at `index`, up to what needs a closer look.
  ///
  /// Answers false when that stands at `index` now.
  @inline(__always)
  mutating func scanBlock() -> Bool {
    guard let start = text.bytes.baseAddress else { return false }
    let block = cbyteclasses_find(start + index)
    let known = firstSpecial(in: block)
    let words = known < 64 ? block.words & ((1 << UInt64(known)) - 1) : block.words
    // A word that reaches the end of what is known may go on behind it.
    let complete = known - (~(words << UInt64(64 - known))).leadingZeroBitCount
    if complete > 0 {
      let plain = complete < 64 ? words & ((1 << UInt64(complete)) - 1) : words
      if plain != 0 { collector.addASCIIWords(text.bytes, plain, at: index) }
    }
    index += complete
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
      let isHarmless = ASCII.endsWord(byte) || offset < 63 && joinsNothing(byte, before: text.bytes[index + offset + 1])
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
