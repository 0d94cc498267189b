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

  private var parts: [KeyPart]
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
    let capacity = max(256, (capacity + capacity / 4) / Self.partCount)
    parts = (0..<Self.partCount).map { _ in KeyPart(capacity: capacity) }
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
    // Most keys stand for nothing, and those that do for few.
    var shared: [(id: Int64, keys: Int)] = []
    var found: [Int64] = []
    for key in keys.values {
      found.removeAll(keepingCapacity: true)
      forEachEntry(of: key) { _, entry in if entry.story != 0 { found.append(entry.id) } }
      guard found.count < Self.storiesOfKey else { continue }
      for id in found {
        if let place = shared.firstIndex(where: { $0.id == id }) {
          shared[place].keys += 1
        } else {
          shared.append((id, 1))
        }
      }
    }
    guard !shared.isEmpty else { return [] }
    return shared.sorted { ($1.keys, $0.id) < ($0.keys, $1.id) }.prefix(Self.candidates).map(\.id)
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
      parts[Self.part(of: key)].put(key, number: number, at: free ?? end, isNew: free == nil)
    }
  }

  /// Calls `body` with each entry of a key and its slot.
  ///
  /// - Returns: The first empty slot behind them.
  @discardableResult
  private func forEachEntry(of key: UInt32, _ body: (Int, Entry) -> Void) -> Int {
    parts[Self.part(of: key)].forEachNumber(of: key) { slot, number in body(slot, articles[number]) }
  }

  private static func part(of key: UInt32) -> Int { Int(key >> 26) }
  private static let partCount = 64

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

/// The keys of a 64th of all numbers, so that a table of many millions grows a little at a time.
///
/// They are in ascending order, each as close behind its home as those before it let it be: a search ends at the first that
/// is larger.
private final class KeyPart {
  /// A key and, below it, one more than the number of an article; 0 where nothing stands.
  @exclusivity(unchecked) private var slots: [UInt64]
  /// How many homes there are; what has no place in front of their end stands behind it.
  @exclusivity(unchecked) private var homes: Int
  @exclusivity(unchecked) private var used = 0

  init(capacity: Int) {
    homes = capacity
    slots = [UInt64](repeating: 0, count: capacity)
  }

  /// Puts a key where ``forEachNumber(of:_:)`` said.
  func put(_ key: UInt32, number: Int, at slot: Int, isNew: Bool) {
    var entry = UInt64(key) << 32 | UInt64(number + 1)
    guard isNew else { return slots[slot] = entry }
    // Those behind it move on, up to an empty place.
    var slot = slot
    while slot < slots.count, entry != 0 {
      swap(&entry, &slots[slot])
      slot += 1
    }
    if entry != 0 { slots.append(entry) }
    used += 1
    if used * 8 > homes * 7 { grow() }
  }

  /// Calls `body` with each number of a key and its slot.
  ///
  /// - Returns: The slot behind them, where another belongs.
  func forEachNumber(of key: UInt32, _ body: (Int, Int) -> Void) -> Int {
    var slot = home(of: key)
    while slot < slots.count, slots[slot] != 0 {
      let found = UInt32(truncatingIfNeeded: slots[slot] >> 32)
      if found > key { break }
      if found == key { body(slot, Int(slots[slot] & 0xFFFF_FFFF) - 1) }
      slot += 1
    }
    return slot
  }

  /// Keys are spread evenly over all numbers, and their first six bits are the part's.
  private func home(of key: UInt32) -> Int { Int((UInt64(key << 6) &* UInt64(homes)) >> 32) }

  private func grow() {
    homes += homes / 4
    var larger = [UInt64](repeating: 0, count: homes)
    var end = 0
    for entry in slots where entry != 0 {
      end = max(end, home(of: UInt32(truncatingIfNeeded: entry >> 32)))
      if end < larger.count { larger[end] = entry } else { larger.append(entry) }
      end += 1
    }
    slots = larger
  }
}
