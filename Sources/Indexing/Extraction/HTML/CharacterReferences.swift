/// Decodes `&amp;`, `&#8217;` and `&#x2019;`.
enum CharacterReferences {
  /// The longest name or number that is looked for between `&` and `;`.
  private static let maximumLength = 40

  /// The text with every known reference replaced; anything else stays as it is.
  static func decode(_ text: String) -> String {
    guard text.containsByte(UInt8(ascii: "&")) else { return text }
    return decode(Array(text.utf8)[...])
  }

  /// Decodes references to characters and to declared entities.
  ///
  /// A declared entity is replaced by its text once; nothing is looked for in the replacement.
  static func decode(_ bytes: ArraySlice<UInt8>, declared: [String: String] = [:]) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var rest = bytes
    while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
      output += rest[..<ampersand]
      let body = rest[(ampersand + 1)...]
      let name = body.prefix(maximumLength).prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 && $0 != UInt8(ascii: "&") }
      if name.endIndex < body.endIndex, body[name.endIndex] == UInt8(ascii: ";"),
        let text = replacement(String(decoding: name, as: UTF8.self), declared)
      {
        output += text.utf8
        rest = body[(name.endIndex + 1)...]
      } else {
        output.append(UInt8(ascii: "&"))
        rest = body
      }
    }
    return String(decoding: output + rest, as: UTF8.self)
  }

  private static func replacement(_ name: String, _ declared: [String: String]) -> String? {
    if name.hasPrefix("#") { return number(name.dropFirst()).map { String($0) } }
    guard !name.isEmpty else { return nil }
    if let text = declared[name] { return text }
    return EntityNames.byName[NameHash(name)].map { String($0.scalar) }
  }

  private static func number(_ digits: Substring) -> Unicode.Scalar? {
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    guard let value = UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10), value > 0
    else { return nil }
    return Windows1252Controls.character(value) ?? Unicode.Scalar(value)
  }

  // MARK: In pages

  /// The reference that begins at a place of a page (HTML Standard, 13.2.5.72), `nil` where the `&` is one.
  ///
  /// - Returns: The character, none for a number that stands for none, and the place behind the reference.
  static func reference(
    in bytes: UnsafeBufferPointer<UInt8>, at ampersand: Int, isAttribute: Bool
  ) -> (scalar: Unicode.Scalar?, end: Int)? {
    let start = ampersand + 1
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "#") { return numeric(in: bytes, from: start + 1) }
    var hash = NameHash()
    var old: (scalar: Unicode.Scalar?, end: Int)?
    var end = start
    while end < bytes.count, end - start < maximumLength, bytes[end].isASCIILetter || bytes[end].isASCIIDigit {
      hash.append(bytes[end])
      end += 1
      guard end - start >= 2, let entity = EntityNames.byName[hash] else { continue }
      if end < bytes.count, bytes[end] == UInt8(ascii: ";") { return (entity.scalar, end + 1) }
      if entity.mayLackSemicolon { old = (entity.scalar, end) }
    }
    // In addresses, `&copy=1` is a parameter.
    if isAttribute, let old, old.end < bytes.count,
      bytes[old.end] == UInt8(ascii: "=") || bytes[old.end].isASCIILetter || bytes[old.end].isASCIIDigit
    {
      return nil
    }
    return old
  }

  private static func numeric(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (scalar: Unicode.Scalar?, end: Int)? {
    let isHexadecimal = start < bytes.count && bytes[start] | 0x20 == UInt8(ascii: "x")
    var end = isHexadecimal ? start + 1 : start
    let first = end
    var value: UInt32 = 0
    while end < bytes.count, let digit = Character(Unicode.Scalar(bytes[end])).hexDigitValue,
      isHexadecimal || digit < 10
    {
      value = min(value &* (isHexadecimal ? 16 : 10) &+ UInt32(digit), 0x11_0000)
      end += 1
    }
    guard end > first else { return nil }
    if end < bytes.count, bytes[end] == UInt8(ascii: ";") { end += 1 }
    return (value == 0 ? nil : Windows1252Controls.character(value) ?? Unicode.Scalar(value), end)
  }
}

extension StringProtocol {
  /// The text with what is special in markup replaced by references.
  var escapedForMarkup: String {
    var output = ""
    output.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}
