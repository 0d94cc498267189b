import CBlockSums

/// A set of the ordinals below a fixed count, one bit each.
struct Bitmap: Sendable, Equatable {
  /// The bits, lowest ordinal in the lowest bit of the first word; those at and above ``count`` are 0.
  private(set) var words: [UInt64]
  /// The number of ordinals that can be members.
  private(set) var count: Int

  /// Makes a set of none or of all ordinals below a count.
  init(count: Int, full: Bool = false) {
    self.count = count
    words = [UInt64](repeating: full ? .max : 0, count: (count + 63) / 64)
    if full { clearUnused() }
  }

  /// Makes a set of the bits of ``words``.
  init(count: Int, words: [UInt64]) {
    self.count = count
    self.words = words
  }

  /// Makes a set of some ordinals below a count.
  init(count: Int, ordinals: some Sequence<UInt32>) {
    self.init(count: count)
    words.withUnsafeMutableBufferPointer { words in
      for ordinal in ordinals { words[Int(ordinal >> 6)] |= 1 &<< UInt64(ordinal & 63) }
    }
  }

  /// How many ordinals are members.
  var population: Int {
    words.withUnsafeBufferPointer { words in words.baseAddress.map { cblocksums_count($0, words.count) } ?? 0 }
  }

  /// Whether there is no member.
  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// Whether an ordinal below ``count`` is a member.
  subscript(ordinal: Int) -> Bool {
    get { words[ordinal >> 6] >> UInt64(ordinal & 63) & 1 == 1 }
    set {
      let bit: UInt64 = 1 << UInt64(ordinal & 63)
      if newValue { words[ordinal >> 6] |= bit } else { words[ordinal >> 6] &= ~bit }
    }
  }

  /// Keeps the members that are in another set of the same count.
  mutating func formIntersection(_ other: Bitmap) {
    combine(with: other) { $0 & $1 }
  }

  /// Adds the members of another set of the same count.
  mutating func formUnion(_ other: Bitmap) {
    combine(with: other) { $0 | $1 }
  }

  /// Removes the members of another set of the same count.
  mutating func subtract(_ other: Bitmap) {
    combine(with: other) { $0 & ~$1 }
  }

  /// Makes room for more ordinals, members if `full`.
  mutating func grow(to newCount: Int, full: Bool) {
    let old = count
    count = newCount
    words.append(contentsOf: repeatElement(0, count: (newCount + 63) / 64 - words.count))
    if full { for ordinal in old..<newCount { self[ordinal] = true } }
  }

  /// Calls `body` with every member, ascending.
  @inline(__always)
  func forEach(_ body: (Int) throws -> Void) rethrows {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        try body(index << 6 + rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
    }
  }

  /// The members, ascending.
  var ordinals: [UInt32] {
    var ordinals: [UInt32] = []
    ordinals.reserveCapacity(population)
    forEach { ordinals.append(UInt32(truncatingIfNeeded: $0)) }
    return ordinals
  }

  /// Without checks of bounds, so that the loop is vectorised.
  @inline(__always)
  private mutating func combine(with other: Bitmap, _ operation: (UInt64, UInt64) -> UInt64) {
    words.withUnsafeMutableBufferPointer { words in
      other.words.withUnsafeBufferPointer { others in
        for index in 0..<min(words.count, others.count) { words[index] = operation(words[index], others[index]) }
      }
    }
  }

  private mutating func clearUnused() {
    guard count & 63 != 0, !words.isEmpty else { return }
    words[words.count - 1] = (1 << UInt64(count & 63)) - 1
  }
}
