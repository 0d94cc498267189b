/// Runs of consecutive terms as numbers.
///
/// The numbers are the same on every machine and for every version of the program: a run's is a polynomial over the
/// fingerprints of its terms, mixed as in MurmurHash3 (Austin Appleby).
enum TermRuns {
  /// Calls `body` with the number of each run of so many terms, in order; never when there are fewer terms.
  @inline(__always)
  static func forEach(in terms: [UInt64], length: Int, _ body: (UInt64) -> Void) {
    terms.withUnsafeBufferPointer { terms in forEach(count: terms.count, length: length, term: { terms[$0] }, body) }
  }

  /// The same of terms that are looked up.
  @inline(__always)
  static func forEach(count: Int, length: Int, term: (Int) -> UInt64, _ body: (UInt64) -> Void) {
    guard count >= length, length > 0 else { return }
    // What the oldest term of a run has been multiplied by when it leaves.
    let outgoing = (0..<length).reduce(UInt64(1)) { power, _ in power &* base }
    var sum = (0..<length).reduce(UInt64(0)) { $0 &* base &+ term($1) }
    body(mixed(sum))
    for index in length..<count {
      sum = sum &* base &+ term(index) &- term(index - length) &* outgoing
      body(mixed(sum))
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
