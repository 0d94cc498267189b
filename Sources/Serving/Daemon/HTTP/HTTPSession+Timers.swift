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
    disarm()
    let settings = server.settings.current
    let duration =
      switch timer {
      case .idle: settings.idleTimeout
      case .request: settings.requestTimeout
      case .write: settings.writeTimeout
      case .linger: ServerContext.lingering
      }
    self.timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(duration)) {
      self.expire(timer, context: context)
    }
  }

  /// Waits for nothing.
  func disarm() {
    timer?.cancel()
    timer = nil
  }

  private func expire(_ timer: Timer, context: ChannelHandlerContext) {
    self.timer = nil
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
