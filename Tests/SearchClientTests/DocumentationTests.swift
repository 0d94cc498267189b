import Foundation
import SearchClient
import Testing
import Wire

@Suite("Examples in the documentation")
struct DocumentationTests {
  @Test("the examples run as they stand")
  func run() async throws {
    let server = try await ScriptedServer { request in
      switch (request.method, request.path) {
      case ("POST", _): .answer(searchJSON([1]) + "\n" + searchJSON([2]) + "\n")
      case (_, "/v1/articles/1"): .answer(#"{"id":1,"key":"k","title":"T","body":"B","source":{"path":"/p"}}"#)
      case (_, "/v1/suggest"): .answer(#"{"suggestions":[{"text":"helicopter","kind":"word","count":3}]}"#)
      default: .hits([1, 2])
      }
    }
    setenv("SEARCHD_SOCKET", server.path, 1)
    defer { unsetenv("SEARCHD_SOCKET") }
    try await firstExample()
    try await secondExample()
    await thirdExample()
    #expect(server.requests.count == 8)
  }

  @Test(
    "each Swift block of the documentation is one of the examples, word for word",
    arguments: ["docs/client.md", "README.md"])
  func blocks(file: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
    let text = try? String(contentsOf: root.appending(path: file), encoding: .utf8)
    let examples = try String(
      contentsOf: root.appending(path: "Tests/SearchClientTests/Support/Examples.swift"), encoding: .utf8)
    let code = Self.lines(examples)
    for block in Self.swiftBlocks(text ?? "") where block.contains("SearchClient(") {
      #expect(code.contains(Self.lines(block)), "not compiled: \(block)")
    }
    if file.hasPrefix("docs/") { #expect(Self.swiftBlocks(text ?? "").count == 3) }
  }

  private static func swiftBlocks(_ markdown: String) -> [String] {
    markdown.components(separatedBy: "```swift\n").dropFirst().compactMap { $0.components(separatedBy: "\n```").first }
  }

  /// Text without indentation, blank lines and imports, so that a block may stand in a function.
  private static func lines(_ text: String) -> String {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("import ") }.joined(separator: "\n")
  }
}
