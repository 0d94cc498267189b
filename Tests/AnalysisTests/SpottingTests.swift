import Analysis
import Testing

@Suite("Spotting terms")
struct SpottingTests {
  private let analyzer = Analyzer()

  /// Plain words between texts made of all that matters to the analyzer, some hundred bytes.
  private func text(_ generator: inout SeededGenerator) -> String {
    let plain = [
      "the quick brown fox, which (as they say) jumped. ", "A plain sentence without anything in it but words ",
      "and a\nline\n\nor two; \"quoted\" words-and 12,000 more: ", "of Massoud's well-known U.S. men ", "x",
    ]
    return (0..<Int.random(in: 1...12, using: &generator)).map { _ in
      Int.random(in: 0..<3, using: &generator) == 0
        ? RandomText.make(&generator) : plain.randomElement(using: &generator) ?? ""
    }.joined()
  }

  private func spot(_ terms: TermSet, _ text: String, in range: Range<Int>? = nil, firstPosition: Int = 0)
    -> SpottedText
  {
    Array(text.utf8).withUnsafeBufferPointer {
      analyzer.spot(terms, in: $0, range ?? 0..<$0.count, firstPosition: firstPosition)
    }
  }

  @Test("finds each word and compound where analysis does, in 5,000 cases")
  func sameAsAnalysis() {
    var generator = SeededGenerator(state: 11)
    for _ in 0..<5_000 {
      let text = text(&generator)
      let tokens = analyzer.analyze(text).tokens
      var terms = TermSet()
      var wanted: [(term: String, isPrefix: Bool)] = []
      for _ in 0..<6 {
        let term = tokens.randomElement(using: &generator)?.term ?? "none"
        let isPrefix = Int.random(in: 0..<3, using: &generator) == 0
        let text = isPrefix ? String(String.UnicodeScalarView(term.unicodeScalars.prefix(2))) : term
        if terms.insert(text, isPrefix: isPrefix) == wanted.count { wanted.append((text, isPrefix)) }
      }
      let spotted = spot(terms, text)
      let words = tokens.filter { $0.kind == .word }
      #expect(spotted.words.map { $0.lowerBound..<$0.upperBound } == words.map(\.range), "\(text.debugDescription)")
      let expected = tokens.flatMap { token in
        wanted.indices.filter { number in
          let (term, isPrefix) = wanted[number]
          return isPrefix ? token.term.utf8.starts(with: term.utf8) : token.term.utf8.elementsEqual(term.utf8)
        }.map { [$0, token.position, token.span, token.kind == .compound ? 1 : 0] }
      }
      let found = spotted.occurrences.map { [$0.term, $0.position, $0.span, $0.isCompound ? 1 : 0] }
      #expect(
        found.sorted { $0.lexicographicallyPrecedes($1) } == expected.sorted { $0.lexicographicallyPrecedes($1) },
        "\(text.debugDescription)")
    }
  }

  @Test("finds in a long text what it finds step by step in its shortest parts, in 2,000 cases")
  func sameInParts() {
    var generator = SeededGenerator(state: 12)
    for _ in 0..<2_000 {
      let text = text(&generator)
      let whole = spot(TermSet(), text)
      let places = [Checkpoint(position: 0, offset: 0)] + analyzer.terms(of: text, checkpointEvery: 1).checkpoints
      var parts: [WordRange] = []
      for (index, place) in places.enumerated() {
        let end = index + 1 < places.count ? places[index + 1].offset : text.utf8.count
        parts += spot(TermSet(), text, in: place.offset..<end, firstPosition: place.position).words
      }
      #expect(parts == whole.words, "\(text.debugDescription)")
    }
  }

  @Test("stays inside bytes that are no text")
  func anyBytes() {
    var generator = SeededGenerator(state: 13)
    var terms = TermSet()
    _ = terms.insert("a", isPrefix: true)
    for _ in 0..<5_000 {
      let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
        Bool.random(using: &generator) ? UInt8.random(in: .min ... .max, using: &generator) : UInt8(ascii: "a")
      }
      let words = bytes.withUnsafeBufferPointer { analyzer.spot(terms, in: $0, 0..<$0.count, firstPosition: 0).words }
      #expect(words.allSatisfy { $0.lowerBound < $0.upperBound && $0.upperBound <= bytes.count })
    }
  }
}
