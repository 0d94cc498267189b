/// The terms of a text as numbers, and its runs of consecutive terms likewise.
///
/// The numbers are the same on every machine and for every version of the program: a term's is FNV-1a of its bytes (Fowler,
/// Noll, Vo; RFC 9923), a run's a polynomial over those of its terms, mixed as in MurmurHash3 (Austin Appleby).
enum TermRuns {
  /// The terms of a full-text column, in order; about a nanosecond a byte.
  static func terms(of column: String) -> [UInt64] {
    var column = column
    var terms: [UInt64] = []
    terms.reserveCapacity(column.utf8.count / 6)
    column.withUTF8 { bytes in
      TermScanner.forEachTerm(in: bytes) { range in
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01b3 }
        terms.append(hash)
      }
    }
    return terms
  }

  /// Calls `body` with the number of each run of so many terms, in order; never when there are fewer terms.
  @inline(__always)
  static func forEach(in terms: [UInt64], length: Int, _ body: (UInt64) -> Void) {
    guard terms.count >= length else { return }
    // What the oldest term of a run has been multiplied by when it leaves.
    let outgoing = (0..<length).reduce(UInt64(1)) { power, _ in power &* base }
    var sum: UInt64 = 0
    for index in terms.indices {
      sum = sum &* base &+ terms[index]
      if index >= length { sum = sum &- terms[index - length] &* outgoing }
      if index >= length - 1 { body(mixed(sum)) }
    }
  }

  private static let base: UInt64 = 0x9e37_79b9_7f4a_7c15

  private static func mixed(_ sum: UInt64) -> UInt64 {
    var hash = sum
    hash ^= hash >> 33
    hash &*= 0xff51_afd7_ed55_8ccd
    hash ^= hash >> 33
    hash &*= 0xc4ce_b9fe_1a85_ec53
    return hash ^ hash >> 33
  }
}
