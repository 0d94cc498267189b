/// Entries that wait for what may come after them, such as the title of the feed.
struct EntryWindow<Entry> {
  /// The size of the entries that wait at least, in bytes.
  private static var size: Int { 1 << 20 }

  private var waiting: [(entry: Entry, size: Int)] = []
  private var total = 0

  /// Takes an entry, and gives those that have waited long enough.
  mutating func enter(_ entry: Entry, size: Int) -> [Entry] {
    waiting.append((entry, size))
    total += size
    return total > 2 * Self.size ? release(keeping: Self.size) : []
  }

  /// Gives the entries that are left.
  mutating func finish() -> [Entry] { release(keeping: 0) }

  private mutating func release(keeping size: Int) -> [Entry] {
    var released: [Entry] = []
    while released.count < waiting.count, total > size || size == 0 {
      total -= waiting[released.count].size
      released.append(waiting[released.count].entry)
    }
    waiting.removeFirst(released.count)
    return released
  }
}
