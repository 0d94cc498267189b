import Articles
import IndexStore
import Testing

@testable import Retrieval

@Suite("Columns")
struct ColumnTests {
  @Test("grow without changing the shorter ones")
  func grow() {
    let first = Column<UInt32>([1, 2, 3])
    let second = first.appending([4, 5])
    // A second branch of the same column must not see the first.
    let third = first.appending([9])
    let fourth = second.appending((6..<200).map { $0 })
    #expect(first.withValues(Array.init) == [1, 2, 3])
    #expect(second.withValues(Array.init) == [1, 2, 3, 4, 5])
    #expect(third.withValues(Array.init) == [1, 2, 3, 9])
    #expect(fourth.withValues(Array.init) == Array(1..<200))
    #expect(first.appending([]).count == 3)
  }

  @Test("find the row of an id, in any order")
  func findRows() {
    var random = SeededGenerator(seed: 3)
    let ids = (0..<500).map { _ in Int64(1 + random.below(900)) }
    let column = Column(Set(ids).sorted())
    var cursor = OrdinalCursor(column)
    for id in (0..<950).map({ Int64($0) }) + ids {
      #expect(cursor.ordinal(of: id) == column.withValues(Array.init).firstIndex(of: id))
    }
    var none = OrdinalCursor(Column<Int64>())
    #expect(none.ordinal(of: 1) == nil)
  }

  @Test("are brought up to date to what reading them anew gives")
  func refresh() throws {
    let index = try TestIndex()
    let reader = try IndexReader(path: index.path)
    var random = SeededGenerator(seed: 4)
    var snapshot = try reader.withSnapshot { try SnapshotBuilder(reader: reader).load() }
    for round in 0..<12 {
      let articles = (0..<random.below(20)).map { _ in
        Article.made(
          "\(random.below(60))", title: "t", body: String(repeating: "w ", count: random.below(9)),
          site: random.pick(["a", "b", nil]), language: random.pick(["en", "de", nil]))
      }
      try index.add(articles)
      if round % 3 == 0 { _ = try index.writer.remove(keys: (0..<10).map { _ in "\(random.below(60))" }) }
      let (refreshed, anew) = try reader.withSnapshot {
        let builder = SnapshotBuilder(reader: reader)
        return (try builder.refreshed(snapshot), try builder.load())
      }
      #expect(facts(of: refreshed) == facts(of: anew))
      #expect(refreshed.generation == anew.generation)
      #expect(refreshed.lengths.bodyTotal == anew.lengths.bodyTotal)
      #expect(refreshed.presentLanguages.map(\.language).sorted() == anew.presentLanguages.map(\.language).sorted())
      snapshot = refreshed
    }
  }

  /// The live rows in words.
  private func facts(of snapshot: ColumnSnapshot) -> [String] {
    #expect(snapshot.live.population == snapshot.liveCount)
    return snapshot.live.ordinals.map { ordinal in
      let row = Int(ordinal)
      let site = snapshot.dictionaries.sites.values[Int(snapshot.sites[row])]
      let lengths = "\(snapshot.lengths.title[row]) \(snapshot.lengths.body[row]) \(snapshot.lengths.rest[row])"
      return "\(snapshot.ids[row]) \(snapshot.language(row)?.rawValue ?? "-") \(site) \(lengths)"
    }
  }

  @Test("keep sets of rows")
  func bitmaps() {
    var random = SeededGenerator(seed: 6)
    for count in [0, 1, 63, 64, 65, 200] {
      let left = Set((0..<count).filter { _ in random.chance(40) })
      let right = Set((0..<count).filter { _ in random.chance(40) })
      let a = Bitmap(count: count, ordinals: left.sorted().map { UInt32($0) })
      let b = Bitmap(count: count, ordinals: right.sorted().map { UInt32($0) })
      var both = a, either = a, less = a, grown = a
      both.formIntersection(b)
      either.formUnion(b)
      less.subtract(b)
      grown.grow(to: count + 70, full: true)
      #expect(both.ordinals.map(Int.init) == left.intersection(right).sorted())
      #expect(either.ordinals.map(Int.init) == left.union(right).sorted())
      #expect(less.ordinals.map(Int.init) == left.subtracting(right).sorted())
      #expect(grown.population == left.count + 70)
      #expect(Bitmap(count: count, full: true).population == count)
      #expect(a.population == left.count && a.isEmpty == left.isEmpty)
    }
  }

  @Test("order hits by key and keep the first ones")
  func topHits() {
    var random = SeededGenerator(seed: 8)
    for limit in [0, 1, 3, 10, 100] {
      let keys = (0..<60).map { id in
        RankKey(tier: UInt8(random.below(2)), value: RankKey.value(score: Double(random.below(5)) / 3), id: Int64(id))
      }
      var top = TopHits(limit: limit)
      for (index, key) in keys.shuffled(using: &random).enumerated() { top.offer(key, index: index) }
      #expect(top.sorted.map(\.key) == Array(keys.sorted().prefix(limit)))
    }
  }
}
