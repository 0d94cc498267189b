import Articles

/// Splits the text of a full-text column as FTS5 does.
enum TermScanner {
  /// Calls `body` with the byte range of each term.
  @inline(__always)
  static func forEachTerm(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
    var start = 0
    for index in 0..<bytes.count where bytes[index] == 0x20 {
      if start < index { body(start..<index) }
      start = index + 1
    }
    if start < bytes.count { body(start..<bytes.count) }
  }
}

/// Hashes terms of a language; the numbers hold for this process only.
///
/// Eight bytes at a time are multiplied to 128 bits and folded, as in wyhash (Wang Yi), from a start that is drawn at
/// random, so that no text can be written whose terms fall together.
struct TermHasher {
  private static let secret = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max) | 1)
  private let start: UInt64

  /// Hashes terms whatever their language.
  init() { start = Self.secret.0 }

  init(language: Language) {
    var start = Self.secret.0
    for byte in language.rawValue.utf8 { start = Self.mix(start ^ UInt64(byte), Self.secret.1) }
    self.start = start
  }

  /// The hash of a part of `bytes`, never 0.
  @inline(__always)
  func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash = start ^ UInt64(range.count)
    var index = range.lowerBound
    while index + 8 < range.upperBound {
      hash = Self.mix(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self), Self.secret.1)
      index += 8
    }
    let last = Self.word(bytes, index..<range.upperBound)
    return max(1, Self.mix(hash ^ last, Self.secret.1 ^ 0x9e37_79b9_7f4a_7c15))
  }

  /// Up to eight bytes as a number, the first lowest.
  @inline(__always)
  static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    if range.lowerBound + 8 <= raw.count, !range.isEmpty {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
      return word & (.max >> UInt64(64 - 8 * range.count))
    }
    var word: UInt64 = 0
    for index in range.reversed() { word = word << 8 | UInt64(raw[index]) }
    return word
  }

  @inline(__always)
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.low ^ product.high
  }
}

/// A set of numbers that are evenly spread already and never 0: a table of 8 bytes a slot without a second hashing.
struct HashSet {
  private var slots: [UInt64]
  /// How many numbers are in it.
  private(set) var count = 0

  /// Makes an empty set.
  ///
  /// - Parameter capacity: How many numbers there will be, about.
  init(capacity: Int = 0) {
    let places = max(16, capacity * 3 / 2)
    slots = [UInt64](repeating: 0, count: 1 << (Int.bitWidth - (places - 1).leadingZeroBitCount))
  }

  /// Whether a number is in it.
  @inline(__always)
  func contains(_ number: UInt64) -> Bool { slots[slot(of: number)] == number }

  /// Adds a number; answers whether it is new.
  @discardableResult
  mutating func insert(_ number: UInt64) -> Bool {
    let slot = slot(of: number)
    guard slots[slot] != number else { return false }
    slots[slot] = number
    count += 1
    if count * 4 > slots.count * 3 { grow() }
    return true
  }

  /// Where a number is or would be.
  @inline(__always)
  private func slot(of number: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: number) & mask
    while slots[slot] != 0, slots[slot] != number { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: 2 * old.count)
    for number in old where number != 0 { slots[slot(of: number)] = number }
  }
}
