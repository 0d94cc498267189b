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

  /// How many bytes are controls that texts do not have, and how many NUL; without branches, so that many are looked at
  /// at once.
  private static func count(_ head: UnsafeBufferPointer<UInt8>) -> (controls: Int, nulls: Int) {
    var (controls, nulls): (Int32, Int32) = (0, 0)
    for byte in head {
      let isTextControl = byte &- 0x08 <= 0x05 || byte == 0x1b || byte == 0x1a
      controls &+= (byte < 0x20 || byte == 0x7f) && !isTextControl ? 1 : 0
      nulls &+= byte == 0 ? 1 : 0
    }
    return (Int(controls), Int(nulls))
  }
}
