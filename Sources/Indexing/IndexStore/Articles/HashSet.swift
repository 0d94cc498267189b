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
