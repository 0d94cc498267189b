import Foundation
import Testing

@Suite("Completions and the manual of search")
struct CompletionsTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardizedFileURL.path

  @Test(
    "the completion scripts are those that the commands write", arguments: ["search", "searchctl", "searchd"],
    [
      ("bash", "%.bash"), ("zsh", "_%"), ("fish", "%.fish"),
    ])
  func completions(command: String, shell: (name: String, file: String)) async throws {
    let written = try await Tool(command).run("--generate-completion-script", shell.name)
    #expect(written.status == 0)
    let path = Self.root + "/completions/" + shell.file.replacing("%", with: command)
    let committed = try String(contentsOfFile: path, encoding: .utf8)
    #expect(committed == written.output, "run completions/update.sh")
  }

  @Test("the scripts for bash are valid", arguments: ["search", "searchctl", "searchd"])
  func syntax(command: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-n", Self.root + "/completions/\(command).bash"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("search(1) is what its help and man/search.md give")
  func manual() async throws {
    let help = try await Tool("search").run("--experimental-dump-help")
    let scratch = try ScratchDirectory()
    try scratch.write(help.outputData, to: "help.json")
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "Scripts/manual.py", "--section", "1", "--extra", "man/search.md", "--check", "man/search.1",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: Self.root)
    process.standardInput = try FileHandle(forReadingFrom: scratch.url("help.json"))
    process.standardOutput = output
    try process.run()
    let difference = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "write man/search.1 anew: \(difference)")
  }

  @Test("search(1) names every exit status")
  func exitStatuses() throws {
    let manual = try String(contentsOfFile: Self.root + "/man/search.md", encoding: .utf8)
    for status in 0...5 { #expect(manual.contains("\n| \(status) | ")) }
  }
}
