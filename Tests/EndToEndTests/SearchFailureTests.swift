import Foundation
import Testing

@Suite("search, without a daemon it understands")
struct SearchFailureTests {
  private static let answer = """
    {"query":{"text":"x","parsed":"x","notes":[]},"total":{"value":1,"relation":"at_least"},"hits":[{"id":1,"key":"k",\
    "title":"T","score":1,"snippets":[]}],"partial":true,"took_us":{"parse":1,"match":1,"rank":1,"count":0,"snippets":1,"total":4}}
    """

  private func search(_ arguments: String..., answer: String) async throws -> ToolOutput {
    let scratch = try ScratchDirectory()
    let server = try CannedServer(in: scratch, answer: answer)
    return try await Tool("search").run(["--socket", server.path] + arguments)
  }

  @Test("no daemon is status 3, and the message has the command that starts it")
  func unreachable() async throws {
    let scratch = try ScratchDirectory()
    let output = try await Tool("search").run("--socket", scratch.path("s"), "x")
    #expect(output.status == 3)
    #expect(output.errors.contains("searchd --index PATH --socket \(scratch.path("s"))"))
    #expect(output.errors.contains("systemctl start searchd"))
    #expect(output.output.isEmpty)
    let byEnvironment = try await Tool("search").run("x", environment: ["SEARCHD_SOCKET": scratch.path("other")])
    #expect(byEnvironment.status == 3)
    #expect(byEnvironment.errors.contains(scratch.path("other")))
    let byDefault = try await Tool("search").run("x", environment: ["XDG_RUNTIME_DIR": scratch.path("runtime")])
    #expect(byDefault.status == 3)
  }

  @Test("a partial answer is status 4, and is printed")
  func partial() async throws {
    let output = try await search("--json", "x", answer: httpAnswer(Self.answer))
    #expect(output.status == 4)
    #expect(output.output == Self.answer + "\n")
    #expect(output.errors.contains("the deadline cut the search short"))
  }

  @Test("another version of the interface is status 5")
  func version() async throws {
    let output = try await search("x", answer: httpAnswer("{}", version: 2))
    #expect(output.status == 5)
    #expect(output.errors.contains("version 2"))
    #expect(output.errors.contains("same release"))
  }

  @Test(
    "a daemon that cannot answer is status 3, and its reason is told",
    arguments: [
      (
        httpAnswer(
          #"{"type":"/problems/index-missing","title":"No index","status":503,"detail":"make one \u001b[2J"}"#,
          status: "503 Service Unavailable"), "make one ␛[2J"
      ),
      ("220 mail.example ESMTP\r\n", "does not speak HTTP"),
      ("", "closed the connection"),
    ])
  func failing(answer: String, reason: String) async throws {
    let output = try await search("x", answer: answer)
    #expect(output.status == 3)
    #expect(output.errors.contains(reason))
  }

  @Test("a daemon that takes too long is status 3")
  func timeout() async throws {
    let slow = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n"
    let scratch = try ScratchDirectory()
    let server = try CannedServer(in: scratch, answer: slow, keepsOpen: true)
    let output = try await Tool("search").run("--socket", server.path, "--timeout", "0.1", "x")
    #expect(output.status == 3)
    #expect(output.errors.contains("no answer within 0.1 s"))
  }

  @Test("output that cannot be written is status 2")
  func fullDisk() async throws {
    let scratch = try ScratchDirectory()
    let server = try CannedServer(in: scratch, answer: httpAnswer(Self.answer))
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(fileURLWithPath: try Tool("search").path)
    process.arguments = ["--socket", server.path, "x"]
    process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
    process.standardError = errors
    try process.run()
    let complaint = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(complaint.contains("No space left on device"))
  }

  @Test("help and version go to the standard output with status 0, mistakes to the standard error with status 2")
  func usage() async throws {
    for option in ["--help", "--version", "-h"] {
      let output = try await Tool("search").run(option)
      #expect(output.status == 0)
      #expect(!output.output.isEmpty && output.errors.isEmpty)
    }
    for mistake in [[], ["--limit", "many", "x"], ["--format", "{x}", "x"], ["--nonsense", "x"]] {
      let output = try await Tool("search").run(mistake)
      #expect(output.status == 2)
      #expect(output.output.isEmpty && output.errors.contains("Usage: search"))
    }
  }
}
