import CLibXML2

/// Decodes `&amp;`, `&#8217;` and `&#x2019;` in text that is not parsed as HTML.
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
    guard name.utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit }) else { return nil }
    let value = name.withCString { clibxml2_entity($0) }
    return value == 0 ? nil : Unicode.Scalar(value).map { String($0) }
  }

  private static func number(_ digits: Substring) -> Unicode.Scalar? {
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    guard let value = UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10), value > 0
    else { return nil }
    return Windows1252Controls.character(value) ?? Unicode.Scalar(value)
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
