import Testing

@testable import search

@Suite("Text on a terminal")
struct TerminalTests {
  @Test(
    "what a terminal would obey is shown instead",
    arguments: [
      ("\u{1B}[31mred\u{1B}[0m", "␛[31mred␛[0m"),
      ("\u{1B}]8;;https://evil\u{7}x", "␛]8;;https://evil␇x"),
      ("a\u{9B}31m", "a\u{FFFD}31m"),
      ("a\u{7F}\u{8}b", "a␡␈b"),
      ("one\ntwo\r\nthree\tfour\u{85}five\u{2028}six", "one two  three four five six"),
      ("\u{202E}gnp.exe\u{202C}", "\u{FFFD}gnp.exe\u{FFFD}"),
      ("\u{2066}x\u{2069}\u{206E}", "\u{FFFD}x\u{FFFD}\u{FFFD}"),
      ("می\u{200C}خواهم \u{200F}נ", "می\u{200C}خواهم \u{200F}נ"),
      ("naïve 直升机 👩‍🚀", "naïve 直升机 👩‍🚀"),
    ])
  func safe(text: String, shown: String) {
    #expect(TerminalText.safe(text) == shown)
  }

  @Test("no scalar of the basic plane gets a control character or a direction override through")
  func everyScalar() {
    for scalar in (UInt32(0)...0xFFFF).compactMap(Unicode.Scalar.init) {
      let shown = TerminalText.shown(scalar)
      let isControl = shown.properties.generalCategory == .control
      if TerminalText.isHazard(shown) || isControl { Issue.record("U+\(String(scalar.value, radix: 16))") }
    }
  }

  @Test(
    "characters take the columns that terminals give them",
    arguments: [
      ("abc", 3), ("é", 1), ("e\u{301}", 1), ("直升机", 6), ("ＡＢ", 4), ("한글", 4), ("かな", 4), ("نجات", 4),
      ("👩‍🚀", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("\u{200B}", 0), ("می\u{200C}خواهم", 7), ("ก็", 1), ("", 0),
    ])
  func width(text: String, columns: Int) {
    #expect(TextWidth.columns(of: text) == columns)
  }

  private func lines(_ text: String, _ highlights: [[Int]] = [], columns: Int?) -> [String] {
    TextLayout(text, highlights: highlights, columns: columns).lines.map { runs in
      runs.map { $0.isHighlighted ? "<\($0.text)>" : $0.text }.joined()
    }
  }

  @Test(
    "lines break at spaces, inside Chinese, and inside words only when they are too long",
    arguments: [
      ("the air bridge to Panjshir", 10, ["the air", "bridge to", "Panjshir"]),
      ("exactly ten", 7, ["exactly", "ten"]),
      ("abcdefghijkl mno", 5, ["abcde", "fghij", "kl", "mno"]),
      ("直升机送武器", 5, ["直升", "机送", "武器"]),
      ("ab直升机", 4, ["ab直", "升机"]),
      ("  many \n\n spaces  ", 20, ["many spaces"]),
      ("", 10, []),
      (" ", 10, []),
      ("👩‍🚀👩‍🚀", 1, ["👩‍🚀", "👩‍🚀"]),
    ])
  func wrapping(text: String, columns: Int, expected: [String]) {
    #expect(lines(text, columns: columns) == expected)
  }

  @Test("no line is wider than the width, and no text is lost", arguments: 1...40)
  func wrappingKeepsAll(columns: Int) {
    let text = "The Tajik helicopters deliver weapons 直升机送武器 to Panjshir, نجات سازمان, and noise-noise-noise-noise."
    let lines = lines(text, columns: columns)
    #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= max(columns, 2) })
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
  }

  @Test("highlights count scalars of the text as it came, span lines, and are ignored when they make no sense")
  func highlights() {
    #expect(lines("a air bridge b", [[2, 12]], columns: nil) == ["a <air bridge> b"])
    #expect(lines("a air bridge b", [[2, 12]], columns: 6) == ["a <air>", "<bridge>", "b"])
    #expect(lines("e\u{301}\u{1B} x", [[4, 5]], columns: nil) == ["e\u{301}␛ <x>"])
    #expect(lines("e\u{301}x", [[1, 2]], columns: nil) == ["<e\u{301}>x"])
    #expect(lines("ab", [[-1, 1], [1], [2, 1], [1, 99], []], columns: nil) == ["a<b>"])
  }

  @Test(
    "colour, links and width follow from the terminal, the environment and the option",
    arguments: [
      (true, 100, ColorMode.auto, [:], true, true, 100),
      (true, 100, .auto, ["NO_COLOR": "1"], false, true, 100),
      (true, 100, .auto, ["NO_COLOR": ""], true, true, 100),
      (true, 100, .always, ["NO_COLOR": "1"], true, true, 100),
      (true, 100, .never, [:], false, true, 100),
      (true, 100, .auto, ["TERM": "dumb"], false, false, 100),
      (false, 0, .auto, ["COLUMNS": "70"], false, false, nil),
      (false, 0, .always, [:], true, false, nil),
      (true, 0, .auto, ["COLUMNS": "70"], true, true, 70),
      (true, 0, .auto, [:], true, true, 80),
      (true, 3, .auto, [:], true, true, 20),
      (true, 400, .auto, [:], true, true, 120),
    ] as [(Bool, Int, ColorMode, [String: String], Bool, Bool, Int?)])
  func terminal(
    isTerminal: Bool, width: Int, color: ColorMode, environment: [String: String], hasColor: Bool, hasLinks: Bool,
    columns: Int?
  ) {
    let terminal = Terminal(isTerminal: isTerminal, width: width, color: color) { environment[$0] }
    #expect(terminal.hasColor == hasColor)
    #expect(terminal.hasLinks == hasLinks)
    #expect(terminal.columns == columns)
  }

  @Test("an address cannot break out of its link, and only addresses of the web become links")
  func links() {
    let terminal = Terminal(isTerminal: true, width: 80, color: .never) { _ in nil }
    #expect(
      terminal.linked("t", to: "https://a.org/ä b\u{1B}\\\u{7}")
        == "\u{1B}]8;;https://a.org/%C3%A4%20b%1B\\%07\u{1B}\\t\u{1B}]8;;\u{1B}\\")
    #expect(terminal.linked("t", to: "file:///etc/passwd") == "t")
    #expect(terminal.linked("t", to: nil) == "t")
    #expect(Terminal.none.linked("t", to: "https://a.org") == "t")
  }
}
