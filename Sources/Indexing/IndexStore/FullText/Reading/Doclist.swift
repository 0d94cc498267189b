/// The list of one term in one segment, read page by page as it is gone through.
///
/// It stands on an entry: an article, and where in it the term is. An entry without positions says that the article does not
/// have the term any more. All of it is checked as it is read, so that no bytes lead outside of the memory that is held.
final class Doclist {
  /// The article it stands on; the greatest number behind the last one.
  @exclusivity(unchecked) private(set) var id = Int64.min
  /// Where the positions of the article are in ``bytes``.
  @exclusivity(unchecked) private var start = 0
  @exclusivity(unchecked) private var length = 0
  /// Where the next entry begins.
  @exclusivity(unchecked) private var offset = 0
  /// What was read of the list and is not behind yet, page by page, with zeros behind it.
  private let bytes = PageBytes()
  /// Where in ``bytes`` an article's number is written in full rather than as the distance to the one before: the first of each
  /// page.
  @exclusivity(unchecked) private var fullIDs = [0]
  @exclusivity(unchecked) private var nextFullID = 0

  private let source: SegmentSource
  private let segment: SegmentList.Segment
  /// The page that the list begins on.
  private let firstPage: Int
  private let hasIndex: Bool
  private lazy var index: DoclistIndex? = hasIndex ? try? DoclistIndex(source, segment, page: firstPage) : nil
  /// The page to read next.
  private var page: Int
  private var isWhole: Bool
  /// How many pages are read at once: the more, the longer it has been read without a step.
  private var batch = 1

  private static let greatestBatch = 16

  /// Begins a list; it stands before the first entry.
  ///
  /// - Parameters:
  ///   - list: Where it is on the page.
  ///   - goesOn: Whether it may go on on the next page.
  ///   - hasIndex: Whether the table has an index of its pages.
  init(
    _ source: SegmentSource, _ segment: SegmentList.Segment, page number: Int, of page: LeafPage, list: Range<Int>,
    goesOn: Bool, hasIndex: Bool
  ) {
    self.source = source
    self.segment = segment
    firstPage = number
    self.hasIndex = hasIndex
    self.page = number + 1
    isWhole = !goesOn || self.page > Int(segment.lastPage)
    append(page, list)
  }

  /// How many bytes the list has, as far as is known without reading it: exact within a page, else by pages.
  var estimatedSize: Int {
    if isWhole { return bytes.count }
    return bytes.count + SegmentPages.pageSize * (index?.pageCount ?? 2)
  }

  /// Whether the article does not have the term any more.
  @inline(__always)
  var isEmpty: Bool { length == 0 }

  /// The positions of the article, valid until it moves; zeros follow them.
  var positions: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes.start + start, count: length) }

  // MARK: Entries

  /// Moves to the next entry.
  func next() throws {
    while offset >= bytes.count {
      if isWhole {
        id = .max
        length = 0
        return
      }
      try load()
    }
    var end = offset
    let number = Int64(bitPattern: SQLiteNumber.read(bytes.start, at: &end))
    if offset == fullID {
      guard number > id, number < .max else { throw SegmentNotUnderstood() }
      id = number
      nextFullID += 1
    } else {
      let (sum, overflows) = id.addingReportingOverflow(number)
      guard number > 0, !overflows, sum < .max else { throw SegmentNotUnderstood() }
      id = sum
    }
    let size = SQLiteNumber.read(bytes.start, at: &end)
    guard end <= bytes.count, size < 1 << 31 else { throw SegmentNotUnderstood() }
    start = end
    length = Int(size >> 1)
    while start + length > bytes.count {
      guard !isWhole else { throw SegmentNotUnderstood() }
      start -= try load()
    }
    guard start + length <= fullID else { throw SegmentNotUnderstood() }
    offset = start + length
  }

  /// Moves to the first entry whose article is not below another.
  func seek(_ target: Int64) throws {
    while id < target {
      step(to: target)
      if id < target, offset >= bytes.count, !isWhole { try jump(to: target) }
      if id < target { try next() }
    }
  }

  /// Moves to the first article not below another that has the term, and returns it.
  func seekPresent(_ target: Int64) throws -> Int64 {
    try seek(target)
    while isEmpty, id < .max { try next() }
    return id
  }

  /// Goes on within what was read, as far as entries are whole and below a target.
  private func step(to target: Int64) {
    // The pages that begin with an article not above the target; the last of them is where to go on.
    while isFull(nextFullID + 1, notAbove: target) { nextFullID += 1 }
    if isFull(nextFullID, notAbove: target) {
      offset = fullIDs[nextFullID]
      return
    }
    let base = bytes.start
    let limit = min(bytes.count, fullID)
    var (offset, id) = (offset, id)
    var positions = 0..<0
    while offset < limit {
      var end = offset &+ 2
      var distance = UInt64(base[offset])
      var size = UInt64(base[offset &+ 1])
      if distance | size >= 0x80 {
        end = offset
        distance = SQLiteNumber.read(base, at: &end)
        size = SQLiteNumber.read(base, at: &end)
      }
      // The distance to the target is positive, since the entry before is below it.
      let next = end &+ Int(truncatingIfNeeded: size >> 1)
      guard distance &- 1 < UInt64(bitPattern: target &- id), size < 1 << 31, next <= limit else { break }
      id &+= Int64(bitPattern: distance)
      positions = Range(uncheckedBounds: (end, next))
      offset = next
      if id == target { break }
    }
    guard offset != self.offset else { return }
    (self.offset, self.id) = (offset, id)
    (start, length) = (positions.lowerBound, positions.count)
  }

  /// Whether a number in full is there, and not above a target.
  private func isFull(_ place: Int, notAbove target: Int64) -> Bool {
    guard place < fullIDs.count else { return false }
    var offset = fullIDs[place]
    return Int64(bitPattern: SQLiteNumber.read(bytes.start, at: &offset)) <= target
  }

  /// Counts the occurrences in each article from the present one on, as long as they are below another.
  ///
  /// - Returns: `false` where there is no more room.
  @inline(__always)
  func count(below limit: Int64, into room: PostingRoom) throws {
    while id < limit, room.hasRoom {
      if length > 0 { room.append(id, try FieldFrequencies(counting: bytes.start + start, length)) }
      try countWhole(below: limit, into: room)
      try next()
    }
  }

  /// Counts as far as entries are whole in what was read.
  private func countWhole(below limit: Int64, into room: PostingRoom) throws {
    let base = bytes.start
    let end = min(bytes.count, fullID)
    var (offset, id) = (offset, id)
    while offset < end, room.hasRoom {
      var place = offset
      let distance = SQLiteNumber.read(base, at: &place)
      let size = SQLiteNumber.read(base, at: &place)
      let length = Int(truncatingIfNeeded: size >> 1)
      // The distance to the limit is positive, since the entry before is below it.
      guard distance > 0, distance < UInt64(bitPattern: limit &- id), size < 1 << 31, place + length <= end
      else { break }
      id &+= Int64(bitPattern: distance)
      offset = place + length
      if length > 0 { room.append(id, try FieldFrequencies(counting: base + place, length)) }
    }
    (self.offset, self.id) = (offset, id)
  }

  // MARK: Pages

  /// Where the next number in full stands.
  @inline(__always)
  private var fullID: Int { nextFullID < fullIDs.count ? fullIDs[nextFullID] : Int.max }

  /// Reads the next pages; answers by how much what is kept has moved to the front.
  @discardableResult
  private func load() throws -> Int {
    if source.deadline.isPast { throw IndexError.deadline }
    let moved = min(offset, bytes.count)
    bytes.removeFirst(moved)
    offset -= moved
    fullIDs.removeFirst(nextFullID)
    nextFullID = 0
    for place in fullIDs.indices { fullIDs[place] -= moved }
    let last = min(Int(segment.lastPage), page + batch - 1)
    try source.forEachPage(page...last, of: segment) { page in
      append(page, page.continuation)
      self.page += 1
      isWhole = page.firstTerm != nil
      return !isWhole
    }
    if page > Int(segment.lastPage) { isWhole = true }
    batch = min(2 * batch, Self.greatestBatch)
    return moved
  }

  private func append(_ page: LeafPage, _ range: Range<Int>) {
    if let place = page.firstID, range.contains(place) {
      let fullID = bytes.count + place - range.lowerBound
      // Where the page before ended behind the term, this is the first of the list.
      if fullIDs.last != fullID { fullIDs.append(fullID) }
    }
    bytes.append(page.content[range])
  }

  /// Passes over the pages that have only articles below a target.
  private func jump(to target: Int64) throws {
    guard let index, let (number, id) = index.page(notAbove: target), number > page else { return }
    bytes.removeAll()
    fullIDs = []
    nextFullID = 0
    offset = 0
    page = number
    isWhole = false
    batch = 1
    try load()
    guard let place = fullIDs.first, id > self.id else { throw SegmentNotUnderstood() }
    var end = place
    guard Int64(bitPattern: SQLiteNumber.read(bytes.start, at: &end)) == id else { throw SegmentNotUnderstood() }
    offset = place
  }
}
