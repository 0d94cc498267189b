/// Tells text in any encoding from data.
enum BinaryDetector {
  /// Whether the beginning of an input cannot be text.
  ///
  /// Text has no control characters but white space, escape (ISO 2022) and form feed. NUL is allowed only in UTF-16 and
  /// UTF-32, known by their byte order mark or by NUL in every other byte.
  static func isBinary(_ head: [UInt8]) -> Bool {
    if let mark = ByteOrderMark(head), mark != .utf8 { return false }
    if ByteOrderMark.unmarkedUTF16(head) != nil { return false }
    if signatures.contains(where: { head.starts(with: $0) }) { return true }
    let (controls, nulls) = head.withUnsafeBufferPointer(count)
    return nulls * 100 > head.count || controls > 2 && controls * 20 > head.count
  }

  /// Beginnings of common containers whose first bytes may have no control characters.
  private static let signatures: [[UInt8]] = [
    Array("%PDF-".utf8), [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], Array("GIF87a".utf8), Array("GIF89a".utf8),
    Array("PK\u{3}\u{4}".utf8), [0x7f, 0x45, 0x4c, 0x46], Array("SQLite format 3".utf8),
    [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], Array("BZh91AY".utf8), [0x28, 0xb5, 0x2f, 0xfd],
  ]

  /// How many bytes are controls that texts do not have, and how many NUL; eight bytes without any control at a time.
  private static func count(_ head: UnsafeBufferPointer<UInt8>) -> (controls: Int, nulls: Int) {
    var (controls, nulls) = (0, 0)
    func count(_ byte: UInt8) {
      guard byte < 0x20 || byte == 0x7f else { return }
      if !isTextControl(byte) { controls += 1 }
      if byte == 0 { nulls += 1 }
    }
    let bytes = UnsafeRawBufferPointer(head)
    let words = bytes.count / 8
    for word in 0..<words where mayHaveControl(bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)) {
      for byte in bytes[(word * 8)..<(word * 8 + 8)] { count(byte) }
    }
    for byte in bytes[(words * 8)...] { count(byte) }
    return (controls, nulls)
  }

  /// Whether one of eight bytes is below 0x20 or is 0x7f; seldom also when none is (Anderson, “Bit Twiddling Hacks”).
  private static func mayHaveControl(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highBits = ones &* 0x80
    let deletes = word ^ (ones &* 0x7f)
    return ((word &- ones &* 0x20) & ~word | (deletes &- ones) & ~deletes) & highBits != 0
  }

  private static func isTextControl(_ byte: UInt8) -> Bool {
    (0x08...0x0d).contains(byte) || byte == 0x1b || byte == 0x1a
  }
}
