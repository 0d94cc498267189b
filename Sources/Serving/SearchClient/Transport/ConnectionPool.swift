import NIOCore
import Synchronization

/// Connections that are kept open, and the right to open more, up to a limit.
///
/// Whoever holds a slot gives it back with ``release(_:)`` exactly once.
final class ConnectionPool: Sendable {
  /// The right to one connection.
  enum Slot: Sendable {
    /// A connection that has carried a request before.
    case pooled(any Channel)
    /// None is open: the holder opens one.
    case vacant
  }

  private typealias Waiter = CheckedContinuation<Result<Slot, SearchClientError>, Never>

  private struct State {
    var idle: [any Channel] = []
    var slotsLeft: Int
    var waiters: [(id: UInt64, waiter: Waiter)] = []
    var nextID: UInt64 = 0
    var isShutDown = false
  }

  private let state: Mutex<State>

  init(maximumConnections: Int) { state = Mutex(State(slotsLeft: maximumConnections)) }

  /// Takes a slot, waiting in line when all are taken.
  ///
  /// - Throws: `cancelled`, `shutDown`.
  func acquire() async throws(SearchClientError) -> Slot {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in enqueue(waiter, id: id) }
    } onCancel: {
      cancel(id)
    }
    return try result.get()
  }

  /// Gives a slot back, with the connection when it can carry another request.
  func release(_ channel: (any Channel)?) {
    let reusable = channel.flatMap { $0.isActive ? $0 : nil }
    let (waiter, surplus) = state.withLock { state -> (Waiter?, (any Channel)?) in
      if state.isShutDown { return (nil, reusable) }
      if !state.waiters.isEmpty { return (state.waiters.removeFirst().waiter, nil) }
      state.slotsLeft += 1
      if let reusable { state.idle.append(reusable) }
      return (nil, nil)
    }
    waiter?.resume(returning: .success(reusable.map(Slot.pooled) ?? .vacant))
    surplus?.close(promise: nil)
  }

  /// Closes the connections nobody uses: where one was found closed by the daemon, the others likely are too.
  func discardIdle() {
    let idle = state.withLock { state in
      defer { state.idle = [] }
      return state.idle
    }
    for channel in idle { channel.close(promise: nil) }
  }

  /// Closes the connections nobody uses and turns away those who wait and those who come.
  func shutDown() {
    let (idle, waiters) = state.withLock { state in
      defer {
        state.idle = []
        state.waiters = []
        state.isShutDown = true
      }
      return (state.idle, state.waiters)
    }
    for channel in idle { channel.close(promise: nil) }
    for entry in waiters { entry.waiter.resume(returning: .failure(.shutDown)) }
  }

  private func enqueue(_ waiter: Waiter, id: UInt64) {
    let result = state.withLock { state -> Result<Slot, SearchClientError>? in
      // A cancellation that comes later finds the waiter in line, because it takes the lock too.
      if Task.isCancelled { return .failure(.cancelled) }
      if state.isShutDown { return .failure(.shutDown) }
      guard state.slotsLeft > 0 else {
        state.waiters.append((id, waiter))
        return nil
      }
      state.slotsLeft -= 1
      while let channel = state.idle.popLast() {
        if channel.isActive { return .success(.pooled(channel)) }
      }
      return .success(.vacant)
    }
    if let result { waiter.resume(returning: result) }
  }

  private func cancel(_ id: UInt64) {
    let waiter = state.withLock { state -> Waiter? in
      guard let index = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
      return state.waiters.remove(at: index).waiter
    }
    waiter?.resume(returning: .failure(.cancelled))
  }
}
