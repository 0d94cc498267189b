import Synchronization

/// A request to stop, set from anywhere (a signal's handler, another thread) and looked at between two steps.
public final class StopFlag: Sendable {
  private let value = Atomic<Int32>(0)

  /// Makes a flag that is not set.
  public init() {}

  /// Asks for a stop; the first signal counts.
  ///
  /// - Parameter signal: The number of the signal that asks, at least 1.
  public func request(signal: Int32) {
    _ = value.compareExchange(expected: 0, desired: signal, ordering: .relaxed)
  }

  /// The signal that asked for a stop.
  public var signal: Int32? {
    let signal = value.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// Throws when a stop was asked for.
  func check() throws(Stopped) {
    if signal != nil { throw Stopped() }
  }
}

/// Thrown through a reader to end it because a stop was asked for.
struct Stopped: Error {}
