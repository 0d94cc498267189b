import Analysis
import Articles
import IndexStore
import QueryLanguage
import Testing

@testable import Retrieval

@Suite("The terms of the latest rows")
struct RecentArticleTests {
  private static let terms = [
    "run", "running", "runs", "tree", "data", "rund", "mi", "17", "mi17", "the", "the", "the", "of", "of", "river", "r",
    "lee", "ann", "air", "bridge", "airbridge", "news", "t", "absent", "RUN", "a b", "",
  ]

  private func phrase(_ random: inout SeededGenerator) -> PhrasePart {
    let terms = (0..<1 + random.below(3)).map { _ in random.pick(Self.terms) }
    let language = Language(rawValue: random.pick(["en", "de", "fr"]))
    return PhrasePart(
      terms: terms, isPrefix: random.chance(25), countsCompounds: random.chance(50),
      language: random.chance(20) ? language : nil)
  }

  private func atom(_ random: inout SeededGenerator) -> Atom {
    let parts = (0..<1 + random.below(3)).map { _ -> Atom.Part in
      if random.chance(70) { return .phrase(phrase(&random)) }
      let operands = (0..<2 + random.below(2)).map { _ in phrase(&random) }
      return .near(operands, distance: 1 + random.below(6))
    }
    return Atom(parts: parts, field: random.pick([nil, nil, .title, .author]))
  }

  @Test("give what the index has, while articles come, change and go", arguments: [1, 2, 3])
  func likeIndex(seed: UInt64) throws {
    var corpus = RandomCorpus(random: SeededGenerator(seed: seed))
    let index = try TestIndex((0..<20).map { corpus.article("a\($0)") })
    let reader = try IndexReader(path: index.path)
    var snapshot = try reader.withSnapshot { try SnapshotBuilder(reader: reader).load() }
    var rowCounts = [snapshot.rowCount]
    var found = 0
    for round in 0..<30 {
      try index.add((0..<corpus.random.below(4)).map { corpus.article("n\(round)-\($0)") })
      if round % 3 == 0 { try index.add([corpus.article("a\(corpus.random.below(20))")]) }
      if round % 4 == 0 { _ = try index.writer.remove(keys: ["n\(round - 2)-0", "n\(round - 1)-1"]) }
      try reader.withSnapshot {
        snapshot = try SnapshotBuilder(reader: reader).refreshed(snapshot)
        rowCounts.append(snapshot.rowCount)
        let stored = StoredAtomSource(reader: reader, snapshot: snapshot, resident: nil)
        for _ in 0..<40 {
          let atom = atom(&corpus.random)
          let first = corpus.random.pick(rowCounts)
          let recent = try #require(RecentAtomSource(snapshot: snapshot).postings(of: atom, from: first))
          let expected = try stored.postings(of: atom, from: first, deadline: .none)
          #expect(recent == expected, "\(atom) from \(first)")
          found += recent.count
        }
      }
    }
    #expect(found > 500)
  }

  @Test("are not known for more words than are worth it, and not for rows that came before them")
  func bounds() throws {
    let index = try TestIndex([.made("0", body: "ship")])
    let reader = try IndexReader(path: index.path)
    func refreshed(_ snapshot: ColumnSnapshot) throws -> ColumnSnapshot {
      try reader.withSnapshot { try SnapshotBuilder(reader: reader).refreshed(snapshot) }
    }
    let ship = Atom(parts: [.term("ship")])
    func count(_ snapshot: ColumnSnapshot, from first: Int) -> Int? {
      RecentAtomSource(snapshot: snapshot).postings(of: ship, from: first)?.count
    }
    let first = try reader.withSnapshot { try SnapshotBuilder(reader: reader).load() }
    #expect(count(first, from: 0) == nil && count(first, from: 1) == 0)
    try index.add([.made("1", body: "ship")])
    let second = try refreshed(first)
    #expect(count(second, from: 0) == nil && count(second, from: 1) == 1)
    try index.add([.made("2", body: String(repeating: "word ", count: 70_000))])
    let third = try refreshed(second)
    #expect(count(third, from: 1) == nil && count(third, from: 2) == nil && count(third, from: 3) == 0)
    try index.add((0..<300).map { .made("m\($0)", body: "ship") })
    #expect(try count(refreshed(third), from: 3) == nil)
    let long = Atom(parts: [.term(String(repeating: "w", count: 1001))])
    #expect(RecentAtomSource(snapshot: second).postings(of: long, from: 1) == nil)
  }

  @Test("of hundreds of commits take bounded memory")
  func forgets() throws {
    let index = try TestIndex([.made("0", body: "ship")])
    let reader = try IndexReader(path: index.path)
    var snapshot = try reader.withSnapshot { try SnapshotBuilder(reader: reader).load() }
    for number in 1...100 {
      try index.add([.made("\(number)", body: "ship number")])
      snapshot = try reader.withSnapshot { try SnapshotBuilder(reader: reader).refreshed(snapshot) }
    }
    let kept = (0..<100).filter { snapshot.recentArticles.runs(from: $0) != nil }
    #expect(kept.count <= 64 && kept.count >= 32 && kept.last == 100 - 1 && kept == Array(kept[0]..<100))
  }
}

@Suite("The forms of words that have come of late")
struct RecentFormTests {
  @Test("give the forms that the index has, while articles come and go", arguments: [1, 2])
  func likeIndex(seed: UInt64) throws {
    var corpus = RandomCorpus(random: SeededGenerator(seed: seed))
    let words = ["run", "tree", "house", "data", "lauf", "baum", "rund", "river", "the"]
    let index = try TestIndex([corpus.article("a")])
    let reader = try IndexReader(path: index.path)
    var snapshot = try reader.withSnapshot { try SnapshotBuilder(reader: reader).load() }
    let shelf = FormShelf()
    var kept = 0
    for round in 0..<60 {
      try index.add([corpus.article("n\(round)")])
      if round % 5 == 4 { _ = try index.writer.remove(keys: ["n\(round - 1)", "n\(round - 2)"]) }
      try reader.withSnapshot {
        snapshot = try SnapshotBuilder(reader: reader).refreshed(snapshot)
        func forms(_ word: String, _ shelf: FormShelf) throws -> [Atom.Part] {
          let finder = FormFinder(reader: reader, snapshot: snapshot, stemmers: StemmerShelf(), shelf: shelf)
          return try finder.forms(of: word).parts
        }
        for word in words {
          if shelf.forms(of: word, on: snapshot) != nil { kept += 1 }
          #expect(try forms(word, shelf) == forms(word, FormShelf()), "\(word) in round \(round)")
        }
      }
    }
    #expect(kept > 60 * words.count / 2)
  }

  @Test("are told apart by stem, from the first commit that has them")
  func stems() throws {
    let index = try TestIndex([.made("0", body: "harbour")])
    let reader = try IndexReader(path: index.path)
    func refreshed(_ snapshot: ColumnSnapshot) throws -> ColumnSnapshot {
      try reader.withSnapshot { try SnapshotBuilder(reader: reader).refreshed(snapshot) }
    }
    func isSame(_ stem: String, since old: ColumnSnapshot, on snapshot: ColumnSnapshot) -> Bool {
      snapshot.recentForms.areSame(of: [TermLexicon.fingerprint(stem)], since: old.generation)
    }
    let first = try reader.withSnapshot { try SnapshotBuilder(reader: reader).load() }
    try index.add([.made("1", body: "sailing harbour")])
    let second = try refreshed(first)
    #expect(!isSame("sail", since: first, on: second) && isSame("harbour", since: first, on: second))
    try index.add([.made("2", body: "sailing sails")])
    let third = try refreshed(second)
    #expect(!isSame("sail", since: second, on: third))
    try index.add([.made("3", body: "sailing sails")])
    let fourth = try refreshed(third)
    #expect(isSame("sail", since: third, on: fourth) && !isSame("sail", since: first, on: fourth))
    // A language that has had no articles: words have forms in it now.
    try index.add([.made("4", body: "segeln", language: "de")])
    let fifth = try refreshed(fourth)
    #expect(!isSame("harbour", since: fourth, on: fifth) && isSame("harbour", since: fifth, on: fifth))
  }
}
