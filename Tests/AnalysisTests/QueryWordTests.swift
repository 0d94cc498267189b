import Analysis
import Testing

@Suite("A typed word")
struct QueryWordTests {
  @Test(
    "stands for its terms in order and for its joined form",
    arguments: [
      ("Massoud's", [QueryWord(terms: ["massoud"], text: "Massoud's")]),
      ("Mi-17", [QueryWord(terms: ["mi", "17"], compound: "mi17", text: "Mi-17")]),
      ("mi 17", [QueryWord(terms: ["mi"], text: "mi"), QueryWord(terms: ["17"], text: "17")]),
      ("mi17", [QueryWord(terms: ["mi17"], text: "mi17")]),
      (
        "Mi-17/Mi-8",
        [
          QueryWord(terms: ["mi", "17"], compound: "mi17", text: "Mi-17"),
          QueryWord(terms: ["mi", "8"], compound: "mi8", text: "Mi-8"),
        ]
      ),
      ("L'Oréal", [QueryWord(terms: ["oreal"], compound: "loreal", text: "L'Oréal")]),
      ("C++", [QueryWord(terms: ["c++"], text: "C++")]),
      ("12,000", [QueryWord(terms: ["12000"], text: "12,000")]),
      ("\" ?! -- \u{0}", []),
    ])
  func words(typed: String, words: [QueryWord]) {
    #expect(Analyzer().queryWords(typed) == words)
  }

  @Test(
    "with a sign is told apart from its parts",
    arguments: [
      (".NET", ["net"], ".net"), ("#tag", ["tag"], "#tag"), ("@first_last", ["first", "last"], "@first_last"),
      ("Notepad++", ["notepad"], "notepad++"),
    ])
  func signed(typed: String, terms: [String], compound: String) {
    #expect(
      Analyzer().queryWords(typed) == [QueryWord(terms: terms, compound: compound, text: typed, isSigned: true)])
  }

  @Test("of a script without spaces is a phrase of pairs, or the beginning of one")
  func pairs() {
    #expect(
      Analyzer().queryWords("用户体验 用 한국어 ไทย") == [
        QueryWord(terms: ["用户", "户体", "体验"], text: "用户体验"),
        QueryWord(terms: ["用"], text: "用", isPrefix: true),
        QueryWord(terms: ["한국", "국어"], text: "한국어"),
        QueryWord(terms: ["ไท", "ทย"], text: "ไทย"),
      ])
  }

  @Test(
    "of one character is a prefix of a term wherever the character stands in a run",
    arguments: ["用", "户", "验"])
  func loneCharacter(character: String) {
    let indexed = Analyzer().terms(of: "用户体验")
    let terms = (indexed.terms + " " + indexed.compounds).split(separator: " ")
    #expect(terms.contains { $0.hasPrefix(character) })
  }
}

@Suite("Tokens")
struct TokenTests {
  @Test("carry positions and the places they stand at, compounds before their words")
  func tokens() {
    let analysed = Analyzer().analyze("l’armée: Mi-17s (@you)")
    #expect(
      analysed.tokens == [
        Token(term: "armee", position: 0, range: 4..<10),
        Token(term: "mi17s", position: 1, range: 12..<18, kind: .compound, span: 2),
        Token(term: "mi", position: 1, range: 12..<14), Token(term: "17s", position: 2, range: 15..<18),
        Token(term: "@you", position: 3, range: 20..<24, kind: .compound),
        Token(term: "you", position: 3, range: 21..<24),
      ])
    #expect(analysed.wordCount == 4)
  }

  @Test("of a possessive stand on the word alone, and of decomposed letters on their marks too")
  func ranges() {
    #expect(Analyzer().analyze("Massoud’s e\u{301}te\u{301}").tokens.map(\.range) == [0..<7, 12..<19])
  }
}

@Suite("Checkpoints")
struct CheckpointTests {
  @Test("stand at least as many words apart as asked, also inside a long run")
  func distance() {
    let han = String(repeating: "用户", count: 100)
    let indexed = Analyzer().terms(of: String(repeating: "one two-three ", count: 40) + han, checkpointEvery: 16)
    let positions = [0] + indexed.checkpoints.map(\.position)
    #expect(zip(positions, positions.dropFirst()).allSatisfy { (16...18).contains($1 - $0) })
    #expect((positions.last ?? 0) > indexed.wordCount - 18)
  }

  @Test("are packed into few bytes and come back")
  func packing() {
    let checkpoints = (1...100).map { Checkpoint(position: $0 * 32, offset: $0 * 190) }
    let bytes = Checkpoint.encode(checkpoints)
    #expect(bytes.count == 300)
    #expect(Checkpoint.decode(bytes) == checkpoints)
    #expect(Checkpoint.decode([UInt8]()) == [])
  }

  @Test("that are damaged are refused", arguments: [[0x80], [1], [1, 2, 3], [UInt8](repeating: 0xFF, count: 24)])
  func damage(bytes: [UInt8]) {
    #expect(Checkpoint.decode(bytes) == nil)
  }

  @Test("whose numbers overflow are refused")
  func overflow() {
    let largest = [UInt8](repeating: 0xFF, count: 8) + [0x7F]
    #expect(Checkpoint.decode(largest + [0] + largest + [0]) == nil)
  }
}

@Suite("The analyzer's fingerprint")
struct AnalyzerFingerprintTests {
  @Test("reads back what it prints")
  func roundTrip() {
    #expect(AnalyzerFingerprint(Analyzer.fingerprint.description) == Analyzer.fingerprint)
  }

  @Test(
    "is refused when it is none",
    arguments: ["", "1", "1/72.1/2.2", "1/72.1/2.2/a/b", "x/72.1/2.2/a", "1/72.1/2.2/z", "1//2.2/a"])
  func damage(text: String) {
    #expect(AnalyzerFingerprint(text) == nil)
  }
}
