import Glibc

/// Cuts a stream into lines without holding more than one line and one chunk.
struct LineSplitter {
  /// One line.
  enum Line {
    /// The bytes without the line break (`\n` or `\r\n`).
    case bytes(ArraySlice<UInt8>, number: Int)
    /// A line longer than the limit, passed over.
    case tooLong(number: Int)
  }

  private var chunk: ArraySlice<UInt8> = []
  private var number = 0
  private let limit: Int

  init(limit: Int, numberOfFirstLine: Int = 1) {
    self.limit = limit
    number = numberOfFirstLine - 1
  }

  /// Whether the next line is here already, so that asking for it reads nothing.
  var hasLine: Bool { chunk.firstNewline != nil }

  /// The next line, or nothing at the end.
  ///
  /// A failure comes after the complete lines before it.
  mutating func next(from input: inout InputStream) throws(ExtractionFailure) -> Line? {
    var carried: [UInt8] = []
    var isTooLong = false
    var started = false
    while true {
      if chunk.isEmpty {
        chunk = try input.read()[...]
        if chunk.isEmpty { break }
      }
      started = true
      let end = chunk.firstNewline
      let part = chunk[..<(end ?? chunk.endIndex)]
      if carried.count + part.count > limit {
        isTooLong = true
        carried = []
      }
      if let end {
        chunk = chunk[(end + 1)...]
        return finish(carried, part, isTooLong)
      }
      if !isTooLong { carried += part }
      chunk = []
    }
    return started ? finish(carried, [], isTooLong) : nil
  }

  private mutating func finish(_ carried: [UInt8], _ part: ArraySlice<UInt8>, _ isTooLong: Bool) -> Line {
    number += 1
    if isTooLong { return .tooLong(number: number) }
    var line = carried.isEmpty ? part : (carried + part)[...]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return .bytes(line, number: number)
  }
}

extension ArraySlice<UInt8> {
  fileprivate var firstNewline: Int? {
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let found = memchr(base, 0x0a, bytes.count) else { return nil }
      return startIndex + (UnsafeRawPointer(found) - base)
    }
  }
}

extension String {
  /// Whether a byte occurs in the UTF-8 form; many times faster than a search of the view.
  func containsByte(_ byte: UInt8) -> Bool {
    utf8.withContiguousStorageIfAvailable { bytes in
      bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
    } ?? utf8.contains(byte)
  }
}

extension UInt8 {
  /// White space between JSON tokens (RFC 8259, section 2).
  var isJSONSpace: Bool { self == 0x20 || self == 0x0a || self == 0x0d || self == 0x09 }

  /// What `Character.isWhitespace` says of a byte of ASCII.
  var isASCIIWhitespace: Bool { self == 0x20 || (0x09...0x0d).contains(self) }

  var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }

  var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7a }

  /// The lower case of a letter of ASCII, anything else itself.
  var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5a ? self | 0x20 : self }
}
