import Foundation
import Testing

@Suite("The manual page of searchctl")
struct SearchctlManualTests {
  @Test("is what the help and its extra sections give")
  func page() async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let help = try await Tool("searchctl").run("--experimental-dump-help")
    #expect(help.status == 0)
    let check = try await Tool("/usr/bin/env").run(
      [
        "python3", root + "/Scripts/manual.py", "--section", "1", "--extra", root + "/man/searchctl.md", "--check",
        root + "/man/searchctl.1",
      ], input: help.outputData)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
  }
}
