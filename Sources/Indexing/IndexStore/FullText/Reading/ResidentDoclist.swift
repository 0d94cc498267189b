import Analysis

/// The list of a term up to an article, in memory: an article of it is found without going through those before.
///
/// An entry is the distance of its article to the one before, how many bytes of positions there are, and these as a segment has
/// them. Some entries are marked with their article, so that from the nearest mark a few are left to step over.
///
/// `@unchecked Sendable`: nothing in it changes once it was made.
final class ResidentDoclist: @unchecked Sendable {
  /// An entry: its article, and where the size of its positions stands; small, since many are looked at.
  struct Mark {
    var id: UInt32
    var offset: UInt32
  }

  /// Every article up to this one that has the term is in it.
  let lastID: Int64
  fileprivate let bytes = Memory<UInt8>()
  fileprivate let marks = Memory<Mark>()

  /// How many entries there are to a mark.
  private static let entriesOfMark = 8
  /// How many bytes behind the last entry may be read.
  private static let padding = 16
  private static let greatestSize = 1 << 31

  /// Reads a list, of which nothing was read yet.
  ///
  /// - Parameter lastID: The last article of the index as the transaction sees it.
  /// - Returns: `nil` where the numbers of articles or the list are too large for it.
  init?(_ list: TermDoclist, lastID: Int64) throws {
    self.lastID = lastID
    guard lastID <= UInt32.max, list.estimatedSize <= Self.greatestSize else { return nil }
    bytes.reserve(list.estimatedSize)
    var previous: Int64 = 0
    var count = 0
    try list.seek(0)
    while list.id < .max {
      guard bytes.count <= Self.greatestSize else { return nil }
      let positions = list.positions
      bytes.makeRoom(for: 2 * SQLiteNumber.longest + positions.count)
      add(UInt64(bitPattern: list.id &- previous))
      if count.isMultiple(of: Self.entriesOfMark) { addMark(list.id) }
      add(UInt64(positions.count))
      bytes.append(contentsOf: positions)
      previous = list.id
      count += 1
      try list.next()
    }
    for _ in 0..<Self.padding { bytes.append(0) }
  }

  private func add(_ number: UInt64) { bytes.grow(by: SQLiteNumber.write(number, to: bytes.start + bytes.count)) }

  private func addMark(_ id: Int64) {
    marks.append(Mark(id: UInt32(truncatingIfNeeded: id), offset: UInt32(truncatingIfNeeded: bytes.count)))
  }

  /// The memory it takes, in bytes.
  var size: Int { bytes.count + marks.count * MemoryLayout<Mark>.stride }

  /// How many bytes the entries take.
  var bytesOfEntries: Int { bytes.count - Self.padding }
}

/// Goes through a list in memory; it stands before the first article to begin with.
struct ResidentWalk {
  let list: ResidentDoclist
  /// The article it stands on; the greatest number behind the last one.
  private(set) var id = Int64.min
  private let bytes: UnsafePointer<UInt8>
  private let end: Int
  private let marks: UnsafeBufferPointer<ResidentDoclist.Mark>
  /// The last mark that is not behind it.
  private var mark = -1
  /// Where the positions are, and how many bytes of them.
  private var start = 0
  private var length = 0

  init(_ list: ResidentDoclist) {
    self.list = list
    bytes = UnsafePointer(list.bytes.start)
    end = list.bytesOfEntries
    marks = list.marks.all
  }

  /// The positions of the article it stands on; zeros follow them.
  var positions: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes + start, count: length) }

  /// Moves to the first article that is not below another.
  mutating func seek(_ target: Int64) {
    guard id < target else { return }
    goToMark(target)
    while id < target {
      var offset = start &+ length
      guard offset < end, mark >= 0 else {
        id = .max
        length = 0
        return
      }
      id &+= Int64(bitPattern: SQLiteNumber.read(bytes, at: &offset))
      stand(at: offset)
    }
  }

  /// Goes to the last mark whose article is not above another, when that is ahead, else to the first one.
  private mutating func goToMark(_ target: Int64) {
    let target = UInt32(clamping: target)
    var low = mark
    var step = 1
    while low &+ step < marks.count, marks[low &+ step].id <= target {
      low &+= step
      step &*= 2
    }
    var high = min(low &+ step, marks.count)
    while high &- low > 1 {
      let middle = (low &+ high) / 2
      if marks[middle].id <= target { low = middle } else { high = middle }
    }
    if low < 0, !marks.isEmpty { low = 0 }
    guard low > mark else { return }
    mark = low
    id = Int64(marks[low].id)
    stand(at: Int(marks[low].offset))
  }

  private mutating func stand(at offset: Int) {
    start = offset
    length = Int(truncatingIfNeeded: SQLiteNumber.read(bytes, at: &start))
  }
}
