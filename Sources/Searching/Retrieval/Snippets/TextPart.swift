import Analysis

/// A stretch of a text taken apart, valid as long as the bytes of the text are.
struct TextPart {
  /// The whole text.
  let text: ByteText
  /// The words of the stretch, and those of a query among them.
  let spotted: SpottedText
  /// Whether the stretch begins where the text does.
  let isStart: Bool
  /// Whether the stretch ends where the text does.
  let isEnd: Bool

  /// Analyses a stretch of a text, in bytes; it begins at 0 or at a checkpoint.
  init(
    _ analyzer: Analyzer, _ text: UnsafeBufferPointer<UInt8>, in range: Range<Int>, firstPosition: Int, terms: TermSet
  ) {
    self.text = ByteText(text)
    spotted = analyzer.spot(terms, in: text, range, firstPosition: firstPosition)
    isStart = range.lowerBound == 0
    isEnd = range.upperBound >= text.count
  }

  /// The words, at consecutive positions.
  var words: [WordRange] { spotted.words }
  /// The position of the first word.
  var firstPosition: Int { spotted.firstPosition }
}
