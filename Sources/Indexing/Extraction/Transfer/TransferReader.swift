/// Bytes that are not those of the value that was asked for.
public struct TransferError: Error {
  /// Says so.
  public init() {}
}

/// Reads back what a ``TransferWriter`` wrote, or finds out that the bytes are others: they are not trusted.
public struct TransferReader {
  private let bytes: [UInt8]
  private var offset: Int
  private let end: Int

  /// Reads a part of some bytes.
  public init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    let whole = bytes.indices
    offset = range.lowerBound
    end = whole.contains(range.lowerBound) ? min(range.upperBound, whole.upperBound) : range.lowerBound
  }

  private var left: Int { end - offset }

  private mutating func byte() throws(TransferError) -> UInt8 {
    guard left > 0 else { throw TransferError() }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// The next number.
  public mutating func number() throws(TransferError) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = try byte()
      number |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return number }
    }
    throw TransferError()
  }

  /// The next number.
  public mutating func integer() throws(TransferError) -> Int { Int(truncatingIfNeeded: try number()) }

  /// The next truth.
  public mutating func flag() throws(TransferError) -> Bool { try byte() == 1 }

  /// The number of parts that follow, each of at least one byte.
  private mutating func count() throws(TransferError) -> Int {
    guard let count = Int(exactly: try number()), count <= left else { throw TransferError() }
    return count
  }

  /// The next text; what is no UTF-8 in it is replaced.
  public mutating func text() throws(TransferError) -> String {
    let count = try count()
    defer { offset += count }
    return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
  }

  /// The next list of bytes.
  public mutating func list() throws(TransferError) -> [UInt8] {
    let count = try count()
    defer { offset += count }
    return Array(bytes[offset..<offset + count])
  }

  /// The next text, if there is one.
  public mutating func optionalText() throws(TransferError) -> String? { try flag() ? try text() : nil }

  /// The next number, if there is one.
  public mutating func optionalInteger() throws(TransferError) -> Int? { try flag() ? try integer() : nil }

  /// The next value.
  public mutating func value<Value: Transferable>(
    _ type: Value.Type = Value.self
  ) throws(TransferError) -> Value {
    try Value(from: &self)
  }

  /// The next value, if there is one.
  public mutating func optionalValue<Value: Transferable>(
    _ type: Value.Type = Value.self
  ) throws(TransferError) -> Value? {
    try flag() ? try value() : nil
  }

  /// The next list of values.
  public mutating func values<Value: Transferable>(
    _ type: Value.Type = Value.self
  ) throws(TransferError) -> [Value] {
    var values: [Value] = []
    for _ in 0..<(try count()) { values.append(try value()) }
    return values
  }
}
