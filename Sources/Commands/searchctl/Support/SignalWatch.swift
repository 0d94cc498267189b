import Dispatch
import Glibc
import Ingest

/// Turns SIGINT, SIGTERM and SIGHUP into a request to stop; a second one ends the process at once.
///
/// Ending at once is safe at any moment: what is not committed is not in the index.
struct SignalWatch {
  private let sources: [any DispatchSourceSignal]

  init(stop: StopFlag) {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if stop.signal != nil { _exit(128 + number) }
        stop.request(signal: number)
      }
      source.activate()
      return source
    }
    // A reader of the output that goes away is seen when the output is written.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Goes back to the system's handling.
  func cancel() {
    for source in sources { source.cancel() }
  }
}
