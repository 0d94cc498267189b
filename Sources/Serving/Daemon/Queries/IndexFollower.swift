import Dispatch
import IndexStore
import Retrieval

/// Looks at the index now and then, so that the first query after a commit finds everything in memory already.
actor IndexFollower {
  private let source: IndexSource
  private var view: View?

  private struct View {
    var epoch: Int
    var generation: Int64?
    var reader: IndexReader
    var searcher: Searcher
    /// How often nothing had changed since something did.
    var quietLooks = 0
    /// How many lists had been made when memory was last given back.
    var listsMade = 0
  }

  private var looks = 0

  /// How often it looks.
  static let interval = Duration.milliseconds(500)
  /// After so many looks without a change, ten seconds, what the next start is to find is written down.
  private static let quietLooks = 20
  /// Memory is given back after so many looks, every two seconds.
  private static let looksBetweenTrims = 4

  init(source: IndexSource) { self.source = source }

  /// Follows the index until cancelled.
  func run() async {
    while !Task.isCancelled {
      follow()
      giveBackMemory()
      try? await Task.sleep(for: Self.interval)
    }
  }

  /// Every few looks gives back what making posting lists has left.
  private func giveBackMemory() {
    looks += 1
    guard looks % Self.looksBetweenTrims == 0, let counters = view?.searcher.index.postingsCache.counters
    else { return }
    let made = counters.loads + counters.updates
    guard made != view?.listsMade else { return }
    view?.listsMade = made
    MemoryPolicy.giveBack()
  }

  /// Looks once; what fails here fails again, with a message, in the next query.
  func follow() {
    guard let opened = try? source.current() else {
      view = nil
      return
    }
    do {
      if view?.epoch != opened.epoch { view = try Self.open(opened) }
      guard var view else { return }
      let generation = try view.reader.generation()
      guard generation != view.generation else { return noteQuiet() }
      view.quietLooks = 0
      let articles = try view.searcher.search(SearchQuery(text: "", limit: 0, snippets: 0)).total.value
      source.note(IndexFacts(generation: generation, articles: articles), epoch: opened.epoch)
      view.generation = generation
      self.view = view
    } catch {
      view = nil
    }
  }

  private func noteQuiet() {
    view?.quietLooks += 1
    if view?.quietLooks == Self.quietLooks { view?.searcher.index.remember() }
  }

  /// Reads what takes long to read while nobody waits for it; queries are answered meanwhile.
  private static func warmUp(_ index: SearchIndex) {
    DispatchQueue.global(qos: .utility).async {
      // What cannot be read now is read, or fails with a message, when a query needs it.
      _ = try? Searcher(index: index).warmUp(deadline: Deadline(milliseconds: 60_000))
    }
  }

  /// Opens a view and asks one thing, so that what a first query has to load is loaded before a reader asks.
  private static func open(_ opened: IndexSource.Opened) throws -> View {
    let searcher = try Searcher(index: opened.index)
    _ = try searcher.search(SearchQuery(text: "warm up", limit: 1))
    warmUp(opened.index)
    return View(epoch: opened.epoch, reader: try IndexReader(path: opened.index.path), searcher: searcher)
  }
}
