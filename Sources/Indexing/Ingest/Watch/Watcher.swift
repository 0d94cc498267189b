public import IndexStore

/// Keeps an index equal to files and folders while these change.
///
/// The folders are watched first and synchronized then, so that nothing falls in between; afterwards what has changed is
/// synchronized when it has settled. Where parts do not tell the whole (the kernel lost news, a folder has two names, an
/// article may be in another file as well), everything is read again. The index is open, and locked for other writers,
/// only while it is written.
public struct Watcher {
  /// What happens while folders are watched.
  public enum Event: Sendable {
    /// Everything is watched, so many folders.
    case began(folders: Int)
    /// A synchronization begins.
    case syncing
    /// Something during a synchronization.
    case ingest(IngestEvent)
    /// A synchronization ended.
    case synced(IngestSummary)
    /// The index cannot be written at the moment; it is tried again.
    case waiting(IndexError)
    /// A named path is gone; its articles stay until it is there again.
    case lost(path: String)
  }

  private let paths: [String]
  private let options: IngestOptions
  private let stop: StopFlag
  private let settling: Duration
  private let open: () throws(IndexError) -> IndexWriter
  private let observe: (Event) -> Void
  private let clock = ContinuousClock()

  private var pending: PendingChanges
  private var retry: ContinuousClock.Instant?
  private var lost: Set<InputPath> = []

  /// Prepares a watch.
  ///
  /// - Parameters:
  ///   - paths: Files and folders.
  ///   - options: How inputs are read and written.
  ///   - stop: Ends the watch, after a commit of what is ready.
  ///   - settling: How long a file must not have changed before it is read; 30 times as long is the most it waits.
  ///   - open: Opens the index for writing.
  ///   - observe: Told what happens, on the thread that watches.
  public init(
    _ paths: [String], options: IngestOptions, stop: StopFlag, settling: Duration = .seconds(1),
    open: @escaping () throws(IndexError) -> IndexWriter, observe: @escaping (Event) -> Void
  ) {
    let identity = ArticleIdentity()
    self.paths = paths.map { identity.absolute($0) }
    self.options = options
    self.stop = stop
    self.settling = settling
    self.open = open
    self.observe = observe
    pending = PendingChanges(settling: settling, patience: settling * 30)
  }

  /// Watches until a stop is asked for.
  ///
  /// - Throws: ``WatchError`` when folders cannot be watched, ``IndexError`` when the index cannot be written for a reason
  ///   that does not pass.
  public mutating func run() throws {
    var tree = try WatchedTree(paths, indexPath: options.indexPath)
    observe(.began(folders: tree.count))
    try synchronize(.everything)
    var checked = clock.now
    while stop.signal == nil {
      for change in try tree.changes(within: 200) { try note(change, in: &tree) }
      if clock.now - checked >= settling {
        checked = clock.now
        if try tree.checkRoots() { pending.noteEverything(at: checked) }
        tellLost(tree.missingRoots)
      }
      if let retry, clock.now < retry { continue }
      guard let due = pending.removeDue(at: clock.now) else { continue }
      try synchronize(tree.hasAliases ? .everything : due)
    }
  }

  private mutating func note(_ change: WatchedTree.Change, in tree: inout WatchedTree) throws {
    switch change {
    case .path(let path): pending.note(path, at: clock.now)
    case .everything:
      try tree.watchAnew()
      pending.noteEverything(at: clock.now)
    }
  }

  private mutating func tellLost(_ missing: [InputPath]) {
    for path in missing where !lost.contains(path) { observe(.lost(path: path.description)) }
    lost = Set(missing)
  }

  private mutating func synchronize(_ due: PendingChanges.Due) throws {
    let writer: IndexWriter
    do {
      writer = try open()
    } catch {
      switch error {
      case .locked, .busy, .diskFull:
        if retry == nil { observe(.waiting(error)) }
        return tryAgain(due, after: settling * 2)
      default: throw error
      }
    }
    observe(.syncing)
    let summary = run(due, writer)
    try? writer.close()
    observe(.synced(summary))
    retry = nil
    if case .failed = summary.ending { return tryAgain(.everything, after: settling * 30) }
    if summary.unsettled > 0, stop.signal == nil { try synchronize(.everything) }
  }

  private func run(_ due: PendingChanges.Due, _ writer: IndexWriter) -> IngestSummary {
    let ingester = Ingester(options: options, stop: stop)
    let observe = observe
    return switch due {
    case .everything: ingester.sync(paths, into: writer) { observe(.ingest($0)) }
    case .paths(let paths): ingester.syncParts(paths, into: writer) { observe(.ingest($0)) }
    }
  }

  /// Puts changes off for a while.
  private mutating func tryAgain(_ due: PendingChanges.Due, after delay: Duration) {
    let now = clock.now
    retry = now + delay
    switch due {
    case .everything: pending.noteEverything(at: now)
    case .paths(let paths): for path in paths { pending.note(path, at: now) }
    }
  }
}
