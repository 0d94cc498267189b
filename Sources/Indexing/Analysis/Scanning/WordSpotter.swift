/// Notes where words stand, and which of them are looked for.
struct WordSpotter: TokenSink {
  private let terms: TermSet
  private(set) var found: SpottedText

  /// Begins with the word at a position.
  init(_ terms: TermSet, firstPosition: Int, capacity: Int) {
    self.terms = terms
    found = SpottedText(firstPosition: firstPosition)
    found.words.reserveCapacity(capacity)
  }

  mutating func restart(at offset: Int) {}

  @inline(__always)
  mutating func addASCIIWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    terms.forEachMatch(ofASCII: text, range) { note($0, position: found.words.count) }
    found.words.append(WordRange(range))
  }

  @inline(__always)
  mutating func addASCIIWords(_ text: UnsafeBufferPointer<UInt8>, _ words: UInt64, at offset: Int) {
    // Appended at once: asking for each word whether the array may be changed takes longer than finding the word.
    withUnsafeTemporaryAllocation(of: WordRange.self, capacity: 32) { block in
      var count = 0
      for (start, end) in BitRuns(words) {
        let range = offset + start..<offset + end
        if terms.mayBegin(with: text[range.lowerBound] | 0x20) {
          terms.forEachMatch(ofASCII: text, range) { note($0, position: found.words.count + count) }
        }
        block.initializeElement(at: count, to: WordRange(range))
        count += 1
      }
      found.words.append(contentsOf: UnsafeBufferPointer(rebasing: block[..<count]))
    }
  }

  mutating func addWord(_ term: ArraySlice<UInt8>, _ range: Range<Int>) {
    terms.forEachMatch(of: TermLimit.cut(term)) { note($0, position: found.words.count) }
    found.words.append(WordRange(range))
  }

  mutating func addCompound(_ term: ArraySlice<UInt8>, _ range: Range<Int>, span: Int) {
    terms.forEachMatch(of: term) { note($0, position: found.words.count - span, span: span, isCompound: true) }
  }

  mutating func endUnit(_ kind: TypedUnit.Kind, typed: Range<Int>) {}

  private mutating func note(_ term: Int, position: Int, span: Int = 1, isCompound: Bool = false) {
    found.occurrences.append(
      SpottedText.Occurrence(
        term: term, position: found.firstPosition + position, span: span, isCompound: isCompound))
  }
}
