/// A value that writes itself as JSON, without the detour over a tree of values that `Encodable` takes.
///
/// What is written is what `JSONEncoder` would write for the same value, keys sorted and slashes as they are.
public protocol JSONWritable {
  /// Writes the value.
  func write(to json: inout JSONWriter)
}

/// Writes JSON (RFC 8259) on one line, in one pass.
public struct JSONWriter: ~Copyable {
  private var output: ByteRoom
  /// A number without a JSON form that was to be written.
  private(set) var unwritable: Double?
  /// Whether a comma has to come before the next member or element.
  private var needsComma = false

  /// Makes a writer with room for some bytes; more are found when they are needed.
  public init(capacity: Int = 0) { output = ByteRoom(capacity: capacity) }

  /// What is written so far.
  public var bytes: [UInt8] { output.bytes }

  // MARK: - Structure

  /// Writes an object whose members `body` writes.
  @inline(__always)
  mutating func object(_ body: (inout JSONWriter) -> Void) { enclose("{", body, "}") }

  /// Writes an array whose elements `body` writes.
  @inline(__always)
  mutating func array(_ body: (inout JSONWriter) -> Void) { enclose("[", body, "]") }

  @inline(__always)
  private mutating func enclose(
    _ start: Unicode.Scalar, _ body: (inout JSONWriter) -> Void, _ end: Unicode.Scalar
  ) {
    separate()
    output.append(UInt8(ascii: start))
    needsComma = false
    body(&self)
    output.append(UInt8(ascii: end))
    needsComma = true
  }

  /// Writes the name of a member; its value must come next.
  ///
  /// - Parameter name: Plain ASCII without quotes and backslashes.
  mutating func name(_ name: StaticString) {
    separate()
    output.append(UInt8(ascii: "\""))
    output.append(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    output.append(UInt8(ascii: "\""))
    output.append(UInt8(ascii: ":"))
    needsComma = false
  }

  @inline(__always)
  private mutating func separate() {
    if needsComma { output.append(UInt8(ascii: ",")) }
  }

  // MARK: - Values

  /// Writes a string.
  mutating func string(_ text: String) {
    separate()
    var text = text
    output.append(UInt8(ascii: "\""))
    text.withUTF8 { writeEscaped($0) }
    output.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a whole number.
  mutating func integer(_ value: Int64) {
    separate()
    needsComma = true
    if (0..<10).contains(value) { return output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
    if value < 0 { output.append(UInt8(ascii: "-")) }
    // Filled from the end; no 64-bit number has more digits.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      var rest = value.magnitude
      repeat {
        start -= 1
        digits.initializeElement(at: start, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      output.append(UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }

  /// Writes a whole number.
  mutating func integer(_ value: Int) { integer(Int64(value)) }

  /// Writes a number in the fewest digits that name it; what is not finite has no form and makes the whole unwritable.
  mutating func number(_ value: Double) {
    guard value.isFinite else {
      unwritable = value
      return
    }
    separate()
    var text = value.description
    text.withUTF8 { digits in
      let isWhole = digits.suffix(2).elementsEqual(".0".utf8)
      output.append(UnsafeBufferPointer(rebasing: digits.dropLast(isWhole ? 2 : 0)))
    }
    needsComma = true
  }

  /// Writes `true` or `false`.
  mutating func boolean(_ value: Bool) {
    separate()
    write(value ? "true" : "false")
    needsComma = true
  }

  // MARK: - Escapes

  private mutating func writeEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    while true {
      let end = plainEnd(of: text, from: start)
      output.append(UnsafeBufferPointer(rebasing: text[start..<end]))
      if end == text.count { return }
      escape(text[end])
      start = end + 1
    }
  }

  /// The first place from one on whose byte must be escaped, else the end.
  private func plainEnd(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let bytes = UnsafeRawBufferPointer(text)
    var end = start
    while text.count - end >= 8 {
      if Self.mayNeedEscape(bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self)) { break }
      end += 8
    }
    while end < text.count, !Self.mustEscape(text[end]) { end += 1 }
    return end
  }

  /// Whether one of eight bytes must be escaped: below the space, `"` or `\`.
  ///
  /// A byte is below `n`, at most 128, just where it has no highest bit and taking `n` away gives it one (“Bit Twiddling
  /// Hacks”); a borrow from a byte before, which makes others look so, comes only from one that is.
  @inline(__always)
  private static func mayNeedEscape(_ bytes: UInt64) -> Bool {
    let lowest: UInt64 = 0x0101_0101_0101_0101
    let quotes = bytes ^ (UInt64(UInt8(ascii: "\"")) &* lowest)
    let backslashes = bytes ^ (UInt64(UInt8(ascii: "\\")) &* lowest)
    let found =
      ((bytes &- 0x20 &* lowest) & ~bytes) | ((quotes &- lowest) & ~quotes) | ((backslashes &- lowest) & ~backslashes)
    return found & (0x80 &* lowest) != 0
  }

  @inline(__always)
  private static func mustEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x0C: output.append(UInt8(ascii: "f"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    case 0..<0x20:
      write("u00")
      output.append(Self.hexadecimalDigit(byte >> 4))
      output.append(Self.hexadecimalDigit(byte & 0xF))
    default: output.append(byte)
    }
  }

  private mutating func write(_ text: StaticString) {
    output.append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}

// MARK: - Members

extension JSONWriter {
  /// Writes a member with a string; an absent one is left out.
  mutating func member(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    self.name(name)
    string(value)
  }

  /// Writes a member with a whole number; an absent one is left out.
  mutating func member(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    self.name(name)
    integer(Int64(value))
  }

  /// Writes a member with a whole number.
  mutating func member(_ name: StaticString, _ value: Int64) {
    self.name(name)
    integer(value)
  }

  /// Writes a member with a value; an absent one is left out.
  mutating func member(_ name: StaticString, _ value: (some JSONWritable)?) {
    guard let value else { return }
    self.name(name)
    value.write(to: &self)
  }

  /// Writes a member with an array; an absent one is left out.
  mutating func member(_ name: StaticString, _ values: [some JSONWritable]?) {
    guard let values else { return }
    self.name(name)
    array { json in
      for value in values { value.write(to: &json) }
    }
  }

  /// Writes a member with an object whose names are not known before, in their order; an absent one is left out.
  mutating func member<Value>(
    _ name: StaticString, _ values: [String: Value]?, _ write: (inout JSONWriter, Value) -> Void
  ) {
    guard let values else { return }
    self.name(name)
    object { json in
      for (name, value) in values.sorted(by: { $0.key < $1.key }) {
        json.string(name)
        json.output.append(UInt8(ascii: ":"))
        json.needsComma = false
        write(&json, value)
      }
    }
  }
}
