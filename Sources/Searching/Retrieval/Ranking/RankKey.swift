import Articles

/// The place of an article in the order of hits.
struct RankKey: Sendable, Equatable, Comparable {
  /// 0 for articles with every word, 1 for those found by relaxing.
  var tier: UInt8
  /// What the order is by, mapped so that more is better.
  var value: UInt64
  /// The article's id; the smaller one first where all else is equal.
  var id: Int64

  /// Whether the first comes before the second.
  static func < (left: RankKey, right: RankKey) -> Bool {
    if left.tier != right.tier { return left.tier < right.tier }
    if left.value != right.value { return left.value > right.value }
    return left.id < right.id
  }

  /// Better for a higher score; scores are never negative, so their bits are in the order of their values.
  static func value(score: Double) -> UInt64 { score.bitPattern }

  /// Better for a later or an earlier date, worst for an unknown one.
  static func value(published: Int64, sort: SortOrder) -> UInt64 {
    guard published != ColumnSnapshot.unknownDate else { return 0 }
    let ascending = UInt64(bitPattern: published) ^ (1 << 63)
    return sort == .oldest ? ~ascending : ascending
  }
}

/// Keeps the first few of many keys, in a heap whose root is the last of them.
struct TopHits {
  private(set) var entries: [(key: RankKey, index: Int)] = []
  private let limit: Int

  /// Keeps up to a number of keys.
  init(limit: Int) {
    self.limit = limit
    entries.reserveCapacity(limit)
  }

  /// Offers a key; `index` says whose it is.
  @inline(__always)
  mutating func offer(_ key: RankKey, index: Int) {
    if entries.count < limit {
      entries.append((key, index))
      siftUp(entries.count - 1)
    } else if let last = entries.first, key < last.key {
      entries[0] = (key, index)
      siftDown()
    }
  }

  /// The kept entries, first one first.
  var sorted: [(key: RankKey, index: Int)] { entries.sorted { $0.key < $1.key } }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[parent].key < entries[child].key else { return }
      entries.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var last = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count {
        if entries[last].key < entries[child].key { last = child }
      }
      if last == parent { return }
      entries.swapAt(parent, last)
      parent = last
    }
  }
}
