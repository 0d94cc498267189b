/// Takes the bytes of one JSON value and tells where it ends, without parsing it.
struct JSONValueCollector {
  /// What a byte means for the value.
  enum Step {
    /// It belongs to the value, and more follows.
    case inside
    /// It is the last byte of the value.
    case last
    /// It comes after the value, which was a number or a word.
    case after
    /// A line ends inside a string: the value cannot be delimited.
    case lost
  }

  /// The bytes from the first to the last of the value, not yet known to be valid.
  private(set) var bytes: [UInt8] = []
  /// Whether the value is longer than the limit, so that not all of it was kept.
  private(set) var isTooLong = false

  private let limit: Int
  private var isKept = true
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  init(limit: Int) {
    self.limit = limit
  }

  /// Starts a value with its first byte.
  ///
  /// - Parameters:
  ///   - byte: The first byte.
  ///   - isKept: Whether the bytes of the value are wanted.
  mutating func begin(_ byte: UInt8, isKept: Bool = true) {
    self.isKept = isKept
    bytes.removeAll(keepingCapacity: true)
    if isKept { bytes.append(byte) }
    depth = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") ? 1 : 0
    isInString = byte == UInt8(ascii: "\"")
    isEscaped = false
    isTooLong = false
  }

  /// Takes one byte more.
  mutating func take(_ byte: UInt8) -> Step {
    if isInString { return takeInString(byte) }
    if depth == 0, byte.isJSONSpace || ",]}".utf8.contains(byte) { return .after }
    keep(byte)
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      return depth <= 0 ? .last : .inside
    default: break
    }
    return .inside
  }

  private mutating func takeInString(_ byte: UInt8) -> Step {
    if byte == 0x0a { return .lost }
    keep(byte)
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInString = false
      return depth == 0 ? .last : .inside
    }
    return .inside
  }

  private mutating func keep(_ byte: UInt8) {
    guard isKept else { return }
    if bytes.count < limit { bytes.append(byte) } else { isTooLong = true }
  }
}
