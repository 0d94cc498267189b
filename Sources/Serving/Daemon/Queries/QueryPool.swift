import NIOCore
import NIOPosix
import Synchronization

/// Threads that answer queries, each with a service of its own, fed from one bounded queue.
///
/// A thread is an event loop that does nothing else, so a query never holds up a connection, and waiting threads cost
/// nothing. A caller that has only a moment's work for a service may do it on its own thread, in the place of one of these.
final class QueryPool: Sendable {
  /// What a thread does with its service.
  typealias Work = @Sendable (any SearchService) -> Void

  private let group: MultiThreadedEventLoopGroup
  private let workers: [Worker]
  private let state: Mutex<State>
  private let makeService: @Sendable () -> any SearchService

  private struct Worker: Sendable {
    var loop: any EventLoop
    let seat = Seat()
  }

  /// Holds the service of one thread, made when it is first wanted.
  ///
  /// Unchecked: only who has taken the number of the seat out of ``State/idle``, and has not put it back, touches the
  /// service; the lock around both puts one use behind the other.
  private final class Seat: @unchecked Sendable {
    var service: (any SearchService)?
  }

  private struct State {
    var waiting = CircularBuffer<Work>()
    var idle: [Int]
    var running: [Int: ContinuousClock.Instant] = [:]
    var isEnding = false
  }

  /// Starts the threads; each makes its service when it gets its first query.
  init(threads: Int, makeService: @escaping @Sendable () -> any SearchService) {
    group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    workers = group.makeIterator().map { Worker(loop: $0) }
    state = Mutex(State(idle: Array((0..<threads).reversed())))
    self.makeService = makeService
  }

  /// How many queries wait and how many run.
  var load: (waiting: Int, running: Int) {
    state.withLock { ($0.waiting.count, $0.running.count) }
  }

  /// How long the query that has been running longest has been; zero when none runs.
  var longestRun: Duration {
    let oldest = state.withLock { $0.running.values.min() }
    return oldest.map { ContinuousClock.now - $0 } ?? .zero
  }

  /// Hands work to a thread, or queues it.
  ///
  /// - Returns: `false`, doing nothing, when as many as `limit` pieces of work are waiting already or the pool has ended.
  func submit(limit: Int, _ work: @escaping Work) -> Bool {
    let decision: (isTaken: Bool, worker: Int?) = state.withLock { state in
      if state.isEnding { return (false, nil) }
      if let worker = state.idle.popLast() {
        state.waiting.append(work)
        return (true, worker)
      }
      guard state.waiting.count < limit else { return (false, nil) }
      state.waiting.append(work)
      return (true, nil)
    }
    if let worker = decision.worker {
      workers[worker].loop.execute { self.run(worker) }
    }
    return decision.isTaken
  }

  /// Does work on the calling thread, with the service of a thread that is idle meanwhile.
  ///
  /// - Parameter leavesOthersIdle: Whether to do it while a second thread is idle, which could do it at the same time as
  ///   the caller does something else.
  /// - Returns: `nil`, doing nothing, when no thread is idle or the pool has ended.
  func runHere<Result>(leavesOthersIdle: Bool, _ work: (any SearchService) -> Result) -> Result? {
    let taken: Int? = state.withLock { state in
      guard !state.isEnding, leavesOthersIdle || state.idle.count == 1, let worker = state.idle.popLast() else {
        return nil
      }
      state.running[worker] = .now
      return worker
    }
    guard let taken else { return nil }
    defer { giveBack(taken) }
    return work(service(of: taken))
  }

  /// Lets a thread go on with what was queued while its place was taken.
  private func giveBack(_ worker: Int) {
    let isWanted = state.withLock { state in
      if state.waiting.isEmpty {
        state.running[worker] = nil
        state.idle.append(worker)
        return false
      }
      return true
    }
    if isWanted { workers[worker].loop.execute { self.run(worker) } }
  }

  /// Works until the queue is empty.
  private func run(_ index: Int) {
    while let work = next(for: index) { work(service(of: index)) }
  }

  private func service(of worker: Int) -> any SearchService {
    let seat = workers[worker].seat
    let service = seat.service ?? makeService()
    seat.service = service
    return service
  }

  private func next(for worker: Int) -> Work? {
    state.withLock { state in
      guard let work = state.waiting.popFirst() else {
        state.running[worker] = nil
        state.idle.append(worker)
        return nil
      }
      state.running[worker] = .now
      return work
    }
  }

  /// Stops the threads after the work that was taken; called once.
  func shutDown() async throws {
    state.withLock { $0.isEnding = true }
    while load != (0, 0) { try await Task.sleep(for: .milliseconds(1)) }
    for worker in workers {
      try await worker.loop.submit { worker.seat.service = nil }.get()
    }
    try await group.shutdownGracefully()
  }
}
