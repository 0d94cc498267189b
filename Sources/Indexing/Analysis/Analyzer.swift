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

  /// The tokens of the chunks that begin in a part of a text, as they are in the whole of it.
  ///
  /// - Parameters:
  ///   - text: The whole text.
  ///   - utf8Range: The part, in bytes; its start is 0 or the offset of a ``Checkpoint``, its end is anywhere.
  ///   - firstPosition: The position of the first word, from the same checkpoint.
  public func analyze(_ text: String, in utf8Range: Range<Int>, firstPosition: Int) -> AnalyzedText {
    let range = utf8Range.clamped(to: 0..<text.utf8.count)
    let sink = scan(text, range, into: TokenCollector(position: firstPosition))
    return AnalyzedText(tokens: sink.tokens, wordCount: sink.position - firstPosition)
  }

  /// A text in the form the index takes.
  ///
  /// - Parameter checkpointEvery: The least number of words between two checkpoints, at least 1.
  public func terms(of text: String, checkpointEvery: Int = 32) -> IndexedText {
    var sink = IndexedTextCollector(checkpointEvery: max(1, checkpointEvery))
    sink.terms.reserveCapacity(text.utf8.count + 16)
    sink = scan(text, 0..<text.utf8.count, into: sink)
    return IndexedText(
      terms: String(decoding: sink.terms, as: UTF8.self), compounds: String(decoding: sink.compounds, as: UTF8.self),
      wordCount: sink.position, checkpoints: sink.checkpoints)
  }

  /// What each word of a typed text stands for, in order; empty when there is no word in it.
  public func queryWords(_ text: String) -> [QueryWord] {
    let tokens = analyze(text).tokens
    let bytes = Array(text.utf8)
    var words: [QueryWord] = []
    for token in tokens {
      let typed = String(decoding: bytes[token.range], as: UTF8.self)
      switch token.kind {
      case .word:
        let isPair = token.term.unicodeScalars.count == 1 && isPairScript(token.term)
        words.append(QueryWord(terms: [token.term], text: typed, isPrefix: isPair))
      case .compound where token.span == 1:
        words.removeLast()
        words.append(QueryWord(terms: [token.term], text: typed))
      case .compound, .run:
        let parts = words.suffix(token.span).flatMap(\.terms)
        words.removeLast(min(token.span, words.count))
        words.append(QueryWord(terms: parts, compound: token.kind == .run ? nil : token.term, text: typed))
      }
    }
    return words
  }

  private func isPairScript(_ term: String) -> Bool {
    term.unicodeScalars.first.map {
      let kind = ScalarClasses.shared[$0.value]
      return kind == .ideograph || kind == .hangul
    } ?? false
  }

  private func scan<Sink: TokenSink>(_ text: String, _ range: Range<Int>, into sink: Sink) -> Sink {
    var text = text
    return text.withUTF8 { bytes in
      var scanner = Scanner(bytes, sink: sink)
      scanner.scan(range)
      return scanner.sink
    }
  }
}

/// Keeps every token.
private struct TokenCollector: TokenSink {
  var tokens: [Token] = []
  var position: Int

  init(position: Int) { self.position = position }

  mutating func word(_ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, startsChunk: Bool) {
    tokens.append(Token(term: String(decoding: term, as: UTF8.self), position: position, range: start..<end))
    position += 1
  }

  mutating func compound(_ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, span: Int) {
    let text = String(decoding: term, as: UTF8.self)
    tokens.append(Token(term: text, position: position - span, range: start..<end, kind: .compound, span: span))
  }

  mutating func run(start: Int, end: Int, span: Int) {
    tokens.append(Token(term: "", position: position - span, range: start..<end, kind: .run, span: span))
  }
}

/// Joins the terms for the index.
private struct IndexedTextCollector: TokenSink {
  var terms: [UInt8] = []
  var compounds: [UInt8] = []
  var checkpoints: [Checkpoint] = []
  var position = 0
  let checkpointEvery: Int
  var nextCheckpoint: Int

  init(checkpointEvery: Int) {
    self.checkpointEvery = checkpointEvery
    nextCheckpoint = checkpointEvery
  }

  mutating func word(_ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, startsChunk: Bool) {
    if position >= nextCheckpoint, startsChunk {
      checkpoints.append(Checkpoint(position: position, offset: start))
      nextCheckpoint = position + checkpointEvery
    }
    if !terms.isEmpty { terms.append(0x20) }
    terms.append(contentsOf: term)
    position += 1
  }

  mutating func compound(_ term: UnsafeBufferPointer<UInt8>, start: Int, end: Int, span: Int) {
    if !compounds.isEmpty { compounds.append(0x20) }
    compounds.append(contentsOf: term)
  }

  mutating func run(start: Int, end: Int, span: Int) {}
}
