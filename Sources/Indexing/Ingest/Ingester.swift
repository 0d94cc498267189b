import Dispatch
public import IndexStore

/// Brings articles from files, folders and standard input into an index.
///
/// One thread reads, several extract and analyse, and the calling thread alone writes: it commits batches of articles
/// in the order of the inputs, so the same inputs always give the same index. Memory is bounded whatever the inputs are.
/// What was reported is committed; after a kill, the next run finds it in the index and passes over it.
public struct Ingester {
  private let options: IngestOptions
  private let stop: StopFlag

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
    let monitor = PipelineMonitor(capacity: 2 * options.batchBytes + (16 << 20))
    let totals = InputTotals()
    // Without the memory everything is read; an index that cannot be read fails at the first comparison.
    let memory = FileMemory(known: (try? writer.readFiles()) ?? [:], options: options)
    let threads = start(paths, memory: memory, monitor: monitor, totals: totals, forms: writer.wordForms)
    var coordinator = Coordinator(
      writer: writer, monitor: monitor, options: options, stop: stop, totals: totals, observe: observe)
    let summary = coordinator.run()
    monitor.stop()
    totals.abandon()
    threads.wait()
    return summary
  }

  private func start(
    _ paths: [String], memory: FileMemory, monitor: PipelineMonitor, totals: InputTotals, forms: WordForms
  ) -> DispatchGroup {
    let group = DispatchGroup()
    let queue = DispatchQueue(label: "ingest", attributes: .concurrent)
    let (options, stop) = (options, stop)
    queue.async(group: group) {
      totals.count(InputWalker(paths, indexPath: options.indexPath))
    }
    queue.async(group: group) {
      InputReader(options: options, memory: memory, monitor: monitor, stop: stop).run(
        InputWalker(paths, indexPath: options.indexPath))
    }
    let worker = ChunkWorker(options: options, identity: ArticleIdentity(), forms: forms)
    for _ in 0..<max(1, options.workers) {
      queue.async(group: group) { worker.run(monitor) }
    }
    return group
  }
}
