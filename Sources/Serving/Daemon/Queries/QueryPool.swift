import NIOCore
import NIOPosix
import Synchronization

/// Threads that answer queries, each with a service of its own, fed from one bounded queue.
///
/// A thread is an event loop that does nothing else, so a query never holds up a connection, and waiting threads cost
/// nothing.
final class QueryPool: Sendable {
  /// What a thread does with its service.
  typealias Work = @Sendable (any SearchService) -> Void

  private let group: MultiThreadedEventLoopGroup
  private let workers: [Worker]
  private let state: Mutex<State>
  private let makeService: @Sendable () -> any SearchService

  private struct Worker: Sendable {
    var loop: any EventLoop
    var service: NIOLoopBoundBox<(any SearchService)?>
  }

  private struct State {
    var waiting = CircularBuffer<Work>()
    var idle: [Int]
    var running: [Int: ContinuousClock.Instant] = [:]
  }

  /// Starts the threads; each makes its service when it gets its first query.
  init(threads: Int, makeService: @escaping @Sendable () -> any SearchService) {
    group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    workers = group.makeIterator().map { loop in
      Worker(loop: loop, service: .makeEmptyBox(valueType: (any SearchService).self, eventLoop: loop))
    }
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
  /// - Returns: `false`, doing nothing, when as many as `limit` pieces of work are waiting already.
  func submit(limit: Int, _ work: @escaping Work) -> Bool {
    let decision: (isTaken: Bool, worker: Int?) = state.withLock { state in
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

  /// Works until the queue is empty.
  private func run(_ index: Int) {
    while let work = next(for: index) {
      let box = workers[index].service
      let service = box.value ?? makeService()
      box.value = service
      work(service)
    }
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

  /// Stops the threads after the work they are at; called once, when nothing is submitted any more.
  func shutDown() async throws {
    for worker in workers {
      try await worker.loop.submit { worker.service.value = nil }.get()
    }
    try await group.shutdownGracefully()
  }
}
