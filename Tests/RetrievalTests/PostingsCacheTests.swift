import Testing

@testable import Retrieval

@Suite("The postings cache")
struct PostingsCacheTests {
  private func list(_ count: Int) -> BlockPostings {
    var postings = AtomPostings()
    for ordinal in 0..<UInt32(count) { postings.append(ordinal, GroupFrequencies(body: 1)) }
    return BlockPostings(postings, rowCount: 1 << 20) { _ in 0.5 }
  }

  private func atom(_ term: String) -> Atom { Atom(parts: [.term(term)]) }

  @Test("loads a list once in a generation and again in the next")
  func loadsOnce() {
    let cache = PostingsCache(capacity: 1 << 20)
    var loads = 0
    for generation in [Int64(1), 1, 2, 2, 1] {
      let found = cache.postings(of: atom("a"), generation: generation) {
        loads += 1
        return list(Int(generation))
      }
      #expect(found.count == Int(generation))
    }
    // The last one asks for a generation that is over: it is answered, and nothing is kept of it.
    #expect(loads == 3)
  }

  @Test("stays within its memory and drops what was used longest ago")
  func bounded() {
    let cache = PostingsCache(capacity: 160_000)
    for round in 0..<50 {
      _ = cache.postings(of: atom("kept"), generation: 1) { list(10) }
      _ = cache.postings(of: atom("\(round)"), generation: 1) { list(900) }
      #expect(cache.bytes <= 160_000)
    }
    var reloaded: [String] = []
    for term in ["kept", "49", "0"] {
      _ = cache.postings(of: atom(term), generation: 1) {
        reloaded.append(term)
        return list(1)
      }
    }
    #expect(reloaded == ["0"])
  }

  @Test("keeps no list that would drive out most others")
  func large() {
    let cache = PostingsCache(capacity: 10_000)
    _ = cache.postings(of: atom("a"), generation: 1) { list(200) }
    #expect(cache.bytes == 0)
  }

  @Test("passes errors on and keeps nothing of them")
  func errors() {
    struct Failure: Error {}
    let cache = PostingsCache(capacity: 1 << 20)
    #expect(throws: Failure.self) { try cache.postings(of: atom("a"), generation: 1) { throw Failure() } }
    #expect(cache.postings(of: atom("a"), generation: 1) { list(3) }.count == 3)
  }
}
