/// Takes what the scanner finds.
protocol TokenSink {
  /// Tells that scanning from `offset` finds the same tokens as going on.
  mutating func restart(at offset: Int)
  /// Adds a word of ASCII letters and digits, as it stands in the text.
  mutating func addASCIIWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>)
  /// Adds words of which each is a unit: the runs of ones in `words`, whose lowest bit stands for the byte at `offset`.
  mutating func addASCIIWords(_ text: UnsafeBufferPointer<UInt8>, _ words: UInt64, at offset: Int)
  /// Adds a word; `term` is folded and not empty.
  mutating func addWord(_ term: ArraySlice<UInt8>, _ range: Range<Int>)
  /// Adds the joined form of the last `span` words, which begin with the compound.
  mutating func addCompound(_ term: ArraySlice<UInt8>, _ range: Range<Int>, span: Int)
  /// Tells that the tokens since the last unit are one unit.
  mutating func endUnit(_ kind: TypedUnit.Kind, typed: Range<Int>)
}

extension TokenSink {
  @inline(__always)
  mutating func addASCIIWords(_ text: UnsafeBufferPointer<UInt8>, _ words: UInt64, at offset: Int) {
    for (start, end) in BitRuns(words) {
      restart(at: offset + start)
      addASCIIWord(text, offset + start..<offset + end)
      endUnit(.word, typed: offset + start..<offset + end)
    }
  }
}

/// A piece of typed text that means one thing: a word, a compound, a run without spaces.
struct TypedUnit {
  enum Kind {
    case word
    /// Overlapping pairs.
    case run
    /// Words with a sign that gives them another meaning.
    case signed
  }

  var kind: Kind
  /// The piece in the text.
  var typed: Range<Int>
  /// Its tokens.
  var tokens: Range<Int>
}
