import Articles
import IndexStore

/// What a run came across, so that afterwards it can be told what is gone.
///
/// Keys are kept as 64-bit hashes, 16 bytes or so each: that one of a million articles is mistaken for another and
/// stays, happens once in 10^7 runs.
struct Inventory {
  /// What became of an article of the index.
  enum Fate: Equatable {
    case present
    /// It is as it was, but at another place.
    case moved(ArticleSource)
    /// Its place could not be read, or not all of it.
    case unknown
    case gone
  }

  /// The keys that were found where the index has them, or are written with the place they were found at.
  private var inPlace: Set<Int> = []
  /// The first other place of unchanged articles, by key.
  private var elsewhere: [String: ArticleSource] = [:]
  /// The large files that were not read because they are as they were.
  private var unchangedFiles: Set<String> = []
  /// The files, folders and members of archives something of which was left out; members as `path#member`.
  private var faults: Set<String> = []

  /// Takes note of an article that an input has.
  ///
  /// - Parameter stored: What the index has and will keep, `nil` when the article is written.
  mutating func note(_ article: Article, stored: StoredVersion?) {
    if let stored, stored.source != article.source {
      if elsewhere[article.key] == nil { elsewhere[article.key] = article.source }
    } else {
      inPlace.insert(article.key.hashValue)
    }
  }

  mutating func note(_ file: ReadFile) { unchangedFiles.insert(file.path) }

  mutating func note(_ skipped: SkippedInput) {
    guard !skipped.reason.isIntended else { return }
    // Where an archive breaks off, the members behind that place are unknown too.
    let member = skipped.reason.endsReading ? nil : skipped.source.member
    faults.insert(ArticleSource(path: skipped.source.path, member: member).description)
  }

  /// What became of an article that the index has.
  func fate(of place: StoredPlace) -> Fate {
    if inPlace.contains(place.key.hashValue) || unchangedFiles.contains(place.source.path) { return .present }
    if let source = elsewhere[place.key] { return .moved(source) }
    return isAtFault(place.source) ? .unknown : .gone
  }

  private func isAtFault(_ source: ArticleSource) -> Bool {
    guard !faults.isEmpty else { return false }
    if faults.containsFolder(of: source.path) || faults.contains(source.path) { return true }
    guard source.member != nil else { return false }
    let member = ArticleSource(path: source.path, member: source.member).description
    return faults.contains(member) || faults.containsFolder(of: member)
  }
}
