import Glibc
import SearchClient

/// Answers the queries of the standard input.
///
/// Lines are sent as they come: those that are there already go together, and whoever writes one line and waits gets its
/// answer.
struct BatchTool {
  let command: SearchCommand
  let client: SearchClient
  /// Whether the answers go to a terminal.
  let escapes: Bool

  /// Answers until the input ends.
  func run(writingTo output: inout OutputWriter) async throws -> SearchStatus {
    var reader = LineReader(descriptor: STDIN_FILENO)
    var tally = Tally()
    while let lines = try reader.lines() {
      for part in Self.parts(try lines.map(wireLine)) {
        for answer in try await client.batchBytes(Array(part)) {
          tally.add(try SearchClient.decode(BatchAnswer.self, from: answer))
          try output.write(json: answer, escaping: escapes)
        }
        try output.flush()
      }
    }
    return tally.status
  }

  /// A line as the daemon takes it: an object as it is, anything else as the query of a request.
  private func wireLine(_ line: [UInt8]) throws -> [UInt8] {
    if line.first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) == UInt8(ascii: "{") { return line }
    return try command.request(for: String(decoding: line, as: UTF8.self)).line
  }

  /// Cuts lines into parts that are sent together.
  static func parts(_ lines: [[UInt8]]) -> [ArraySlice<[UInt8]>] {
    var parts: [ArraySlice<[UInt8]>] = []
    var start = 0
    var bytes = 0
    for (index, line) in lines.enumerated() {
      if index > start, index - start == BatchPart.maximumLines || bytes + line.count > BatchPart.maximumBytes {
        parts.append(lines[start..<index])
        start = index
        bytes = 0
      }
      bytes += line.count
    }
    if start < lines.count { parts.append(lines[start...]) }
    return parts
  }
}
