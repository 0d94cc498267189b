import Analysis
import Articles

/// Writes a passage and translates its highlights from bytes of the text to scalars of the passage.
struct SnippetWriter {
  private let text: ByteText
  /// What is to be highlighted, in bytes of the text: ascending ranges that neither overlap nor touch.
  private let pending: [Range<Int>]
  private var next = 0
  private var openedAt: Int?
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
    while offset < bytes.upperBound {
      closeHighlight(at: offset)
      let (scalar, next) = text.scalar(at: offset)
      write(scalar, offset..<next)
      offset = next
    }
    closeHighlight(at: offset)
    if isCutAfter { writeEllipsis() }
    return Snippet(text: String(decoding: output, as: UTF8.self), highlights: highlights)
  }

  @inline(__always)
  private mutating func write(_ scalar: UInt32, _ range: Range<Int>) {
    if scalar.isWhitespace {
      if !endsInSpace {
        output.append(0x20)
        count += 1
      }
      endsInSpace = true
      return
    }
    if next < pending.count, openedAt == nil, range.lowerBound >= pending[next].lowerBound { openedAt = count }
    if scalar < 0x80 {
      output.append(UInt8(truncatingIfNeeded: scalar))
    } else {
      output.append(contentsOf: text.bytes[range])
    }
    count += 1
    endsInSpace = false
  }

  @inline(__always)
  private mutating func closeHighlight(at offset: Int) {
    guard let start = openedAt, offset >= pending[next].upperBound else { return }
    highlights.append(start..<count)
    openedAt = nil
    next += 1
  }

  private mutating func writeEllipsis() {
    output += Self.ellipsis
    count += 1
  }
}
