import CByteClasses

/// Turns text into terms, the same way for articles and for queries.
///
/// The rules are in `docs/analysis.md`, each with an example. Terms are folded surface forms: stemming is not part of
/// them, see ``Stemmer``. Every call is a pure function of its arguments, cost linear in the length of the text.
public struct Analyzer: Sendable {
  /// Makes an analyzer; the first one of a process builds the character tables, a few milliseconds.
  public init() {}

  /// All tokens of a text.
  public func analyze(_ text: String) -> AnalyzedText {
    analyze(text, in: 0..<text.utf8.count, firstPosition: 0)
  }

  /// The tokens that begin in a part of a text, as they are in the whole of it.
  ///
  /// - Parameters:
  ///   - text: The whole text.
  ///   - utf8Range: The part, in bytes; both ends are 0, the offset of a ``Checkpoint``, or the end of the text. Words
  ///     written as one are given whole when the first begins in the part.
  ///   - firstPosition: The position of the first word, from the same checkpoint.
  public func analyze(_ text: String, in utf8Range: Range<Int>, firstPosition: Int) -> AnalyzedText {
    let found = scan(text, utf8Range, into: TermCollector(tokensFrom: firstPosition))
    return AnalyzedText(tokens: found.tokens, wordCount: found.position - firstPosition)
  }

  /// A text in the form the index takes.
  ///
  /// - Parameter checkpointEvery: The least number of words between two checkpoints, at least 1. None is made at the
  ///   start of the text.
  public func terms(of text: String, checkpointEvery: Int = 32) -> IndexedText {
    let size = text.utf8.count
    let found = scan(text, 0..<size, into: TermCollector(checkpointEvery: checkpointEvery, capacity: size + size / 8))
    return IndexedText(
      terms: String(decoding: found.terms, as: UTF8.self), compounds: String(decoding: found.compounds, as: UTF8.self),
      wordCount: found.position, checkpoints: found.checkpoints)
  }

  /// What each word of a typed text stands for, in order; empty when there is no word in it.
  public func queryWords(_ text: String) -> [QueryWord] {
    let found = scan(text, 0..<text.utf8.count, into: TermCollector(tokensFrom: 0))
    let bytes = Array(text.utf8)
    return found.units.map { unit in
      let tokens = found.tokens[unit.tokens]
      let words = tokens.filter { $0.kind == .word }.map(\.term)
      let compound = tokens.first { $0.kind == .compound }?.term
      return QueryWord(
        terms: words, compound: unit.kind == .run ? nil : compound,
        text: String(decoding: bytes[unit.typed], as: UTF8.self), isPrefix: unit.kind == .run && tokens.count == 1,
        isSigned: unit.kind == .signed && compound != nil)
    }
  }

  /// Finds terms in a part of a text, and where its words stand, without making a token of each.
  ///
  /// - Parameters:
  ///   - terms: What is looked for.
  ///   - bytes: The whole text, valid UTF-8.
  ///   - range: The part, in bytes, with ends as for ``analyze(_:in:firstPosition:)``.
  ///   - firstPosition: The position of the first word, from the same checkpoint.
  public func spot(
    _ terms: TermSet, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, firstPosition: Int
  ) -> SpottedText {
    // English has some six bytes a word, its space included.
    let spotter = WordSpotter(terms, firstPosition: firstPosition, capacity: range.count / 5)
    var scanner = Scanner(bytes, into: spotter)
    defer { scanner.collector.deallocate() }
    scanner.scan(range.clamped(to: 0..<bytes.count))
    return scanner.collector.found
  }

  /// Has the processor fetch the beginning of a text that is soon to be looked at, without waiting for it.
  public static func fetchAhead(_ bytes: UnsafeBufferPointer<UInt8>) {
    if let start = bytes.baseAddress { cbyteclasses_fetch(start, min(bytes.count, fetchedBytes)) }
  }

  /// Most articles are shorter; what comes behind is fetched while they are walked over.
  private static let fetchedBytes = 4096

  func scan<Sink: TokenSink>(_ text: String, _ range: Range<Int>, into collector: Sink) -> Sink {
    var text = text
    return text.withUTF8 { bytes in
      var scanner = Scanner(bytes, into: collector)
      scanner.scan(range.clamped(to: 0..<bytes.count))
      return scanner.collector
    }
  }
}
