/// Notes where words stand, and which of them are looked for.
///
/// The words are kept in memory of its own rather than an array, which would be asked for every word whether it may be
/// changed: that takes longer than finding the word.
struct WordSpotter: TokenSink {
  private let terms: TermSet
  private let firstPosition: Int
  private var words: UnsafeMutableBufferPointer<WordRange>
  private var count = 0
  private var occurrences: [SpottedText.Occurrence] = []

  /// Begins with the word at a position; ``deallocate()`` must be called in the end.
  init(_ terms: TermSet, firstPosition: Int, capacity: Int) {
    self.terms = terms
    self.firstPosition = firstPosition
    words = .allocate(capacity: max(64, capacity))
    occurrences.reserveCapacity(32)
  }

  /// Gives the memory of the words back.
  func deallocate() { words.deallocate() }

  /// Everything found.
  var found: SpottedText {
    let found = Array(UnsafeBufferPointer(rebasing: words[..<count]))
    return SpottedText(firstPosition: firstPosition, words: found, occurrences: occurrences)
  }

  mutating func restart(at offset: Int) {}

  @inline(__always)
  mutating func addASCIIWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    makeRoom(for: 1)
    noteMatches(ofASCII: text, range)
    words[count] = WordRange(range)
    count += 1
  }

  @inline(__always)
  mutating func addASCIIWords(_ text: UnsafeBufferPointer<UInt8>, _ words: UInt64, at offset: Int) {
    makeRoom(for: 32)
    for (start, end) in BitRuns(words) {
      let range = Range(uncheckedBounds: (offset &+ start, offset &+ end))
      let second = text[min(range.lowerBound &+ 1, text.count &- 1)]
      if terms.mayHold(text[range.lowerBound], second) { noteMatches(ofASCII: text, range) }
      self.words[count] = WordRange(range)
      count &+= 1
    }
  }

  mutating func addWord(_ term: ArraySlice<UInt8>, _ range: Range<Int>) {
    makeRoom(for: 1)
    terms.forEachMatch(of: TermLimit.cut(term)) { note($0, position: count) }
    words[count] = WordRange(range)
    count += 1
  }

  mutating func addCompound(_ term: ArraySlice<UInt8>, _ range: Range<Int>, span: Int) {
    terms.forEachMatch(of: term) { note($0, position: count - span, span: span, isCompound: true) }
  }

  mutating func endUnit(_ kind: TypedUnit.Kind, typed: Range<Int>) {}

  private mutating func noteMatches(ofASCII text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    terms.forEachMatch(ofASCII: text, range) { note($0, position: count) }
  }

  private mutating func note(_ term: Int, position: Int, span: Int = 1, isCompound: Bool = false) {
    occurrences.append(
      SpottedText.Occurrence(term: term, position: firstPosition + position, span: span, isCompound: isCompound))
  }

  @inline(__always)
  private mutating func makeRoom(for more: Int) {
    if count + more > words.count { grow(by: more) }
  }

  private mutating func grow(by more: Int) {
    let larger = UnsafeMutableBufferPointer<WordRange>.allocate(capacity: 2 * words.count + more)
    _ = larger.update(fromContentsOf: words[..<count])
    words.deallocate()
    words = larger
  }
}
