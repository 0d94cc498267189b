import CLibXML2

/// Decodes `&amp;`, `&#8217;` and `&#x2019;` in text that is not parsed as HTML.
enum CharacterReferences {
  /// The text with every known reference replaced; anything else stays as it is.
  static func decode(_ text: String) -> String {
    guard text.containsByte(UInt8(ascii: "&")) else { return text }
    var output = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      output += rest[..<ampersand]
      let body = rest[rest.index(after: ampersand)...]
      if let semicolon = body.prefix(32).firstIndex(of: ";"), let scalar = scalar(body[..<semicolon]) {
        output.unicodeScalars.append(scalar)
        rest = body[body.index(after: semicolon)...]
      } else {
        output += "&"
        rest = body
      }
    }
    return output + rest
  }

  private static func scalar(_ name: Substring) -> Unicode.Scalar? {
    guard name.first == "#" else {
      guard !name.isEmpty, name.utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit }) else { return nil }
      let value = String(name).withCString { clibxml2_entity($0) }
      return value == 0 ? nil : Unicode.Scalar(value)
    }
    let digits = name.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    guard let value = UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10), value > 0 else { return nil }
    return Unicode.Scalar(value)
  }
}
