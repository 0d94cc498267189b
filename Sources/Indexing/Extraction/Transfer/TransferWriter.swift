/// A value that another process can be given as bytes.
public protocol Transferable {
  /// Appends the value.
  func write(to writer: inout TransferWriter)
  /// Reads a value back; the bytes need not be those of one.
  init(from reader: inout TransferReader) throws(TransferError)
}

/// Values one after the other as bytes: numbers in LEB128 (DWARF 5, section 7.6), texts and lists after their length.
public struct TransferWriter: Sendable {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// Starts with nothing.
  public init() {}

  /// Takes what was written away.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Appends bytes as they are.
  public mutating func append(raw part: some Sequence<UInt8>) { bytes.append(contentsOf: part) }

  /// Overwrites the four bytes at an offset with a number, the low byte first.
  public mutating func put(_ number: UInt32, at offset: Int) {
    for byte in 0..<4 { bytes[offset + byte] = UInt8(truncatingIfNeeded: number >> (8 * UInt32(byte))) }
  }

  /// Appends a number.
  public mutating func append(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Appends a number.
  public mutating func append(_ number: Int) { append(UInt64(bitPattern: Int64(number))) }

  /// Appends a truth.
  public mutating func append(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// Appends a text.
  public mutating func append(_ text: String) {
    append(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends a list of bytes.
  public mutating func append(_ list: some Collection<UInt8>) {
    append(list.count)
    bytes.append(contentsOf: list)
  }

  /// Appends whether there is a text, and the text.
  public mutating func append(_ text: String?) {
    append(text != nil)
    if let text { append(text) }
  }

  /// Appends whether there is a number, and the number.
  public mutating func append(_ number: Int?) {
    append(number != nil)
    if let number { append(number) }
  }

  /// Appends a value.
  public mutating func append(_ value: some Transferable) { value.write(to: &self) }

  /// Appends whether there is a value, and the value.
  public mutating func append<Value: Transferable>(_ value: Value?) {
    append(value != nil)
    if let value { append(value) }
  }

  /// Appends a list of values.
  public mutating func append<Value: Transferable>(list: [Value]) {
    append(list.count)
    for value in list { append(value) }
  }
}
