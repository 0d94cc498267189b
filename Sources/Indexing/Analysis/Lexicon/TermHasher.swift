/// Hashes terms; the numbers hold for this process only.
///
/// Eight bytes at a time are multiplied to 128 bits and folded, as in wyhash (Wang Yi), from a start that is drawn at
/// random, so that no text can be written whose terms fall together.
struct TermHasher {
  private static let secret = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max) | 1)
  private let start = Self.secret.0
  private let factor = Self.secret.1

  /// The hash of a term of any length, never 0.
  func hash(_ term: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(term)
    var hash = start
    var index = 0
    while index + 8 < term.count {
      hash = Self.mix(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self), factor)
      index += 8
    }
    return finish(hash, Self.word(term, index..<term.count), length: term.count)
  }

  /// The hash of a term of up to eight bytes, given as ``word(_:_:)`` gives them.
  @inline(__always)
  func hash(word: UInt64, length: Int) -> UInt64 { finish(start, word, length: length) }

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

  /// An ASCII word of up to eight letters and digits in small letters, likewise.
  @inline(__always)
  static func smallWord(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    // The bit that makes a letter small is set in digits.
    word(bytes, range) | 0x2020_2020_2020_2020 & (.max >> UInt64(64 - 8 * range.count))
  }

  @inline(__always)
  private func finish(_ hash: UInt64, _ word: UInt64, length: Int) -> UInt64 {
    max(1, Self.mix(hash ^ word, factor ^ UInt64(truncatingIfNeeded: length) &* 0x9e37_79b9_7f4a_7c15))
  }

  @inline(__always)
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.low ^ product.high
  }
}
