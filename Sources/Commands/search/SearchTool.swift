import Glibc
import SearchClient

/// Runs a command whose arguments have been read.
struct SearchTool {
  let command: SearchCommand
  private let client: SearchClient
  private let errors = ErrorOutput()

  init(command: SearchCommand) {
    self.command = command
    client = command.daemon.client()
  }

  /// Asks the daemon and prints its answer.
  func run() async -> SearchStatus {
    var output = OutputWriter(descriptor: STDOUT_FILENO)
    do {
      let status = try await run(writingTo: &output)
      try output.flush()
      return status
    } catch let error as SearchClientError {
      try? output.flush()
      errors.report(error)
      return SearchStatus(error)
    } catch let error as OutputError {
      return errors.report(error)
    } catch {
      errors.write("search: \(error)")
      return .refused
    }
  }

  private func run(writingTo output: inout OutputWriter) async throws -> SearchStatus {
    let terminal = Terminal.standardOutput(color: command.output.color)
    if command.batch {
      return try await BatchTool(command: command, client: client, escapes: terminal.isTerminal).run(
        writingTo: &output)
    }
    if command.suggest { return try await suggest(terminal, writingTo: &output) }
    if let id = command.copies { return try await copies(of: id, terminal, writingTo: &output) }
    return try await search(terminal, writingTo: &output)
  }

  private func search(_ terminal: Terminal, writingTo output: inout OutputWriter) async throws -> SearchStatus {
    var printer = try AnswerPrinter(form: command.output.form(), terminal: terminal)
    var tally = Tally()
    var request = try command.request(for: command.text)
    while true {
      let bytes = try await client.searchBytes(request)
      let response = try SearchClient.decode(SearchResponse.self, from: bytes)
      tally.add(response)
      try printer.print(response, bytes: bytes, to: &output)
      try output.flush()
      if request.cursor == nil { printer.notes(of: response).forEach(errors.write) }
      guard command.output.all, let next = response.next else { break }
      request.cursor = next
    }
    try printer.finish(to: &output)
    if tally.found == 0, printer.isReadable {
      errors.write("no article matches " + TerminalText.safe("“\(command.text)”"))
    }
    if tally.isPartial {
      errors.write("the deadline cut the search short: there may be more")
    }
    return tally.status
  }

  private func copies(
    of id: Int64, _ terminal: Terminal, writingTo output: inout OutputWriter
  ) async throws -> SearchStatus {
    let bytes = try await client.copiesBytes(of: id, limit: command.output.limit ?? 10)
    let copies = try SearchClient.decode(CopiesResponse.self, from: bytes)
    var printer = try AnswerPrinter(form: command.output.form(), terminal: terminal)
    try printer.print(copies, bytes: bytes, to: &output)
    if copies.hits.isEmpty, printer.isReadable { errors.write("article \(id) has no copies") }
    if copies.partial { errors.write("the deadline cut the list short") }
    return copies.partial ? .partial : copies.hits.isEmpty ? .none : .found
  }

  private func suggest(_ terminal: Terminal, writingTo output: inout OutputWriter) async throws -> SearchStatus {
    let bytes = try await client.suggestBytes(command.text, limit: command.output.limit ?? 10)
    let suggestions = try SearchClient.decode(SuggestResponse.self, from: bytes).suggestions
    switch try command.output.form() {
    case .json: try output.write(json: bytes, escaping: terminal.isTerminal)
    case .ndjson:
      for element in JSONPieces.elements(of: "suggestions", in: bytes) {
        try output.write(json: element, escaping: terminal.isTerminal)
      }
    case .records(_, let nulTerminated):
      let terminator: UInt8 = nulTerminated ? 0 : 10
      for suggestion in suggestions { try output.write(TerminalText.safe(suggestion.text), terminator: terminator) }
    case .readable, .count:
      for suggestion in suggestions { try output.write(line: TerminalText.safe(suggestion.text)) }
    }
    return suggestions.isEmpty ? .none : .found
  }
}
