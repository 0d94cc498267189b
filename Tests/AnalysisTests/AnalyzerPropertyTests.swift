import Analysis
import Testing

@Suite("For any text the analyzer")
struct AnalyzerPropertyTests {
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

  static let alphabet: [String] =
    "abzABZ019'’-‑./,&_@#+: \n\t\u{0}\u{1B}\u{A0}\u{202F}\u{AD}\u{200C}\u{FE0F}\"*éßİıøœ²½ΩςйёЖіآيک\u{64B}۴٢用户体カｶﾞ゙ー한국ภาษาไहिन्दी🚁🇹🇯👍🏽\u{301}\u{306}\u{10FFFF}"
    .unicodeScalars.map { String($0) } + ["12,000", "https://", "U.S.", "C++", "l'", " the ", "aaaaaaaaaaaaaaaaaaaaaa"]

  static func text(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...24, using: &generator)).map { _ in alphabet.randomElement(using: &generator) ?? "" }
      .joined()
  }

  @Test("keeps every promise about ranges, positions and terms, in 10,000 cases")
  func invariants() {
    var generator = SeededGenerator(state: 1)
    let analyzer = Analyzer()
    for _ in 0..<10_000 {
      let text = Self.text(&generator)
      let analysed = analyzer.analyze(text)
      let words = analysed.tokens.filter { $0.kind == .word }
      let bytes = Array(text.utf8)
      #expect(words.map(\.position) == Array(0..<analysed.wordCount), "\(text.debugDescription)")
      #expect(words.map(\.range.lowerBound) == words.map(\.range.lowerBound).sorted(), "\(text.debugDescription)")
      for token in analysed.tokens {
        #expect(!token.range.isEmpty && token.range.upperBound <= bytes.count, "\(text.debugDescription)")
        for offset in [token.range.lowerBound, token.range.upperBound] where offset < bytes.count {
          #expect(bytes[offset] & 0xC0 != 0x80, "\(text.debugDescription)")
        }
        #expect(token.term.utf8.count <= 64)
        #expect(token.kind == .run || !token.term.isEmpty, "\(text.debugDescription)")
        #expect(!token.term.unicodeScalars.contains { $0.value <= 0x20 || $0 == "\"" || $0 == "\u{FFFD}" })
        #expect(token.position + token.span <= analysed.wordCount)
      }
      let indexed = analyzer.terms(of: text, checkpointEvery: 1)
      #expect(indexed.terms == words.map(\.term).joined(separator: " "))
      #expect(
        indexed.compounds == analysed.tokens.filter { $0.kind == .compound }.map(\.term).joined(separator: " "))
      #expect(Checkpoint.decode(Checkpoint.encode(indexed.checkpoints)) == indexed.checkpoints)
      if let checkpoint = indexed.checkpoints.randomElement(using: &generator) {
        let part = analyzer.analyze(
          text, in: checkpoint.offset..<bytes.count, firstPosition: checkpoint.position)
        #expect(
          part.tokens == analysed.tokens.filter { $0.position >= checkpoint.position }, "\(text.debugDescription)")
      }
    }
  }

  @Test("folds marks and case away", arguments: [("É", "e"), ("ÅNGSTRÖM", "angstrom"), ("ΆΣ", "ασ"), ("Ңӣ", "ңи")])
  func folding(written: String, term: String) {
    #expect(Analyzer().terms(of: written).terms == term)
  }

  @Test("cuts a term that is too long at a scalar boundary")
  func longTerms() {
    let terms = Analyzer().terms(of: String(repeating: "я", count: 100) + " b").terms
    #expect(terms == String(repeating: "я", count: 32) + " b")
  }

  @Test("refuses damaged checkpoints", arguments: [[0x80], [1], [UInt8](repeating: 0xFF, count: 12)])
  func damagedCheckpoints(bytes: [UInt8]) {
    #expect(Checkpoint.decode(bytes) == nil)
  }
}
