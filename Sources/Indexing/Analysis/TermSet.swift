/// Terms to look for in texts, each exact or as the beginning of others.
public struct TermSet: Sendable {
  private struct Entry {
    var bytes: Range<Int>
    var isPrefix: Bool
    var number: Int
    /// The next entry with the same first byte; -1 for none.
    var next: Int
  }

  private var pool: [UInt8] = []
  private var entries: [Entry] = []
  /// The first entry for each first byte; -1 for none.
  private var heads = [Int](repeating: -1, count: 256)
  /// For the lower five bits of each first byte, in which small and capital letters are the same, one bit for each that
  /// the second byte has: what is not there begins no term.
  private var beginnings = [UInt32](repeating: 0, count: 32)
  private var numbers: [Key: Int] = [:]

  private struct Key: Hashable {
    var term: String
    var isPrefix: Bool
  }

  /// Makes an empty set.
  public init() {}

  /// Adds a folded term, unless it is there.
  ///
  /// - Parameters:
  ///   - term: The term; nothing matches an empty one.
  ///   - isPrefix: Whether every term that begins with it is meant.
  /// - Returns: Its number, from 0.
  public mutating func insert(_ term: String, isPrefix: Bool) -> Int {
    let key = Key(term: term, isPrefix: isPrefix)
    if let number = numbers[key] { return number }
    let number = numbers.count
    numbers[key] = number
    let start = pool.count
    pool += term.utf8
    guard start < pool.count else { return number }
    let head = Int(pool[start])
    entries.append(Entry(bytes: start..<pool.count, isPrefix: isPrefix, number: number, next: heads[head]))
    heads[head] = entries.count - 1
    noteBeginning(of: pool[start...])
    return number
  }

  /// Whether some term may begin with two bytes of a text, the second of which may stand behind the word.
  @inline(__always)
  func mayHold(_ first: UInt8, _ second: UInt8) -> Bool {
    beginnings[Int(first & 0x1F)] >> UInt32(second & 0x1F) & 1 == 1
  }

  private mutating func noteBeginning(of term: ArraySlice<UInt8>) {
    guard let first = term.first else { return }
    // A term of one byte stands before any other byte.
    let seconds: UInt32 = term.dropFirst().first.map { 1 << UInt32($0 & 0x1F) } ?? .max
    beginnings[Int(first & 0x1F)] |= seconds
  }

  /// Calls `body` with the number of each term that a word of ASCII letters and digits has once it is folded.
  @inline(__always)
  func forEachMatch(ofASCII text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (Int) -> Void) {
    let start = range.lowerBound
    var index = heads[Int(ASCII.lowercased(text[start]))]
    if index < 0 { return }
    let length = min(range.count, TermLimit.bytes)
    while index >= 0 {
      let entry = entries[index]
      if matches(entry, length: length, { ASCII.lowercased(text[start + $0]) }) { body(entry.number) }
      index = entry.next
    }
  }

  /// Calls `body` with the number of each term that a folded word has; `word` is not empty.
  func forEachMatch(of word: ArraySlice<UInt8>, _ body: (Int) -> Void) {
    var index = heads[Int(word[word.startIndex])]
    while index >= 0 {
      let entry = entries[index]
      if matches(entry, length: word.count, { word[word.startIndex + $0] }) { body(entry.number) }
      index = entry.next
    }
  }

  @inline(__always)
  private func matches(_ entry: Entry, length: Int, _ byte: (Int) -> UInt8) -> Bool {
    let count = entry.bytes.count
    guard entry.isPrefix ? length >= count : length == count else { return false }
    for offset in 1..<max(1, count) where pool[entry.bytes.lowerBound + offset] != byte(offset) { return false }
    return true
  }
}
