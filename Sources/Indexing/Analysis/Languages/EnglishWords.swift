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

  /// Whether a text is English for certain; about a nanosecond a byte.
  static func areCertain(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let (own, shared) = (own, shared)
    var (words, foreignWords, ownWords, sharedWords) = (0, 0, 0, 0)
    var firstOwn: UInt64 = 0
    var hasSecond = false
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
        foreignWords += 1
      } else if own.contains(word) {
        ownWords += 1
        if firstOwn == 0 { firstOwn = word }
        hasSecond = hasSecond || word != firstOwn
      } else if shared.contains(word) {
        sharedWords += 1
      }
    }
    return words >= leastWords && hasSecond && ownWords * 100 >= words * share.own
      && (ownWords + sharedWords) * 100 >= words * share.all && foreignWords * 100 <= words * share.foreign
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
