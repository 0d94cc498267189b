/// Writes JSON strings (RFC 8259, section 7), escaping no more than must be and what terminals would obey.
enum JSONText {
  static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    bytes.reserveCapacity(text.utf8.count + 2)
    var text = text
    text.withUTF8 { all in
      var rest = Slice(base: all, bounds: all.indices)
      while let place = rest.firstIndex(where: mustBeEscaped) {
        bytes.append(contentsOf: rest[..<place])
        bytes += escaped(all[place])
        rest = rest[(place + 1)...]
      }
      bytes.append(contentsOf: rest)
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func mustBeEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f
  }

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case 0x0a: Array("\\n".utf8)
    case 0x09: Array("\\t".utf8)
    case 0x0d: Array("\\r".utf8)
    case 0..<0x20, 0x7f: Array("\\u00".utf8) + [digit(byte >> 4), digit(byte & 0xf)]
    default: [UInt8(ascii: "\\"), byte]
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
