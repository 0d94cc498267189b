import IndexStore
import Testing

@testable import Retrieval

@Suite("The top-k search over blocks")
struct TopKTests {
  /// A document space of some blocks with random lists, some common and some rare.
  private struct Space {
    var count: Int
    var lists: [BlockPostings]
    var snapshot: ColumnSnapshot
    var scorer: TermScorer

    init(_ random: inout SeededGenerator) throws {
      count = 1 + random.below(3000)
      var columns = SnapshotColumns(generation: 1, dictionaries: ColumnDictionaries())
      let lengths = (0..<count).map { _ in UInt32(1 + random.below(60)) }
      columns.ids = SpanColumn().appending((0..<count).map { Int64($0 + 1) })
      columns.lengths.append(lengths.map { FieldLengths.Row(title: 3, body: $0) })
      columns.liveCount = count
      columns.means = FieldMeans().renewed(for: columns.lengths, articles: count)
      let share = random.pick([1, 30, 90])
      var copies: [(id: Int64, story: Int64)] = []
      for id in 2..<Int64(max(3, count)) where random.chance(share) {
        copies.append((id, 1 + Int64(random.below(Int(id) - 1))))
      }
      columns.stories.append(ids: columns.ids, copies: copies)
      snapshot = ColumnSnapshot(columns)
      scorer = TermScorer(.standard, snapshot: snapshot)
      lists = []
      for _ in 0..<(1 + random.below(4)) {
        var postings = AtomPostings()
        let share = random.pick([1, 3, 20, 60, 95])
        for ordinal in 0..<count where random.chance(share) {
          let title = random.chance(10) ? 1 + random.below(2) : 0
          postings.append(
            UInt32(ordinal), GroupFrequencies(title: UInt16(title), body: UInt32(1 + random.below(4))))
        }
        lists.append(try scorer.blocks(of: postings, lengths: snapshot.lengths, rowCount: count))
      }
    }

    /// Every document that fulfils the task, scored one by one, in order.
    func exhaustive(_ task: BlockTopK.Task) -> [BoundedHeap.Entry] {
      var found: [BoundedHeap.Entry] = []
      for ordinal in 0..<UInt32(count) {
        let places = task.terms.map { $0.postings.place(of: ordinal) }
        let having = places.count { $0 != nil }
        let matches = task.requiresAll ? having == places.count : having > 0 || task.mask != nil
        guard matches, task.mask?[Int(ordinal)] ?? true else { continue }
        var score = 0.0
        for (term, place) in zip(task.terms, places) {
          guard let place else { continue }
          score +=
            term.factor
            * snapshot.lengths.withValues { lengths in
              scorer.weight(term.postings.frequencies[place], of: ordinal, lengths)
            }
        }
        let entry = BoundedHeap.Entry(score: score + (task.bonuses[ordinal] ?? 0), ordinal: ordinal)
        if let after = task.after, !entry.isWorse(than: after) { continue }
        found.append(entry)
      }
      found.sort { $1.isWorse(than: $0) }
      if let stories = task.stories {
        var seen: Set<UInt32> = []
        found.removeAll { !seen.insert(stories.first(of: $0.ordinal)).inserted }
      }
      return Array(found.prefix(task.limit))
    }
  }

  private func task(for space: Space, _ random: inout SeededGenerator) -> BlockTopK.Task {
    let terms = space.lists.map { list in
      BlockTopK.Term(postings: list, factor: Double(1 + random.below(900)) / 100)
    }
    var task = BlockTopK.Task(
      terms: terms, requiresAll: random.chance(40), documentCount: space.count, limit: 1 + random.below(40))
    if random.chance(40) {
      let share = random.pick([2, 50, 98])
      task.mask = Bitmap(
        count: space.count, ordinals: (0..<UInt32(space.count)).filter { _ in random.chance(share) })
    }
    if random.chance(30) {
      for ordinal in 0..<UInt32(space.count) where random.chance(1) {
        if terms.allSatisfy({ $0.postings.place(of: ordinal) != nil }) { task.bonuses[ordinal] = 1.5 }
      }
    }
    if random.chance(50) { task.stories = space.snapshot.stories }
    if random.chance(40) {
      task.after = space.exhaustive(task).last ?? BoundedHeap.Entry(score: 2, ordinal: 5)
    }
    return task
  }

  @Test("finds what scoring every document finds: documents, order and scores to the last bit", arguments: 1...8)
  func equalsExhaustive(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scratch = TopKScratch()
    for round in 0..<60 {
      let space = try Space(&random)
      let task = task(for: space, &random)
      var search = BlockTopK(task, scorer: space.scorer, lengths: space.snapshot.lengths, scratch: scratch)
      let found = search.search { false }
      #expect(found == space.exhaustive(task), "seed \(seed), round \(round)")
    }
  }

  @Test("counts what is in any or in all lists, however dense each is", arguments: 1...4)
  func counts(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scratch = TopKScratch()
    for round in 0..<60 {
      let space = try Space(&random)
      let having = (0..<UInt32(space.count)).map { row in space.lists.count { $0.place(of: row) != nil } }
      let any = MatchSet.lists(space.lists, .any).count(rowCount: space.count, scratch)
      let all = MatchSet.lists(space.lists, .every).count(rowCount: space.count, scratch)
      #expect(any == having.count { $0 > 0 }, "seed \(seed), round \(round)")
      #expect(all == having.count { $0 == space.lists.count }, "seed \(seed), round \(round)")
    }
  }

  @Test("skips most of a large document space")
  func skips() throws {
    var random = SeededGenerator(seed: 9)
    let count = 200_000
    var columns = SnapshotColumns(generation: 1, dictionaries: ColumnDictionaries())
    let lengths = (0..<count).map { _ in UInt32(20 + random.below(400)) }
    columns.lengths.append(lengths.map { FieldLengths.Row(body: $0) })
    columns.liveCount = count
    columns.means = FieldMeans().renewed(for: columns.lengths, articles: count)
    let snapshot = ColumnSnapshot(columns)
    let scorer = TermScorer(.standard, snapshot: snapshot)
    let terms = try [2, 30].map { share in
      var postings = AtomPostings()
      for ordinal in 0..<UInt32(count) where random.chance(share) {
        postings.append(ordinal, GroupFrequencies(body: UInt32(1 + random.below(3) * random.below(4))))
      }
      let list = try scorer.blocks(of: postings, lengths: snapshot.lengths, rowCount: count)
      return BlockTopK.Term(postings: list, factor: scorer.inverseDocumentFrequency(list.count))
    }
    let task = BlockTopK.Task(terms: terms, requiresAll: false, documentCount: count, limit: 10)
    var search = BlockTopK(task, scorer: scorer, lengths: snapshot.lengths, scratch: TopKScratch())
    #expect(search.search { false }.count == 10)
    #expect(search.profile.postingsRead < terms.reduce(0) { $0 + $1.postings.count } / 2)
    #expect(search.profile.documentsScored < 5_000)
  }

  @Test("stops when asked to and says so")
  func stops() throws {
    var random = SeededGenerator(seed: 11)
    var space = try Space(&random)
    while space.count < 2000 || space.lists.count < 2 { space = try Space(&random) }
    let terms = space.lists.map { BlockTopK.Term(postings: $0, factor: 1) }
    let task = BlockTopK.Task(terms: terms, requiresAll: false, documentCount: space.count, limit: space.count)
    var search = BlockTopK(task, scorer: space.scorer, lengths: space.snapshot.lengths, scratch: TopKScratch())
    _ = search.search { true }
    #expect(search.isStopped == (search.profile.blocksVisited >= 31))
  }

  @Test("laying out a long list ends soon after its query is cancelled")
  func layoutIsCancelled() throws {
    var random = SeededGenerator(seed: 12)
    let space = try Space(&random)
    let lengths = space.snapshot.lengths
    var postings = AtomPostings()
    for _ in 0..<1 << 20 { postings.append(0, GroupFrequencies(body: 1)) }
    let cancellation = Cancellation()
    cancellation.cancel()
    let deadline = Deadline(milliseconds: 60_000, cancellation: cancellation)
    #expect(throws: IndexError.deadline) {
      try space.scorer.blocks(of: postings, lengths: lengths, rowCount: space.count, deadline: deadline)
    }
  }

  @Test("a list that grows and loses rows is laid out like one made anew", arguments: [1, 2, 3])
  func growth(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func weight(_ frequencies: GroupFrequencies, _ row: UInt32) -> Double { Double(row % 97 + 1) / 100 }
    for _ in 0..<60 {
      let share = random.pick([1, 10, 90])
      var rowCount = random.below(1500)
      var all: [UInt32] = (0..<UInt32(rowCount)).filter { _ in random.chance(share) }
      var list = layout(all, rowCount, weight)
      for _ in 0..<4 {
        let more = rowCount + random.below(600)
        let came: [UInt32] = (UInt32(rowCount)..<UInt32(more)).filter { _ in random.chance(share) }
        let removed = Set((0..<UInt32(rowCount)).filter { _ in random.chance(random.pick([0, 0, 1])) })
        all = all.filter { !removed.contains($0) } + came
        rowCount = more
        let change = BlockPostings.Change(
          tail: plain(came), removed: removed, rowCount: rowCount, keepsWeights: random.chance(70))
        list = list.applying(change, titleLength: titleLength(of:), weight: weight)
        let anew = layout(all, rowCount, weight)
        #expect(list.ordinals == anew.ordinals && list.ordinals == all)
        let expected = plain(all).frequencies
        #expect(expected.indices.allSatisfy { list.frequencies[$0] == expected[$0] })
        #expect(list.documents.values.elementsEqual(anew.documents.values))
        #expect(list.impacts.values.elementsEqual(anew.impacts.values))
        #expect(blocks(of: list) == blocks(of: anew))
        #expect(!list.isSpread || list.slotCount == BlockPostings.blockCount(rows: rowCount))
        for row in 0..<UInt32(rowCount) where random.chance(5) {
          #expect(list.place(of: row) == all.firstIndex(of: row))
        }
        #expect(list.champions == anew.champions)
        for length in 1...TitleDirectory.greatestLength {
          #expect(list.titles[length].elementsEqual(anew.titles[length]))
        }
        #expect(list.titles.repeated.map(\.ordinal) == anew.titles.repeated.map(\.ordinal))
        #expect(list.titles.greatestCount >= anew.titles.greatestCount)
        #expect(list.bitmap(rowCount: rowCount).ordinals == all)
        let words = (rowCount + 255) / 256 * 4
        #expect(list.rows?.count ?? words == words)
        if let impacts = list.rowImpacts {
          #expect(impacts.count == words * 64)
          #expect(impacts.values.indices.filter { impacts[$0] > 0 } == all.map(Int.init))
          #expect(impacts.values.filter { $0 > 0 } == Array(list.impacts.values))
        }
      }
    }
  }

  private struct Block: Equatable {
    var number: Int
    var places: Range<Int>
    var maximum: UInt8
  }

  private func blocks(of list: BlockPostings) -> [Block] {
    var blocks: [Block] = []
    list.forEachBlock { blocks.append(Block(number: $0, places: $1, maximum: $2)) }
    return blocks
  }

  private func plain(_ rows: [UInt32]) -> AtomPostings {
    var postings = AtomPostings()
    for row in rows {
      let title = UInt16(row % 5 == 0 ? row % 6 : 0)
      postings.append(row, GroupFrequencies(title: title, rest: UInt16(row % 11 / 9), body: row % 7 * row % 200 + 1))
    }
    return postings
  }

  @Test("a list in half of the blocks is kept by block, one in fewer by the blocks it is in", arguments: [1, 2, 3])
  func spreads(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let rowCount = 1 + random.below(5000)
      let share = random.pick([10, 40, 60, 100])
      let inhabited = Set((0..<BlockPostings.blockCount(rows: rowCount)).filter { _ in random.chance(share) })
      let rows = (0..<UInt32(rowCount)).filter { row in
        inhabited.contains(Int(row >> 8)) && (row & 255 == 0 || random.chance(3))
      }
      let list = layout(rows, rowCount) { _, row in Double(row % 97 + 1) / 100 }
      let counts = Dictionary(grouping: rows) { Int($0 >> 8) }.mapValues(\.count)
      let found = blocks(of: list)
      #expect(found.map(\.number) == counts.keys.sorted())
      #expect(found.allSatisfy { $0.places.count == counts[$0.number] })
      #expect(list.isSpread == (!counts.isEmpty && counts.count * 2 >= BlockPostings.blockCount(rows: rowCount)))
      #expect(list.blocks.count == (list.isSpread ? 0 : counts.count))
      let view = BlockPostings.View(list)
      var slot = 0
      for block in 0..<BlockPostings.blockCount(rows: rowCount) {
        let isThere = view.find(block, slot: &slot)
        #expect(isThere == (counts[block] != nil))
        if isThere { #expect(view.places(inSlot: slot).count == counts[block] && view.block(ofSlot: slot) == block) }
      }
      #expect(list.ordinals == rows)
    }
  }

  private func layout(
    _ rows: [UInt32], _ rowCount: Int, _ weight: (GroupFrequencies, UInt32) -> Double
  ) -> BlockPostings {
    let postings = plain(rows)
    return BlockPostings(postings, rowCount: rowCount, titleLength: titleLength(of:)) {
      weight(postings.frequencies[$0], postings.ordinals[$0])
    }
  }

  private func titleLength(of row: UInt32) -> UInt32 { row % 37 }
}
