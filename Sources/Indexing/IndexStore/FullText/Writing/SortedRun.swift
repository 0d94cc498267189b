import Analysis
import Glibc

/// The inverted lists of some articles: terms in the order of their bytes, each with its doclist in the form of FTS5.
final class SortedRun {
  fileprivate let terms = Memory<UInt8>()
  fileprivate let termEnds = Memory<Int>()
  fileprivate let lists = Memory<UInt8>()
  fileprivate let listEnds = Memory<Int>()
  /// The last article of each list.
  fileprivate let lastIDs = Memory<Int64>()

  /// Adds a term, which follows all others.
  ///
  /// - Parameter write: Appends its doclist, and answers its last article.
  @inline(__always)
  func add(_ term: UnsafeBufferPointer<UInt8>, _ write: (Memory<UInt8>) -> Int64) {
    terms.append(contentsOf: term)
    termEnds.append(terms.count)
    lastIDs.append(write(lists))
    listEnds.append(lists.count)
  }

  /// Makes room for so many bytes of doclists.
  func reserve(bytes: Int) { lists.reserve(bytes) }
}

/// Brings the lists of consecutive runs of articles together, term by term.
struct RunMerger {
  /// The term of a run that comes next.
  private struct Head {
    var run: Int
    var index: Int
    var term: UnsafeBufferPointer<UInt8>
    /// Its first eight bytes, the first the highest, by which most terms are told apart.
    var first: UInt64
  }

  private let runs: [SortedRun]
  /// One of each run that has terms left, in the order of the runs.
  private var heads: [Head] = []
  /// Those of the term that is being given.
  private var parts: [Head] = []

  /// - Parameter runs: The runs; the articles of each have larger numbers than those of the runs before.
  init(_ runs: [SortedRun]) {
    self.runs = runs
    heads = runs.indices.compactMap { head(of: $0, at: 0) }
  }

  /// Gives each term and its whole doclist, in the order of the terms' bytes; both are valid during the call.
  mutating func forEachTerm(
    _ body: (_ term: UnsafeBufferPointer<UInt8>, _ doclist: UnsafeBufferPointer<UInt8>) throws -> Void
  ) rethrows {
    let joined = Memory<UInt8>()
    while advance() {
      if parts.count == 1 {
        try body(parts[0].term, list(of: parts[0]))
      } else {
        join(into: joined)
        try body(parts[0].term, joined.all)
      }
    }
  }

  private func head(of run: Int, at index: Int) -> Head? {
    let (terms, ends) = (runs[run].terms, runs[run].termEnds)
    guard index < ends.count else { return nil }
    let term = UnsafeBufferPointer(rebasing: terms.all[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
    var first: UInt64 = 0
    for byte in term.prefix(8) { first = first << 8 | UInt64(byte) }
    return Head(run: run, index: index, term: term, first: first << UInt64(8 * (8 - min(8, term.count))))
  }

  private func list(of part: Head) -> UnsafeBufferPointer<UInt8> {
    let (lists, ends) = (runs[part.run].lists, runs[part.run].listEnds)
    return UnsafeBufferPointer(rebasing: lists.all[(part.index == 0 ? 0 : ends[part.index - 1])..<ends[part.index]])
  }

  /// Goes to the least term that is left; `false` after the last.
  private mutating func advance() -> Bool {
    parts.removeAll(keepingCapacity: true)
    for head in heads {
      let order = parts.isEmpty ? -1 : Self.order(head, parts[0])
      if order > 0 { continue }
      if order < 0 { parts.removeAll(keepingCapacity: true) }
      parts.append(head)
    }
    var place = 0
    for part in parts {
      while heads[place].run != part.run { place += 1 }
      if let next = head(of: part.run, at: part.index + 1) {
        heads[place] = next
      } else {
        heads.remove(at: place)
      }
    }
    return !parts.isEmpty
  }

  /// Below 0 when the first comes first, 0 when they are equal.
  private static func order(_ left: Head, _ right: Head) -> Int {
    if left.first != right.first { return left.first < right.first ? -1 : 1 }
    guard let first = left.term.baseAddress, let second = right.term.baseAddress else {
      return left.term.count - right.term.count
    }
    let order = memcmp(first, second, min(left.term.count, right.term.count))
    return order == 0 ? left.term.count - right.term.count : Int(order)
  }

  /// Writes lists one behind another: each begins with the number of its first article, which becomes the distance to
  /// the last of the list before.
  private func join(into joined: Memory<UInt8>) {
    joined.removeAll()
    var last: Int64 = 0
    for part in parts {
      let list = list(of: part)
      var offset = 0
      guard let first = SQLiteNumber.read(list, at: &offset) else { return }
      joined.makeRoom(for: SQLiteNumber.longest)
      joined.grow(by: SQLiteNumber.write(first &- UInt64(bitPattern: last), to: joined.start + joined.count))
      joined.append(contentsOf: UnsafeBufferPointer(rebasing: list[offset...]))
      last = runs[part.run].lastIDs[part.index]
    }
  }
}
