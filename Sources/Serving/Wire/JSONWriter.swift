/// A value that writes itself as JSON, without the detour over a tree of values that `Encodable` takes.
///
/// What is written is what `JSONEncoder` would write for the same value, keys sorted and slashes as they are.
public protocol JSONWritable {
  /// Writes the value.
  func write(to json: inout JSONWriter)
}

/// Writes JSON (RFC 8259) on one line, in one pass, into one array of bytes.
public struct JSONWriter {
  /// What is written so far.
  public private(set) var bytes: [UInt8] = []
  /// A number without a JSON form that was to be written.
  private(set) var unwritable: Double?
  /// Whether a comma has to come before the next member or element.
  private var needsComma = false

  /// Makes a writer with room for some bytes; more are found when they are needed.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

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
    bytes.append(UInt8(ascii: start))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: end))
    needsComma = true
  }

  /// Writes the name of a member; its value must come next.
  ///
  /// - Parameter name: Plain ASCII without quotes and backslashes.
  @inline(__always)
  mutating func name(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  @inline(__always)
  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  // MARK: - Values

  /// Writes a string.
  mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { writeEscaped($0) }
    if isWritten == nil { Array(text.utf8).withUnsafeBufferPointer { writeEscaped($0) } }
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Writes a whole number.
  mutating func integer(_ value: Int64) {
    separate()
    needsComma = true
    if (0..<10).contains(value) { return bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    // Filled from the end; no 64-bit number has more digits.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var start = digits.count
      var rest = value.magnitude
      repeat {
        start -= 1
        digits.initializeElement(at: start, to: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
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
    let text = value.description
    bytes += text.hasSuffix(".0") ? text.utf8.dropLast(2) : text.utf8[...]
    needsComma = true
  }

  /// Writes `true` or `false`.
  mutating func boolean(_ value: Bool) {
    separate()
    bytes += (value ? "true" : "false").utf8
    needsComma = true
  }

  // MARK: - Escapes

  private mutating func writeEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in text.indices where Self.mustEscape(text[index]) {
      bytes.append(contentsOf: text[start..<index])
      escape(text[index])
      start = index + 1
    }
    bytes.append(contentsOf: text[start...])
  }

  @inline(__always)
  private static func mustEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0..<0x20:
      bytes += "u00".utf8
      bytes.append(Self.hexadecimalDigit(byte >> 4))
      bytes.append(Self.hexadecimalDigit(byte & 0xF))
    default: bytes.append(byte)
    }
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
        json.bytes.append(UInt8(ascii: ":"))
        json.needsComma = false
        write(&json, value)
      }
    }
  }
}
