import NIOCore
import Synchronization

/// The open connections, so that they can be counted and closed.
final class ConnectionRegistry: Sendable {
  private let state = Mutex(State())

  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var admitsNew = true
    var isDraining = false
    var whenEmpty: [EventLoopPromise<Void>] = []
  }

  /// What becomes of a new connection.
  enum Admission {
    case admitted, full, draining
  }

  /// Whether all connections were asked to end.
  var isDraining: Bool { state.withLock { $0.isDraining } }

  /// Adds a connection unless there are `limit` of them already.
  func add(_ channel: any Channel, limit: Int) -> Admission {
    state.withLock { state in
      if !state.admitsNew { return .draining }
      if state.channels.count >= limit { return .full }
      state.channels[ObjectIdentifier(channel)] = channel
      return .admitted
    }
  }

  /// Forgets a connection that has been closed.
  func remove(_ channel: any Channel) {
    let waiters: [EventLoopPromise<Void>] = state.withLock { state in
      state.channels[ObjectIdentifier(channel)] = nil
      guard state.channels.isEmpty else { return [] }
      defer { state.whenEmpty = [] }
      return state.whenEmpty
    }
    for waiter in waiters { waiter.succeed() }
  }

  /// Asks every connection to end as soon as it has answered what it is at.
  ///
  /// - Returns: A future that succeeds when the last one has closed.
  func drain(on loop: any EventLoop) -> EventLoopFuture<Void> {
    let promise = loop.makePromise(of: Void.self)
    let channels = state.withLock { state in
      state.admitsNew = false
      if !state.channels.isEmpty { state.whenEmpty.append(promise) }
      return Array(state.channels.values)
    }
    if channels.isEmpty { promise.succeed() }
    for channel in channels {
      channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }
    state.withLock { $0.isDraining = true }
    return promise.futureResult
  }

  /// Closes every connection at once.
  func closeAll() {
    for channel in state.withLock({ Array($0.channels.values) }) {
      channel.close(promise: nil)
    }
  }
}
