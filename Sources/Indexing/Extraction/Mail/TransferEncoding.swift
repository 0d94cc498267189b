/// Undoes the encodings that carry bytes through mail (RFC 2045, section 6), as broken as they come.
enum TransferEncoding {
  /// The bytes of a part; an encoding that is not known leaves them as they are.
  static func decode(_ body: ArraySlice<UInt8>, named name: String?) -> [UInt8] {
    switch name?.trimmingSpace.lowercased() {
    case "base64": base64(body)
    case "quoted-printable": quotedPrintable(body)
    default: Array(body)
    }
  }

  /// Decodes base64; other characters are passed over, and data after a padded end goes on.
  static func base64(_ text: some Collection<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count / 4 * 3)
    var (bits, count): (UInt32, Int) = (0, 0)
    for byte in text {
      let value = values[Int(byte)]
      if value < 64 {
        bits = bits << 6 | UInt32(value)
        count += 1
        guard count == 4 else { continue }
        output += [UInt8(bits >> 16 & 0xff), UInt8(bits >> 8 & 0xff), UInt8(bits & 0xff)]
        (bits, count) = (0, 0)
      } else if byte == UInt8(ascii: "="), count > 0 {
        output += end(bits, count)
        (bits, count) = (0, 0)
      }
    }
    return output + end(bits, count)
  }

  /// The bytes of an incomplete group.
  private static func end(_ bits: UInt32, _ count: Int) -> [UInt8] {
    switch count {
    case 2: [UInt8(bits >> 4 & 0xff)]
    case 3: [UInt8(bits >> 10 & 0xff), UInt8(bits >> 2 & 0xff)]
    default: []
    }
  }

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    for (index, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
      values[Int(byte)] = UInt8(index)
    }
    // The alphabet for addresses, which some programs use.
    values[Int(UInt8(ascii: "-"))] = 62
    values[Int(UInt8(ascii: "_"))] = 63
    return values
  }()

  /// Decodes quoted-printable; an `=` that begins nothing stays.
  ///
  /// - Parameter trimsLines: Whether white space before a line break goes, which was added on the way.
  static func quotedPrintable(_ text: ArraySlice<UInt8>, trimsLines: Bool = true) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == UInt8(ascii: "=") {
        let (decoded, length) = escape(text[index...])
        if let decoded { output.append(decoded) }
        index += length
        continue
      }
      if byte == 0x0a, trimsLines {
        while let last = output.last, last == 0x20 || last == 0x09 || last == 0x0d { output.removeLast() }
      }
      output.append(byte)
      index += 1
    }
    return output
  }

  /// The byte that an escape stands for, none for a soft line break, and the escape's length.
  private static func escape(_ text: ArraySlice<UInt8>) -> (UInt8?, Int) {
    let start = text.startIndex
    if text.count >= 3, let high = hex(text[start + 1]), let low = hex(text[start + 2]) { return (high << 4 | low, 3) }
    let blank = text[(start + 1)...].prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
    if blank.endIndex == text.endIndex { return (nil, text.count) }
    if text[blank.endIndex] == 0x0a { return (nil, blank.endIndex + 1 - start) }
    return (UInt8(ascii: "="), 1)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
