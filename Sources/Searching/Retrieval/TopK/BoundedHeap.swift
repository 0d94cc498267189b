/// The best `capacity` of all offered, by score, ties by ordinal ascending.
struct BoundedHeap {
  struct Entry: Sendable, Equatable {
    var score: Double
    var ordinal: UInt32

    /// Whether this comes behind another in the order of hits.
    @inline(__always)
    func isWorse(than other: Entry) -> Bool {
      score != other.score ? score < other.score : ordinal > other.ordinal
    }
  }

  let capacity: Int
  /// A binary heap with the worst entry on top.
  private var entries: [Entry] = []

  init(capacity: Int) {
    self.capacity = capacity
    entries.reserveCapacity(capacity)
  }

  /// What a new entry must beat, once the heap is full.
  var worst: Entry? { entries.count == capacity ? entries.first : nil }

  @inline(__always)
  mutating func offer(score: Double, ordinal: UInt32) {
    let entry = Entry(score: score, ordinal: ordinal)
    if entries.count < capacity {
      entries.append(entry)
      siftUp(entries.count - 1)
    } else if let worst = entries.first, worst.isWorse(than: entry) {
      entries[0] = entry
      siftDown(0, count: capacity)
    }
  }

  /// Offers an entry in place of the entry that is the same thing, unless that one is better.
  ///
  /// Costs a look at every entry when it can enter.
  mutating func offer(score: Double, ordinal: UInt32, inPlaceOf isSame: (UInt32) -> Bool) {
    let entry = Entry(score: score, ordinal: ordinal)
    if let worst, !worst.isWorse(than: entry) { return }
    guard let place = entries.firstIndex(where: { isSame($0.ordinal) }) else {
      offer(score: score, ordinal: ordinal)
      return
    }
    guard entries[place].isWorse(than: entry) else { return }
    entries[place] = entry
    siftDown(place, count: entries.count)
  }

  /// The entries, best first.
  func sorted() -> [Entry] { entries.sorted { $1.isWorse(than: $0) } }

  private mutating func siftUp(_ start: Int) {
    var index = start
    while index > 0 {
      let parent = (index - 1) / 2
      guard entries[index].isWorse(than: entries[parent]) else { return }
      entries.swapAt(index, parent)
      index = parent
    }
  }

  /// Moves an entry down to its place among the first `count`.
  private mutating func siftDown(_ start: Int, count: Int) {
    var index = start
    while true {
      var child = 2 * index + 1
      guard child < count else { return }
      if child + 1 < count, entries[child + 1].isWorse(than: entries[child]) { child += 1 }
      guard entries[child].isWorse(than: entries[index]) else { return }
      entries.swapAt(index, child)
      index = child
    }
  }
}
