import Articles
import Testing

@testable import Analysis

/// The same steps, written plainly over scalars.
private enum Reference {
  static func sample(of text: String, part: Int) -> [UInt8] {
    let utf8 = text.utf8
    var bytes = Array(utf8.prefix(part))
    if utf8.count > 4 * part { bytes += [0x20] + utf8.dropFirst(utf8.count / 2).prefix(part) }
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
      .filter { $0 != "\u{FFFD}" && ($0.value >= 0x20 || $0 == "\n") }
    return Array(String(String.UnicodeScalarView(scalars)).utf8)
  }

  /// The letters of each script, by the standard library's properties.
  static func language(of text: String) -> String? {
    var letters = 0
    var ideographs = 0
    var kana = 0
    var greek = 0
    var extendedGreek = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x3040...0x30FF, 0xFF66...0xFF9F: kana += 1
      case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x2_0000...0x3_FFFF: ideographs += 1
      case _ where !scalar.properties.isAlphabetic: break
      case 0x0370...0x03FF:
        letters += 1
        greek += 1
      case 0x1F00...0x1FFF:
        letters += 1
        extendedGreek += 1
      default: letters += 1
      }
    }
    let total = letters + 2 * (ideographs + kana)
    if ideographs + kana > 0, 10 * (ideographs + kana) >= 3 * total {
      return kana * 20 > ideographs + kana ? "ja" : "zh"
    }
    let most = max(greek, extendedGreek)
    return most > 0 && most * 5 >= total * 3 ? "el" : nil
  }
}

@Suite("The sample of a text that its language is told by")
struct LanguageSampleTests {
  private static let pieces = [
    "word ", "λόγος ", "\u{1F70}", "слово ", "Ünïcode ", "\u{0}", "\n", "\u{1B}[0m", "\u{FFFD}", "漢字", "カナ", "ﾊﾝ", "—",
    "🚁", "𐐀", "ﷺ", "3.5 ", "کلمه ", "ª", "\u{345}",
  ]

  private func text(
    pieces count: Int, of choices: ArraySlice<String>, using generator: inout some RandomNumberGenerator
  ) -> String {
    (0..<count).map { _ in choices.randomElement(using: &generator) ?? "" }.joined()
  }

  @Test("has whole scalars without controls, as a plain reading of the text has them", arguments: 0..<300)
  func sample(seed: Int) {
    var generator = SeededGenerator(state: UInt64(seed))
    var text = text(pieces: seed % 60, of: Self.pieces[...], using: &generator)
    let part = Int.random(in: 1...40, using: &generator)
    let sample = text.withUTF8 { LanguageDetector.sample(of: $0, part: part) }
    #expect(sample == Reference.sample(of: text, part: part), "\(text.debugDescription), \(part)")
  }

  @Test("gives the script away as counting its letters does", arguments: 0..<300)
  func script(seed: Int) {
    var generator = SeededGenerator(state: UInt64(seed))
    let first = seed % Self.pieces.count
    var text = text(
      pieces: 1 + seed % 12, of: Self.pieces[first..<min(first + 5, Self.pieces.count)], using: &generator)
    let found = text.withUTF8 { ScriptLanguage.detect(ByteText($0)) }
    #expect(found?.rawValue == Reference.language(of: text), "\(text.debugDescription)")
  }
}

@Suite("Plain English")
struct EnglishWordsTests {
  private static let prose = """
    The bridge was built by the town in 1904, and it is one of the oldest of its kind. It has been closed to cars since the
    flood, but people who live there still use it.
    """

  private func areCertain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { EnglishWords.areCertain(in: [$0]) }
  }

  @Test("is told by counts that are those of a plain reading", arguments: 0..<300)
  func counts(seed: Int) {
    let pieces = [
      " ", "the ", "OF-", "because", "through", "throughs", "größe ", "é", "x", "1904, ", "\n", "'s",
      String(repeating: "and", count: seed % 50),
    ]
    var text = (0..<seed % 90).map { _ in pieces.randomElement() ?? "" }.joined()
    var counts = WordCounts()
    text.withUTF8 { counts.add($0) }
    let words = text.utf8.split { $0 < 0x80 && !ASCII.isWord($0) }
    let foreign = words.count { word in word.contains { $0 >= 0x80 } }
    let plain = words.filter { word in !word.contains { $0 >= 0x80 } }
      .map { String(decoding: $0, as: UTF8.self).lowercased() }
    let own = plain.filter(EnglishWords.own.contains)
    #expect(counts.words == words.count && counts.foreign == foreign, "\(text.debugDescription)")
    #expect(counts.own == own.count && counts.shared == plain.count(where: EnglishWords.shared.contains))
    #expect(counts.hasSecond == (Set(own).count > 1))
  }

  @Test("is told by its function words, in any letter case")
  func english() {
    for text in [Self.prose, Self.prose.uppercased(), "1904\n" + Self.prose] { #expect(areCertain(text)) }
  }

  @Test("is left to the detector where it is short, mixed with other scripts, or a list of names")
  func uncertain() {
    for text in [
      "", "The bridge of the town.", Self.prose + String(repeating: " größer über schön", count: 3),
      "London Paris Berlin Madrid of Rome and Vienna Prague Warsaw Budapest Bucharest Sofia Athens Lisbon Dublin Oslo Bern",
      "of of of of of of of of of of of of",
    ] { #expect(!areCertain(text), "\(text)") }
  }

  @Test(
    "is no other language",
    arguments: [
      "Die Brücke was in de stad gebaut, und es is eine der ältesten ihrer Art, die in dem Land zu finden ist.",
      "De brug is in 1904 door de stad gebouwd, en het is een van de oudste bruggen of wegen die er in het land zijn.",
      "Broen blev bygget af byen i 1904, og den er en af de eldste som for landet er in brug, was det sagt for os.",
      "The brig wis biggit bi the toun in 1904, an it is ane o the auldest o its kind in the kintra that fowk ken.",
      "The brig is in the toun, an the fowk that bide thare say it is the auldest that iver wis seen in the laund.",
    ])
  func others(text: String) {
    #expect(!areCertain(text))
    #expect(!areCertain(String(repeating: text + " ", count: 4)))
  }
}
