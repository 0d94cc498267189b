import Foundation
import Testing

/// A daemon that serves an index of its own, and the query client pointed at it.
final class SearchStage {
  let scratch: ScratchDirectory
  private let search: Tool
  private let daemon: RunningTool

  var socket: String { scratch.path("searchd.sock") }
  private var environment: [String: String] { ["SEARCHD_SOCKET": socket] }

  /// Ingests files and starts a daemon on the index.
  ///
  /// - Parameter files: Texts by the names of the files they go to.
  init(files: [String: String]) async throws {
    scratch = try ScratchDirectory()
    search = try Tool("search")
    for (name, text) in files { try scratch.write(text, to: "articles/" + name) }
    let ingested = try await Tool("searchctl").run(
      "ingest", "--quiet", "--index", scratch.path("index.sqlite"), scratch.path("articles"))
    try #require(ingested.status == 0, "\(ingested.errors)")
    daemon = try Tool("searchd").start(
      ["--index", scratch.path("index.sqlite"), "--socket", scratch.path("searchd.sock")])
    let clock = ContinuousClock()
    let end = clock.now + .seconds(120)
    while try await run("--count", "").status == 3 {
      try #require(daemon.isRunning && clock.now < end, "the daemon does not answer: \(daemon.errorsSoFar)")
    }
  }

  /// Runs the client to its end.
  func run(_ arguments: String..., input: String = "") async throws -> ToolOutput {
    try await search.run(arguments, input: Data(input.utf8), environment: environment)
  }

  /// Runs the client with a terminal as its standard output, and returns all that reached the terminal.
  func runOnTerminal(_ arguments: String..., environment: [String: String] = [:], columns: UInt16 = 80) throws -> String
  {
    let terminal = try PseudoTerminal(columns: columns)
    return try terminal.output(
      of: search.path, arguments,
      environment: self.environment.merging(["TERM": "xterm"]) { $1 }.merging(environment) { $1 })
  }

  /// The typed answer of `search --json`.
  func hits(_ arguments: String...) async throws -> [[String: Any]] {
    let output = try await search.run(["--json"] + arguments, environment: environment)
    try #require(output.status == 0, "\(output.errors)")
    return try #require(try output.objects().first?["hits"] as? [[String: Any]])
  }
}

/// Articles as JSON Lines.
func articleLines(_ articles: [[String: String]]) throws -> String {
  try articles.map { article in
    String(decoding: try JSONSerialization.data(withJSONObject: article, options: .sortedKeys), as: UTF8.self) + "\n"
  }.joined()
}
