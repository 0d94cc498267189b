import Glibc

/// Cuts names like `post-content`, `postContent` and `post_content2` into words in lower case, given by their hashes.
struct HintWords {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var word = 0..<0

  init(_ value: UnsafeBufferPointer<UInt8>) {
    bytes = value
  }

  /// The next word, and whether it continues the name the word before belongs to.
  mutating func next() -> (word: NameHash, continues: Bool)? {
    var continues = index > 0
    while index < bytes.count, !bytes[index].isASCIILetter {
      if bytes[index] <= 0x20 { continues = false }
      index += 1
    }
    guard index < bytes.count else { return nil }
    let start = index
    var hash = NameHash()
    hash.append(bytes[index] | 0x20)
    index += 1
    while index < bytes.count, bytes[index].isASCIILetter {
      if bytes[index] < 0x5b, bytes[index - 1] >= 0x61 { break }
      hash.append(bytes[index] | 0x20)
      index += 1
    }
    word = start..<index
    return (hash, continues)
  }

  /// The hash of the last word after another, with a hyphen between them.
  func pair(_ previous: NameHash) -> NameHash {
    var hash = previous
    hash.append(UInt8(ascii: "-"))
    for byte in bytes[word] { hash.append(byte | 0x20) }
    return hash
  }
}

/// The hints of the values that were met before: most names of a page stand in it many times.
struct HintMemory {
  private struct Entry {
    var value = 0..<0
    var isClass = false
    var hints: ElementHints = []
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var entries = [Entry](repeating: Entry(), count: 512)

  /// - Parameter bytes: What values are places in.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// The hints of a value, found anew where it is not remembered.
  mutating func hints(
    of value: Range<Int>, isClass: Bool, find: (UnsafeBufferPointer<UInt8>) -> ElementHints
  ) -> ElementHints {
    guard !value.isEmpty else { return [] }
    let slot = slot(of: value)
    let entry = entries[slot]
    if entry.isClass == isClass, isSame(entry.value, value) { return entry.hints }
    let hints = find(UnsafeBufferPointer(rebasing: bytes[value]))
    entries[slot] = Entry(value: value, isClass: isClass, hints: hints)
    return hints
  }

  /// A slot by the length, the first and the last bytes, which tell most names of a page apart.
  private func slot(of value: Range<Int>) -> Int {
    var hash: UInt64 = 0
    for byte in bytes[value.prefix(8)] { hash = hash << 8 | UInt64(byte) }
    let first = hash &* 0x9e37_79b9_7f4a_7c15
    for byte in bytes[value.suffix(8)] { hash = hash << 8 | UInt64(byte) }
    let mixed = ((hash ^ first) &+ UInt64(truncatingIfNeeded: value.count)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed >> 55)
  }

  private func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count, let base = bytes.baseAddress else { return false }
    return memcmp(base + one.lowerBound, base + other.lowerBound, one.count) == 0
  }
}
