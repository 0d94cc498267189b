import Dispatch
import Glibc

/// Hands chosen signals to a function instead of their default action, and ignores broken pipes.
///
/// Signals that arrive together may be handed over as one. The watch lasts as long as the value lives.
final class SignalWatch {
  private let sources: [any DispatchSourceSignal]

  /// Begins to watch; `receive` is called on a queue of its own.
  init(_ signals: [Int32], receive: @escaping @Sendable (Int32) -> Void) {
    signal(SIGPIPE, SIG_IGN)
    let queue = DispatchQueue(label: "searchd.signals")
    sources = signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { receive(number) }
      source.activate()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }
}
