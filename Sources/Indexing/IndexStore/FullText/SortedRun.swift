import Analysis
import Glibc

/// The inverted lists of some articles: terms in the order of their bytes, each with its doclist in the form of FTS5.
struct SortedRun: Sendable {
  fileprivate var terms: [UInt8] = []
  fileprivate var termEnds: [Int] = []
  fileprivate var lists: [UInt8] = []
  fileprivate var listEnds: [Int] = []
  /// The last article of each list.
  fileprivate var lastIDs: [Int64] = []

  /// Adds a term, which follows all others.
  mutating func add(_ term: UnsafeBufferPointer<UInt8>, doclist: UnsafeBufferPointer<UInt8>, lastID: Int64) {
    terms.append(contentsOf: term)
    termEnds.append(terms.count)
    lists.append(contentsOf: doclist)
    listEnds.append(lists.count)
    lastIDs.append(lastID)
  }

  fileprivate var count: Int { termEnds.count }

  fileprivate func term(_ index: Int) -> ArraySlice<UInt8> {
    terms[(index == 0 ? 0 : termEnds[index - 1])..<termEnds[index]]
  }

  fileprivate func list(_ index: Int) -> ArraySlice<UInt8> {
    lists[(index == 0 ? 0 : listEnds[index - 1])..<listEnds[index]]
  }
}

/// Brings the lists of consecutive runs of articles together, term by term.
struct RunMerger {
  private let runs: [SortedRun]
  /// The next term of each run.
  private var heads: [Int]
  /// The places of the term that is being given.
  private var parts: [(run: Int, index: Int)] = []

  /// - Parameter runs: The runs; the articles of each have larger numbers than those of the runs before.
  init(_ runs: [SortedRun]) {
    self.runs = runs
    heads = [Int](repeating: 0, count: runs.count)
  }

  /// Gives each term and its whole doclist, in the order of the terms' bytes; both are valid during the call.
  mutating func forEachTerm(
    _ body: (_ term: UnsafeBufferPointer<UInt8>, _ doclist: UnsafeBufferPointer<UInt8>) throws -> Void
  ) rethrows {
    let joined = Memory<UInt8>()
    while advance() {
      let (run, index) = parts[0]
      if parts.count > 1 { join(into: joined) }
      try runs[run].term(index).withUnsafeBufferPointer { term in
        if parts.count > 1 { return try body(term, joined.all) }
        try runs[run].list(index).withUnsafeBufferPointer { try body(term, $0) }
      }
    }
  }

  /// Goes to the least term that is left; `false` after the last.
  private mutating func advance() -> Bool {
    var least: ArraySlice<UInt8> = []
    parts.removeAll(keepingCapacity: true)
    for run in runs.indices where heads[run] < runs[run].count {
      let term = runs[run].term(heads[run])
      let order = parts.isEmpty ? -1 : Self.order(term, least)
      if order > 0 { continue }
      if order < 0 {
        least = term
        parts.removeAll(keepingCapacity: true)
      }
      parts.append((run, heads[run]))
    }
    for part in parts { heads[part.run] += 1 }
    return !parts.isEmpty
  }

  /// Below 0 when the first comes first, 0 when they are equal.
  private static func order(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return left.count - right.count }
        let order = memcmp(first, second, min(left.count, right.count))
        return order == 0 ? left.count - right.count : Int(order)
      }
    }
  }

  /// Writes lists one behind another: each begins with the number of its first article, which becomes the distance to
  /// the last of the list before.
  private func join(into joined: Memory<UInt8>) {
    joined.removeAll()
    var last: Int64 = 0
    for (run, index) in parts {
      runs[run].list(index).withUnsafeBufferPointer { list in
        var offset = 0
        guard let first = SQLiteNumber.read(list, at: &offset) else { return }
        joined.reserve(joined.count + SQLiteNumber.longest)
        joined.grow(by: SQLiteNumber.write(first &- UInt64(bitPattern: last), to: joined.start + joined.count))
        joined.append(contentsOf: UnsafeBufferPointer(rebasing: list[offset...]))
      }
      last = runs[run].lastIDs[index]
    }
  }
}
