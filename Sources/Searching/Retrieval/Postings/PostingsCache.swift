import IndexStore
import Synchronization

/// Posting lists kept in memory, shared by all searchers of an index.
///
/// It holds lists of one generation, the latest that was asked for, and at most so many bytes of them; the lists that were
/// used longest ago make room. It is a read-through: what it does not hold is loaded, and nothing depends on its content.
final class PostingsCache: Sendable {
  private struct Entry {
    var postings: BlockPostings
    var lastUse: UInt64
  }

  private struct State {
    var generation: Int64 = -1
    var entries: [Atom: Entry] = [:]
    var bytes = 0
    var uses: UInt64 = 0
  }

  /// The most memory the lists may take.
  private let capacity: Int
  private let state = Mutex<State>(State())

  /// - Parameter capacity: In bytes; a list larger than an eighth of it is not kept.
  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The memory that lists take now, in bytes.
  var bytes: Int { state.withLock { $0.bytes } }

  /// The list of an atom in a generation, from memory or else from `load`.
  func postings(of atom: Atom, generation: Int64, load: () throws -> BlockPostings) rethrows -> BlockPostings {
    if let kept = find(atom, generation) { return kept }
    let loaded = try load()
    keep(loaded, for: atom, generation)
    return loaded
  }

  private func find(_ atom: Atom, _ generation: Int64) -> BlockPostings? {
    state.withLock { state in
      guard state.generation == generation else { return nil }
      state.uses += 1
      state.entries[atom]?.lastUse = state.uses
      return state.entries[atom]?.postings
    }
  }

  private func keep(_ postings: BlockPostings, for atom: Atom, _ generation: Int64) {
    guard postings.bytes <= capacity / 8 else { return }
    state.withLock { state in
      if state.generation < generation { state = State(generation: generation, uses: state.uses) }
      guard state.generation == generation, state.entries[atom] == nil else { return }
      state.uses += 1
      state.entries[atom] = Entry(postings: postings, lastUse: state.uses)
      state.bytes += postings.bytes
      if state.bytes > capacity { makeRoom(&state) }
    }
  }

  /// Drops what was used longest ago until an eighth of the memory is free, so that it is not done for every list.
  private func makeRoom(_ state: inout State) {
    for (atom, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
      guard state.bytes > capacity / 8 * 7 else { return }
      state.entries[atom] = nil
      state.bytes -= entry.postings.bytes
    }
  }
}

/// Gives lists laid out for ranking, from the cache and, where that has nothing, from the index.
struct BlockSource {
  let stored: StoredAtomSource
  let cache: PostingsCache
  let scorer: TermScorer

  /// The list of an atom on the snapshot that the source was made for.
  ///
  /// - Throws: ``IndexError``, above all ``IndexError/deadline``.
  func postings(of atom: Atom, deadline: Deadline) throws -> BlockPostings {
    let snapshot = stored.snapshot
    return try cache.postings(of: atom, generation: snapshot.generation) {
      scorer.blocks(
        of: try stored.postings(of: atom, deadline: deadline), lengths: snapshot.lengths, rowCount: snapshot.rowCount)
    }
  }
}
