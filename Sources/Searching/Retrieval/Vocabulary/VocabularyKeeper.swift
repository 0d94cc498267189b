import Dispatch
import IndexStore
import Synchronization

/// Keeps the vocabulary of an index in memory, read when it is first needed.
///
/// A small index is read anew as soon as it has changed. A large one is renewed in the background, at most a twentieth
/// of the time, while the older vocabulary serves on; also one that was kept from an earlier state of the index.
final class VocabularyKeeper: Sendable {
  private struct State {
    var vocabulary: Vocabulary?
    var loaded = ContinuousClock.now
    var cost = Duration.zero
    var loading: DispatchGroup?
    var failure: (any Error)?
  }

  private let path: String
  /// Where a large vocabulary is kept from one start to the next; `nil` when it is not.
  private let file: VocabularyFile?
  private let state = Mutex(State())
  /// Not a global queue, whose few threads others may keep busy while queries wait.
  private let queue = DispatchQueue(label: "searchd.vocabulary", qos: .utility)
  private static let quick = Duration.milliseconds(50)
  /// How much longer than a reading takes there is none.
  private static let rest = 20

  /// - Parameters:
  ///   - path: The index.
  ///   - remembers: Whether a large vocabulary is kept beside it.
  init(path: String, remembers: Bool = false) {
    self.path = path
    file = remembers ? VocabularyFile(index: path) : nil
  }

  /// The vocabulary, not older than the keeper's bound.
  ///
  /// - Parameters:
  ///   - generation: The generation the caller looks at.
  ///   - deadline: How long to wait for the first reading; asked every 20 ms.
  /// - Returns: `nil` when the deadline passed first.
  func vocabulary(generation: Int64, deadline: Deadline) throws -> Vocabulary? {
    while true {
      let (vocabulary, isFresh, group, failure) = startIfNeeded(generation: generation)
      if let failure { throw failure }
      if isFresh, let vocabulary { return vocabulary }
      while group.wait(timeout: .now() + .milliseconds(20)) == .timedOut {
        if deadline.isPast { return vocabulary }
      }
      if deadline.isPast { return state.withLock { $0.vocabulary } }
    }
  }

  /// The vocabulary when it is in memory already and not older than the keeper's bound; else its reading is begun.
  func vocabularyWithoutWaiting(generation: Int64) throws -> Vocabulary? {
    let (vocabulary, isFresh, _, failure) = startIfNeeded(generation: generation)
    if let failure { throw failure }
    return isFresh ? vocabulary : nil
  }

  private func startIfNeeded(
    generation: Int64
  ) -> (vocabulary: Vocabulary?, isFresh: Bool, group: DispatchGroup, failure: (any Error)?) {
    state.withLock { state in
      if let failure = state.failure {
        state.failure = nil
        return (nil, false, DispatchGroup(), failure)
      }
      let isCurrent = state.vocabulary.map { $0.generation >= generation } ?? false
      let mayServe = state.vocabulary != nil && state.cost > Self.quick
      let isDue = ContinuousClock.now - state.loaded > state.cost * Self.rest
      if let group = state.loading { return (state.vocabulary, isCurrent || mayServe, group, nil) }
      let group = DispatchGroup()
      if !isCurrent, !mayServe || isDue {
        group.enter()
        state.loading = group
        queue.async { self.load(group) }
      }
      return (state.vocabulary, isCurrent || mayServe, group, nil)
    }
  }

  private func load(_ group: DispatchGroup) {
    let isFirst = state.withLock { $0.vocabulary == nil }
    let result = Result { try (isFirst ? kept() : nil) ?? read() }
    state.withLock { state in
      state.loaded = .now
      state.loading = nil
      switch result {
      case .success(let found):
        state.vocabulary = found.vocabulary
        state.cost = found.cost
        if found.isStale { state.loaded = .now - found.cost * Self.rest }
      case .failure(let error):
        state.failure = error
      }
    }
    group.leave()
  }

  /// A vocabulary, how long reading it from the index takes, and whether it is to be renewed at once.
  private typealias Found = (vocabulary: Vocabulary, cost: Duration, isStale: Bool)

  /// The vocabulary as it was kept, of this state of the index or of one before.
  private func kept() throws -> Found? {
    guard let file else { return nil }
    let reader = try IndexReader(path: path)
    return try reader.withSnapshot {
      guard let (vocabulary, cost) = try file.vocabulary(accepts: reader.hasBeen) else { return nil }
      return (vocabulary, cost, isStale: try vocabulary.generation != reader.generation())
    }
  }

  private func read() throws -> Found {
    let reader = try IndexReader(path: path)
    let start = ContinuousClock.now
    let (stamp, found) = try reader.withSnapshot {
      var vocabulary = Vocabulary(generation: try reader.generation())
      try reader.vocabulary(prefix: nil) { term, documents in
        vocabulary.append(term, documents: documents)
        return true
      }
      return (try reader.stamp(), vocabulary)
    }
    let cost = ContinuousClock.now - start
    if let stamp, cost > Self.quick { file?.write(found, stamp: stamp, cost: cost) }
    return (found, cost, isStale: false)
  }
}
