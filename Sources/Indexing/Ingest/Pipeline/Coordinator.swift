import Articles
import IndexStore
import Isolation

/// Compares with the index and writes to it, in the order of the inputs; belongs to the thread that has the index.
struct Coordinator {
  private let target: IngestTarget
  private let monitor: PipelineMonitor
  private let options: IngestOptions
  private let stop: StopFlag
  private let totals: InputTotals
  private let notices: IsolationNotices
  private let observe: (IngestEvent) -> Void
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  private var examined = InOrder()
  private var prepared = InOrder()
  /// The chunks of the running batch, which are written but not committed.
  private var batch: [Chunk] = []
  /// The text of its articles, in bytes.
  private var batchText = 0
  private var batchBegan: ContinuousClock.Instant
  /// Keys on their way to the index and what they will have there, with the chunk they come from.
  private var underway: [String: (version: StoredVersion, chunk: Int)] = [:]
  /// What came of the large file that is being reported.
  private var largeFile = (articles: 0, isFaultless: true)
  private var summary = IngestSummary()
  private let scope: SyncScope?
  private var inventory = Inventory()

  /// - Parameter scope: The part of the index that is made equal to the file system.
  init(
    target: IngestTarget, scope: SyncScope?, monitor: PipelineMonitor, options: IngestOptions, stop: StopFlag,
    totals: InputTotals, notices: IsolationNotices, observe: @escaping (IngestEvent) -> Void
  ) {
    self.target = target
    self.scope = scope
    self.monitor = monitor
    self.options = options
    self.stop = stop
    self.totals = totals
    self.notices = notices
    self.observe = observe
    start = clock.now
    batchBegan = start
    summary.isTrial = target.isTrial
    if scope != nil { summary.progress.removed = 0 }
  }

  /// Runs the ingest to its end.
  mutating func run() -> IngestSummary {
    do {
      try coordinate()
      try commit()
      try settle()
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
      if isDue { try commit() }
    }
  }

  /// Whether the running batch has waited long enough, though it is not full.
  private var isDue: Bool {
    let patience = batchText < options.batchBytes / 8 ? 1 : IngestOptions.patience
    return !batch.isEmpty && clock.now - batchBegan >= options.commitInterval * patience
  }

  /// Marks what the index has already; only the rest is analysed.
  private mutating func compare(_ chunk: Chunk) throws {
    var chunk = chunk
    let keys = chunk.entries.compactMap { entry -> String? in
      guard case .examined(let hashed) = entry else { return nil }
      return hashed.key
    }
    let stored = try target.storedVersions(forKeys: keys)
    var isChanged = false
    for index in chunk.entries.indices {
      if scope != nil { takeStock(of: chunk.entries[index], stored: stored) }
      guard case .examined(let hashed) = chunk.entries[index] else { continue }
      let key = hashed.key
      let version = stored[key]
      if isKnown(hashed, stored: version) {
        chunk.entries[index] = .unchanged(hashed.article.source)
        continue
      }
      if target.isTrial {
        let kind = version == nil && underway[key] == nil ? ArticleChange.Kind.added : .replaced
        chunk.entries[index] = .foreseen(ArticleChange(kind: kind, key: key, source: hashed.article.source))
      } else {
        isChanged = true
      }
      noteDisplacement(by: hashed.article, stored: version)
      underway[key] = (StoredVersion(coming: hashed), chunk.number)
    }
    if isChanged {
      monitor.prepare(chunk)
    } else {
      prepared.insert(chunk)
      while let next = prepared.removeNext() { try collect(next) }
    }
  }

  /// Whether the index has an article already; or a later version of it, or a longer text that this may be a summary of,
  /// from another place.
  private func isKnown(_ found: HashedArticle, stored: StoredVersion?) -> Bool {
    guard let version = underway[found.key]?.version ?? stored else { return false }
    if version.hash == found.hash { return true }
    let article = found.article
    if (version.source.path, version.source.member) == (article.source.path, article.source.member) { return false }
    if let updated = article.updated, let latest = version.updated, updated.seconds < latest.seconds { return true }
    return found.mayBeSummary && version.bodyBytes > article.body.utf8.count
  }

  /// Counts an article that takes the place of one from elsewhere.
  private mutating func noteDisplacement(by article: Article, stored: StoredVersion?) {
    let coming = underway[article.key]?.version
    guard let previous = (coming ?? stored)?.source, previous != article.source,
      coming != nil || (previous.path, previous.member) != (article.source.path, article.source.member)
    else { return }
    summary.displaced.count += 1
    if summary.displaced.first == nil { summary.displaced.first = (article.source, previous) }
  }

  /// Keeps in mind that an article was found, or that something was not read.
  private mutating func takeStock(of entry: Chunk.Entry, stored: [String: StoredVersion]) {
    switch entry {
    case .examined(let hashed):
      let version = stored[hashed.key]
      let stays = underway[hashed.key] == nil && isKnown(hashed, stored: version)
      inventory.note(hashed.article, stored: stays ? version : nil)
    case .unchangedFile(let file): inventory.note(file)
    case .skipped(let skipped): inventory.note(skipped)
    default: break
    }
  }

  /// Writes the articles of a chunk in the running transaction and lets their texts go.
  private mutating func collect(_ chunk: Chunk) throws {
    if batch.isEmpty { batchBegan = clock.now }
    var chunk = chunk
    var outcomes = try target.append(
      chunk.entries.compactMap { entry in
        guard case .prepared(let article) = entry else { return nil }
        return article
      }
    )[...]
    for index in chunk.entries.indices {
      guard case .prepared(let prepared) = chunk.entries[index] else { continue }
      batchText += prepared.textBytes
      chunk.entries[index] = .written(key: prepared.key, prepared.source, outcomes.popFirst() ?? .unchanged)
    }
    batch.append(chunk)
    monitor.release(weight: chunk.weight)
    if batchText >= options.batchBytes { try commit() }
  }

  /// Commits the running batch, then reports it.
  private mutating func commit() throws {
    guard !batch.isEmpty else { return }
    try target.commit()
    let written = batch
    batch = []
    batchText = 0
    for chunk in written {
      for entry in chunk.entries {
        report(entry, of: chunk)
        if case .read(let file) = entry { try remember(file) }
      }
      summary.progress.inputBytes += chunk.inputBytes
    }
    tick()
  }

  /// Remembers a large file all of whose articles are in the index.
  private func remember(_ file: ReadFile) throws {
    guard largeFile.isFaultless, largeFile.articles >= FileMemory.minimumArticles else { return }
    var file = file
    file.articles = largeFile.articles
    try target.remember(file)
  }

  private mutating func report(_ entry: Chunk.Entry, of chunk: Chunk) {
    switch entry {
    case .written(let key, let source, let outcome):
      switch outcome {
      case .added: summary.progress.added += 1
      case .replaced: summary.progress.replaced += 1
      case .unchanged: summary.progress.unchanged += 1
      }
      if underway[key]?.chunk == chunk.number { underway[key] = nil }
      largeFile.articles += 1
      summary.last = source
    case .unchanged(let source):
      summary.progress.unchanged += 1
      largeFile.articles += 1
      summary.last = source
    case .foreseen(let change):
      if change.kind == .added { summary.progress.added += 1 } else { summary.progress.replaced += 1 }
      summary.last = change.source
      observe(.foreseen(change))
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
    case .document, .deferred, .extracted, .examined, .prepared, .read: break
    }
  }

  /// Removes what was not found any more, unless the run came to no end.
  private mutating func settle() throws {
    guard let scope, stop.signal == nil else { return }
    let settlement = try Settlement(inventory, of: scope, in: target)
    summary.kept = settlement.kept
    summary.unsettled = settlement.unsettled
    do {
      try target.settle(removing: settlement.gone, moved: settlement.moved, check: stop.check)
    } catch is Stopped {
      return
    }
    summary.progress.removed = settlement.gone.count
    if target.isTrial {
      for place in settlement.gone {
        observe(.foreseen(ArticleChange(kind: .removed, key: place.key, source: place.source)))
      }
    }
    tick()
  }

  /// Merges the index's segments slice by slice, so that readers are never kept waiting.
  private mutating func merge() throws {
    while stop.signal == nil, try target.mergeStep() { tick() }
  }

  private mutating func tick() {
    summary.progress.elapsed = clock.now - start
    summary.progress.totalBytes = totals.bytes
    for notice in notices.take() { observe(.warned(notice)) }
    observe(.progress(summary.progress))
  }
}

extension StoredVersion {
  /// What an article that is on its way will be.
  fileprivate init(coming hashed: HashedArticle) {
    let article = hashed.article
    self.init(
      hash: hashed.hash, source: article.source, bodyBytes: article.body.utf8.count, updated: article.updated)
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
