import ArgumentParser
import Glibc
import IndexStore
import Ingest

/// How a long command tells about itself.
struct ReportOptions: ParsableArguments {
  @Flag(help: "Print no progress.")
  var quiet = false
  @Flag(help: "Print the result to standard output as a JSON object.")
  var json = false

  /// Runs a long operation, showing its progress; a signal ends it between two of its steps.
  func interruptible<Result>(
    _ body: (@escaping (MaintenanceProgress) throws -> Void) throws -> Result
  ) throws -> Result {
    let stop = StopFlag()
    let signals = SignalWatch(stop: stop)
    let shown = ShownProgress(quiet: quiet || json)
    defer {
      signals.cancel()
      shown.clear()
    }
    return try describing {
      try body { progress in
        if let signal = stop.signal {
          shown.clear()
          Terminal.complain("stopped by signal \(signal)")
          throw ExitStatus(rawValue: 128 + signal)
        }
        shown.show(progress)
      }
    }
  }

  /// Prints the result of the command.
  ///
  /// - Parameters:
  ///   - line: For people.
  ///   - details: More lines for people.
  ///   - json: For scripts.
  func finish(_ line: String, details: [String] = [], json members: [(String, JSONValue)]) throws {
    let text = json ? JSONValue.object(members).text : Terminal.printable(([line] + details).joined(separator: "\n"))
    if !Terminal.write(text + "\n", to: STDOUT_FILENO) { throw ExitStatus(rawValue: 128 + SIGPIPE) }
  }
}

/// The progress of a maintenance operation on the terminal.
private final class ShownProgress {
  private var display: ProgressDisplay

  init(quiet: Bool) {
    display = ProgressDisplay(quiet: quiet)
  }

  func clear() { display.clear() }

  func show(_ progress: MaintenanceProgress) {
    display.update { width in
      var line = progress.stage.rawValue
      if let total = progress.total, total > 0 {
        line += "  \(progress.completed) of \(total)  \(min(100, progress.completed * 100 / total)) %"
      } else if progress.completed > 0 {
        line += "  \(progress.completed)"
      }
      return width.map { String(line.prefix(max(0, $0 - 1))) } ?? line
    }
  }
}
