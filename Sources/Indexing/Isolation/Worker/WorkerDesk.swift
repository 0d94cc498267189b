import CConfinedWorker
import Extraction

/// Where a worker does its jobs, one after the other.
final class WorkerDesk {
  /// The heap up to which memory is kept from job to job, and beyond which the worker had better be replaced although
  /// what is free was given back, in bytes.
  private static let heap = (usual: 32 << 20, large: 96 << 20)

  private let parent: ParentChannel
  private let journal: SharedJournal
  private let extractor: Extractor
  private var job = WorkerJob(name: "", content: .document([]))
  /// The results of the job so far.
  private var results = 0

  init(parent: ParentChannel, journal: SharedJournal, limits: Extractor.Limits) {
    self.parent = parent
    self.journal = journal
    extractor = Extractor(limits: limits)
    cworker_keep_heap(Self.heap.usual)
  }

  /// Does a job and says so.
  func work(on job: WorkerJob) throws {
    self.job = job
    results = 0
    journal.beginJob(named: job.name, failures: job.failures) { [unowned self] in results }
    switch job.content {
    case .document(let bytes):
      self.job.content = .document([])
      try read(MemorySource(bytes))
    case .stream(let size): try read(ParentSource(parent: parent, seekableSize: size))
    case .list(let bytes): try parent.send(.references((try? FeedList(bytes))?.references ?? []))
    case .part(let part):
      self.job.content = .document([])
      try extractor.articles(in: part, journal: journal, receive: receive, defer: take)
    }
    try parent.send(.done(isTired: isTired()))
    self.job.content = .document([])
  }

  private func read(_ source: some ByteSource) throws {
    var source = source
    try extractor.extract(
      name: job.name, format: job.format, source: &source, journal: journal, receive: receive, defer: take)
  }

  private func receive(_ result: Result<ExtractedArticle, ExtractionFailure>) throws {
    switch result {
    case .success(let article): try send(.article(article))
    case .failure(let failure): try send(.failure(failure))
    }
  }

  /// Reads a part, or hands it back.
  private func take(_ part: DeferredInput) throws {
    if job.handsPartsBack || part.needsProgram { return try send(.part(part)) }
    try extractor.articles(in: part, journal: journal, receive: receive, defer: take)
  }

  private func send(_ report: Report) throws {
    results += 1
    guard results > job.known else { return try parent.beat() }
    try parent.send(report)
    if job.sendsAtOnce { try parent.flush() }
  }

  private func isTired() -> Bool {
    guard cworker_heap_size() > Self.heap.usual else { return false }
    cworker_trim_heap()
    return cworker_heap_size() > Self.heap.large
  }
}
