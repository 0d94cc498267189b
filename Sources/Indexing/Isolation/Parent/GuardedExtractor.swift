public import Extraction
import Glibc

/// Turns inputs into articles like an `Extractor`, in a process of its own; belongs to the thread that made it.
///
/// A document that crashes the process, takes too long or too much memory becomes a failure, and the reading goes on
/// with a new process: after the record that was at fault where the input can be read again, else after the input. What
/// needs a program of the system (PDF) is done here, by that program.
///
/// The process is started when it is first needed. Where it cannot be, documents are read in this process, and a notice
/// says so.
public final class GuardedExtractor {
  /// Takes what is found; what it throws ends the reading.
  public typealias Receiver = (Result<ExtractedArticle, ExtractionFailure>) throws -> Void

  /// The number of records of one input that may end a process; an input with more of them is given up.
  private static let maximumDeaths = 32
  /// How often it is tried to start a process where one could be started before.
  private static let maximumStarts = 5

  /// The size up to which an input goes to a process together with its job, in bytes; larger ones are asked for piece by
  /// piece.
  private static let smallInput = 1 << 20

  private let extractor: Extractor
  private let limits: Extractor.Limits
  private var settings: IsolationSettings?
  private let notices: IsolationNotices
  private let check: () throws -> Void
  private var worker: WorkerProcess?
  private var hasStarted = false
  /// What was found in a list of feeds.
  private var references: [FeedList.Reference] = []

  /// Prepares the reading.
  ///
  /// - Parameters:
  ///   - limits: The bounds on documents.
  ///   - settings: How documents are read in processes of their own; `nil` reads them in this one.
  ///   - notices: Told what the user must know.
  ///   - check: Called several times a second while a process works; what it throws ends the reading.
  public init(
    limits: Extractor.Limits = .init(), settings: IsolationSettings?, notices: IsolationNotices,
    check: @escaping () throws -> Void = {}
  ) {
    self.limits = limits
    self.settings = settings
    self.notices = notices
    self.check = check
    extractor = Extractor(limits: limits)
  }

  /// Reads all articles of a document in memory, in order.
  ///
  /// - Throws: What `receive` and the check throw.
  public func extract(name: String, format: ArticleFormat?, bytes: [UInt8], receive: Receiver) throws {
    let job = WorkerJob(name: name, format: format, content: .document(bytes))
    let isDone = try perform(job, receive: receive) { try extractor.articles(in: $0, receive: receive) }
    if isDone { return }
    var source = MemorySource(bytes)
    try extractor.extract(name: name, format: format, source: &source, receive: receive)
  }

  /// Reads all articles of a part that was handed back, in order.
  ///
  /// - Throws: What `receive` and the check throw.
  public func articles(in part: DeferredInput, receive: Receiver) throws {
    if !part.needsProgram {
      let job = WorkerJob(name: part.name, format: nil, content: .part(part))
      if try perform(job, receive: receive, defer: { try extractor.articles(in: $0, receive: receive) }) { return }
    }
    try extractor.articles(in: part, receive: receive)
  }

  /// Reads all articles of a source, in order.
  ///
  /// - Parameters:
  ///   - name: The input's path, or `-`.
  ///   - format: The format, or `nil` to find it by content, then by name.
  ///   - source: The bytes.
  ///   - receive: Takes what is found.
  /// - Throws: What `receive` and the check throw.
  public func extract(
    name: String, format: ArticleFormat?, source: some ByteSource, receive: Receiver
  ) throws {
    let job = WorkerJob(name: name, format: format, content: .stream(seekableSize: source.seekableSize))
    try extract(job, source, receive: receive) { try articles(in: $0, receive: receive) }
  }

  /// The same, but hands parts over that are work for several threads.
  ///
  /// - Parameters:
  ///   - name: The input's path, or `-`.
  ///   - format: The format, or `nil` to find it by content, then by name.
  ///   - source: The bytes.
  ///   - receive: Takes what is found besides such parts.
  ///   - defer: Takes parts for ``articles(in:receive:)``, in order with the rest.
  /// - Throws: What `receive`, `defer` and the check throw.
  public func extract(
    name: String, format: ArticleFormat?, source: some ByteSource, receive: Receiver,
    defer: (DeferredInput) throws -> Void
  ) throws {
    var job = WorkerJob(name: name, format: format, content: .stream(seekableSize: source.seekableSize))
    job.handsPartsBack = true
    try extract(job, source, receive: receive, defer: `defer`)
  }

  private func extract(
    _ job: WorkerJob, _ source: some ByteSource, receive: Receiver, defer: (DeferredInput) throws -> Void
  ) throws {
    var source = HeadedSource(source)
    let head = source.peekLine(limit: Extractor.linesHead)
    try check()
    // Lines of JSON are only cut before they are handed over.
    if !Extractor.isLinesOfJSON(name: job.name, format: job.format, head: head) {
      var job = job
      if let size = source.seekableSize, size <= Self.smallInput, let whole = source.takeAll(limit: size) {
        job.content = .document(whole)
        // Where no process can be had, it is read from memory here.
        source = HeadedSource(MemorySource(whole))
      }
      job.sendsAtOnce = source.seekableSize == nil
      if try perform(job, on: &source, receive: receive, defer: `defer`) { return }
    }
    try extractor.extract(name: job.name, format: job.format, source: &source, receive: receive, defer: `defer`)
  }

  /// The addresses in a list of feeds, none when it cannot be read.
  ///
  /// - Throws: What the check throws.
  public func references(inList bytes: [UInt8], name: String) throws -> [FeedList.Reference] {
    references = []
    let job = WorkerJob(name: name, format: .opml, content: .list(bytes))
    if try perform(job, receive: { _ in }, defer: { _ in }) { return references }
    return (try? FeedList(bytes))?.references ?? []
  }

  // MARK: Jobs

  private func perform(
    _ job: WorkerJob, receive: Receiver, defer: (DeferredInput) throws -> Void
  ) throws -> Bool {
    var nothing = HeadedSource(MemorySource([]))
    return try perform(job, on: &nothing, receive: receive, defer: `defer`)
  }

  /// Has a job done.
  ///
  /// - Returns: `false` when there is no process to do it, and nothing was done.
  private func perform(
    _ job: WorkerJob, on source: inout HeadedSource, receive: Receiver, defer: (DeferredInput) throws -> Void
  ) throws -> Bool {
    guard settings != nil else { return false }
    var job = job
    var isRepeated = false
    while true {
      guard let settings, let worker = try ready(settings, receive) else { return self.settings != nil }
      var received = job.known
      do {
        do {
          try worker.begin(job)
        } catch ChannelError.closed where !isRepeated {
          // It ended while it had nothing to do, which is no fault of the document.
          self.worker = nil
          isRepeated = true
          continue
        }
        try exchange(with: worker, &source, count: &received, receive, `defer`)
        return true
      } catch let error as ChannelError {
        self.worker = nil
        let death = worker.bury(timedOut: error == .timedOut)
        var failure = death.failure(settings)
        if try !prepareRepetition(of: &job, after: death, failure, received: received, &source) {
          if case .stream = job.content { failure.detail += "; what comes after it was not read" }
          try receive(.failure(failure))
          return true
        }
      } catch {
        // The process is in the middle of something that nobody wants any more.
        self.worker = nil
        throw error
      }
    }
  }

  private func exchange(
    with worker: WorkerProcess, _ source: inout HeadedSource, count: inout Int, _ receive: Receiver,
    _ defer: (DeferredInput) throws -> Void
  ) throws {
    while true {
      switch try worker.next(check: check) {
      case .article(let article):
        count += 1
        try receive(.success(article))
      case .failure(let failure):
        count += 1
        try receive(.failure(failure))
      case .part(let part):
        count += 1
        try `defer`(part)
      case .read(let wanted): try worker.send(answer { .bytes(try source.read(upTo: max(1, wanted))) })
      case .seek(let offset):
        try worker.send(
          answer {
            try source.seek(to: offset)
            return .sought
          })
      case .done(let isTired):
        if isTired { self.worker = nil }
        return
      case .alive: continue
      case .references(let found): references = found
      case .ready: throw ChannelError.garbled
      }
    }
  }

  /// The answer to a worker that wants something of the source.
  private func answer(_ body: () throws -> Order) throws -> Order {
    do {
      return try body()
    } catch {
      // What the source threw may be a stop that was asked for.
      try check()
      return .sourceFailed("\(error)")
    }
  }

  /// Makes a job begin after the record that ended it, whose failure takes its place.
  ///
  /// - Returns: Whether that is possible.
  private func prepareRepetition(
    of job: inout WorkerJob, after death: WorkerDeath, _ failure: ExtractionFailure, received: Int,
    _ source: inout HeadedSource
  ) throws -> Bool {
    guard death.number > 0, job.failures[death.number] == nil, job.failures.count < Self.maximumDeaths else {
      return false
    }
    if case .stream(let size) = job.content {
      guard size != nil, (try? source.seek(to: 0)) != nil else { return false }
    }
    job.failures[death.number] = failure
    job.known = min(received, death.resultsBefore)
    return true
  }

  /// A process that waits for a job.
  ///
  /// - Returns: `nil` when there is none: then documents are read in this process, or the failure was told.
  private func ready(_ settings: IsolationSettings, _ receive: Receiver) throws -> WorkerProcess? {
    if let worker { return worker }
    var failure = WorkerStartFailure(description: "")
    for attempt in 0..<(hasStarted ? Self.maximumStarts : 1) {
      try check()
      if attempt > 0 { usleep(100_000 << UInt32(attempt)) }
      do throws(WorkerStartFailure) {
        let started = try WorkerProcess(settings, limits: limits)
        note(started)
        worker = started
        hasStarted = true
        return started
      } catch {
        failure = error
      }
    }
    guard hasStarted else {
      notices.add(
        "documents are read without isolation: no process could be started for it (\(failure)); a document that crashes "
          + "its reader ends this run")
      self.settings = nil
      return nil
    }
    let detail = "no process could be started to read it (\(failure)); ingest it again"
    try receive(.failure(ExtractionFailure(code: .extractorCrashed, detail: detail)))
    return nil
  }

  private func note(_ worker: WorkerProcess) {
    guard worker.filterError != 0 else { return }
    notices.add(
      "documents are read in processes that may use all system calls: the kernel refused the filter "
        + "(\(worker.filterReason)); their memory and time are bounded")
  }
}
