/// A checksum of words that notices what torn and damaged files look like.
///
/// Two running sums (John Fletcher, “An Arithmetic Checksum for Serial Transmissions”, 1982), of 64 bits each.
private func checksum(_ words: some Collection<UInt64>) -> UInt64 {
  var first: UInt64 = 0x5ea2_c4d1
  var second: UInt64 = 0
  for word in words {
    first &+= word
    second &+= first
  }
  return first ^ (second << 31 | second >> 33)
}

/// Writes arrays as words.
struct WordWriter {
  private(set) var words: [UInt64] = []

  mutating func append(_ word: UInt64) { words.append(word) }

  mutating func append<Element>(_ column: Column<Element>) { column.withValues { append($0) } }

  mutating func append<Element: BitwiseCopyable>(_ values: UnsafeBufferPointer<Element>) {
    append(UInt64(values.count))
    append(bytes: UnsafeRawBufferPointer(values))
  }

  mutating func append(_ column: NumberColumn) {
    switch column {
    case .bytes(let column): append(width: 1, column)
    case .halves(let column): append(width: 2, column)
    case .words(let column): append(width: 4, column)
    }
  }

  mutating func append(_ column: SpanColumn) {
    switch column {
    case .near(let base, let column):
      append(width: 4, column)
      append(UInt64(bitPattern: base))
    case .far(let column): append(width: 8, column)
    }
  }

  mutating func append(_ bitmap: Bitmap) { bitmap.words.withUnsafeBufferPointer { append($0) } }

  private mutating func append<Element>(width: UInt64, _ column: Column<Element>) {
    append(width)
    append(column)
  }

  /// Appends values: where each ends, then the bytes of all.
  mutating func append(_ values: ValueDictionary.Values) {
    values.ends.withUnsafeBufferPointer { append($0) }
    values.bytes.withUnsafeBufferPointer { append($0) }
  }

  mutating func appendChecksum() { words.append(checksum(words)) }

  private mutating func append(bytes: UnsafeRawBufferPointer) {
    let start = words.count
    words.append(contentsOf: repeatElement(0, count: (bytes.count + 7) / 8))
    words.withUnsafeMutableBytes { target in
      UnsafeMutableRawBufferPointer(rebasing: target[(start * 8)...]).copyMemory(from: bytes)
    }
  }
}

/// Reads what ``WordWriter`` wrote; anything else gives `nil`.
struct WordReader {
  private let words: [UInt64]
  private var position = 0
  /// The number of words in front of the checksum.
  private let end: Int

  init(_ words: [UInt64]) {
    self.words = words
    end = max(0, words.count - 1)
  }

  /// Whether the checksum is right.
  var isIntact: Bool { words.last == checksum(words[..<end]) }

  mutating func word() -> UInt64? {
    guard position < end else { return nil }
    defer { position += 1 }
    return words[position]
  }

  mutating func array<Element: BitwiseCopyable>() -> [Element]? { values { Array($0) } }

  mutating func column<Element: BitwiseCopyable & Sendable>() -> Column<Element>? { values { Column($0) } }

  mutating func numberColumn() -> NumberColumn? {
    switch word() {
    case 1: column().map(NumberColumn.bytes)
    case 2: column().map(NumberColumn.halves)
    case 4: column().map(NumberColumn.words)
    default: nil
    }
  }

  mutating func spanColumn() -> SpanColumn? {
    switch word() {
    case 4:
      guard let column: Column<UInt32> = column(), let base = word() else { return nil }
      return .near(base: Int64(bitPattern: base), column)
    case 8: return column().map(SpanColumn.far)
    default: return nil
    }
  }

  /// A set of ordinals below a count; `nil` also when others are in it.
  mutating func bitmap(count: Int) -> Bitmap? {
    guard let words: [UInt64] = array(), words.count == (count + 63) / 64,
      count % 64 == 0 || (words.last ?? 0) >> UInt64(count % 64) == 0
    else { return nil }
    return Bitmap(count: count, words: words)
  }

  /// The values; `nil` also when they are none of a ``ValueDictionary``.
  mutating func dictionary() -> ValueDictionary? {
    guard let ends: [UInt32] = array(), let bytes: [UInt8] = array() else { return nil }
    return ValueDictionary(ends: ends, bytes: bytes)
  }

  private mutating func values<Element: BitwiseCopyable, Result>(
    _ make: (UnsafeBufferPointer<Element>) -> Result
  ) -> Result? {
    guard let stored = word(), stored < UInt64(end * 8) else { return nil }
    let count = Int(stored)
    let bytes = count * MemoryLayout<Element>.stride
    let next = position + (bytes + 7) / 8
    guard next <= end else { return nil }
    defer { position = next }
    return words.withUnsafeBytes { all in
      make(UnsafeRawBufferPointer(rebasing: all[(position * 8)..<(position * 8 + bytes)]).bindMemory(to: Element.self))
    }
  }
}
