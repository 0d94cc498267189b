import Foundation
import Testing

@testable import Extraction

/// What was made fast gives what its plain form gives.
@Suite("Fast paths")
struct FastPathTests {
  /// Random bytes, most of them ASCII or parts of real sequences, so that some of them are well-formed.
  private static func randomBytes(using generator: inout SeededGenerator) -> [UInt8] {
    let parts = ["plain words, 2021. ", "é", "“", "漢字", "🙂", "\u{c2}", "Ж", "\u{80}", "\0", "\n"].map { Array($0.utf8) }
    let damage: [[UInt8]] = [
      [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x80], [0x80], [0xff],
    ]
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      let isDamaged = Int.random(in: 0..<30, using: &generator) == 0
      bytes += (isDamaged ? damage : parts).randomElement(using: &generator) ?? []
    }
    return bytes
  }

  @Test("tell well-formed UTF-8 as the standard library does")
  func wellFormed() {
    var generator = SeededGenerator(seed: 21)
    var valid = 0
    for _ in 0..<20_000 {
      let bytes = Self.randomBytes(using: &generator)
      let expected = String(validating: bytes, as: UTF8.self) != nil
      if expected { valid += 1 }
      #expect(bytes.isUTF8 == expected, "\(bytes)")
      #expect(bytes.isASCII == bytes.allSatisfy { $0 < 0x80 })
    }
    #expect((5_000..<19_000).contains(valid))
  }

  @Test("find the end of ASCII at every place of a block and offset")
  func endOfASCII() {
    for length in [0, 1, 31, 32, 33, 70] {
      for place in 0...length {
        var bytes = [UInt8](repeating: 0x61, count: length)
        if place < length { bytes[place] = 0x80 }
        for start in 0...place {
          #expect(bytes.withUnsafeBufferPointer { $0.endOfASCII(from: start) } == place)
        }
      }
    }
  }

  @Test("clean words of ASCII as those of other letters")
  func clean() {
    var generator = SeededGenerator(seed: 29)
    let parts = [
      "a", "aaaaaaaaaaaa", " ", "  ", "\t", "\n", "\r\n", "\u{c}", "\u{7f}", "\u{85}", "\u{2028}", "\u{feff}",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        parts.randomElement(using: &generator) ?? ""
      }.joined()
      let other = text.replacing("a", with: "é")
      #expect(PlainText.clean(text).replacing("a", with: "é") == PlainText.clean(other), "\(text.debugDescription)")
    }
  }

  @Test("find the host of plain addresses as of those with a user, which are read the other way")
  func host() {
    for rest in [
      "www.example.com/a", "example.com", "a-1.example.co.uk/", "www./x", "www.", "/x", "EXAMPLE.com/a",
      "example.com:80/a", "example.com?q", "bücher.example/a", "www.www.example/", "",
    ] {
      for scheme in ["http://", "https://", "ftp://"] {
        #expect(WebAddress.host(scheme + rest) == WebAddress.host(scheme + "user@" + rest), "\(scheme)\(rest)")
      }
    }
  }

  @Test("bring values into one line as by characters")
  func oneLine() {
    var generator = SeededGenerator(seed: 23)
    let parts = [
      "a", "By  Ann", " ", "\t", "\n", "\r\n", "\u{b}", "\u{1c}", "\u{7f}", "é", "\u{a0}", "\u{2028}", "\u{85}",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        parts.randomElement(using: &generator) ?? ""
      }.joined()
      let expected = PlainText.clean(text).split { $0.isWhitespace }.joined(separator: " ")
      #expect(PlainText.oneLine(text) == expected, "\(text.debugDescription)")
    }
  }

  @Test("measure texts of any length as byte by byte")
  func textLengths() throws {
    for length in [0, 1, 254, 255, 256, 510, 511, 3_000] {
      let text = String(repeating: "a, b.", count: length / 5) + String(repeating: "x", count: length % 5)
      let page = Array("<p>\(text)".utf8)
      let tree = page.withUnsafeBufferPointer { HTMLParser.parse($0, limits: Extractor.Limits()) }
      #expect(TextStatistics(tree)[0].text == text.utf8.count { $0 > 0x20 })
    }
  }

  @Test("cut dates into tokens as by characters")
  func tokens() {
    var generator = SeededGenerator(seed: 22)
    let parts = [
      "5", "2021", " ", ", ", "March", "MÄRZ", "e\u{301}", "5\u{20e3}", "年", "月", "星期一", "一", "٣", "②", "½", "@",
      "\r\n", "Σ",
      "ΟΔΟΣ", "-", "·", "\u{a0}", "’", "🙂", "1\u{301}", ".", "İ",
    ]
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...8, using: &generator) { text += parts.randomElement(using: &generator) ?? "" }
      #expect(DateTokens(text).tokens == plainTokens(text), "\(text)")
    }
  }

  /// The tokens of a text, character by character.
  private func plainTokens(_ text: String) -> [DateTokens.Token] {
    func isLetter(_ character: Character) -> Bool {
      character.isLetter && !MonthNames.eastAsianUnits.contains(character)
    }
    func digit(_ character: Character) -> Int? {
      character.unicodeScalars.count == 1 ? character.wholeNumberValue.flatMap { $0 < 10 ? $0 : nil } : nil
    }
    var tokens: [DateTokens.Token] = []
    var rest = text[...]
    while let first = rest.first {
      if digit(first) != nil {
        let run = rest.prefix { digit($0) != nil }
        tokens.append(.number(run.compactMap { digit($0).map(String.init) }.joined()))
        rest = rest.dropFirst(run.count)
      } else if isLetter(first) {
        let run = rest.prefix(while: isLetter)
        tokens.append(.word(run.lowercased()))
        rest = rest.dropFirst(run.count)
      } else {
        if !first.isWhitespace, first != "@" { tokens.append(.sign(first)) }
        rest = rest.dropFirst()
      }
    }
    return tokens
  }

  @Test("give elements the hints of their names however many names the page has")
  func hints() {
    let words = [
      "nav", "post", "post-content", "message-user", "d-none", "x", "no-comments", "articleBody", "sidebar ad",
    ]
    let names = (0..<2_000).map { "\(words[$0 % words.count]) \(words[$0 / 7 % words.count]) n\($0 % 700)" }
    let page = names.map { "<p class=\"\($0)\" id=\"\($0)\">" }.joined()
    let tree = HTMLParser.parse(page, limits: .init())
    let hints = ElementHints.all(of: tree)
    #expect(tree.nodes.count == names.count + 1)
    for (index, name) in names.enumerated() {
      let alone = HTMLParser.parse("<p class=\"\(name)\" id=\"\(name)\">", limits: .init())
      #expect(hints[index + 1] == ElementHints.all(of: alone)[1], "\(name)")
    }
  }

  @Test(
    "know furniture by its first letters, whatever stands before it",
    arguments: [
      ("Share this", true), ("  » SHARE\u{a0}this «", true), ("© 2021 A", true), ("Filed under: x", true),
      ("3 Comments", true), ("No comments", true), ("Zero replies to “x”", true), ("S hare", false), ("Sharia", false),
      ("Поделиться", true), ("…", false), ("", false),
    ])
  func furniture(line: String, expected: Bool) {
    #expect(PageFurniture.isFurniture(line) == expected)
    let tree = HTMLParser.parse("<div><b>\(line.prefix(1))</b>\(line.dropFirst())</div>", limits: .init())
    if line.prefix(1).allSatisfy({ !$0.isLetter }) { #expect(PageFurniture.isFurniture(1, of: tree) == expected) }
    let whole = HTMLParser.parse("<div><script>x</script>\(line)</div>", limits: .init())
    #expect(PageFurniture.isFurniture(1, of: whole) == expected)
  }
}
