import Foundation
import QueryLanguage
import Testing

/// A file of cases: a query as typed, and what it is read as.
///
/// A case is a `query:` line followed by the lines of its answer; `#` begins a comment, and `\u{…}` stands for one
/// scalar. Run the tests with `RECORD_GOLDENS=1` to write the answers anew, then read the difference.
struct GoldenFile: CustomTestStringConvertible {
  struct Case {
    var comment: [String] = []
    var query: String
    var answer: [String] = []
  }

  let name: String
  private let url: URL
  var cases: [Case] = []

  var testDescription: String { name }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

  static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil

  static func all(_ suffix: String) -> [GoldenFile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted().compactMap { try? GoldenFile(name: $0) }
  }

  init(name: String) throws {
    self.name = name
    url = Self.folder.appending(path: name)
    var comment: [String] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") {
        comment.append(String(line))
      } else if line.hasPrefix("query:") {
        cases.append(Case(comment: comment, query: String(line.dropFirst(6).drop { $0 == " " })))
        comment = []
      } else if !line.isEmpty, !cases.isEmpty {
        cases[cases.count - 1].answer.append(String(line))
      }
    }
  }

  /// Writes the file with other answers.
  func record(_ answer: (Case) -> [String]) throws {
    let blocks = cases.map { ($0.comment + ["query: " + $0.query] + answer($0)).joined(separator: "\n") }
    try (blocks.joined(separator: "\n\n") + "\n").write(to: url, atomically: true, encoding: .utf8)
  }

  /// Replaces `\u{…}` by the scalar it names.
  static func unescaped(_ text: String) -> String {
    text.replacing(/\\u\{([0-9A-Fa-f]+)\}/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }
  }

  /// Writes scalars that would not be seen in a file as `\u{…}`.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format: result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Wednesday, 1 September 2021, 12:00 UTC.
let september2021: Int64 = 1_630_497_600
