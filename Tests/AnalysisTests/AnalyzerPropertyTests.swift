import Analysis
import Testing

@Suite("For any text the analyzer")
struct AnalyzerPropertyTests {
  private let analyzer = Analyzer()

  /// Calls `body` with texts made of all that matters to the analyzer, always the same ones.
  private func forEachText(seed: UInt64, count: Int, _ body: (String, inout SeededGenerator) -> Void) {
    var generator = SeededGenerator(state: seed)
    for _ in 0..<count {
      let text = RandomText.make(&generator)
      body(text, &generator)
    }
  }

  @Test("keeps every token inside the text, on scalar boundaries, and positions dense, in 10,000 cases")
  func ranges() {
    forEachText(seed: 1, count: 10_000) { text, _ in
      let analysed = analyzer.analyze(text)
      let bytes = Array(text.utf8)
      var lowerBound = 0
      var position = 0
      for token in analysed.tokens {
        let isInside = token.range.lowerBound >= lowerBound && token.range.upperBound <= bytes.count
        let startsScalar = isInside && !token.range.isEmpty && bytes[token.range.lowerBound] & 0xC0 != 0x80
        let endsScalar =
          isInside && (token.range.upperBound == bytes.count || bytes[token.range.upperBound] & 0xC0 != 0x80)
        #expect(startsScalar && endsScalar, "\(token) in \(text.debugDescription)")
        #expect(token.position + token.span <= analysed.wordCount, "\(token) in \(text.debugDescription)")
        lowerBound = token.range.lowerBound
        guard token.kind == .word else { continue }
        #expect(token.position == position && token.span == 1, "\(token) in \(text.debugDescription)")
        position += 1
      }
      #expect(position == analysed.wordCount, "\(text.debugDescription)")
    }
  }

  @Test("makes only terms that the index can hold, in 10,000 cases")
  func terms() {
    forEachText(seed: 2, count: 10_000) { text, _ in
      for token in analyzer.analyze(text).tokens {
        let scalars = token.term.unicodeScalars
        #expect(!scalars.isEmpty && scalars.count <= 64, "\(token) in \(text.debugDescription)")
        #expect(
          !scalars.contains { $0.value <= 0x20 || $0 == "\"" || (0x7F...0xA0).contains($0.value) || $0 == "\u{FFFD}" },
          "\(token) in \(text.debugDescription)")
      }
    }
  }

  @Test("gives the index the same terms as it gives tokens, in 10,000 cases")
  func indexForm() {
    forEachText(seed: 3, count: 10_000) { text, _ in
      let tokens = analyzer.analyze(text).tokens
      let indexed = analyzer.terms(of: text)
      let words = tokens.filter { $0.kind == .word }.map(\.term)
      #expect(indexed.terms == words.joined(separator: " "), "\(text.debugDescription)")
      #expect(indexed.wordCount == words.count, "\(text.debugDescription)")
      let compounds = tokens.filter { $0.kind == .compound }.map(\.term)
      #expect(indexed.compounds.split(separator: " ").sorted() == compounds.map { $0[...] }.sorted())
    }
  }

  @Test("finds the same tokens between any two checkpoints as in the whole, in 10,000 cases")
  func checkpoints() {
    forEachText(seed: 4, count: 10_000) { text, generator in
      let tokens = analyzer.analyze(text).tokens
      let checkpoints = analyzer.terms(of: text, checkpointEvery: 1).checkpoints
      #expect(Checkpoint.decode(Checkpoint.encode(checkpoints)) == checkpoints)
      let start = checkpoints.randomElement(using: &generator) ?? Checkpoint(position: 0, offset: 0)
      let end = checkpoints.filter { $0.position > start.position }.randomElement(using: &generator)
      let range = start.offset..<(end?.offset ?? text.utf8.count)
      let part = analyzer.analyze(text, in: range, firstPosition: start.position)
      let positions = start.position..<(end?.position ?? .max)
      #expect(part.tokens == tokens.filter { positions.contains($0.position) }, "\(range) in \(text.debugDescription)")
    }
  }

  @Test("folds what it has folded to itself, but for terms that hold signs, in 10,000 cases")
  func idempotence() {
    forEachText(seed: 5, count: 10_000) { text, _ in
      for token in analyzer.analyze(text).tokens {
        let isPlain = !token.term.utf8.contains {
          $0 < 0x30 || (0x3A..<0x61).contains($0) || (0x7B..<0x80).contains($0)
        }
        guard isPlain else { continue }
        #expect(analyzer.terms(of: token.term).terms == token.term, "\(token) in \(text.debugDescription)")
      }
    }
  }

  @Test("reads typed words as the terms it puts in the index, in 10,000 cases")
  func queryWords() {
    forEachText(seed: 6, count: 10_000) { text, _ in
      let words = analyzer.queryWords(text)
      #expect(
        words.flatMap(\.terms).joined(separator: " ") == analyzer.terms(of: text).terms, "\(text.debugDescription)")
      #expect(words.allSatisfy { !$0.terms.isEmpty && !$0.text.isEmpty }, "\(text.debugDescription)")
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Texts of up to 24 pieces: characters of every kind, whole words with signs, and scalars of any plane.
enum RandomText {
  private static let pieces: [String] =
    ("abzABZ019''’ʼ--‑–./,&_@#+:%?=·\" \n\t\u{0}\u{1B}\u{A0}\u{202F}\u{AD}\u{200B}\u{200C}\u{200D}\u{FE0F}*"
    + "éßİıøœ²½Ωςйёґ٬٫Жіآيکة\u{64B}ـ۴٢צָ״用户体々カｶﾞ゙ーの한국ᄒ\u{1161}\u{11AB}ภษำ\u{E48}ကျ្ក\u{17D2}हिंकொொ"
    + "🚁🇹🇯👍🏽⃣\u{301}\u{306}\u{300}㎏Ⅳ①㈠\u{10FFFF}\u{E000}ﷺﬁＡ𝐀")
    .unicodeScalars.map { String($0) }
    + [
      "12,000", "3.5", "https://", "www.", "example.com/", "a@b.c", "U.S.", "Ph.D.", "C++", "l'", "n't", "'s", " the ",
      " ", " ", " ", "%D0%9F", "+" + "+", String(repeating: "a", count: 70), String(repeating: "ب", count: 70),
    ]

  static func make(_ generator: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...24, using: &generator) {
      if Int.random(in: 0..<20, using: &generator) == 0 {
        let value = UInt32.random(in: 0..<0x11_0000, using: &generator)
        text.unicodeScalars.append(Unicode.Scalar(value) ?? " ")
      } else {
        text += pieces.randomElement(using: &generator) ?? ""
      }
    }
    return text
  }
}
