import Foundation

/// The meeting point of the pipeline's threads: one reader, several workers, one coordinator that alone has the index.
///
/// The weight of all chunks between the reader and the coordinator's release is bounded: the reader waits.
///
/// `@unchecked Sendable`: every stored variable is read and written with `condition` locked, and nowhere else.
final class PipelineMonitor: @unchecked Sendable {
  /// A step of work on one chunk that any worker can do.
  enum Job: Sendable {
    case examine(Chunk)
    case prepare(Chunk)
  }

  /// What the coordinator is told.
  enum Message: Sendable {
    case examined(Chunk)
    case prepared(Chunk)
    /// Nothing moves until weight is released: the reader waits for room, and no worker has anything to do.
    case starved
    /// The reader is through, and every chunk it made was examined and prepared.
    case drained
    /// Nothing happened within the time.
    case quiet
  }

  private let condition = NSCondition()
  private let capacity: Int
  private var toExamine: [Chunk] = []
  private var toPrepare: [Chunk] = []
  private var messages: [Message] = []
  private var working = 0
  private var weight = 0
  private var isReaderWaiting = false
  private var isReaderThrough = false
  private var isStopped = false

  /// - Parameter capacity: The weight that may be on its way, in bytes; a heavier chunk goes alone.
  init(capacity: Int) {
    self.capacity = capacity
  }

  // MARK: Reader

  /// Hands over a chunk, waiting for room.
  func submit(_ chunk: Chunk) throws(Stopped) {
    let isOpen = condition.withLock {
      while !isStopped, weight > 0, weight + chunk.weight > capacity {
        isReaderWaiting = true
        condition.broadcast()
        condition.wait()
      }
      isReaderWaiting = false
      guard !isStopped else { return false }
      weight += chunk.weight
      toExamine.append(chunk)
      condition.broadcast()
      return true
    }
    if !isOpen { throw Stopped() }
  }

  /// Says that no chunk will follow.
  func readerIsThrough() {
    condition.withLock {
      isReaderThrough = true
      condition.broadcast()
    }
  }

  // MARK: Workers

  /// The next job, waiting for one.
  ///
  /// What is closest to being written comes first; `nil` means the end.
  func nextJob() -> Job? {
    condition.withLock {
      while !isStopped {
        if !toPrepare.isEmpty {
          working += 1
          return .prepare(toPrepare.removeFirst())
        }
        if !toExamine.isEmpty {
          working += 1
          return .examine(toExamine.removeFirst())
        }
        condition.wait()
      }
      return nil
    }
  }

  /// Hands back what became of a job.
  func finish(_ message: Message) {
    condition.withLock {
      working -= 1
      messages.append(message)
      condition.broadcast()
    }
  }

  // MARK: Coordinator

  /// What happened, waiting for it.
  func nextMessage(within seconds: Double) -> Message {
    let limit = Date(timeIntervalSinceNow: seconds)
    return condition.withLock {
      while true {
        if !messages.isEmpty { return messages.removeFirst() }
        if working == 0, toExamine.isEmpty, toPrepare.isEmpty {
          if isReaderThrough { return .drained }
          if isReaderWaiting { return .starved }
        }
        if !condition.wait(until: limit) { return .quiet }
      }
    }
  }

  /// Sends a chunk back to the workers.
  func prepare(_ chunk: Chunk) {
    condition.withLock {
      toPrepare.append(chunk)
      condition.broadcast()
    }
  }

  /// Makes room for other chunks.
  func release(weight released: Int) {
    condition.withLock {
      weight -= released
      // The reader says again when there still is too little room.
      isReaderWaiting = false
      condition.broadcast()
    }
  }

  /// Sends the reader and the workers home.
  func stop() {
    condition.withLock {
      isStopped = true
      condition.broadcast()
    }
  }
}
