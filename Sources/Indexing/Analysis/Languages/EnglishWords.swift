/// English told by its function words, for a tenth of what the detector takes.
///
/// Other languages have few of them in a hundred words, Scots most of ``shared`` but few of ``own``. Where this is not certain,
/// a text may be English all the same.
enum EnglishWords {
  /// The fewest words that tell anything.
  private static let leastWords = 10
  /// How many words in a hundred must be of ``own``, and of both, at least, and how many at most may hold others than the
  /// letters and digits of ASCII.
  private static let share = (own: 6, all: 16, foreign: 10)

  private static let own = WordTable([
    "of", "and", "to", "with", "which", "from", "this", "have", "has", "had", "was", "were", "are", "been", "their",
    "there",
    "would", "not", "but", "also", "what", "who", "when", "into", "its", "these", "those", "such", "than", "because",
    "through",
  ])
  private static let shared = WordTable(["the", "that", "is", "it", "for", "by", "as", "they", "in"])

  /// Whether a text is English for certain; about a nanosecond a byte of the parts that are looked at.
  static func areCertain(in text: UnsafeBufferPointer<UInt8>, _ parts: [Range<Int>]) -> Bool {
    var counts = WordCounts()
    for part in parts { counts.add(UnsafeBufferPointer(rebasing: text[part]), own: own, shared: shared) }
    return counts.words >= leastWords && counts.hasSecond && counts.own * 100 >= counts.words * share.own
      && (counts.own + counts.shared) * 100 >= counts.words * share.all
      && counts.foreign * 100 <= counts.words * share.foreign
  }
}

/// How many words there are, and of which kind.
private struct WordCounts {
  private(set) var words = 0
  private(set) var foreign = 0
  private(set) var own = 0
  private(set) var shared = 0
  /// Whether ``own`` counts more than one word over and over.
  private(set) var hasSecond = false
  private var firstOwn: UInt64 = 0

  mutating func add(_ text: UnsafeBufferPointer<UInt8>, own ownTable: WordTable, shared sharedTable: WordTable) {
    var index = 0
    while index < text.count {
      // The last eight bytes of a word; the words of the tables have fewer.
      var word: UInt64 = 0
      var isForeign = false
      while index < text.count, text[index] >= 0x80 || ASCII.isWord(text[index]) {
        isForeign = isForeign || text[index] >= 0x80
        word = word << 8 | UInt64(text[index] | 0x20)
        index += 1
      }
      index += 1
      guard word != 0 else { continue }
      words += 1
      if isForeign {
        foreign += 1
      } else if ownTable.contains(word) {
        own += 1
        if firstOwn == 0 { firstOwn = word }
        hasSecond = hasSecond || word != firstOwn
      } else if sharedTable.contains(word) {
        shared += 1
      }
    }
  }
}

/// Some words of at most seven small letters, as numbers whose lowest byte is the last letter.
private struct WordTable {
  private var slots = [UInt64](repeating: 0, count: 256)

  init(_ words: [String]) {
    for word in words {
      let number = word.utf8.reduce(0) { $0 << 8 | UInt64($1) }
      slots[slot(of: number)] = number
    }
  }

  @inline(__always)
  func contains(_ number: UInt64) -> Bool { slots[slot(of: number)] == number }

  @inline(__always)
  private func slot(of number: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (number &* 0x9e37_79b9_7f4a_7c15) >> 56)
    while slots[slot] != 0, slots[slot] != number { slot = (slot + 1) & 0xFF }
    return slot
  }
}
