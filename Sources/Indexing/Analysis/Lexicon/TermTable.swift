import Glibc

/// Distinct terms, numbered from 0 in the order in which they come; belongs to one thread.
public final class TermTable {
  /// A place in the table.
  ///
  /// A term of up to eight bytes stands in it, so that it is known again without a look anywhere else; of a longer one it
  /// has the hash.
  private struct Slot {
    var key: UInt64 = 0
    var length: UInt32 = 0
    /// One more than the number of the term; 0 for none.
    var number: UInt32 = 0
  }

  private let hasher = TermHasher()
  private let slots: Memory<Slot>
  private let bytes = Memory<UInt8>()
  /// Where the bytes of each term end.
  private let ends = Memory<UInt32>()
  private let hashes = Memory<UInt64>()

  /// Makes an empty table.
  public init() {
    slots = Memory(repeating: Slot(), count: 1 << 10)
  }

  /// How many terms there are.
  public var count: Int { ends.count }

  /// The bytes of a term, valid until another is added.
  public func term(_ number: Int) -> UnsafeBufferPointer<UInt8> {
    let start = number == 0 ? 0 : Int(ends[number - 1])
    return UnsafeBufferPointer(rebasing: bytes.all[start..<Int(ends[number])])
  }

  /// The number of a term, which is added when it is not there; some nanoseconds.
  public func number(of term: UnsafeBufferPointer<UInt8>) -> UInt32 {
    number(of: term, hash: hasher.hash(term))
  }

  /// The number of a term whose hash a ``TermLexicon`` of this process has.
  public func number(of term: UnsafeBufferPointer<UInt8>, hash: UInt64) -> UInt32 {
    if term.count <= 8 { return number(ofWord: TermHasher.word(term, 0..<term.count), length: term.count, hash: hash) }
    let slot = slot(from: hash) { found in
      found.key == hash && Int(found.length) == term.count && Self.areEqual(self.term(Int(found.number) - 1), term)
    }
    return slots[slot].number > 0 ? slots[slot].number - 1 : add(term, key: hash, hash: hash, at: slot)
  }

  /// The number of a term of up to eight bytes, the first of which is the lowest.
  @inline(__always)
  func number(ofWord word: UInt64, length: Int) -> UInt32 {
    number(ofWord: word, length: length, hash: hasher.hash(word: word, length: length))
  }

  @inline(__always)
  private func number(ofWord word: UInt64, length: Int, hash: UInt64) -> UInt32 {
    let slot = slot(from: hash) { $0.key == word && Int($0.length) == length }
    return slots[slot].number > 0 ? slots[slot].number - 1 : add(word, length: length, hash: hash, at: slot)
  }

  /// Where a term is or would be.
  @inline(__always)
  private func slot(from hash: UInt64, isIt: (Slot) -> Bool) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].number != 0, !isIt(slots[slot]) { slot = (slot + 1) & mask }
    return slot
  }

  private static func areEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count, let first = left.baseAddress, let second = right.baseAddress else { return false }
    return memcmp(first, second, left.count) == 0
  }

  private func add(_ word: UInt64, length: Int, hash: UInt64, at slot: Int) -> UInt32 {
    withUnsafeBytes(of: word.littleEndian) { bytes in
      let term = UnsafeBufferPointer(rebasing: bytes.bindMemory(to: UInt8.self)[..<length])
      return add(term, key: word, hash: hash, at: slot)
    }
  }

  private func add(_ term: UnsafeBufferPointer<UInt8>, key: UInt64, hash: UInt64, at slot: Int) -> UInt32 {
    let number = UInt32(truncatingIfNeeded: count)
    slots[slot] = Slot(key: key, length: UInt32(truncatingIfNeeded: term.count), number: number + 1)
    bytes.append(contentsOf: term)
    ends.append(UInt32(truncatingIfNeeded: bytes.count))
    hashes.append(hash)
    if count * 2 > slots.count { grow() }
    return number
  }

  private func grow() {
    let old = Array(slots.all)
    slots.resize(repeating: Slot(), count: 2 * slots.count)
    for entry in old where entry.number != 0 {
      slots[slot(from: hashes[Int(entry.number) - 1]) { _ in false }] = entry
    }
  }

  /// What the table holds, for other threads.
  var lexicon: TermLexicon {
    TermLexicon(bytes: Array(bytes.all), ends: Array(ends.all), hashes: Array(hashes.all))
  }

  /// Forgets the terms, and keeps memory for as many.
  public func removeAll() {
    let wanted = max(1 << 10, 4 * count)
    slots.resize(repeating: Slot(), count: 1 << (Int.bitWidth - 1 - wanted.leadingZeroBitCount))
    bytes.removeAll()
    ends.removeAll()
    hashes.removeAll()
  }
}
