import Articles

/// The few numbers by which the copies of an article are found without comparing it with every other.
///
/// They are the smallest of the numbers of its runs of ``runLength`` words, a sample that depends on the text alone (“bottom-k”
/// MinHash: A. Broder, “On the resemblance and containment of documents”, 1997; E. Cohen, H. Kaplan, 2007). Two texts
/// that share a fraction *j* of their runs have a key in common with a probability of at least 1 − (1 − *j*)⁸. A short text
/// has a single key, which stands for its title and all of its words.
struct StoryKeys: Sendable, Equatable {
  /// The keys: 8 of a text, 1 of a short one, none of one that is too short to be known again.
  let values: [UInt32]

  /// How many words a run has.
  static let runLength = 6
  /// How many keys a text has.
  static let count = 8

  /// Chooses the keys of an article; some nanoseconds a word.
  ///
  /// - Parameter columns: Its terms.
  init(_ columns: TermColumns) {
    let count = columns.count(of: .body)
    if count >= StoryText.leastWords {
      values = columns.withFingerprints(of: .body) { Self.smallestRuns(count: count, of: $0) }
    } else if count >= StoryText.leastWordsOfEqual {
      let all = columns.fingerprints(of: .title) + columns.fingerprints(of: .body)
      var whole: UInt64 = 0
      TermRuns.forEach(in: all, length: all.count) { whole = $0 }
      values = [UInt32(truncatingIfNeeded: whole)]
    } else {
      values = []
    }
  }

  @inline(__always)
  private static func smallestRuns(count words: Int, of term: (Int) -> UInt64) -> [UInt32] {
    var smallest: [UInt64] = []
    smallest.reserveCapacity(count + 1)
    // Once there are enough, nearly every run is above all that could still count.
    var bound = UInt64.max
    TermRuns.forEach(count: words, length: runLength, term: term) { run in
      if run > bound { return }
      let place = smallest.firstIndex { $0 >= run } ?? smallest.count
      if place < smallest.count, smallest[place] == run { return }
      smallest.insert(run, at: place)
      if smallest.count > count { smallest.removeLast() }
      if smallest.count == count { bound = smallest[count - 1] - 1 }
    }
    // The smallest numbers begin with zeros; their other half tells them apart.
    return smallest.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// Reads what an index keeps: each key in four bytes, the lowest first.
  init(bytes: UnsafeRawBufferPointer) {
    values = (0..<bytes.count / 4).map {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self))
    }
  }

  var bytes: [UInt8] { values.map(\.littleEndian).withUnsafeBytes { Array($0) } }
}
