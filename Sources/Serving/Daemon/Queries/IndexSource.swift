import Glibc
import IndexStore
import Logging
import QueryLanguage
import Retrieval
import Synchronization
import Wire

/// The index file as the daemon sees it over months: not there yet, there, replaced by another, or unusable.
final class IndexSource: SearchServiceSource {
  private let path: String
  private let similarity: Similarity
  private let cacheBytes: Int
  private let logger: Logger
  private let state = Mutex(State())

  /// An index in use; `epoch` tells it from those that were at the path before.
  struct Opened: Sendable {
    var index: SearchIndex
    var epoch: Int
    fileprivate var file: FileIdentity
  }

  private struct State {
    var opened: Opened?
    var facts: IndexFacts?
    var epoch = 0
    var lastFailure: String?
  }

  /// Opens the index if it is there.
  ///
  /// - Throws: ``StartError/unusableIndex(reason:)`` when something is there that is no usable index.
  init(settings: Settings, logger: Logger) throws(StartError) {
    path = settings.index
    similarity = settings.similarity.similarity
    cacheBytes = settings.cacheMebibytes << 20
    self.logger = logger
    guard FileIdentity(path: path) != nil else { return }
    do throws(SearchError) {
      _ = try state.withLock { state throws(SearchError) in try open(in: &state) }
    } catch .index(.missing), .index(.folderMissing) {
      return
    } catch {
      throw .unusableIndex(reason: error.description)
    }
  }

  func makeService() -> IndexService { IndexService(source: self) }

  var facts: IndexFacts? { state.withLock { $0.facts } }

  var postings: PostingsFigures? {
    guard let index = state.withLock({ $0.opened?.index }) else { return nil }
    let (bytes, counters) = index.postingsCache
    return PostingsFigures(
      bytes: bytes, hits: counters.hits, updates: counters.updates, loads: counters.loads,
      evictions: counters.evictions)
  }

  /// The index that is at the path now, opened if it was not; costs one `stat` otherwise.
  func current() throws(SearchError) -> Opened {
    try state.withLock { state throws(SearchError) in
      let file = FileIdentity(path: path)
      if let opened = state.opened, opened.file == file { return opened }
      state.opened = nil
      state.facts = nil
      do throws(SearchError) {
        let opened = try open(in: &state)
        logger.info("index opened", metadata: ["index": "\(path)"])
        return opened
      } catch {
        if state.lastFailure != error.description {
          logger.warning("there is no usable index", metadata: ["reason": "\(error)"])
          state.lastFailure = error.description
        }
        throw error
      }
    }
  }

  /// Writes down what makes the next start a quick one.
  func remember() { state.withLock { $0.opened?.index }?.remember() }

  /// Notes what an index has, unless it has been replaced meanwhile.
  func note(_ facts: IndexFacts, epoch: Int) {
    state.withLock { state in
      if state.opened?.epoch == epoch { state.facts = facts }
    }
  }

  private func open(in state: inout State) throws(SearchError) -> Opened {
    guard let file = FileIdentity(path: path) else { throw .index(.missing(path: path)) }
    let index = try SearchIndex(
      path: path, similarity: similarity, cacheBytes: cacheBytes, remembers: true)
    state.epoch += 1
    state.lastFailure = nil
    let opened = Opened(index: index, epoch: state.epoch, file: file)
    state.opened = opened
    return opened
  }

  /// The problem that an error of the index is to the client.
  func problem(_ error: SearchError) -> ProblemDetails {
    switch error {
    case .syntax(let mistake):
      return ProblemDetails(mistake.isLimit ? .queryLimit : .querySyntax, detail: "\(mistake)", caret: mistake.caret)
    case .badCursor:
      return ProblemDetails(.cursor, detail: error.description)
    case .index(.missing), .index(.folderMissing):
      return ProblemDetails(.indexMissing, detail: error.description)
    case .index(.deadline):
      return ProblemDetails(.overloaded, detail: "the request did not end within its deadline")
    case .index:
      logger.error("the index cannot be read", metadata: ["reason": "\(error)"])
      return ProblemDetails(.indexUnavailable, detail: error.description)
    }
  }
}

/// Which file is at a path: it stays the same while the file is written to, and changes when it is replaced.
private struct FileIdentity: Equatable {
  var device: UInt
  var inode: UInt

  /// Looks at a path; absent when there is nothing.
  init?(path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    device = UInt(facts.st_dev)
    inode = UInt(facts.st_ino)
  }
}
