/// The part of a URL behind `?`, in the `application/x-www-form-urlencoded` notation of the WHATWG URL Standard.
public enum QueryString {
  /// Reads `name=value` pairs separated by `&`, in order; `+` is a space, and a pair without `=` has an empty value.
  ///
  /// - Throws: ``ParameterError/undecodable(text:)`` for a broken percent escape or for bytes that are no UTF-8.
  public static func decode(_ text: some StringProtocol) throws(ParameterError) -> [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = []
    // As an array, so that what follows is compiled for one kind of collection.
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let pair = rest.prefix { $0 != UInt8(ascii: "&") }
      rest = rest[pair.endIndex...].dropFirst()
      if pair.isEmpty { continue }
      let name = pair.prefix { $0 != UInt8(ascii: "=") }
      let value = pair[name.endIndex...].dropFirst()
      pairs.append((try decodeComponent(name, plusIsSpace: true), try decodeComponent(value, plusIsSpace: true)))
    }
    return pairs
  }

  /// Writes pairs so that ``decode(_:)`` reads them back.
  public static func encode(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { encodeComponent($0.name) + "=" + encodeComponent($0.value) }.joined(separator: "&")
  }

  /// Percent-encodes everything but the unreserved characters of RFC 3986, section 2.3.
  public static func encodeComponent(_ text: String) -> String {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      if isUnreserved(byte) {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), hexadecimalDigit(byte >> 4), hexadecimalDigit(byte & 15)]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// Undoes percent-encoding in one segment of a path or one part of a query string.
  ///
  /// - Throws: ``ParameterError/undecodable(text:)`` for a broken percent escape or for bytes that are no UTF-8.
  public static func decodeComponent(_ encoded: ArraySlice<UInt8>, plusIsSpace: Bool) throws(ParameterError) -> String {
    let isPlain = encoded.allSatisfy { $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "+") && $0 < 0x80 }
    if isPlain { return String(decoding: encoded, as: UTF8.self) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(encoded.count)
    var rest = encoded.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.next().flatMap(digitValue), let low = rest.next().flatMap(digitValue) else {
          throw .undecodable(text: String(decoding: encoded, as: UTF8.self))
        }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace:
        bytes.append(UInt8(ascii: " "))
      default:
        bytes.append(byte)
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .undecodable(text: String(decoding: encoded, as: UTF8.self))
    }
    return text
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }

  private static func digitValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
