/// The distinct terms of texts that were analysed together, numbered from 0 in the order in which they come.
public final class TermLexicon: Sendable {
  private let bytes: [UInt8]
  private let ends: [UInt32]
  /// A hash of each term, never 0; the numbers hold for this process only.
  public let hashes: [UInt64]
  /// FNV-1a of the bytes of each term (Fowler, Noll, Vo; RFC 9923), the same on every machine and for every version of the
  /// program.
  public let fingerprints: [UInt64]

  init(bytes: [UInt8], ends: [UInt32], hashes: [UInt64]) {
    self.bytes = bytes
    self.ends = ends
    self.hashes = hashes
    var start = 0
    fingerprints = ends.map { end in
      defer { start = Int(end) }
      return Self.fingerprint(bytes[start..<Int(end)])
    }
  }

  /// The fingerprint of a term.
  public static func fingerprint(_ term: String) -> UInt64 { fingerprint(term.utf8) }

  /// The fingerprint of the bytes of a term.
  public static func fingerprint(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  /// How many terms there are.
  public var count: Int { ends.count }

  /// A term.
  public func term(_ number: UInt32) -> ArraySlice<UInt8> {
    bytes[(number == 0 ? 0 : Int(ends[Int(number) - 1]))..<Int(ends[Int(number)])]
  }

  /// Calls `body` with the bytes of each term, in order, and its hash.
  public func forEachTerm(_ body: (_ term: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for (end, hash) in zip(ends, hashes) {
        body(UnsafeBufferPointer(rebasing: bytes[start..<Int(end)]), hash)
        start = Int(end)
      }
    }
  }
}
