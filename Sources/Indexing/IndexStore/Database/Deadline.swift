import Synchronization

/// The moment by which a read must have ended, or the wish of its caller to end it earlier.
///
/// Reads look at it every few thousand steps and throw ``IndexError/deadline`` once it is past.
public struct Deadline: Sendable {
  private let instant: ContinuousClock.Instant?
  private let cancellation: Cancellation?

  /// No limit.
  public static let none = Deadline(instant: nil, cancellation: nil)

  /// A moment from now on.
  ///
  /// - Parameters:
  ///   - milliseconds: How long from now; zero or less is past already.
  ///   - cancellation: Ends the read earlier when it is cancelled.
  public init(milliseconds: Int, cancellation: Cancellation? = nil) {
    self.init(instant: .now.advanced(by: .milliseconds(milliseconds)), cancellation: cancellation)
  }

  /// No moment, but a cancellation.
  public init(cancellation: Cancellation) {
    self.init(instant: nil, cancellation: cancellation)
  }

  private init(instant: ContinuousClock.Instant?, cancellation: Cancellation?) {
    self.instant = instant
    self.cancellation = cancellation
  }

  /// Whether the time is up or the read was cancelled; costs about 50 ns.
  public var isPast: Bool {
    if let cancellation, cancellation.isCancelled { return true }
    guard let instant else { return false }
    return ContinuousClock.now >= instant
  }
}

/// A flag by which any thread can end a read that runs on another.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// Makes a flag that is not set.
  public init() {}

  /// Sets the flag, for good.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether the flag is set.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}
