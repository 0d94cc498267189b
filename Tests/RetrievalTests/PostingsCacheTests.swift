import Dispatch
import Foundation
import IndexStore
import Synchronization
import Testing

@testable import Retrieval

@Suite("The postings cache")
struct PostingsCacheTests {
  private func list(_ count: Int) -> BlockPostings {
    var postings = AtomPostings()
    for ordinal in 0..<UInt32(count) { postings.append(ordinal, GroupFrequencies(body: 1)) }
    return BlockPostings(postings, rowCount: 1 << 20, titleLength: { _ in 8 }) { _ in 0.5 }
  }

  private func atom(_ term: String) -> Atom { Atom(parts: [.term(term)]) }

  private func state(_ generation: Int64, lineage: Int = 0) -> PostingsCache.IndexState {
    var columns = SnapshotColumns(generation: generation, dictionaries: ColumnDictionaries())
    columns.lineage = lineage
    return PostingsCache.IndexState(ColumnSnapshot(columns))
  }

  @Test("loads a list once in a generation, and offers it for an update in a later one of the same lineage")
  func loadsOnce() throws {
    let cache = PostingsCache(capacity: 1 << 20)
    var olders: [Int64?] = []
    for state in [state(1), state(1), state(2), state(2), state(1), state(3, lineage: 1)] {
      let found = try cache.postings(of: atom("a"), in: state, deadline: .none) { older in
        olders.append(older?.state.generation)
        return list(Int(state.generation))
      }
      #expect(found.count == Int(state.generation))
    }
    // The one that asks for a generation that is over is answered, and nothing is kept of it.
    #expect(olders == [nil, 1, nil, nil])
    #expect(cache.counters == PostingsCacheCounters(hits: 2, updates: 1, loads: 3))
  }

  @Test("stays within its memory and drops what was used longest ago")
  func bounded() throws {
    let cache = PostingsCache(capacity: 160_000)
    for round in 0..<50 {
      _ = try cache.postings(of: atom("kept"), in: state(1), deadline: .none) { _ in list(10) }
      _ = try cache.postings(of: atom("\(round)"), in: state(1), deadline: .none) { _ in list(900) }
      #expect(cache.bytes <= 160_000)
    }
    var reloaded: [String] = []
    for term in ["kept", "49", "0"] {
      _ = try cache.postings(of: atom(term), in: state(1), deadline: .none) { _ in
        reloaded.append(term)
        return list(1)
      }
    }
    #expect(reloaded == ["0"])
    #expect(cache.counters.evictions > 0)
  }

  @Test("has the memory of frequent words' positions too once it wants it")
  func overPositions() throws {
    let scratch = try TestIndex((0..<50).map { .made("\($0)", body: "ship harbour") })
    let index = try SearchIndex(path: scratch.path, cacheBytes: 1 << 20)
    let resident = try #require(index.residentLists(ofLineage: 0))
    try IndexReader(path: scratch.path).keep("ship", in: resident, deadline: .none)
    #expect(index.residentLists(ofLineage: 0)?.bytes ?? 0 > 0)
    var round = 0
    while index.cache.bytes + resident.bytes <= index.cache.capacity, round < 100_000 {
      // Lists that fill the memory to within less than the positions take.
      let count = max(1, min(900, (index.cache.capacity - index.cache.bytes) / 8))
      _ = try index.cache.postings(of: atom("\(round)"), in: state(1), deadline: .none) { _ in list(count) }
      round += 1
      guard index.cache.counters.evictions == 0 else { break }
    }
    #expect(index.residentLists(ofLineage: 0)?.bytes == 0)
  }

  @Test("keeps no list that would drive out most others")
  func large() throws {
    let cache = PostingsCache(capacity: 10_000)
    _ = try cache.postings(of: atom("a"), in: state(1), deadline: .none) { _ in list(200) }
    #expect(cache.bytes == 0)
  }

  @Test("passes errors on and keeps nothing of them")
  func errors() throws {
    struct Failure: Error {}
    let cache = PostingsCache(capacity: 1 << 20)
    #expect(throws: Failure.self) {
      try cache.postings(of: atom("a"), in: state(1), deadline: .none) { _ in throw Failure() }
    }
    #expect(try cache.postings(of: atom("a"), in: state(1), deadline: .none) { _ in list(3) }.count == 3)
  }

  @Test("lets one load a list that many want; who cannot wait gets no list")
  func sharesLoads() throws {
    let cache = PostingsCache(capacity: 1 << 20)
    let loads = LoadCounter()
    let (begun, mayEnd, ended) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchGroup())
    let made = list(5)
    let (wanted, present) = (atom("a"), state(1))
    let ask: @Sendable (Deadline) throws -> Int = { deadline in
      try cache.postings(of: wanted, in: present, deadline: deadline) { _ in
        loads.value.add(1, ordering: .relaxed)
        begun.signal()
        mayEnd.wait()
        return made
      }.count
    }
    for _ in 0..<4 {
      ended.enter()
      Thread {
        if (try? ask(.none)) == 5 { ended.leave() }
      }.start()
    }
    begun.wait()
    #expect(throws: IndexError.deadline) { try ask(Deadline(milliseconds: 10)) }
    mayEnd.signal()
    #expect(ended.wait(timeout: .now() + 30) == .success)
    #expect(loads.value.load(ordering: .relaxed) == 1)
  }
}

private final class LoadCounter: Sendable {
  let value = Atomic<Int>(0)
}
