import Glibc
import Synchronization

/// The distinct values of a text column, numbered in order of first appearance.
///
/// Numbers are never taken back, so snapshots of different age can share one dictionary. Number 0 means “no value”. A value
/// takes its bytes of UTF-8 and four more, and eight to sixteen besides once a number was asked for.
final class ValueDictionary: Sendable {
  /// The values at one moment.
  struct Values: Sendable {
    fileprivate(set) var bytes: [UInt8] = []
    /// Where each value ends in ``bytes``.
    fileprivate(set) var ends: [UInt32] = [0]

    /// How many there are, the one that stands for “no value” included.
    var count: Int { ends.count }

    /// The value of a number below ``count``; empty for “no value”.
    subscript(number: Int) -> String { String(decoding: bytes[range(number)], as: UTF8.self) }

    fileprivate func range(_ number: Int) -> Range<Int> {
      (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
    }
  }

  fileprivate struct State {
    var values = Values()
    /// Numbers by the hashes of their values, at the hash or behind it, where 0 is a free place; empty until one is asked for.
    var places: [UInt32] = []
    /// The number asked for last, since neighbours often have the same value.
    var last = 0
    /// Makes hashes others than anybody who writes values can foresee.
    let seed = UInt64.random(in: .min ... .max)
  }

  private let state: Mutex<State>

  /// Makes a dictionary without values.
  init() { state = Mutex(State()) }

  /// Makes a dictionary of the values there are already, by number.
  ///
  /// - Returns: `nil` when they do not begin with the empty one or do not fit together.
  init?(ends: [UInt32], bytes: [UInt8]) {
    guard ends.first == 0, Int(ends.last ?? 0) == bytes.count, zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    state = Mutex(State(values: Values(bytes: bytes, ends: ends)))
  }

  /// The number of a value, given now if it is new.
  func number(of value: String?) -> UInt32 {
    guard var value else { return 0 }
    return value.withUTF8 { number(of: $0) }
  }

  /// The number of a value, given now if it is new; 0 for no bytes.
  func number(of value: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard !value.isEmpty else { return 0 }
    return state.withLock { $0.number(of: value) }
  }

  /// All values by number; the first stands for “no value”.
  var values: Values { state.withLock { $0.values } }
}

extension ValueDictionary.State {
  mutating func number(of value: UnsafeBufferPointer<UInt8>) -> UInt32 {
    if values.has(value, at: last) { return UInt32(truncatingIfNeeded: last) }
    // Half of the places stay free.
    if places.count < 2 * (values.count + 1) { makePlaces(count: max(64, 4 * values.count)) }
    var place = place(of: value)
    while places[place] != 0 {
      if values.has(value, at: Int(places[place])) {
        last = Int(places[place])
        return places[place]
      }
      place = (place + 1) & (places.count - 1)
    }
    guard values.append(value) else { return 0 }
    last = values.count - 1
    places[place] = UInt32(truncatingIfNeeded: last)
    return places[place]
  }

  /// Makes room for at least so many places and puts in the numbers there are.
  private mutating func makePlaces(count: Int) {
    let size = 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount)
    places = [UInt32](repeating: 0, count: size)
    values.bytes.withUnsafeBufferPointer { bytes in
      for number in 1..<values.count {
        var place = place(of: UnsafeBufferPointer(rebasing: bytes[values.range(number)]))
        while places[place] != 0 { place = (place + 1) & (places.count - 1) }
        places[place] = UInt32(truncatingIfNeeded: number)
      }
    }
  }

  private func place(of value: UnsafeBufferPointer<UInt8>) -> Int {
    let bytes = UnsafeRawBufferPointer(value)
    let width = MemoryLayout<UInt64>.size
    var hash = Self.mixed(seed, UInt64(bytes.count))
    if bytes.count < width {
      hash = Self.mixed(hash, bytes.reduce(0) { $0 << 8 | UInt64($1) })
    } else {
      var start = 0
      while start < bytes.count - width {
        hash = Self.mixed(hash, bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        start += width
      }
      hash = Self.mixed(hash, bytes.loadUnaligned(fromByteOffset: bytes.count - width, as: UInt64.self))
    }
    return Int(truncatingIfNeeded: hash) & (places.count - 1)
  }

  /// Both halves of a product, in which every bit of both numbers counts.
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return product.high ^ product.low
  }
}

extension ValueDictionary.Values {
  fileprivate func has(_ value: UnsafeBufferPointer<UInt8>, at number: Int) -> Bool {
    let range = range(number)
    guard let start = value.baseAddress, range.count == value.count else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { memcmp($0 + range.lowerBound, start, range.count) == 0 } ?? false
    }
  }

  /// Adds a value, unless all together would have 4 GiB.
  fileprivate mutating func append(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let end = UInt32(exactly: bytes.count + value.count) else { return false }
    bytes.append(contentsOf: value)
    ends.append(end)
    return true
  }
}
