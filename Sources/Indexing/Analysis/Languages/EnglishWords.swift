import CByteClasses

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

  static let own = [
    "of", "and", "to", "with", "which", "from", "this", "have", "has", "had", "was", "were", "are", "been", "their",
    "there",
    "would", "not", "but", "also", "what", "who", "when", "into", "its", "these", "those", "such", "than", "because",
    "through",
  ]
  static let shared = ["the", "that", "is", "it", "for", "by", "as", "they", "in"]

  /// Whether a text is English for certain, by some parts of it; about half a nanosecond a byte.
  static func areCertain(in parts: [UnsafeBufferPointer<UInt8>]) -> Bool {
    var counts = WordCounts()
    for part in parts { counts.add(part) }
    return counts.words >= leastWords && counts.hasSecond && counts.own * 100 >= counts.words * share.own
      && (counts.own + counts.shared) * 100 >= counts.words * share.all
      && counts.foreign * 100 <= counts.words * share.foreign
  }
}

/// How many words there are, and of which kind.
struct WordCounts {
  private static let table = WordTable(own: EnglishWords.own, shared: EnglishWords.shared)

  private(set) var words = 0
  private(set) var foreign = 0
  private(set) var own = 0
  private(set) var shared = 0
  /// Whether ``own`` counts more than one word over and over.
  private(set) var hasSecond = false
  private var firstOwn: UInt64 = 0

  /// Counts the words of a text.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    let table = Self.table
    guard let start = text.baseAddress else { return }
    var index = 0
    while index < text.count {
      let left = text.count - index
      let block = left < 64 ? cbyteclasses_find_last(start + index, left) : cbyteclasses_find(start + index)
      let letters = (block.words | block.others) & .max >> 1
      // A word that reaches the end of what is looked at may go on behind it; the next look begins with it.
      let complete = left < 64 ? left : 63 - (~(letters << 1)).leadingZeroBitCount
      guard complete > 0 else {
        index = addLong(text, from: index)
        continue
      }
      for (first, end) in BitRuns(letters & (1 << UInt64(complete) - 1)) {
        let others = block.others >> UInt64(first) & .max >> UInt64(64 - (end - first))
        add(Self.number(of: index + first..<index + end, in: text), isForeign: others != 0, table)
      }
      index += complete
    }
  }

  @inline(__always)
  private mutating func add(_ word: UInt64, isForeign: Bool, _ table: WordTable) {
    words += 1
    if isForeign {
      foreign += 1
      return
    }
    switch table.kind(of: word) {
    case .own?:
      own += 1
      if firstOwn == 0 { firstOwn = word }
      hasSecond = hasSecond || word != firstOwn
    case .shared?: shared += 1
    case nil: break
    }
  }

  /// Adds a word of 63 bytes or more; answers where it ends.
  private mutating func addLong(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = start
    var isForeign = false
    while end < text.count, text[end] >= 0x80 || ASCII.isWord(text[end]) {
      isForeign = isForeign || text[end] >= 0x80
      end += 1
    }
    words += 1
    if isForeign { foreign += 1 }
    return end
  }

  /// A word of at most seven bytes as the table has it; 0 for a longer one.
  @inline(__always)
  private static func number(of word: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard word.count < 8 else { return 0 }
    guard word.upperBound >= 8 else { return word.reduce(0) { $0 << 8 | UInt64(text[$1] | 0x20) } }
    let bytes = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: word.upperBound - 8, as: UInt64.self)
    // The bit that makes a letter small is set in digits.
    return (UInt64(bigEndian: bytes) | 0x2020_2020_2020_2020) & ~(.max << UInt64(8 * word.count))
  }
}

/// Some words of at most seven small letters, as numbers whose lowest byte is the last letter.
private struct WordTable {
  enum Kind: UInt64 {
    case own = 1
    case shared = 2
  }

  /// Each number with its kind in the highest byte; 0 for none.
  private var slots = [UInt64](repeating: 0, count: 256)

  init(own: [String], shared: [String]) {
    for (words, kind) in [(own, Kind.own), (shared, .shared)] {
      for word in words { add(word.utf8.reduce(0) { $0 << 8 | UInt64($1) }, kind) }
    }
  }

  private mutating func add(_ number: UInt64, _ kind: Kind) {
    var slot = Self.home(of: number)
    while slots[slot] != 0 { slot = (slot + 1) & 0xFF }
    slots[slot] = number | kind.rawValue << 56
  }

  @inline(__always)
  func kind(of number: UInt64) -> Kind? {
    var slot = Self.home(of: number)
    while slots[slot] != 0 {
      if slots[slot] & .max >> 8 == number { return Kind(rawValue: slots[slot] >> 56) }
      slot = (slot + 1) & 0xFF
    }
    return nil
  }

  @inline(__always)
  private static func home(of number: UInt64) -> Int {
    Int(truncatingIfNeeded: (number &* 0x9e37_79b9_7f4a_7c15) >> 56)
  }
}
