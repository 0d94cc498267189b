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

  @Test("hold whole numbers in as few bytes as they need, whatever comes behind them")
  func narrowNumbers() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      var numbers: [UInt32] = []
      var column = NumberColumn()
      var older: [(NumberColumn, Int)] = []
      for _ in 0..<random.below(6) {
        let greatest = random.pick([3, 255, 256, 65_535, 65_536, Int(UInt32.max)])
        let added = (0..<random.below(9)).map { _ in UInt32(random.chance(30) ? greatest : random.below(greatest)) }
        older.append((column, numbers.count))
        column = column.appending(added)
        numbers += added
      }
      for (column, count) in older + [(column, numbers.count)] {
        #expect((0..<column.count).map { column[$0] } == Array(numbers.prefix(count)))
        #expect(column.greatest == numbers.prefix(count).max() ?? 0)
      }
      let small = NumberColumn().appending(numbers.map { $0 % 300 })
      let rows = numbers.indices.filter { _ in random.chance(60) }.map { UInt32($0) }
      let counts = small.counts(ofRows: rows, below: 300)
      #expect((0..<300).allSatisfy { value in counts[value] == rows.count { numbers[Int($0)] % 300 == value } })
    }
  }

  @Test("hold ids and dates by their distance, and as they are where that is too great")
  func spans() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      var numbers: [Int64] = []
      var column = SpanColumn()
      for _ in 0..<random.below(6) {
        let reach = random.pick([9, 1 << 30, 1 << 31, 1 << 32, 1 << 33])
        let start = random.pick([0, 1_600_000_000, -4_000_000_000, .max - 99, .min + 99])
        let added = (0..<random.below(6)).map { _ in
          random.chance(20) ? .min : Int64(start).addingReportingOverflow(Int64(random.below(reach))).partialValue
        }
        column = column.appending(added)
        numbers += added
        #expect((0..<column.count).map { column[$0] } == numbers)
      }
    }
    guard case .near = SpanColumn().appending([-2_000_000_000, .min, 1_700_000_000]) else {
      Issue.record("dates of the last century take eight bytes")
      return
    }
  }

  @Test("hold word counts, those of very long articles too")
  func lengths() throws {
    var random = SeededGenerator(seed: 8)
    var rows: [FieldLengths.Row] = []
    var lengths = FieldLengths()
    for _ in 0..<40 {
      let added = (0..<random.below(30)).map { _ in
        FieldLengths.Row(
          title: UInt32(random.pick([0, 7, 255, 256])), body: UInt32(random.pick([0, 300, 65_535, 65_536, 9_000_000])),
          rest: UInt32(random.pick([0, 3, 255, 256])))
      }
      lengths.append(added)
      rows += added
    }
    #expect(rows.indices.allSatisfy { lengths[$0] == rows[$0] })
    #expect(lengths.bodyTotal == rows.reduce(0) { $0 + Int64($1.body) })
    #expect(lengths.others.count < rows.count)
    let kept = try #require(FieldLengths(packed: lengths.packed, others: lengths.others))
    #expect(rows.indices.allSatisfy { kept[$0] == rows[$0] } && kept.titleTotal == 0)
    #expect(FieldLengths(packed: lengths.packed, others: [:]) == nil)
  }

  @Test("of lists grow without changing the shorter ones")
  func frozenArrays() {
    let first = FrozenArray<UInt32>(Array(0..<100))
    func longer(_ array: FrozenArray<UInt32>, keep: Int, _ more: [UInt32]) -> FrozenArray<UInt32> {
      more.withUnsafeBufferPointer { FrozenArray(array, keep: keep, appending: $0) }
    }
    let second = longer(first, keep: 100, [100, 101])
    let third = longer(second, keep: 102, [102])
    let branch = longer(second, keep: 102, [7, 8])
    let shorter = longer(third, keep: 50, [9])
    #expect(third.pointer == second.pointer && branch.pointer != second.pointer)
    #expect(Array(first.values) == Array(0..<100) && Array(second.values) == Array(0..<102))
    #expect(Array(third.values) == Array(0..<103) && Array(branch.values) == Array(0..<102) + [7, 8])
    #expect(Array(shorter.values) == Array(0..<50) + [9])
    let changed = FrozenArray(third, count: 105) { $0[2] = 77 }
    #expect(Array(changed.values) == [0, 1, 77] + Array(3..<103) + [0, 0] && third[2] == 2)
  }

  @Test("find the row of an id, in any order")
  func findRows() {
    var random = SeededGenerator(seed: 3)
    let ids = (0..<500).map { _ in Int64(1 + random.below(900)) }
    for sorted in [Set(ids).sorted(), Array(200..<700)] {
      var cursor = OrdinalCursor(SpanColumn().appending(sorted))
      for id in (0..<950).map({ Int64($0) }) + ids {
        #expect(cursor.ordinal(of: id) == sorted.firstIndex(of: id))
      }
    }
    var none = OrdinalCursor(SpanColumn())
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
      let lengths = "\(snapshot.lengths[row])"
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
