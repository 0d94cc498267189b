import Foundation
import GRDB
import Testing

@testable import IndexStore

@Suite("Lists of frequent words in memory")
struct ResidentDoclistTests {
  private typealias Text = (id: Int64, words: [String])

  private func text(_ id: Int64, _ generator: inout SeededGenerator) -> Text {
    let length = id % 50 == 0 ? 700 : Int.random(in: 0...40, using: &generator)
    return (
      id,
      (0..<length).map { _ in
        let place = Double.random(in: 0..<1, using: &generator)
        return "w\(Int(40 * place * place * place))"
      }
    )
  }

  private func stored(_ term: String) -> [UInt8] { SegmentPages.stored(term.utf8) }

  private func source(in database: Database) throws -> SegmentSource {
    let segments = try #require(try SegmentSource.segments(of: "ours", in: database))
    return SegmentSource(try SegmentStatements(table: "ours", in: database), segments: segments, deadline: .none)
  }

  /// The articles that have a phrase, and how often.
  private func scan(_ phrase: [String], _ texts: [Text], from first: Int64) -> [Int64: Int] {
    texts.reduce(into: [:]) { found, text in
      let count = text.words.indices.count { text.words[$0...].starts(with: phrase) }
      if count > 0, text.id >= first { found[text.id] = count }
    }
  }

  private func read(
    _ phrase: [String], from first: Int64, _ resident: ResidentDoclists, in database: Database
  ) throws -> [Int64: Int] {
    var found: [Int64: Int] = [:]
    let list = try PhraseDoclist(phrase.map(stored), in: source(in: database), resident: resident)
    try list.forEachCount(from: first, in: PostingRoom()) { ids, counts in
      for place in ids.indices { found[ids[place]] = counts[place].title }
    }
    return found
  }

  @Test("give phrases that the index has, while articles come and go and segments are merged", arguments: 1...4)
  func phrases(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    let twins = try Twins()
    let resident = ResidentDoclists(capacity: 1 << 20)
    var texts: [Text] = []
    var last: Int64 = 0
    for round in 0..<8 {
      let added = (0..<Int.random(in: 1...80, using: &generator)).map { _ in
        last += Int64.random(in: 1...3, using: &generator)
        return text(last, &generator)
      }
      try twins.add(added.map { ($0.id, [$0.words.joined(separator: " "), "", ""]) })
      texts += added
      for _ in 0..<texts.count / 8 {
        let gone = texts.remove(at: Int.random(in: texts.indices, using: &generator))
        try twins.remove([(gone.id, [gone.words.joined(separator: " "), "", ""])])
      }
      if round == 6 { try twins.command("optimize") }
      try twins.connection.use { database in
        // The first lists are kept early, so that they know articles that go later, and do not know those that come.
        for word in 0..<round {
          let term = stored("w\(word)")
          if resident.list(of: term) == nil {
            let list = try TermDoclist(term, in: source(in: database))
            resident.keep(try #require(try ResidentDoclist(list, lastID: last)), of: term)
          }
        }
        for _ in 0..<60 {
          let phrase = (0..<Int.random(in: 2...3, using: &generator)).map { _ in
            "w\(Int.random(in: 0..<Int.random(in: 1...12, using: &generator), using: &generator))"
          }
          let first = Bool.random(using: &generator) ? 0 : Int64.random(in: 0...last + 1, using: &generator)
          let found = try read(phrase, from: first, resident, in: database)
          #expect(found == scan(phrase, texts, from: first), "\(phrase) from \(first)")
        }
      }
    }
    #expect(resident.bytes > 0)
  }

  @Test("are walked by steps and leaps")
  func walk() throws {
    var generator = SeededGenerator(state: 7)
    let twins = try Twins()
    let texts = (1...900).map { text(Int64($0 * 3), &generator) }
    try twins.add(texts.map { ($0.id, [$0.words.joined(separator: " "), "", ""]) })
    try twins.connection.use { database in
      for word in ["w0", "w9", "w39", "none"] {
        let ids = texts.filter { $0.words.contains(word) }.map(\.id)
        let list = try #require(try ResidentDoclist(TermDoclist(stored(word), in: source(in: database)), lastID: 2700))
        for greatestLeap in [1, 40, 3000] as [Int64] {
          var walk = ResidentWalk(list)
          var target: Int64 = 0
          while walk.id < .max {
            target = max(walk.id, target) + Int64.random(in: 1...greatestLeap, using: &generator)
            walk.seek(target)
            #expect(walk.id == ids.first { $0 >= target } ?? .max)
          }
        }
      }
    }
  }

  @Test("are kept while there is room")
  func room() throws {
    let twins = try Twins()
    try twins.add((1...200).map { (Int64($0), ["bee wasp", "", ""]) })
    let resident = ResidentDoclists(capacity: 1500)
    try twins.connection.use { database in
      for word in ["bee", "wasp"] {
        let list = try TermDoclist(stored(word), in: source(in: database))
        resident.keep(try #require(try ResidentDoclist(list, lastID: 200)), of: stored(word))
      }
    }
    #expect(resident.list(of: stored("bee")) != nil && resident.list(of: stored("wasp")) == nil)
    #expect(resident.bytes <= 1500)
  }
}
