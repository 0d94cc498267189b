import Analysis
import Articles

/// Writes a passage and translates its highlights from bytes of the text to scalars of the passage.
struct SnippetWriter {
  private let text: ByteText
  /// What is to be highlighted, in bytes of the text: ascending ranges that neither overlap nor touch.
  private let pending: [Range<Int>]
  private var highlights: [Range<Int>] = []
  private var output: [UInt8] = []
  /// How many scalars are written.
  private var count = 0
  private var endsInSpace = false

  private static let ellipsis: [UInt8] = [0xE2, 0x80, 0xA6]

  init(_ text: ByteText, highlights: [Range<Int>]) {
    self.text = text
    pending = highlights
  }

  /// The passage that stands in some bytes.
  mutating func snippet(of bytes: Range<Int>, isCutBefore: Bool, isCutAfter: Bool) -> Snippet {
    output.reserveCapacity(bytes.count + 2 * Self.ellipsis.count)
    if isCutBefore { writeEllipsis() }
    var offset = bytes.lowerBound
    for highlight in pending {
      let highlight = highlight.clamped(to: offset..<bytes.upperBound)
      write(offset..<highlight.lowerBound)
      let start = count
      write(highlight)
      if count > start { highlights.append(start..<count) }
      offset = highlight.upperBound
    }
    write(offset..<bytes.upperBound)
    if isCutAfter { writeEllipsis() }
    return Snippet(text: String(decoding: output, as: UTF8.self), highlights: highlights)
  }

  /// Writes a stretch, with a single space for all white space in a row.
  private mutating func write(_ range: Range<Int>) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let end = plainEnd(offset..<range.upperBound)
      if end > offset {
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text.bytes[offset..<end]))
        count += end - offset
        endsInSpace = text.bytes[end - 1] == 0x20
        offset = end
        continue
      }
      let (scalar, next) = text.scalar(at: offset)
      if !scalar.isWhitespace {
        output.append(contentsOf: text.bytes[offset..<next])
        count += 1
        endsInSpace = false
      } else if !endsInSpace {
        output.append(0x20)
        count += 1
        endsInSpace = true
      }
      offset = next
    }
  }

  /// The end of the ASCII at the start of a stretch that can be written as it is: without controls and double spaces.
  @inline(__always)
  private func plainEnd(_ range: Range<Int>) -> Int {
    var isBehindSpace = endsInSpace
    var end = range.lowerBound
    while range.upperBound &- end >= 8 {
      let word = ByteWord(text.bytes, at: end)
      let spaces = word.spaces
      guard word.isPrintable, spaces & (spaces << 8 | (isBehindSpace ? 0x80 : 0)) == 0 else { break }
      isBehindSpace = spaces >> 63 != 0
      end += 8
    }
    while end < range.upperBound {
      let byte = text.bytes[end]
      if byte &- 0x20 >= 0x60 || (byte == 0x20 && isBehindSpace) { break }
      isBehindSpace = byte == 0x20
      end += 1
    }
    return end
  }

  private mutating func writeEllipsis() {
    output += Self.ellipsis
    count += 1
  }
}
