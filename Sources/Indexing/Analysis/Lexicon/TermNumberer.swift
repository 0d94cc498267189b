/// Gives the words of texts numbers instead of writing them down, so that each distinct one is looked at once afterwards.
///
/// It belongs to one thread. What is found of an article is taken by ``takeArticle()``, the terms by ``takeLexicon()`` when
/// there were enough of them: some thousand are in the nearest cache of the processor.
public final class TermNumberer {
  private let analyzer: Analyzer
  fileprivate let table = TermTable()
  fileprivate let words = Memory<UInt32>()
  fileprivate let compounds = Memory<UInt32>()

  /// Begins without terms.
  public init(analyzer: Analyzer) {
    self.analyzer = analyzer
  }

  /// Analyses a text, which belongs to an article with those before it.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - checkpointEvery: The least number of words between two checkpoints, at least 1.
  /// - Returns: How many words it has, and places from where scanning may begin.
  public func add(_ text: String, checkpointEvery: Int = 32) -> (words: Int, checkpoints: [Checkpoint]) {
    let found = analyzer.scan(text, 0..<text.utf8.count, into: NumberSink(self, checkpointEvery: checkpointEvery))
    return (found.position, found.checkpoints)
  }

  /// Takes the numbers of the words of the texts since this was called last, in order, then those of their compounds.
  public func takeArticle() -> [UInt32] {
    words.append(contentsOf: compounds.all)
    defer {
      words.removeAll()
      compounds.removeAll()
    }
    return Array(words.all)
  }

  /// Takes the terms of all articles since this was called last.
  public func takeLexicon() -> TermLexicon {
    defer { table.removeAll() }
    return table.lexicon
  }
}

/// Hands what the scanner finds to a ``TermNumberer``.
private struct NumberSink: TokenSink {
  private let table: TermTable
  private let words: Memory<UInt32>
  private let compounds: Memory<UInt32>
  private(set) var checkpoints: [Checkpoint] = []
  /// The position of the next word.
  private(set) var position = 0
  private let checkpointEvery: Int
  private var nextCheckpoint: Int

  init(_ numberer: TermNumberer, checkpointEvery: Int) {
    table = numberer.table
    words = numberer.words
    compounds = numberer.compounds
    self.checkpointEvery = max(1, checkpointEvery)
    nextCheckpoint = self.checkpointEvery
  }

  @inline(__always)
  mutating func restart(at offset: Int) {
    guard position >= nextCheckpoint else { return }
    checkpoints.append(Checkpoint(position: position, offset: offset))
    nextCheckpoint = position + checkpointEvery
  }

  @inline(__always)
  mutating func addASCIIWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    words.append(range.count <= 8 ? number(ofShort: text, range) : number(ofLong: text, range))
    position += 1
  }

  @inline(__always)
  private func number(ofShort text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt32 {
    // The bit that makes a letter small is set in digits.
    let small: UInt64 = 0x2020_2020_2020_2020 & (.max >> UInt64(64 - 8 * range.count))
    return table.number(ofWord: TermHasher.word(text, range) | small, length: range.count)
  }

  private func number(ofLong text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt32 {
    let length = min(range.count, TermLimit.bytes)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length) { term in
      for offset in 0..<length { term[offset] = ASCII.lowercased(text[range.lowerBound + offset]) }
      return table.number(of: UnsafeBufferPointer(term))
    }
  }

  mutating func addWord(_ term: ArraySlice<UInt8>, _ range: Range<Int>) {
    words.append(number(of: TermLimit.cut(term)))
    position += 1
  }

  mutating func addCompound(_ term: ArraySlice<UInt8>, _ range: Range<Int>, span: Int) {
    compounds.append(number(of: term))
  }

  private func number(of term: ArraySlice<UInt8>) -> UInt32 { term.withUnsafeBufferPointer { table.number(of: $0) } }

  mutating func endUnit(_ kind: TypedUnit.Kind, typed: Range<Int>) {}
}
