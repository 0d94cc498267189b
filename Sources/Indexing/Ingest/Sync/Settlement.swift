import Articles
import IndexStore

/// What is to be changed in an index so that it has no article that is not where it was read from.
struct Settlement {
  /// The articles that are nowhere any more.
  private(set) var gone: [StoredPlace] = []
  /// Where articles are now that are not where they were, by key.
  private(set) var moved: [String: ArticleSource] = [:]
  /// How many articles stay because their places could not be read completely.
  private(set) var kept = 0
  /// How many articles stay because they may be at places that were not looked at.
  private(set) var unsettled = 0

  /// Compares the articles of an index with what a run came across.
  init(_ inventory: Inventory, of scope: SyncScope, in target: IngestTarget) throws {
    try scope.forEachArticle(in: target) { place in
      switch inventory.fate(of: place) {
      case .present: break
      case .moved(let source): moved[place.key] = source
      case .unknown: kept += 1
      case .gone where scope.mayBeElsewhere(place): unsettled += 1
      case .gone: gone.append(place)
      }
    }
    gone.sort { $0.id < $1.id }
  }
}
