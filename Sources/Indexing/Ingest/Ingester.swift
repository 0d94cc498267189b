public import IndexStore
import Isolation

/// Brings articles from files, folders and standard input into an index.
///
/// One thread reads, several extract and analyse, and the calling thread alone writes: it commits batches of articles
/// in the order of the inputs, so the same inputs always give the same index. Memory is bounded whatever the inputs are.
/// What was reported is committed; after a kill, the next run finds it in the index and passes over it.
public struct Ingester {
  private let options: IngestOptions
  private let stop: StopFlag
  private let identity = ArticleIdentity()
  /// How much text may be between the reader and the index, in bytes: what keeps the workers busy during a commit.
  private static let textUnderway = 12 << 20

  /// Prepares an ingest.
  ///
  /// - Parameters:
  ///   - options: How inputs are read and written.
  ///   - stop: Ends the ingest after a commit of what is ready.
  public init(options: IngestOptions, stop: StopFlag = StopFlag()) {
    self.options = options
    self.stop = stop
  }

  /// Reads the inputs and writes their articles; returns when all is committed and the segments are merged.
  ///
  /// - Parameters:
  ///   - paths: Files, folders (walked recursively in byte order), or `-` for standard input.
  ///   - writer: The index; the caller closes it.
  ///   - observe: Told what happens, on the calling thread.
  /// - Returns: The counts, and how the ingest ended; errors of the index are in there.
  public func run(
    _ paths: [String], into writer: IndexWriter, observe: @escaping (IngestEvent) -> Void
  ) -> IngestSummary {
    run(
      InputWalker(
        paths, indexPath: options.indexPath, passesOverAssets: options.format == nil, isolation: options.isolation),
      target: .index(writer),
      scope: nil, observe: observe)
  }

  /// Reads the inputs like ``run(_:into:observe:)``, then removes the articles that were read from the paths earlier and
  /// were not found any more, in one transaction.
  ///
  /// Articles stay whose folder or file could not be read, or not completely; and all of them when the run was stopped.
  /// An unchanged article that is at another place now is noted to be there. Besides, 16 bytes of memory an article of
  /// the paths are needed.
  ///
  /// - Parameters:
  ///   - paths: Files and folders.
  ///   - writer: The index; the caller closes it.
  ///   - observe: Told what happens, on the calling thread.
  public func sync(
    _ paths: [String], into writer: IndexWriter, observe: @escaping (IngestEvent) -> Void
  ) -> IngestSummary {
    sync(paths, target: .index(writer), observe: observe)
  }

  /// Tells what ``sync(_:into:observe:)`` would do, and changes nothing.
  ///
  /// - Parameters:
  ///   - paths: Files and folders.
  ///   - reader: The index, `nil` when there is none yet.
  ///   - observe: Told what would happen, on the calling thread.
  public func foresee(
    _ paths: [String], in reader: IndexReader?, observe: @escaping (IngestEvent) -> Void
  ) -> IngestSummary {
    sync(paths, target: .trial(reader), observe: observe)
  }

  private func sync(
    _ paths: [String], target: IngestTarget, observe: @escaping (IngestEvent) -> Void
  ) -> IngestSummary {
    // What is walked has the same absolute paths as the sources in the index.
    let paths = paths.map { identity.absolute($0) }
    return run(
      walker(paths.map { InputPath($0) }), target: target, scope: SyncScope(paths: paths, isComplete: true),
      observe: observe)
  }

  /// Does the same for parts of what was synchronized before; those that are gone count as empty, as do
  /// the folders with the parts of saved pages.
  ///
  /// An article that is gone, and whose key does not say that it can be nowhere else, stays and is counted as unsettled.
  func syncParts(
    _ paths: [InputPath], into writer: IndexWriter, observe: @escaping (IngestEvent) -> Void
  ) -> IngestSummary {
    let present = paths.filter { FileStatus.isAnything(at: $0) && !SavedPageFolder.isOne($0) }
    let scope = SyncScope(paths: paths.map { identity.place($0) }, isComplete: false)
    return run(walker(present), target: .index(writer), scope: scope, observe: observe)
  }

  private func walker(_ paths: [InputPath]) -> InputWalker {
    InputWalker(
      paths, indexPath: options.indexPath, readsPipes: false, passesOverAssets: options.format == nil,
      isolation: options.isolation)
  }

  private func run(
    _ walker: InputWalker, target: IngestTarget, scope: SyncScope?, observe: @escaping (IngestEvent) -> Void
  ) -> IngestSummary {
    let monitor = PipelineMonitor(capacity: Self.textUnderway)
    let totals = InputTotals()
    // Without the memory everything is read; an index that cannot be read fails at the first comparison.
    let memory = FileMemory(known: (try? target.readFiles()) ?? [:], options: options, identity: identity)
    let notices = IsolationNotices()
    let threads = start(
      walker, memory: memory, monitor: monitor, totals: totals, forms: target.wordForms, notices: notices)
    var coordinator = Coordinator(
      target: target, scope: scope, monitor: monitor, options: options, stop: stop, totals: totals, notices: notices,
      observe: observe)
    let summary = coordinator.run()
    monitor.stop()
    totals.abandon()
    threads.wait()
    return summary
  }

  private func start(
    _ walker: InputWalker, memory: FileMemory, monitor: PipelineMonitor, totals: InputTotals, forms: WordForms,
    notices: IsolationNotices
  ) -> PreparingThreads {
    let threads = PreparingThreads()
    let (options, stop) = (options, stop)
    threads.start("count") { totals.count(walker) }
    threads.start("read") {
      InputReader(options: options, memory: memory, monitor: monitor, notices: notices, stop: stop).run(walker)
    }
    let worker = ChunkWorker(
      options: options, identity: identity, forms: forms, notices: notices, stop: stop)
    for _ in 0..<max(1, options.workers) {
      threads.start("analyse") { worker.run(monitor) }
    }
    return threads
  }
}
