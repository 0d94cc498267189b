/// A fixed table from names to values that is asked by the hash of a name, so that no string is made to ask it.
///
/// Names are told apart by their hashes alone. Two of 64 bits are equal by chance once in 10^19 times; who makes it happen
/// on purpose gets a name of no meaning taken for one with a meaning, which he could have written in the first place.
struct NameTable<Value: Sendable>: Sendable {
  private var slots: [(hash: UInt64, value: Value?)]
  private let mask: Int

  /// Makes a table; of several values for a name the first stays.
  init(_ entries: [(String, Value)]) {
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    slots = Array(repeating: (0, nil), count: size)
    mask = size - 1
    for (name, value) in entries {
      let hash = NameHash(name).value
      let slot = slot(of: hash)
      if slots[slot].value == nil { slots[slot] = (hash, value) }
    }
  }

  /// The value of the name with a hash.
  subscript(hash: NameHash) -> Value? { slots[slot(of: hash.value)].value }

  /// The slot that has the hash or is free for it; three quarters of the slots stay free.
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while slots[slot].value != nil, slots[slot].hash != hash { slot = (slot + 1) & mask }
    return slot
  }
}

/// The hash of a name's bytes, collected one by one (FNV-1a, Fowler, Noll and Vo, 64 bits).
struct NameHash: Equatable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The hash of the empty name.
  init() {}

  init(_ name: some StringProtocol) { self.init(name.utf8) }

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { append(byte) }
  }

  /// The hash of the name with more bytes after it.
  func appending(_ bytes: some Sequence<UInt8>) -> NameHash {
    var hash = self
    for byte in bytes { hash.append(byte) }
    return hash
  }

  mutating func append(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
}
