import Analysis
import Articles
import IndexStore
import Synchronization

/// What all searchers of one index share: the image of its narrow columns, its vocabulary, posting lists in use.
///
/// Nothing here is more than a derived copy of the file; it follows the file as it changes.
public final class SearchIndex: Sendable {
  /// The index's path.
  public let path: String
  /// How articles are scored.
  public let similarity: Similarity

  let analyzer = Analyzer()
  let vocabulary: VocabularyKeeper
  let cache: PostingsCache
  let articles: ArticleCache
  /// The lists of very frequent words, and the lineage of the rows that they are of.
  private let resident: Mutex<(lineage: Int, lists: ResidentDoclists)>
  private let residentBytes: Int
  private let current = Mutex<ColumnSnapshot?>(nil)
  private let refreshing = Mutex<Void>(())
  /// Where the image is kept from one start to the next; `nil` when it is not.
  private let columnFile: ColumnFile?
  /// Where the names of the lists in use are kept likewise.
  private let hotAtoms: HotAtomsFile?
  /// The generation that ``columnFile`` has, as far as is known.
  private let kept = Mutex<Int64?>(nil)

  /// Opens an index and reads its columns: a third of a microsecond an article, or a tenth where they were kept, and a
  /// microsecond an article that has come since.
  ///
  /// - Parameters:
  ///   - path: The index file.
  ///   - similarity: How articles are scored.
  ///   - cacheBytes: The most memory that posting lists and articles are kept in; articles have an eighth of it, and the lists of
  ///     very frequent words with their positions as much of the rest as long as posting lists leave it.
  ///   - remembers: Whether what ``remember()`` wrote beside the index is looked for.
  /// - Throws: ``SearchError/index(_:)`` when there is no index at the path or it cannot be read.
  public init(path: String, similarity: Similarity = .standard, cacheBytes: Int = 256 << 20, remembers: Bool = false)
    throws(SearchError)
  {
    self.path = path
    self.similarity = similarity
    columnFile = remembers ? ColumnFile(index: path) : nil
    hotAtoms = remembers ? HotAtomsFile(index: path) : nil
    vocabulary = VocabularyKeeper(path: path, remembers: remembers)
    articles = ArticleCache(capacity: cacheBytes / 8)
    residentBytes = cacheBytes / 8
    resident = Mutex((0, ResidentDoclists(capacity: residentBytes)))
    cache = PostingsCache(capacity: cacheBytes - cacheBytes / 8)
    do {
      let reader = try IndexReader(path: path)
      _ = try reader.withSnapshot { try snapshot(with: reader) }
    } catch {
      throw SearchError(wrapping: error, path: path)
    }
  }

  /// The lists of very frequent words that are in memory; none of a lineage that is over, and none once posting lists want their
  /// memory, which are dearer to read again.
  func residentLists(ofLineage lineage: Int) -> ResidentDoclists? {
    let listBytes = cache.bytes
    return resident.withLock { resident in
      if lineage > resident.lineage { resident = (lineage, ResidentDoclists(capacity: residentBytes)) }
      if resident.lists.bytes + listBytes > cache.capacity { resident.lists = ResidentDoclists(capacity: 0) }
      return lineage == resident.lineage ? resident.lists : nil
    }
  }

  /// The memory that posting lists take, in bytes, and what their cache has done since the index was opened.
  public var postingsCache: (bytes: Int, counters: PostingsCacheCounters) { (cache.bytes, cache.counters) }

  /// Brings the shared image to the present, for callers that want the next query not to wait for it.
  ///
  /// - Returns: the generation it shows now.
  @discardableResult
  public func refresh() throws(SearchError) -> Int64 {
    do {
      let reader = try IndexReader(path: path)
      while true {
        if let snapshot = try reader.withSnapshot({ try snapshot(with: reader) }) { return snapshot.generation }
      }
    } catch {
      throw SearchError(wrapping: error, path: path)
    }
  }

  /// Writes down beside the index what makes the next start a quick one: the columns, and which lists are in use.
  ///
  /// Costs about a tenth of a microsecond an article when the index has changed since, and next to nothing otherwise. What
  /// cannot be written, in a folder that is not the caller's for one, is left to be read from the index.
  public func remember() {
    guard let columnFile, let hotAtoms, let latest else { return }
    hotAtoms.write(cache.recentAtoms(limit: HotAtomsFile.limit))
    keep(latest, in: columnFile)
  }

  private func keep(_ snapshot: ColumnSnapshot, in file: ColumnFile) {
    guard kept.withLock({ $0 }) != snapshot.generation, file.write(snapshot) else { return }
    kept.withLock { $0 = snapshot.generation }
  }

  /// Writes down the columns of an index of which a good part was written just now, for the next start.
  ///
  /// Costs half a microsecond an article, a hundredth of what writing took; nothing where fewer than 50,000 or a fifth of
  /// the articles were written, since these are soon read.
  ///
  /// - Parameters:
  ///   - path: The index file.
  ///   - written: How many articles were written.
  public static func keepColumns(path: String, written: Int) throws(SearchError) {
    guard written >= 50_000 else { return }
    do {
      guard let last = try IndexReader(path: path).lastArticle(), last.rawValue <= 5 * Int64(written) else { return }
      let index = try SearchIndex(path: path, cacheBytes: 0, remembers: true)
      if let latest = index.latest, let file = index.columnFile { index.keep(latest, in: file) }
    } catch {
      throw SearchError(wrapping: error, path: path)
    }
  }

  /// The atoms whose lists were in use when ``remember()`` was last called, by this process or the one before.
  var rememberedAtoms: [Atom] { hotAtoms?.read() ?? [] }

  /// The columns as they were kept, brought to the present.
  private func keptColumns(_ builder: SnapshotBuilder) throws -> ColumnSnapshot? {
    guard let found = try columnFile?.snapshot(accepts: builder.reader.hasBeen) else { return nil }
    kept.withLock { $0 = found.generation }
    return try builder.resumed(found)
  }

  /// The latest image there is.
  var latest: ColumnSnapshot? { current.withLock { $0 } }

  /// The image of the generation that a reader's transaction sees.
  ///
  /// - Returns: `nil` when a later generation is in memory already: the caller's transaction is to begin anew.
  func snapshot(with reader: IndexReader) throws -> ColumnSnapshot? {
    let generation = try reader.generation()
    if let snapshot = current.withLock({ $0 }), snapshot.generation >= generation {
      return snapshot.generation == generation ? snapshot : nil
    }
    return try refreshing.withLock { _ -> ColumnSnapshot? in
      let latest = current.withLock { $0 }
      if let latest, latest.generation >= generation {
        return latest.generation == generation ? latest : nil
      }
      let builder = SnapshotBuilder(reader: reader)
      let next = try latest.map(builder.refreshed) ?? keptColumns(builder) ?? builder.load()
      current.withLock { $0 = next }
      return next
    }
  }
}
