/// Cuts a stream of JSON values that span lines, or the elements of one array, without parsing them.
struct JSONValueSplitter {
  /// One value.
  enum Frame {
    /// The bytes from the first to the last of the value, not yet known to be valid.
    case value(ArraySlice<UInt8>, line: Int)
    /// A value longer than the limit, passed over.
    case tooLong(line: Int)
  }

  private enum Phase {
    case between
    case inValue
    /// After a value that could not be delimited: looks for the line on which the next one begins.
    case lost
  }

  private var chunk: ArraySlice<UInt8> = []
  private var line = 1
  /// Bytes of white space at the head of the present line, `nil` once something else was seen.
  private var indentation: Int? = 0
  private var phase = Phase.between
  private var isInArray = false

  private var value: JSONValueCollector
  private var valueLine = 1
  private var valueIndentation: Int?

  init(limit: Int) {
    value = JSONValueCollector(limit: limit)
  }

  /// The next value, or nothing at the end.
  ///
  /// An unfinished value at the end is handed over as it is.
  mutating func next(from input: inout InputStream) throws(ExtractionFailure) -> Frame? {
    while true {
      if chunk.isEmpty {
        chunk = try input.read()[...]
        if chunk.isEmpty { return phase == .inValue ? finish() : nil }
      }
      while let byte = chunk.popFirst() {
        let isEnd = step(byte)
        track(byte)
        if isEnd { return finish() }
      }
    }
  }

  /// Takes one byte; true when it ends the value.
  private mutating func step(_ byte: UInt8) -> Bool {
    switch phase {
    case .between:
      begin(byte)
      return false
    case .inValue:
      let step = value.take(byte)
      if step == .lost { phase = .lost }
      return step != .inside
    case .lost:
      if byte == UInt8(ascii: "{"), indentation == (valueIndentation ?? 0) { begin(byte) }
      return false
    }
  }

  private mutating func track(_ byte: UInt8) {
    if byte == 0x0a {
      line += 1
      indentation = 0
    } else if let spaces = indentation {
      indentation = byte.isJSONSpace ? spaces + 1 : nil
    }
  }

  /// Starts a value, unless the byte only separates values: white space, comma, or the brackets of the outer array.
  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: ","), UInt8(ascii: "]"): return
    case UInt8(ascii: "[") where !isInArray:
      isInArray = true
      return
    default: break
    }
    phase = .inValue
    value.begin(byte)
    valueLine = line
    valueIndentation = indentation
  }

  private mutating func finish() -> Frame {
    if phase == .inValue { phase = .between }
    return value.isTooLong ? .tooLong(line: valueLine) : .value(value.bytes[...], line: valueLine)
  }
}
