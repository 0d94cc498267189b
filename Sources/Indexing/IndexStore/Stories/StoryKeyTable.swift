/// Which articles have a key: a table in memory of 10 bytes a key, and 16 an article.
///
/// Of the articles of one story only the first with a key stands under it, and under one key no more than
/// ``storiesOfKey`` stories: what so many have in common is a phrase of the site, not of a story.
struct StoryKeyTable {
  /// An article that was added.
  private struct Entry {
    var id: Int64
    /// Its story, or 0 when the article was removed.
    var story: Int64
  }

  /// A key and, below it, one more than the place in ``articles``; 0 where nothing stands.
  private var slots: [UInt64]
  private var used = 0
  /// In ascending order of id.
  private var articles: [Entry] = []

  /// How many stories a key can stand for.
  static let storiesOfKey = 8
  /// How many candidates an article has at most.
  static let candidates = 4

  /// Makes an empty table.
  ///
  /// - Parameter capacity: How many keys there will be, about.
  init(capacity: Int = 0) {
    slots = [UInt64](repeating: 0, count: max(1024, capacity + capacity / 4))
  }

  /// How many articles were added.
  var count: Int { articles.count }

  /// Adds an article; its id must be above those of all that were added before.
  mutating func add(_ keys: StoryKeys, id: Int64, story: Int64) {
    articles.append(Entry(id: id, story: story))
    enter(keys, number: articles.count - 1, story: story)
  }

  /// Lets an article that was added stand for its story where the one that did was removed.
  mutating func addAgain(_ keys: StoryKeys, id: Int64, story: Int64) {
    guard let number = number(of: id) else { return }
    enter(keys, number: number, story: story)
  }

  /// The story of an article; `nil` when it is none of those that were added, or was removed.
  func story(of id: Int64) -> Int64? {
    guard let number = number(of: id), articles[number].story != 0 else { return nil }
    return articles[number].story
  }

  /// Forgets an article.
  mutating func remove(id: Int64) {
    if let number = number(of: id) { articles[number].story = 0 }
  }

  /// The articles that share most keys with one, those with more keys in common and smaller ids first.
  func candidates(for keys: StoryKeys) -> [Int64] {
    var shared: [Int64: Int] = [:]
    for key in keys.values {
      var found: [Int64] = []
      forEachEntry(of: key) { _, entry in if entry.story != 0 { found.append(entry.id) } }
      guard found.count < Self.storiesOfKey else { continue }
      for id in found { shared[id, default: 0] += 1 }
    }
    guard !shared.isEmpty else { return [] }
    return shared.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.candidates).map(\.key)
  }

  private mutating func enter(_ keys: StoryKeys, number: Int, story: Int64) {
    for key in keys.values {
      var stories = 0
      var isThere = false
      var free: Int?
      let end = forEachEntry(of: key) { slot, entry in
        if entry.story == story { isThere = true }
        if entry.story == 0 { free = slot } else { stories += 1 }
      }
      guard !isThere, stories < Self.storiesOfKey else { continue }
      slots[free ?? end] = UInt64(key) << 32 | UInt64(number + 1)
      if free == nil { used += 1 }
      if used * 8 > slots.count * 7 { grow() }
    }
  }

  /// Calls `body` with each entry of a key and its slot.
  ///
  /// - Returns: The first empty slot behind them.
  @discardableResult
  private func forEachEntry(of key: UInt32, _ body: (Int, Entry) -> Void) -> Int {
    var slot = home(of: key)
    while slots[slot] != 0 {
      if UInt32(truncatingIfNeeded: slots[slot] >> 32) == key {
        body(slot, articles[Int(slots[slot] & 0xFFFF_FFFF) - 1])
      }
      slot = slot + 1 == slots.count ? 0 : slot + 1
    }
    return slot
  }

  /// Keys are spread evenly over all numbers, so their order is as good as any other.
  private func home(of key: UInt32) -> Int { Int((UInt64(key) &* UInt64(slots.count)) >> 32) }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count + old.count / 2)
    for entry in old where entry != 0 {
      var slot = home(of: UInt32(truncatingIfNeeded: entry >> 32))
      while slots[slot] != 0 { slot = slot + 1 == slots.count ? 0 : slot + 1 }
      slots[slot] = entry
    }
  }

  private func number(of id: Int64) -> Int? {
    var lower = 0
    var upper = articles.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if articles[middle].id < id { lower = middle + 1 } else { upper = middle }
    }
    return lower < articles.count && articles[lower].id == id ? lower : nil
  }
}
