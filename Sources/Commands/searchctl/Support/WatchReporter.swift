import Ingest

/// Tells people or scripts what happens while folders are watched.
final class WatchReporter {
  private let quiet: Bool
  private let json: Bool
  private let stop: StopFlag
  private var current: IngestReporter

  init(quiet: Bool, json: Bool, stop: StopFlag) {
    self.quiet = quiet
    self.json = json
    self.stop = stop
    current = IngestReporter(quiet: quiet, json: json, stop: stop)
  }

  /// Passes an event on.
  func observe(_ event: Watcher.Event) {
    switch event {
    case .began(let folders): tell("watching \(folders) \(folders == 1 ? "folder" : "folders")")
    case .syncing: current = IngestReporter(quiet: quiet, json: json, stop: stop)
    case .ingest(let event): current.observe(event)
    case .synced(let summary): if json || summary.isNews { current.finish(summary) }
    case .waiting(let error): Terminal.complain("trying again: \(error)")
    case .lost(let path): Terminal.complain("\(path) is gone; its articles stay until it is there again")
    }
  }

  /// Tells why it ended.
  func fail(_ message: String) { current.fail(message) }

  private func tell(_ line: String) {
    if !quiet && !json { Terminal.tell(line) }
  }
}

extension IngestSummary {
  /// Whether something changed or went wrong.
  fileprivate var isNews: Bool {
    if case .finished = ending {
      return progress.added + progress.replaced + progress.skipped + (progress.removed ?? 0) > 0
    }
    return true
  }
}
