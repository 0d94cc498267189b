import Glibc

/// Parses JSON as RFC 8259 defines it, strictly, but for one thing: an unpaired surrogate escape becomes U+FFFD, because
/// common writers emit them when they cut strings.
struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var depth = 0
  private let maximumDepth: Int

  /// Parses a whole text: one value with nothing but white space around it.
  static func parse(_ text: ArraySlice<UInt8>, maximumDepth: Int = 128) -> Result<MetadataValue, JSONError> {
    text.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(bytes: buffer, maximumDepth: maximumDepth)
      do throws(JSONError) {
        return .success(try scanner.parseDocument())
      } catch {
        return .failure(error)
      }
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  private mutating func parseDocument() throws(JSONError) -> MetadataValue {
    let value = try parseValue()
    skipSpace()
    guard index == bytes.count else { throw JSONError(problem: .trailingBytes, offset: index) }
    return value
  }

  private mutating func parseValue() throws(JSONError) -> MetadataValue {
    skipSpace()
    guard index < bytes.count else { throw JSONError(problem: .unexpectedEnd, offset: index) }
    switch bytes[index] {
    case UInt8(ascii: "\""):
      index += 1
      return .string(try parseString())
    case UInt8(ascii: "{"): return try nested { (scanner) throws(JSONError) in try scanner.parseRecord() }
    case UInt8(ascii: "["): return try nested { (scanner) throws(JSONError) in try scanner.parseList() }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
    case UInt8(ascii: "t"): return try parseLiteral("true", .bool(true))
    case UInt8(ascii: "f"): return try parseLiteral("false", .bool(false))
    case UInt8(ascii: "n"): return try parseLiteral("null", .null)
    case let byte: throw JSONError(problem: .unexpectedByte(byte), offset: index)
    }
  }

  private mutating func nested(
    _ parse: (inout JSONScanner) throws(JSONError) -> MetadataValue
  ) throws(JSONError) -> MetadataValue {
    guard depth < maximumDepth else { throw JSONError(problem: .tooDeep, offset: index) }
    depth += 1
    defer { depth -= 1 }
    index += 1
    return try parse(&self)
  }

  private mutating func parseRecord() throws(JSONError) -> MetadataValue {
    var members: [MetadataMember] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .record(members) }
    while true {
      skipSpace()
      try expect(UInt8(ascii: "\""))
      let name = try parseString()
      skipSpace()
      try expect(UInt8(ascii: ":"))
      members.append(MetadataMember(name: name, value: try parseValue()))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .record(members) }
      try expect(UInt8(ascii: ","))
    }
  }

  private mutating func parseList() throws(JSONError) -> MetadataValue {
    var elements: [MetadataValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .list(elements) }
    while true {
      elements.append(try parseValue())
      skipSpace()
      if take(UInt8(ascii: "]")) { return .list(elements) }
      try expect(UInt8(ascii: ","))
    }
  }

  private mutating func parseLiteral(_ word: StaticString, _ value: MetadataValue) throws(JSONError) -> MetadataValue {
    let start = index
    for offset in 0..<word.utf8CodeUnitCount {
      guard index < bytes.count else { throw JSONError(problem: .unexpectedEnd, offset: index) }
      guard bytes[index] == word.utf8Start[offset] else {
        throw JSONError(problem: .unexpectedByte(bytes[start]), offset: start)
      }
      index += 1
    }
    return value
  }

  private mutating func parseNumber() throws(JSONError) -> MetadataValue {
    let start = index
    _ = take(UInt8(ascii: "-"))
    let integerStart = index
    let integerDigits = takeDigits()
    guard integerDigits > 0, integerDigits == 1 || bytes[integerStart] != UInt8(ascii: "0") else {
      throw JSONError(problem: .invalidNumber, offset: start)
    }
    if take(UInt8(ascii: ".")), takeDigits() == 0 { throw JSONError(problem: .invalidNumber, offset: start) }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard takeDigits() > 0 else { throw JSONError(problem: .invalidNumber, offset: start) }
    }
    return .number(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self))
  }

  private mutating func takeDigits() -> Int {
    let start = index
    while index < bytes.count, bytes[index].isASCIIDigit { index += 1 }
    return index - start
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard index < bytes.count else { throw JSONError(problem: .unexpectedEnd, offset: index) }
    guard take(byte) else { throw JSONError(problem: .unexpectedByte(bytes[index]), offset: index) }
  }

  private mutating func skipSpace() {
    while index < bytes.count, bytes[index].isJSONSpace { index += 1 }
  }
}

// MARK: - Strings

extension JSONScanner {
  /// Parses the rest of a string whose opening quote is taken.
  private mutating func parseString() throws(JSONError) -> String {
    let start = index
    skipPlainBytes()
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      let text = try Self.text(UnsafeBufferPointer(rebasing: bytes[start..<index]), at: start)
      index += 1
      return text
    }
    return try parseEscapedString(from: start)
  }

  /// Moves to the next quote, backslash or control character.
  private mutating func skipPlainBytes() {
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= bytes.count, Self.isPlain(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
      index += 8
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
      index += 1
    }
  }

  /// Whether none of eight bytes is a quote, a backslash or a control character.
  @inline(__always)
  private static func isPlain(_ word: UInt64) -> Bool {
    let (ones, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
    // A byte below a bound borrows from its highest bit; what is above 0x7F has that bit already.
    let quotes = word ^ ones &* 0x22
    let slashes = word ^ ones &* 0x5C
    let found = (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (word &- ones &* 0x20) & ~word
    return found & high == 0
  }

  private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((index - start) * 2)
    var plainStart = start
    while true {
      skipPlainBytes()
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plainStart..<index]))
      guard index < bytes.count else { throw JSONError(problem: .unterminatedString, offset: index) }
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") { break }
      guard byte == UInt8(ascii: "\\") else {
        throw JSONError(problem: .controlCharacter, offset: index - 1)
      }
      try appendEscape(to: &output)
      plainStart = index
    }
    return try output.withUnsafeBufferPointer { (bytes) throws(JSONError) in try Self.text(bytes, at: start) }
  }

  /// Bytes as text, refused when they are not UTF-8.
  ///
  /// Decoding repairs what is not valid. Comparing afterwards is several times faster than `String(validating:as:)`.
  private static func text(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) throws(JSONError) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    let isValid = text.withUTF8 { decoded in
      guard decoded.count == bytes.count else { return false }
      guard let left = decoded.baseAddress, let right = bytes.baseAddress else { return true }
      return memcmp(left, right, bytes.count) == 0
    }
    guard isValid else { throw JSONError(problem: .invalidUTF8, offset: offset) }
    return text
  }

  private mutating func appendEscape(to output: inout [UInt8]) throws(JSONError) {
    guard index < bytes.count else { throw JSONError(problem: .unterminatedString, offset: index) }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(byte)
    case UInt8(ascii: "n"): output.append(0x0a)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "r"): output.append(0x0d)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0c)
    case UInt8(ascii: "u"): output.append(contentsOf: String(try parseUnicodeEscape()).utf8)
    default: throw JSONError(problem: .invalidEscape, offset: index - 2)
    }
  }

  /// Parses what follows `\u`, and the second half of a surrogate pair.
  private mutating func parseUnicodeEscape() throws(JSONError) -> Character {
    let replacement: Character = "\u{fffd}"
    let first = try parseHex()
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    guard first < 0xdc00, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { return replacement }
    let beforeSecond = index
    index += 2
    let second = try parseHex()
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else {
      index = beforeSecond
      return replacement
    }
    return Character(scalar)
  }

  private mutating func parseHex() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue, bytes[index] < 0x80
      else { throw JSONError(problem: .invalidEscape, offset: min(index, bytes.count)) }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
