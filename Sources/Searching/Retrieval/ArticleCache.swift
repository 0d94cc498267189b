import Articles
import IndexStore
import Synchronization

/// Articles that were hits lately, shared by all searchers of an index: what is shown of them, and their texts.
///
/// An article never changes under its number, so what is kept stays right until the numbers are given anew. There are two
/// halves: what is used moves into the newer one, and when that is full the older one is dropped as a whole. So looking,
/// keeping and making room cost the same however much is kept.
final class ArticleCache: Sendable {
  /// An article in memory.
  final class Kept: Sendable {
    /// What is shown of it.
    let card: ArticleCard
    /// Its text.
    let text: [UInt8]

    init(card: ArticleCard, text: UnsafeBufferPointer<UInt8>) {
      self.card = card
      self.text = Array(text)
    }

    /// About what it takes, with its place in a dictionary.
    var bytes: Int {
      let strings = [card.key, card.url, card.title, card.author, card.site, card.category, card.published]
      return text.count + strings.reduce(320) { $0 + ($1?.utf8.count ?? 0) }
    }
  }

  private struct State {
    var lineage = 0
    var newer: [ArticleID: Kept] = [:]
    var newerBytes = 0
    var older: [ArticleID: Kept] = [:]

    mutating func insert(_ article: Kept, halfCapacity: Int) {
      guard newer.updateValue(article, forKey: article.card.id) == nil else { return }
      newerBytes += article.bytes
      guard newerBytes > halfCapacity else { return }
      older = newer
      newer = [:]
      newerBytes = 0
    }
  }

  private let halfCapacity: Int
  private let state = Mutex(State())

  /// Longer texts are not kept: passages need little of them.
  static let longestText = SnippetMaker.longTextBytes

  /// - Parameter capacity: In bytes.
  init(capacity: Int) { halfCapacity = capacity / 2 }

  /// The articles that are kept, by their place among `ids`.
  ///
  /// - Parameter lineage: Of the snapshot that the numbers are from.
  func articles(_ ids: [ArticleID], lineage: Int) -> [Kept?] {
    state.withLock { state in
      guard state.lineage == lineage else { return ids.map { _ in nil } }
      return ids.map { id in
        if let found = state.newer[id] { return found }
        guard let found = state.older[id] else { return nil }
        state.insert(found, halfCapacity: halfCapacity)
        return found
      }
    }
  }

  /// Keeps articles of a snapshot with a lineage, unless there is a later one.
  func keep(_ articles: [Kept], lineage: Int) {
    if articles.isEmpty { return }
    state.withLock { state in
      if state.lineage < lineage {
        state = State()
        state.lineage = lineage
      }
      guard state.lineage == lineage else { return }
      for article in articles { state.insert(article, halfCapacity: halfCapacity) }
    }
  }
}
