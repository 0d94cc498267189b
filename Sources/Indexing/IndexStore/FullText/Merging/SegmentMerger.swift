import Analysis
import Glibc

/// Brings segments together, term by term, and lays the pages of the one that results out.
struct SegmentMerger {
  /// One of each segment that has terms left, the oldest first.
  private var cursors: [SegmentCursor]
  /// The first eight bytes of the term that each stands on, the first the highest, by which most are told apart.
  private var firsts: [UInt64]
  private let joiner: DoclistJoiner
  /// Those that stand on the term that is being written.
  private var equal: [Int] = []

  /// - Parameters:
  ///   - segments: The segments, the oldest first.
  ///   - isOldest: Whether the table has nothing older.
  init(_ segments: [SegmentList.Segment], of source: SegmentSource, isOldest: Bool) throws {
    cursors = try segments.map { try SegmentCursor($0, of: source) }
    cursors = try cursors.filter { try $0.advance() }
    firsts = cursors.map { Self.first(of: $0) }
    joiner = DoclistJoiner(isOldest: isOldest)
  }

  /// What is left of the segments, of those that have anything.
  var remainders: [(segment: SegmentList.Segment, page: Int, bytes: [UInt8]?)] {
    cursors.map { cursor in
      let (page, bytes) = cursor.remainder
      return (cursor.segment, page, bytes)
    }
  }

  /// Lays out some pages, up to the end of a list, or all that are left.
  ///
  /// - Returns: The number of the last page.
  mutating func lay<S: SegmentPages.Sink>(
    out pages: consuming SegmentPages, atLeast count: Int, to sink: inout S
  ) throws -> Int {
    let end = pages.number + count
    while !cursors.isEmpty, pages.number < end {
      findLeast()
      joiner.removeAll()
      for index in equal { try cursors[index].takeList(joiner) }
      if let list = try joiner.list() { try pages.add(cursors[equal[0]].term.all, doclist: list, to: &sink) }
      for index in equal.reversed() {
        if try cursors[index].advance() {
          firsts[index] = Self.first(of: cursors[index])
        } else {
          cursors.remove(at: index)
          firsts.remove(at: index)
        }
      }
    }
    return try pages.finish(to: &sink)
  }

  /// Finds those that stand on the least term.
  private mutating func findLeast() {
    equal.removeAll(keepingCapacity: true)
    guard let least = firsts.min() else { return }
    for index in firsts.indices where firsts[index] == least {
      let order = equal.isEmpty ? -1 : Self.order(cursors[index].term, cursors[equal[0]].term)
      if order < 0 { equal.removeAll(keepingCapacity: true) }
      if order <= 0 { equal.append(index) }
    }
  }

  private static func first(of cursor: SegmentCursor) -> UInt64 {
    let term = cursor.term.all
    var first: UInt64 = 0
    for byte in term.prefix(8) { first = first << 8 | UInt64(byte) }
    return first << UInt64(8 * (8 - min(8, term.count)))
  }

  /// Below 0 when the first comes first, 0 when they are equal.
  private static func order(_ left: Memory<UInt8>, _ right: Memory<UInt8>) -> Int {
    let order = memcmp(left.start, right.start, min(left.count, right.count))
    return order == 0 ? left.count - right.count : Int(order)
  }
}
