import Analysis
import Foundation
import Testing

@Suite("The analyzer")
struct AnalyzerTests {
  private let analyzer = Analyzer()

  @Test("follows every written rule", arguments: try Golden.files())
  func golden(_ golden: Golden) {
    let indexed = analyzer.terms(of: golden.input)
    #expect(indexed.terms == golden.words)
    #expect(indexed.compounds == golden.compounds)
  }

  @Test("does what its documentation says", arguments: try Golden.documentation())
  func documented(_ golden: Golden) {
    let indexed = analyzer.terms(of: golden.input)
    #expect(indexed.terms == golden.words)
    #expect(indexed.compounds == golden.compounds)
  }
}

/// A text with the terms of its words and the joined forms of its compounds.
///
/// Written `text | words | compounds`, where the text may have `\u{…}` for what the eye does not see.
struct Golden: CustomTestStringConvertible {
  var input: String
  var words: String
  var compounds: String
  var testDescription: String { input }

  private init(_ columns: [String]) {
    input = Self.unescaped(columns[0])
    words = columns.count > 1 ? Self.unescaped(columns[1]) : ""
    compounds = columns.count > 2 ? Self.unescaped(columns[2]) : ""
  }

  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()

  /// The cases of all files in `Goldens`, one a line.
  static func files() throws -> [Golden] {
    let folder = tests.appending(path: "Goldens")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted().flatMap { name in
      try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n")
        .filter { !$0.hasPrefix("// ") }
        .map { line in
          Golden(
            line.split(separator: "|", omittingEmptySubsequences: false)
              .map { $0.trimmingCharacters(in: .whitespaces) })
        }
    }
  }

  /// The rows of the tables in `docs/analysis.md` whose columns are what is written, its words and its joined forms.
  static func documentation() throws -> [Golden] {
    let file = tests.deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/analysis.md")
    var goldens: [Golden] = []
    var isTable = false
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
      if cells.dropFirst() == ["written", "words", "joined form"] {
        isTable = true
      } else if cells.count != 4 {
        isTable = false
      } else if isTable, !cells[0].hasPrefix("---") {
        goldens.append(Golden(Array(cells[1...])))
      }
    }
    return goldens
  }

  private static func unescaped(_ text: String) -> String {
    text.replacing(/\\u\{([0-9A-F]+)\}/) { match in
      UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
    }
  }
}
