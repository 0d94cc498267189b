/// Splits text into words by the boundaries of UAX #29 with the tailoring `docs/analysis.md` lists, and folds them.
///
/// One pass without allocation per word. Plain ASCII words go straight to the sink, found 64 bytes at a time; what is joined
/// to another word or holds other characters goes through a ``Cluster``; scripts without spaces become overlapping pairs.
struct Scanner<Sink: TokenSink> {
  let text: ByteText
  let characters = CharacterTable.shared
  var collector: Sink
  /// Where the scan stands.
  var index = 0
  /// Where the scan ends: what begins before is read to its end, what begins there is not.
  var limit = 0
  var cluster = Cluster()
  var joined: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, into collector: Sink) {
    text = ByteText(bytes)
    self.collector = collector
  }

  /// Scans everything that begins within a range of bytes.
  mutating func scan(_ range: Range<Int>) {
    index = range.lowerBound
    limit = min(range.upperBound, text.end)
    while index < limit {
      if scanBlock() { continue }
      let byte = text.bytes[index]
      if byte >= 0x80 {
        scanScalar()
      } else if ASCII.isWord(byte) {
        if !scanPlainWord(), !scanJoinedWords() { scanCluster() }
      } else if isSign(byte), startsSigned() {
        scanCluster(sign: byte)
      } else {
        index += 1
      }
    }
  }

  /// Scans a word of ASCII letters and digits; answers false, and does nothing, when more may belong to it.
  @inline(__always)
  private mutating func scanPlainWord() -> Bool {
    let start = index
    var end = start + 1
    while end < text.end, ASCII.isWord(text.bytes[end]) { end += 1 }
    guard isPlainEnd(end) else { return false }
    collector.restart(at: start)
    collector.addASCIIWord(text.bytes, start..<end)
    collector.endUnit(.word, typed: start..<end)
    index = end
    return true
  }

  private mutating func scanScalar() {
    let (scalar, next) = text.scalar(at: index)
    let kind = characters.kind(scalar)
    switch kind {
    case .latin, .letter, .digit: scanCluster()
    case .ideograph, .hangul, .complexContext: scanPairs(kind)
    case .symbol: scanSymbol(scalar, next)
    case .separator, .mark, .ignorable, .hyphen, .dash, .apostrophe: index = next
    }
  }

  private func isSign(_ byte: UInt8) -> Bool { byte == 0x23 || byte == 0x40 || byte == 0x2E }

  /// Whether the sign at `index` belongs to the word behind it: `@name`, `#tag`, `.NET`.
  private func startsSigned() -> Bool {
    let sign = text.bytes[index]
    let kind = kind(at: index + 1)
    guard sign == 0x2E ? kind.isLetter : kind.beginsWord else { return false }
    guard let before = text.scalar(before: index) else { return true }
    if before < 0x80 {
      return ASCII.endsWord(UInt8(before)) || before == 0x27 || before == 0x2C || before == 0x3A
    }
    let kindBefore = characters.kind(before)
    return !kindBefore.beginsWord && kindBefore != .mark
  }

  @inline(__always)
  func kind(at offset: Int) -> CharacterKind { characters.kind(text.scalar(at: offset).value) }
}
