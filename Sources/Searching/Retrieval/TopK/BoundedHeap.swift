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
  func sorted() -> [Entry] {
    let (least, greatest) = entries.reduce((Double.infinity, -Double.infinity)) {
      (min($0.0, $1.score), max($0.1, $1.score))
    }
    guard Self.distributed.contains(entries.count), (greatest - least).isNormal
    else { return entries.sorted { $1.isWorse(than: $0) } }
    return sorted(from: greatest, downBy: greatest - least)
  }

  /// How many entries are worth putting about where they belong before they are sorted.
  private static let distributed = 16...256
  private static let shelfCount = 128

  /// The entries, best first: dealt to shelves by their scores, then moved on to their places, which are near.
  private func sorted(from greatest: Double, downBy extent: Double) -> [Entry] {
    let scale = Double(Self.shelfCount - 1) / extent
    func shelf(_ entry: Entry) -> Int { min(Int((greatest - entry.score) * scale), Self.shelfCount - 1) }
    return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: Self.shelfCount + 1) { ends in
      ends.initialize(repeating: 0)
      for entry in entries { ends[shelf(entry) + 1] += 1 }
      for number in 0..<Self.shelfCount { ends[number + 1] += ends[number] }
      return [Entry](unsafeUninitializedCapacity: entries.count) { sorted, count in
        for entry in entries {
          let number = shelf(entry)
          sorted.initializeElement(at: Int(ends[number]), to: entry)
          ends[number] += 1
        }
        count = entries.count
        for index in 1..<count {
          let entry = sorted[index]
          var place = index
          while place > 0, sorted[place - 1].isWorse(than: entry) {
            sorted[place] = sorted[place - 1]
            place -= 1
          }
          sorted[place] = entry
        }
      }
    }
  }

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
