import Articles
import IndexStore

/// Compares with the index and writes to it, in the order of the inputs; belongs to the thread that has the index.
struct Coordinator {
  private let writer: IndexWriter
  private let monitor: PipelineMonitor
  private let options: IngestOptions
  private let stop: StopFlag
  private let totals: InputTotals
  private let observe: (IngestEvent) -> Void
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  private var examined = InOrder()
  private var prepared = InOrder()
  /// The chunks of the running batch.
  private var batch: [Chunk] = []
  private var batchWeight = 0
  private var batchBegan: ContinuousClock.Instant
  /// Keys on their way to the index and the content they will have there, with the chunk they come from.
  private var underway: [String: (hash: ContentHash, chunk: Int)] = [:]
  /// What came of the large file that is being reported.
  private var largeFile = (articles: 0, isFaultless: true)
  private var summary = IngestSummary()

  init(
    writer: IndexWriter, monitor: PipelineMonitor, options: IngestOptions, stop: StopFlag, totals: InputTotals,
    observe: @escaping (IngestEvent) -> Void
  ) {
    self.writer = writer
    self.monitor = monitor
    self.options = options
    self.stop = stop
    self.totals = totals
    self.observe = observe
    start = clock.now
    batchBegan = start
  }

  /// Runs the ingest to its end.
  mutating func run() -> IngestSummary {
    do {
      try coordinate()
      try commit()
      try merge()
      if let signal = stop.signal { summary.ending = .stopped(signal: signal) }
    } catch {
      summary.ending = .failed(error)
    }
    tick()
    return summary
  }

  private mutating func coordinate() throws {
    while stop.signal == nil {
      switch monitor.nextMessage(within: 0.1) {
      case .examined(let chunk):
        examined.insert(chunk)
        while let next = examined.removeNext() { try compare(next) }
      case .prepared(let chunk):
        prepared.insert(chunk)
        while let next = prepared.removeNext() { try collect(next) }
      case .starved: try commit()
      case .drained: return
      case .quiet: tick()
      }
      if !batch.isEmpty, clock.now - batchBegan >= options.commitInterval { try commit() }
    }
  }

  /// Marks what the index has already; only the rest is analysed.
  private mutating func compare(_ chunk: Chunk) throws {
    var chunk = chunk
    let keys = chunk.entries.compactMap { entry -> String? in
      guard case .examined(let article, _) = entry else { return nil }
      return article.key
    }
    let stored = keys.isEmpty ? [:] : try writer.contentHashes(forKeys: keys)
    var isChanged = false
    for index in chunk.entries.indices {
      guard case .examined(let article, let hash) = chunk.entries[index] else { continue }
      if underway[article.key]?.hash ?? stored[article.key] == hash {
        chunk.entries[index] = .unchanged(article.source)
      } else {
        underway[article.key] = (hash, chunk.number)
        isChanged = true
      }
    }
    if isChanged {
      monitor.prepare(chunk)
    } else {
      prepared.insert(chunk)
      while let next = prepared.removeNext() { try collect(next) }
    }
  }

  private mutating func collect(_ chunk: Chunk) throws {
    if batch.isEmpty { batchBegan = clock.now }
    batch.append(chunk)
    batchWeight += chunk.weight
    if batchWeight >= options.batchBytes { try commit() }
  }

  /// Writes the running batch in one transaction, then reports it.
  private mutating func commit() throws {
    guard !batch.isEmpty else { return }
    let articles = batch.flatMap { chunk in
      chunk.entries.compactMap { entry -> PreparedArticle? in
        guard case .prepared(let article) = entry else { return nil }
        return article
      }
    }
    var outcomes = (articles.isEmpty ? [] : try writer.write(articles))[...]
    let written = batch
    batch = []
    batchWeight = 0
    for chunk in written {
      for entry in chunk.entries {
        report(entry, outcomes: &outcomes, of: chunk)
        if case .read(let file) = entry { try remember(file) }
      }
      summary.progress.inputBytes += chunk.inputBytes
      monitor.release(weight: chunk.weight)
    }
    tick()
  }

  /// Remembers a large file all of whose articles are in the index.
  private func remember(_ file: ReadFile) throws {
    guard largeFile.isFaultless, largeFile.articles >= FileMemory.minimumArticles else { return }
    var file = file
    file.articles = largeFile.articles
    try writer.remember(file)
  }

  private mutating func report(
    _ entry: Chunk.Entry, outcomes: inout ArraySlice<IndexWriter.Outcome>, of chunk: Chunk
  ) {
    switch entry {
    case .prepared(let prepared):
      let article = prepared.article
      switch outcomes.popFirst() {
      case .added: summary.progress.added += 1
      case .replaced: summary.progress.replaced += 1
      case .unchanged, nil: summary.progress.unchanged += 1
      }
      if underway[article.key]?.chunk == chunk.number { underway[article.key] = nil }
      largeFile.articles += 1
      summary.last = article.source
    case .unchanged(let source):
      summary.progress.unchanged += 1
      largeFile.articles += 1
      summary.last = source
    case .unchangedFile(let file):
      summary.progress.unchanged += file.articles
      summary.last = ArticleSource(path: file.path)
    case .largeFile: largeFile = (0, true)
    case .noted(let source, let note): observe(.noted(source, note))
    case .skipped(let skipped):
      summary.progress.skipped += 1
      summary.skipped[skipped.reason, default: 0] += 1
      largeFile.isFaultless = false
      summary.last = skipped.source
      observe(.skipped(skipped))
    case .document, .lines, .extracted, .examined, .read: break
    }
  }

  /// Merges the index's segments slice by slice, so that readers are never kept waiting.
  private mutating func merge() throws {
    while stop.signal == nil, try writer.mergeStep() { tick() }
  }

  private mutating func tick() {
    summary.progress.elapsed = clock.now - start
    summary.progress.totalBytes = totals.bytes
    observe(.progress(summary.progress))
  }
}

/// Puts chunks that come in any order back into theirs.
private struct InOrder {
  private var waiting: [Int: Chunk] = [:]
  private var next = 0

  mutating func insert(_ chunk: Chunk) { waiting[chunk.number] = chunk }

  /// The next chunk of the order when it is there.
  mutating func removeNext() -> Chunk? {
    guard let chunk = waiting.removeValue(forKey: next) else { return nil }
    next += 1
    return chunk
  }
}
