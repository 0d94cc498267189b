import Foundation
import Testing

@testable import Extraction

@Suite("docs/formats.md")
struct DocumentationTests {
  private static let text: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return (try? String(contentsOf: root.appendingPathComponent("docs/formats.md"), encoding: .utf8)) ?? ""
  }()

  /// The code in the first cell of each row of the table under a heading.
  private static func firstCells(under heading: String) -> [String] {
    guard let start = text.range(of: "## " + heading) else { return [] }
    let section = text[start.upperBound...].components(separatedBy: "\n## ")[0]
    return section.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "`")
      return line.hasPrefix("| `") && parts.count > 1 ? String(parts[1]) : nil
    }
  }

  @Test("lists every reason code, in order, and no other")
  func reasonCodes() {
    #expect(Self.firstCells(under: "Reason codes") == ReasonCode.allCases.map(\.rawValue))
  }

  @Test("lists every format, in order, and no other")
  func formats() {
    #expect(Self.firstCells(under: "Formats") == ArticleFormat.allCases.map(\.rawValue))
  }

  @Test("names every alias of every field")
  func aliases() {
    let section =
      Self.text.components(separatedBy: "## Fields of records").last?.components(separatedBy: "\n## ")[0] ?? ""
    let named = Set(section.split { !$0.isLetter }.map { $0.lowercased() })
    for name in ArticleProperty.allCases.flatMap(\.englishNames) { #expect(named.contains(name), "\(name)") }
  }
}
