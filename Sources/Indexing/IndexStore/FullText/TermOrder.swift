import Analysis

/// Terms in the order of their bytes.
enum TermOrder {
  /// The first eight bytes of a term, the first the highest, and its number.
  private struct Key {
    var first: UInt64
    var number: Int
  }

  /// The numbers of the terms of a table in the order of their bytes; some 50 nanoseconds a term.
  static func numbers(of terms: TermTable) -> [Int] {
    var keys = Memory<Key>()
    keys.reserve(terms.count)
    for number in 0..<terms.count { keys.append(Key(first: first(of: terms.term(number)), number: number)) }
    var other = Memory<Key>(repeating: Key(first: 0, number: 0), count: terms.count)
    for shift in stride(from: UInt64(0), to: 64, by: 8) where sort(keys, by: shift, into: other) { swap(&keys, &other) }
    orderEqual(keys, terms)
    return keys.all.map(\.number)
  }

  private static func first(of term: UnsafeBufferPointer<UInt8>) -> UInt64 {
    if term.count >= 8 { return UInt64(bigEndian: UnsafeRawBufferPointer(term).loadUnaligned(as: UInt64.self)) }
    return term.reduce(0) { $0 << 8 | UInt64($1) } << UInt64(64 - 8 * max(1, term.count))
  }

  /// Sorts by one byte, leaving those that have the same in their order; answers false, and does nothing, where all have.
  private static func sort(_ keys: Memory<Key>, by shift: UInt64, into sorted: Memory<Key>) -> Bool {
    let starts = Memory<Int>(repeating: 0, count: 256)
    for key in keys.all { starts[Int(key.first >> shift & 0xFF)] += 1 }
    if starts.all.contains(keys.count) { return false }
    var start = 0
    for byte in 0..<256 {
      let count = starts[byte]
      starts[byte] = start
      start += count
    }
    for key in keys.all {
      let byte = Int(key.first >> shift & 0xFF)
      sorted[starts[byte]] = key
      starts[byte] += 1
    }
    return true
  }

  /// Sorts those that begin with the same eight bytes by all of theirs.
  private static func orderEqual(_ keys: Memory<Key>, _ terms: TermTable) {
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end].first == keys[start].first { end += 1 }
      if end - start > 1 {
        var equal = UnsafeMutableBufferPointer(start: keys.start + start, count: end - start)
        equal.sort { terms.term($0.number).lexicographicallyPrecedes(terms.term($1.number)) }
      }
      start = end
    }
  }
}
