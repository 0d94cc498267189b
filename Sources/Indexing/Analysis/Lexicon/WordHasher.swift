/// Tells the words of texts by hashes, without a table of terms.
///
/// The hashes are those that a ``TermLexicon`` has of the same terms, and hold for this process only. It belongs to one thread.
public final class WordHasher {
  fileprivate let hasher = TermHasher()
  fileprivate let hashes = Memory<UInt64>()
  fileprivate let long = LongWord()

  /// Makes a hasher.
  public init() {}

  /// The hash of each word of a text, in order, valid until this is called again.
  ///
  /// - Parameter bytes: The text, valid UTF-8.
  public func hashes(of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt64> {
    hashes.removeAll()
    var scanner = Scanner(bytes, into: HashSink(self))
    scanner.scan(0..<bytes.count)
    return hashes.all
  }
}

private struct HashSink: TokenSink {
  private let hasher: TermHasher
  private let hashes: Memory<UInt64>
  private let long: LongWord

  init(_ owner: WordHasher) {
    hasher = owner.hasher
    hashes = owner.hashes
    long = owner.long
  }

  @inline(__always)
  mutating func restart(at offset: Int) {}

  @inline(__always)
  mutating func addASCIIWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    if range.count <= 8 {
      hashes.append(hasher.hash(word: TermHasher.smallWord(text, range), length: range.count))
    } else {
      hashes.append(hasher.hash(long.small(text, range)))
    }
  }

  mutating func addWord(_ term: ArraySlice<UInt8>, _ range: Range<Int>) {
    TermLimit.cut(term).withUnsafeBufferPointer { hashes.append(hasher.hash($0)) }
  }

  mutating func addCompound(_ term: ArraySlice<UInt8>, _ range: Range<Int>, span: Int) {}

  mutating func endUnit(_ kind: TypedUnit.Kind, typed: Range<Int>) {}
}

/// Room for an ASCII word of more than eight letters and digits in small letters.
struct LongWord {
  private let bytes = Memory<UInt8>(repeating: 0, count: TermLimit.bytes)

  /// A word in small letters, cut where it is too long; valid until the next.
  func small(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    let length = min(range.count, TermLimit.bytes)
    let source = UnsafeRawBufferPointer(text)
    let target = UnsafeMutableRawPointer(bytes.start)
    // By eights, the last of which overlap; the bit that makes a letter small is set in digits.
    var offset = 0
    while offset < length {
      let part = min(offset, length - 8)
      let letters = source.loadUnaligned(fromByteOffset: range.lowerBound + part, as: UInt64.self)
      target.storeBytes(of: letters | 0x2020_2020_2020_2020, toByteOffset: part, as: UInt64.self)
      offset += 8
    }
    return UnsafeBufferPointer(start: bytes.start, count: length)
  }
}
