import NIOCore
import Wire

extension HTTPSession {
  /// What a connection is waiting for.
  enum Timer: String {
    /// A next request.
    case idle
    /// The rest of a request.
    case request
    /// The client to read.
    case write
    /// The client to close.
    case linger
  }

  /// Waits for something, and for nothing else.
  func arm(_ timer: Timer, context: ChannelHandlerContext) {
    let settings = server.settings.current
    let duration =
      switch timer {
      case .idle: settings.idleTimeout
      case .request: settings.requestTimeout
      case .write: settings.writeTimeout
      case .linger: ServerContext.lingering
      }
    timers.armed = (timer, .now() + TimeAmount(duration))
    awaitArmed(context: context)
  }

  /// Waits for nothing.
  func disarm() { timers.armed = nil }

  /// Sees to it that something looks at the time when the armed timer is due.
  private func awaitArmed(context: ChannelHandlerContext) {
    guard let (timer, deadline) = timers.armed else { return }
    if let wakeup = timers.wakeups[timer] {
      if wakeup.deadline <= deadline { return }
      wakeup.task.cancel()
    }
    let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
      self.timers.wakeups[timer] = nil
      guard let (armed, deadline) = self.timers.armed, armed == timer else { return }
      if deadline <= .now() {
        self.timers.armed = nil
        self.expire(timer, context: context)
      } else {
        self.awaitArmed(context: context)
      }
    }
    timers.wakeups[timer] = (deadline, task)
  }

  private func expire(_ timer: Timer, context: ChannelHandlerContext) {
    if timer != .linger { server.metrics.count { $0.timeouts[timer.rawValue, default: 0] += 1 } }
    switch timer {
    case .request:
      let detail = "the request did not arrive within \(server.settings.current.requestTimeout)"
      refuse(ProblemDetails(.requestTimeout, detail: detail), context: context)
    case .write:
      if case .answering(let exchange) = state { exchange.cancel() }
      close(context: context)
    case .idle, .linger:
      close(context: context)
    }
  }
}

/// What a connection waits for, and the looks at the clock that are to come.
///
/// A timer is armed several times a request and hardly ever expires. So a wake-up that is no longer due is left where it
/// is; when it comes, it arranges for the next one.
struct SessionTimers {
  /// What is waited for, and until when.
  var armed: (timer: HTTPSession.Timer, deadline: NIODeadline)?
  /// For each kind the wake-up that is to come.
  var wakeups: [HTTPSession.Timer: (deadline: NIODeadline, task: Scheduled<Void>)] = [:]

  /// Ends all waiting for good.
  mutating func cancel() {
    armed = nil
    for wakeup in wakeups.values { wakeup.task.cancel() }
    wakeups = [:]
  }
}
