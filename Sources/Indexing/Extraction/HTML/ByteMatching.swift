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

extension String {
  /// The place of the first or last occurrence of a text, compared byte by byte.
  func place(of text: String, isLast: Bool = false) -> Range<Index>? {
    let (bytes, sought) = (Array(utf8), Array(text.utf8))
    guard let first = sought.first, bytes.count >= sought.count else { return nil }
    func matches(_ start: Int) -> Bool { bytes[start] == first && bytes[start...].starts(with: sought) }
    let starts = 0...(bytes.count - sought.count)
    guard let start = isLast ? starts.last(where: matches) : starts.first(where: matches) else { return nil }
    return utf8.index(startIndex, offsetBy: start)..<utf8.index(startIndex, offsetBy: start + sought.count)
  }
}
