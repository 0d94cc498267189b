/// Gives the words of texts numbers instead of writing them down, so that each distinct one is looked at once afterwards.
///
/// It belongs to one thread. What is found of an article is taken by ``takeArticle()``, the terms by ``takeLexicon()`` when
/// there were enough of them: some thousand are in the nearest cache of the processor.
public final class TermNumberer {
  private let analyzer: Analyzer
  fileprivate let table = TermTable()
  fileprivate let words = Memory<UInt32>()
  fileprivate let compounds = Memory<UInt32>()
  fileprivate let long = LongWord()

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
    let size = text.utf8.count
    let sink = NumberSink(self, checkpointEvery: checkpointEvery, size: size)
    let found = analyzer.scan(text, 0..<size, into: sink)
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
  private var placer: CheckpointPlacer
  private let long: LongWord
  /// The position of the next word.
  private(set) var position = 0

  var checkpoints: [Checkpoint] { placer.checkpoints }

  init(_ numberer: TermNumberer, checkpointEvery: Int, size: Int) {
    table = numberer.table
    words = numberer.words
    compounds = numberer.compounds
    long = numberer.long
    placer = CheckpointPlacer(every: checkpointEvery, size: size)
  }

  @inline(__always)
  mutating func restart(at offset: Int) { placer.restart(at: offset, position: position) }

  @inline(__always)
  mutating func addASCIIWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let number =
      range.count <= 8
      ? table.number(ofWord: TermHasher.smallWord(text, range), length: range.count)
      : table.number(of: long.small(text, range))
    words.append(number)
    position += 1
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
