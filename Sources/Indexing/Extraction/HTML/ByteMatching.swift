import Glibc

/// Comparisons of UTF-8 with texts of ASCII, without making strings.
extension ArraySlice<UInt8> {
  /// Whether this is a text in lower case, in either case.
  func equals(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && begins(with: text) }

  /// Whether this begins with a text in lower case, in either case.
  func begins(with text: StaticString) -> Bool { end(of: text, at: startIndex) != nil }

  /// Whether a text in lower case occurs, in either case and with any spaces in between.
  func contains(_ text: StaticString) -> Bool {
    indices.contains { end(of: text, at: $0, skipsSpaces: true) != nil }
  }

  /// The place after the first occurrence of a text in lower case, in either case.
  func end(of text: StaticString) -> Int? {
    for start in indices {
      if let end = end(of: text, at: start) { return end }
    }
    return nil
  }

  /// Whether this ends in a text, in the same case.
  func hasSuffix(_ text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    let start = endIndex - text.utf8CodeUnitCount
    return (0..<text.utf8CodeUnitCount).allSatisfy { self[start + $0] == text.utf8Start[$0] }
  }

  /// The place after a text that begins at a place.
  private func end(of text: StaticString, at start: Int, skipsSpaces: Bool = false) -> Int? {
    var position = start
    for offset in 0..<text.utf8CodeUnitCount {
      while skipsSpaces, offset > 0, position < endIndex, self[position] == 0x20 { position += 1 }
      guard position < endIndex, self[position].asciiLowercased == text.utf8Start[offset] else { return nil }
      position += 1
    }
    return position
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The place of the first occurrence of a byte before an end.
  func place(of byte: UInt8, from start: Int = 0, before end: Int? = nil) -> Int? {
    let end = end ?? count
    guard let base = baseAddress, start < end, let found = memchr(base + start, Int32(byte), end - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The place of the first occurrence of some bytes, none of no bytes.
  func place(of bytes: Self, from start: Int = 0) -> Int? {
    guard let base = baseAddress, let sought = bytes.baseAddress, let first = bytes.first else { return nil }
    var start = start
    while start + bytes.count <= count, let found = memchr(base + start, Int32(first), count - bytes.count - start + 1)
    {
      if memcmp(found, sought, bytes.count) == 0 { return UnsafeRawPointer(found) - UnsafeRawPointer(base) }
      start = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
    return nil
  }
}

extension String {
  /// Whether the text has at most so many characters; where its bytes are no more, they are not told apart.
  func isOfAtMost(_ length: Int) -> Bool { utf8.count <= length || count <= length }

  /// The place of the first or last occurrence of a text that is not empty, compared byte by byte.
  func place(of text: String, isLast: Bool = false) -> Range<Index>? {
    let places = places(of: text, isFirstEnough: !isLast)
    return (isLast ? places.last : places.first).map { start in
      utf8.index(startIndex, offsetBy: start)..<utf8.index(startIndex, offsetBy: start + text.utf8.count)
    }
  }

  /// Where in the bytes a text occurs, each place beginning behind the one before.
  private func places(of text: String, isFirstEnough: Bool) -> [Int] {
    var (whole, text) = (self, text)
    return whole.withUTF8 { bytes in
      text.withUTF8 { sought in
        var places: [Int] = []
        var start = 0
        while let place = bytes.place(of: sought, from: start) {
          places.append(place)
          start = isFirstEnough ? bytes.count : place + 1
        }
        return places
      }
    }
  }

  /// The parts between occurrences of a separator, empty ones included.
  func components(separatedBy separator: String) -> [String] {
    var (whole, separator) = (self, separator)
    return whole.withUTF8 { bytes in
      separator.withUTF8 { sought in
        var parts: [String] = []
        var start = 0
        while let place = bytes.place(of: sought, from: start) {
          parts.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<place]), as: UTF8.self))
          start = place + sought.count
        }
        return parts + [String(decoding: UnsafeBufferPointer(rebasing: bytes[start...]), as: UTF8.self)]
      }
    }
  }
}
