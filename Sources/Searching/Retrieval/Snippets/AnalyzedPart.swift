import Analysis

/// A stretch of a text taken apart: its words in order, and the compounds among them.
struct AnalyzedPart: Sendable {
  /// The words, at consecutive positions.
  let words: [Token]
  /// The joined forms.
  let compounds: [Token]
  /// Whether the stretch begins where the text does.
  let isStart: Bool
  /// Whether the stretch ends where the text does.
  let isEnd: Bool

  /// Analyses a stretch of a text, in bytes; it begins at 0 or at a checkpoint.
  init(_ analyzer: Analyzer, _ text: String, in range: Range<Int>, firstPosition: Int) {
    let tokens = analyzer.analyze(text, in: range, firstPosition: firstPosition).tokens
    words = tokens.filter { $0.kind == .word }
    compounds = tokens.filter { $0.kind == .compound }
    isStart = range.lowerBound == 0
    isEnd = range.upperBound >= text.utf8.count
  }

  /// The position of the first word.
  var firstPosition: Int { words.first?.position ?? 0 }
}
