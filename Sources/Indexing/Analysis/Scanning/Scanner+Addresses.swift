/// What follows the host in a web address: port, path, query, fragment.
extension Scanner {
  /// More words than this are read as ordinary text.
  private static var mostTailWords: Int { 32 }

  /// Scans to the end of a web address; each run of letters and digits is a word, percent escapes are none.
  mutating func scanAddressTail() {
    var words = 0
    while words < Self.mostTailWords, index < text.end {
      let byte = text.bytes[index]
      if byte == 0x25, ASCII.isHexDigit(text[index + 1]), ASCII.isHexDigit(text[index + 2]) {
        index += 3
      } else if byte < 0x80, !ASCII.isWord(byte) {
        guard isAddressByte(byte) else { return }
        index += 1
      } else if kind(at: index).beginsWord {
        if emitTailWord() { words += 1 }
      } else {
        return
      }
    }
  }

  private mutating func emitTailWord() -> Bool {
    let start = index
    cluster.reset()
    guard let part = readPart(.start, isPlain: true) else { return false }
    collector.addWord(cluster.term(part), part.range)
    collector.endUnit(.word, typed: start..<index)
    return true
  }

  /// Whether an ASCII sign can stand inside a web address: RFC 3986, section 2, without the brackets text puts around it.
  private func isAddressByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x23...0x27, 0x2A...0x2F, 0x3A, 0x3B, 0x3D, 0x3F, 0x40, 0x5F, 0x7E: true
    default: false
    }
  }
}
