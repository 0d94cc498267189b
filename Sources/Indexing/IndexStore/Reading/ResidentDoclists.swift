import Articles
import Synchronization

/// The lists of very frequent words with all their positions, kept in memory for the phrases that these are in.
///
/// Most phrases that are dear to look for have a word that nearly every article has. What is kept of it holds as long as
/// articles keep their numbers: an article never changes under its number, and those that have come since are read from the
/// index, as are those of the rarest word of a phrase, which tells what is there at all.
public final class ResidentDoclists: Sendable {
  private struct State {
    var lists: [[UInt8]: ResidentDoclist] = [:]
    var bytes = 0
  }

  /// The most memory they may take, in bytes.
  private let capacity: Int
  private let state = Mutex(State())

  /// - Parameter capacity: In bytes.
  public init(capacity: Int) { self.capacity = capacity }

  /// The memory they take, in bytes.
  public var bytes: Int { state.withLock { $0.bytes } }

  /// The list of a term, with the byte in front that FTS5 gives each; `nil` where none is kept.
  func list(of term: [UInt8]) -> ResidentDoclist? { state.withLock { $0.lists[term] } }

  func hasRoom(for size: Int) -> Bool { state.withLock { $0.bytes + size <= capacity } }

  func keep(_ list: ResidentDoclist, of term: [UInt8]) {
    state.withLock { state in
      guard state.lists[term] == nil, state.bytes + list.size <= capacity else { return }
      state.lists[term] = list
      state.bytes += list.size
    }
  }
}

extension IndexReader {
  /// Reads the list of a term into memory, unless it is there or there is no room.
  ///
  /// Costs some 20 ns an article that has it.
  public func keep(_ term: String, in lists: ResidentDoclists, deadline: Deadline) throws {
    guard let stored = PhraseQuery(terms: [term], prefix: false).storedTerms?.first, lists.list(of: stored) == nil
    else { return }
    _ = try withSegments(deadline: deadline) { source in
      let list = try TermDoclist(stored, in: source)
      guard lists.hasRoom(for: list.estimatedSize), let last = try lastArticle(),
        let kept = try ResidentDoclist(list, lastID: last.rawValue)
      else { return }
      lists.keep(kept, of: stored)
    }
  }
}
