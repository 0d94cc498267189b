import Analysis
import Foundation
import Testing

@Suite("The analyzer")
struct AnalyzerTests {
  struct Golden: CustomTestStringConvertible {
    let input: String
    let words: String
    let compounds: String
    var testDescription: String { input }

    static func load(_ name: String) throws -> [Golden] {
      let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
      return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("# ") }.map {
        let parts = $0.split(separator: " |", omittingEmptySubsequences: false).map { $0.drop { $0 == " " } }
        return Golden(
          input: String(parts[0]), words: String(parts[1]), compounds: parts.count > 2 ? String(parts[2]) : "")
      }
    }
  }

  @Test("follows every written rule", arguments: try Golden.load("words.txt"))
  func golden(_ golden: Golden) {
    let indexed = Analyzer().terms(of: golden.input)
    #expect(indexed.terms == golden.words)
    #expect(indexed.compounds == golden.compounds)
  }

  @Test("gives each typed word its terms and its joined form")
  func queryWords() {
    let words = Analyzer().queryWords("Mi-17 mi 17 用户体验 用 #tag ")
    #expect(
      words == [
        QueryWord(terms: ["mi", "17"], compound: "mi17", text: "Mi-17"), QueryWord(terms: ["mi"], text: "mi"),
        QueryWord(terms: ["17"], text: "17"), QueryWord(terms: ["用户", "户体", "体验"], text: "用户体验"),
        QueryWord(terms: ["用"], text: "用", isPrefix: true), QueryWord(terms: ["#tag"], text: "#tag"),
      ])
  }
}
