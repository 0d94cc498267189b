import Dispatch
import Glibc
import Ingest

/// Turns SIGINT, SIGTERM and SIGHUP into a request to stop; a second one ends the process at once.
///
/// Ending at once is safe at any moment: what is not committed is not in the index.
struct SignalWatch {
  private let sources: [any DispatchSourceSignal]

  init(stop: StopFlag) {
    sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      // Who started the process may want a signal ignored, as nohup does.
      guard Self.ignore(number) else { return nil }
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

  /// Has the system leave a signal alone; `false` when it did so before.
  private static func ignore(_ number: Int32) -> Bool {
    var before = sigaction()
    guard sigaction(number, nil, &before) == 0 else { return false }
    signal(number, SIG_IGN)
    return unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Goes back to the system's handling.
  func cancel() {
    for source in sources { source.cancel() }
  }
}
