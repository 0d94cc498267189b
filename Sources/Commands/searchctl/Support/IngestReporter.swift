import Extraction
import Glibc
import Ingest

/// Tells people or scripts how an ingest goes.
final class IngestReporter {
  private let quiet: Bool
  private let json: Bool
  private let stop: StopFlag
  private var display: ProgressDisplay
  private let clock = ContinuousClock()
  private var written: ContinuousClock.Instant
  /// The bytes that the last progress told of.
  private var acknowledged: Int64 = 0

  init(quiet: Bool, json: Bool, stop: StopFlag) {
    self.quiet = quiet
    self.json = json
    self.stop = stop
    display = ProgressDisplay(quiet: quiet || json)
    written = clock.now
  }

  /// Passes an event on.
  func observe(_ event: IngestEvent) {
    if json { return writeEvent(event) }
    switch event {
    case .progress(let progress): display.update { progress.line(width: $0) }
    // Folders of pages are full of them: the summary has their number.
    case .skipped(let skipped) where skipped.reason == .content(.asset): break
    case .skipped(let skipped):
      display.clear()
      Terminal.complain("not indexed: \(skipped)")
    case .foreseen(let change):
      display.clear()
      guard !quiet else { return }
      printLine(Terminal.printable("\(change.kind.rawValue)\t\(change.key)"))
    case .warned(let text):
      display.clear()
      Terminal.complain("warning: \(text)")
    case .noted(let source, let note):
      guard !quiet else { return }
      display.clear()
      Terminal.complain("\(source): \(note)")
    }
  }

  /// Tells how it ended.
  func finish(_ summary: IngestSummary) {
    display.clear()
    if json { return write(EventLine(summary)) }
    if case .finished = summary.ending, quiet { return }
    Terminal.tell(summary.text)
  }

  /// Tells why it could not begin.
  func fail(_ message: String) {
    if json { write(EventLine(error: message)) }
    Terminal.complain(message)
  }

  /// Progress when something was committed and now and then otherwise, everything else as it comes.
  private func writeEvent(_ event: IngestEvent) {
    if case .progress(let progress) = event {
      let interval = progress.inputBytes != acknowledged ? Duration.milliseconds(100) : .seconds(2)
      guard !quiet, clock.now - written >= interval else { return }
      written = clock.now
      acknowledged = progress.inputBytes
    }
    write(EventLine(event))
  }

  private func write(_ line: EventLine) { printLine(line.description) }

  private func printLine(_ line: String) {
    if !Terminal.write(line + "\n", to: STDOUT_FILENO) { stop.request(signal: SIGPIPE) }
  }
}
