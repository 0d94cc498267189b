import Articles
import Extraction
import Foundation
import IndexStore
import Testing

@testable import Ingest

@Suite("The documents")
struct DocumentationTests {
  private func text(_ path: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  @Test("list every reason code, and no other")
  func reasons() throws {
    let manual = try text("man/searchctl.md")
    let table = try #require(manual.components(separatedBy: "# REASONS").last?.components(separatedBy: "\n# ").first)
    let listed = table.split(separator: "\n").filter { $0.hasPrefix("| `") }.map {
      String($0.dropFirst(3).prefix { $0 != "`" })
    }
    let reasons = ReasonCode.allCases.map(SkipReason.content) + [.notFound, .notPermitted, .specialFile, .unreadable]
    #expect(listed == Set(reasons.map(\.code)).sorted())
  }

  @Test("explain every error of the index")
  func errors() throws {
    let rows = try text("docs/operations.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
    let heads = rows.map { row in row.dropFirst(2).components(separatedBy: " | ")[0].components(separatedBy: "…") }
    let path = "/i"
    let errors: [IndexError] = [
      .missing(path: path), .folderMissing(path: path), .isFolder(path: path), .notADatabase(path: path),
      .foreign(path: path), .newerSchema(path: path, found: 3, supported: 2),
      .olderSchema(path: path, found: 1, supported: 2), .analyzerChanged(path: path, stored: "1", current: "2"),
      .locked(path: path, holder: LockHolder(processID: 123, command: "x")), .busy(path: path),
      .notPermitted(path: path, detail: "Permission denied"), .diskFull(path: path), .corrupt(path: path, detail: "x"),
      .inputOutput(path: path, detail: "x"), .exists(path: path), .historyUnavailable(path: path, since: 1), .deadline,
      .failed(path: path, code: 1, detail: "x"),
    ]
    for error in errors {
      let isExplained = heads.contains { parts in
        let fixed = parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.count > 8 }
        return !fixed.isEmpty && fixed.allSatisfy(error.description.contains)
      }
      #expect(isExplained, "no row for: \(error)")
    }
  }
}
