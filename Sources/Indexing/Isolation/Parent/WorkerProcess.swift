import CConfinedWorker
import Extraction
import Glibc

/// A worker as its parent sees it; belongs to the thread that started it.
final class WorkerProcess {
  /// The longest that a worker takes to start, in seconds.
  private static let startSeconds = 30

  private var worker = CConfinedWorker()
  private let settings: IsolationSettings
  private var incoming: FrameBuffer
  private var outgoing = TransferWriter()
  private var granted = ContinuousClock.now
  private var isAlive = false
  /// The value of errno that kept the worker from giving up its system calls, 0 when it did.
  private(set) var filterError: Int32 = 0

  /// Starts a worker.
  ///
  /// - Throws: ``WorkerStartFailure``.
  init(_ settings: IsolationSettings, limits: Extractor.Limits) throws(WorkerStartFailure) {
    self.settings = settings
    // Text grows when it is decoded, to three times its size at most.
    incoming = FrameBuffer(limit: 4 * limits.maximumDocumentBytes + (1 << 20))
    let code = Self.start(settings, &worker)
    guard code == 0 else { throw WorkerStartFailure(description: String(cString: strerror(code))) }
    isAlive = true
    do {
      setPatience()
      let deadline = ContinuousClock.now + .seconds(Self.startSeconds)
      guard case .ready(let error) = try next(until: deadline, check: {}) else { throw ChannelError.garbled }
      filterError = Int32(truncatingIfNeeded: error)
      try send(.limits(limits))
    } catch {
      let death = bury(timedOut: false)
      throw WorkerStartFailure(description: death.lastWords ?? "the process ended at once")
    }
  }

  /// The same in the system's words.
  var filterReason: String { String(cString: strerror(filterError)) }

  deinit {
    if isAlive { _ = bury(timedOut: false) }
  }

  private static func start(_ settings: IsolationSettings, _ worker: inout CConfinedWorker) -> Int32 {
    var environment = ["LC_ALL=C.UTF-8", "TZ=UTC0", "SWIFT_BACKTRACE=enable=no"]
    #if DEBUG
      if let fault = getenv(WorkerFault.variable) {
        environment.append(WorkerFault.variable + "=" + String(cString: fault))
      }
    #endif
    var words = ([CommandLine.arguments.first ?? "searchctl"] + settings.arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    return cworker_start(&words, &variables, UInt64(settings.memoryBytes), &worker)
  }

  /// Bounds the time that the worker takes to take what it is sent.
  private func setPatience() {
    var patience = timeval(tv_sec: settings.clockSeconds, tv_usec: 0)
    setsockopt(worker.socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  func send(_ order: Order) throws {
    outgoing.removeAll()
    order.frame(into: &outgoing)
    var offset = 0
    while offset < outgoing.bytes.count {
      let sent = outgoing.bytes.withUnsafeBytes { bytes in
        Glibc.send(
          worker.socket, bytes.baseAddress.map { $0 + offset }, bytes.count - offset, Int32(MSG_NOSIGNAL))
      }
      if sent < 0, errno == EINTR { continue }
      if sent < 0, errno == EAGAIN { throw ChannelError.timedOut }
      guard sent > 0 else { throw ChannelError.closed }
      offset += sent
    }
    // Documents of many megabytes are few.
    if outgoing.bytes.count > 4 << 20 { outgoing = TransferWriter() }
  }

  /// Begins a job.
  func begin(_ job: WorkerJob) throws {
    grantTime()
    try send(.job(job))
  }

  /// The next report, waiting for it as long as the worker may take.
  ///
  /// - Parameter check: Called several times a second; what it throws ends the waiting.
  func next(check: () throws -> Void) throws -> Report {
    let report = try next(until: nil, check: check)
    if ContinuousClock.now - granted > .seconds(1) { grantTime() }
    return report
  }

  private func next(until deadline: ContinuousClock.Instant?, check: () throws -> Void) throws -> Report {
    try incoming.next { room in
      var deadline = deadline
      while true {
        let count = recv(worker.socket, room.baseAddress, room.count, Int32(MSG_DONTWAIT))
        if count >= 0 { return count }
        guard errno == EAGAIN || errno == EINTR else { throw ChannelError.closed }
        let end = deadline ?? ContinuousClock.now + .seconds(settings.clockSeconds)
        deadline = end
        var request = pollfd(fd: worker.socket, events: Int16(POLLIN), revents: 0)
        while poll(&request, 1, 100) <= 0 {
          try check()
          if ContinuousClock.now > end { throw ChannelError.timedOut }
        }
      }
    }
  }

  private func grantTime() {
    granted = .now
    _ = cworker_grant_seconds(&worker, UInt64(settings.seconds))
  }

  /// Ends the worker and finds out why it ended, if it was not this that ended it.
  ///
  /// - Parameter timedOut: Whether it took too long by the clock.
  func bury(timedOut: Bool) -> WorkerDeath {
    // A worker that ended by itself has its status already; one that did not is killed.
    let end = cworker_kill(&worker)
    isAlive = false
    let record = cworker_last_record(&worker)
    var death = WorkerDeath(number: record.number, resultsBefore: Int(truncatingIfNeeded: record.results_before))
    death.line = record.line == 0 ? nil : Int(truncatingIfNeeded: record.line)
    death.member = record.member.map { member in
      String(decoding: UnsafeRawBufferPointer(start: member, count: record.member_length), as: UTF8.self)
    }
    death.lastWords = lastWords()
    let needed = end.peak << 10 > settings.memoryBytes / 4 * 3
    death.judge(status: end.status, timedOut: timedOut, usedMemory: needed)
    cworker_release(&worker)
    return death
  }

  /// What it wrote to its standard error, one line of it.
  private func lastWords() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(worker.errors, &buffer, buffer.count)
    guard count > 0 else { return nil }
    let text = String(decoding: buffer[..<count], as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).first.map { String($0.prefix(200)) }
  }
}

/// Why there is no worker.
struct WorkerStartFailure: Error, CustomStringConvertible {
  let description: String
}
