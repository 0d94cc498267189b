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
  var hasSecond: Bool { own > 0 && anyOwn != everyOwn }
  /// The bits that any and every word of ``own`` has.
  private var anyOwn: UInt64 = 0
  private var everyOwn = UInt64.max

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
        words += 1
        if others == 0 {
          add(Self.number(of: index + first..<index + end, in: text), table)
        } else {
          foreign += 1
        }
      }
      index += complete
    }
  }

  /// Adds a word without a branch that depends on it: which one comes next is what no processor can foresee.
  @inline(__always)
  private mutating func add(_ word: UInt64, _ table: WordTable) {
    let kind = table.kind(of: word)
    let isOwn = kind & WordTable.own
    own += Int(isOwn)
    shared += Int(kind >> 1)
    let mask = 0 &- isOwn
    anyOwn |= word & mask
    everyOwn &= word | ~mask
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

  /// A word of at most seven bytes as the table has it; another number for a longer one.
  @inline(__always)
  private static func number(of word: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard word.upperBound >= 8 else { return word.reduce(0) { $0 << 8 | UInt64(text[$1] | 0x20) } }
    let bytes = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: word.upperBound - 8, as: UInt64.self)
    // The bit that makes a letter small is set in digits.
    return (UInt64(bigEndian: bytes) | 0x2020_2020_2020_2020) & ~(.max << UInt64(8 * word.count))
  }
}

/// Some words of at most seven small letters, as numbers whose lowest byte is the last letter, each in a place of its own.
private struct WordTable {
  /// The kinds, a bit each.
  static let (own, shared): (UInt64, UInt64) = (1, 2)

  /// Each number with its kind in the highest byte; 0 for none.
  private let slots: [UInt64]
  private let factor: UInt64

  init(own: [String], shared: [String]) {
    var words: [UInt64] = []
    for (texts, kind) in [(own, Self.own), (shared, Self.shared)] {
      for text in texts { words.append(text.utf8.reduce(0) { $0 << 8 | UInt64($1) } | kind << 56) }
    }
    var factor: UInt64 = 0x9e37_79b9_7f4a_7c15
    var slots = Self.slots(of: words, by: factor)
    // About every second factor gives each word a place of its own.
    while slots == nil {
      factor &+= 2
      slots = Self.slots(of: words, by: factor)
    }
    (self.slots, self.factor) = (slots ?? [], factor)
  }

  /// The table, unless two words would have the same place.
  private static func slots(of words: [UInt64], by factor: UInt64) -> [UInt64]? {
    var slots = [UInt64](repeating: 0, count: 1 << 10)
    for word in words {
      let slot = home(of: word & .max >> 8, by: factor)
      guard slots[slot] == 0 else { return nil }
      slots[slot] = word
    }
    return slots
  }

  /// The kind of a word; 0 for none.
  @inline(__always)
  func kind(of number: UInt64) -> UInt64 {
    let found = slots[Self.home(of: number, by: factor)]
    return found & .max >> 8 == number ? found >> 56 : 0
  }

  @inline(__always)
  private static func home(of number: UInt64, by factor: UInt64) -> Int {
    Int(truncatingIfNeeded: (number &* factor) >> 54)
  }
}
