import CConfinedWorker
import Extraction
import Glibc

/// The process that reads documents for another: it has no files, no network, and may start no program.
public enum ExtractionWorker {
  /// The argument that makes a program a worker.
  public static let argument = "extraction-worker"

  static let socket: Int32 = 3

  /// Reads documents for the parent until it goes away.
  ///
  /// To be called first thing in the process, before there are other threads.
  ///
  /// - Returns: The status to end with.
  public static func run() -> Int32 {
    guard let page = cworker_journal(), !WorkerFault.isWanted("unstartable") else { return 2 }
    // What libraries load from files is loaded before files are out of reach.
    Extractor.prepare()
    let error = WorkerFault.isWanted("unfiltered") ? ENOSYS : cworker_confine()
    let parent = ParentChannel()
    do {
      try parent.send(.ready(filterError: Int(error)))
      guard case .limits(let limits) = try parent.next() else { return 2 }
      let desk = WorkerDesk(parent: parent, journal: SharedJournal(page), limits: limits)
      while true {
        guard case .job(let job) = try parent.next() else { return 2 }
        try desk.work(on: job)
      }
    } catch ChannelError.closed {
      return 0
    } catch {
      return 2
    }
  }
}

/// A worker's end of the socket; what is sent waits until there is much of it, or the parent is needed.
final class ParentChannel {
  private static let packet = 64 << 10

  private var waiting = TransferWriter()
  // The parent is trusted with the length.
  private var incoming = FrameBuffer(limit: Int(Int32.max))
  private let clock = ContinuousClock()
  private var sent = ContinuousClock.now

  /// The next order, waiting for it.
  func next() throws -> Order {
    try flush()
    return try incoming.next { room in
      while true {
        let count = read(ExtractionWorker.socket, room.baseAddress, room.count)
        if count >= 0 || errno != EINTR { return count }
      }
    }
  }

  func send(_ report: Report) throws {
    report.frame(into: &waiting)
    if waiting.bytes.count >= Self.packet || isLate { try flush() }
  }

  /// Says now and then that the work goes on, though there is nothing to send.
  func beat() throws {
    if isLate { try send(.alive) }
  }

  /// Whether the parent must hear something, or it takes the worker for hung before long.
  private var isLate: Bool { clock.now - sent > .milliseconds(100) }

  func flush() throws {
    var offset = 0
    let count = waiting.bytes.count
    while offset < count {
      let written = waiting.bytes.withUnsafeBytes { bytes in
        write(ExtractionWorker.socket, bytes.baseAddress.map { $0 + offset }, count - offset)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw ChannelError.closed }
      offset += written
    }
    waiting.removeAll()
    sent = clock.now
  }
}

/// The bytes of an input that the parent reads.
struct ParentSource: ByteSource {
  let parent: ParentChannel
  let seekableSize: Int?

  func read(upTo count: Int) throws -> [UInt8] {
    try parent.send(.read(count))
    switch try parent.next() {
    case .bytes(let bytes): return bytes
    case .sourceFailed(let text): throw SourceFailure(description: text)
    default: throw ChannelError.garbled
    }
  }

  func seek(to offset: Int) throws {
    try parent.send(.seek(offset))
    switch try parent.next() {
    case .sought: return
    case .sourceFailed(let text): throw SourceFailure(description: text)
    default: throw ChannelError.garbled
    }
  }
}

/// What the parent says of a failure to read.
struct SourceFailure: Error, CustomStringConvertible {
  let description: String
}
