import Dispatch
import IndexStore
import Synchronization

/// Posting lists kept in memory, shared by all searchers of an index.
///
/// At most so many bytes of them: the lists that were used longest ago make room. It is a read-through: what it does not
/// hold is loaded, a list of an earlier generation is brought up to date by what has come since, and nothing depends on
/// its content. However many queries want a list, one of them loads it and the others wait.
final class PostingsCache: Sendable {
  /// A list and the state of the index it is right for.
  struct Entry: Sendable {
    var list: BlockPostings
    var state: IndexState
  }

  /// What decides whether a list is still right.
  struct IndexState: Sendable, Equatable {
    var lineage: Int
    var generation: Int64
    /// The epoch of the mean lengths.
    var epoch: Int
    var rowCount: Int
    /// How many rows had been removed.
    var removedCount: Int

    init(_ snapshot: ColumnSnapshot) {
      lineage = snapshot.lineage
      generation = snapshot.generation
      epoch = snapshot.means.epoch
      rowCount = snapshot.rowCount
      removedCount = snapshot.removed.count
    }
  }

  /// The place of an atom, which has a list, or is about to get one.
  ///
  /// Unchecked: it is read and changed under the lock of ``state`` only.
  private final class Place: @unchecked Sendable {
    var entry: Entry?
    var lastUse: UInt64 = 0
    /// Left when the load that is underway has ended.
    var underway: DispatchGroup?
  }

  private struct State {
    var places: [Atom: Place] = [:]
    var bytes = 0
    var uses: UInt64 = 0
    var counters = PostingsCacheCounters()

    /// The place of an atom, made when it has none.
    mutating func place(of atom: Atom) -> Place {
      if let place = places[atom] { return place }
      let place = Place()
      places[atom] = place
      return place
    }
  }

  private enum Finding {
    case list(BlockPostings)
    /// Somebody else is loading it.
    case underway(DispatchGroup)
    /// The caller is to load it, perhaps from an older one.
    case missing(Place, older: Entry?)
  }

  /// The most memory the lists may take.
  let capacity: Int
  private let state = Mutex<State>(State())

  /// - Parameter capacity: In bytes; a list larger than an eighth of it is not kept.
  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The memory that lists take now, in bytes.
  var bytes: Int { state.withLock { $0.bytes } }

  /// Whether lists take half of their memory or more.
  var isHalfFull: Bool { bytes >= capacity / 2 }

  /// The atoms whose lists are kept, those used last first.
  func recentAtoms(limit: Int) -> [Atom] {
    let used = state.withLock { state in
      state.places.compactMap { atom, place in place.entry.map { _ in (atom, place.lastUse) } }
    }
    return used.sorted { $0.1 > $1.1 }.prefix(limit).map(\.0)
  }

  /// What happened so far.
  var counters: PostingsCacheCounters { state.withLock { $0.counters } }

  /// The list of an atom in a state of the index.
  ///
  /// - Parameters:
  ///   - atom: Whose list.
  ///   - present: The state.
  ///   - deadline: Past it the call throws ``IndexError/deadline`` rather than wait for another load.
  ///   - load: Makes the list, given an older one of the same lineage when there is one.
  func postings(
    of atom: Atom, in present: IndexState, deadline: Deadline, load: (Entry?) throws -> BlockPostings
  ) throws -> BlockPostings {
    while true {
      switch find(atom, present) {
      case .list(let list): return list
      case .missing(let place, let older):
        do {
          let list = try load(older)
          finish(place, of: atom, with: Entry(list: list, state: present))
          return list
        } catch {
          finish(place, of: atom, with: nil)
          throw error
        }
      case .underway(let group):
        while group.wait(timeout: .now() + .milliseconds(5)) == .timedOut {
          if deadline.isPast { throw IndexError.deadline }
        }
      }
    }
  }

  private func find(_ atom: Atom, _ present: IndexState) -> Finding {
    state.withLock { state in
      state.uses += 1
      let place = state.place(of: atom)
      place.lastUse = state.uses
      let entry = place.entry
      if let entry, entry.state == present {
        state.counters.hits += 1
        return .list(entry.list)
      }
      if let group = place.underway { return .underway(group) }
      let group = DispatchGroup()
      group.enter()
      place.underway = group
      let older = entry.flatMap { older in
        older.state.lineage == present.lineage && older.state.generation < present.generation ? older : nil
      }
      if older == nil { state.counters.loads += 1 } else { state.counters.updates += 1 }
      return .missing(place, older: older)
    }
  }

  /// Ends a load, and keeps its list unless there is a later one or it is too large.
  private func finish(_ place: Place, of atom: Atom, with entry: Entry?) {
    let kept = entry.flatMap { $0.list.bytes > capacity / 8 ? nil : $0 }
    let (group, dropped) = state.withLock { state in
      let group = place.underway
      place.underway = nil
      let old = place.entry
      let isOld = old.map { old in entry.map { Self.isLater($0, than: old) } ?? false } ?? true
      if isOld {
        state.bytes += (kept?.list.bytes ?? 0) - (old?.list.bytes ?? 0)
        place.entry = kept
      }
      if place.entry == nil { state.places[atom] = nil }
      let dropped = state.bytes > capacity ? makeRoom(&state) : []
      return (group, dropped + (isOld ? [old] : []))
    }
    group?.leave()
    // Lists that are not needed any more are given back without holding up others.
    withExtendedLifetime(dropped) {}
  }

  private static func isLater(_ entry: Entry, than other: Entry) -> Bool {
    (entry.state.lineage, entry.state.generation) >= (other.state.lineage, other.state.generation)
  }

  /// Takes out what was used longest ago until an eighth of the memory is free, so that it is not done for every list.
  private func makeRoom(_ state: inout State) -> [Entry?] {
    var dropped: [Entry?] = []
    for (atom, place) in state.places.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
      guard state.bytes > capacity / 8 * 7 else { break }
      guard let entry = place.entry else { continue }
      state.bytes -= entry.list.bytes
      state.counters.evictions += 1
      dropped.append(entry)
      place.entry = nil
      if place.underway == nil { state.places[atom] = nil }
    }
    return dropped
  }
}

/// What a postings cache has done since it was made.
public struct PostingsCacheCounters: Sendable, Equatable {
  /// How often a list was there.
  public var hits = 0
  /// How often a list of an earlier generation was brought up to date.
  public var updates = 0
  /// How often a list was read from the index as a whole.
  public var loads = 0
  /// How many lists were dropped for want of room.
  public var evictions = 0
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
    let present = PostingsCache.IndexState(snapshot)
    return try cache.postings(of: atom, in: present, deadline: deadline) { older in
      guard let older else {
        let postings = try stored.postings(of: atom, from: 0, deadline: deadline)
        return try scorer.blocks(
          of: postings, lengths: snapshot.lengths, rowCount: snapshot.rowCount, deadline: deadline)
      }
      let first = older.state.rowCount
      let tail =
        try RecentAtomSource(snapshot: snapshot).postings(of: atom, from: first)
        ?? stored.postings(of: atom, from: first, deadline: deadline)
      let change = BlockPostings.Change(
        tail: tail, removed: removed(since: older.state), rowCount: snapshot.rowCount,
        keepsWeights: older.state.epoch == present.epoch)
      return snapshot.lengths.withValues { lengths in
        older.list.applying(change, titleLength: { lengths[Int($0)].title }) { scorer.weight($0, of: $1, lengths) }
      }
    }
  }

  private func removed(since state: PostingsCache.IndexState) -> Set<UInt32> {
    if state.removedCount == stored.snapshot.removed.count { return [] }
    return stored.snapshot.removed.withValues { Set($0[state.removedCount...]) }
  }
}
