import Analysis

/// Brings the lists that several segments have of one term together, the oldest segment first.
///
/// Where the articles of each are above those of all before, as while articles are added, lists are copied one behind another,
/// and only the number of the first article of each and of each of its pages is written anew. Else, and where an article lost the
/// term, they are merged article by article: of equal ones the newest counts, as for FTS5.
final class DoclistJoiner {
  /// One list in ``joined``.
  private struct Part {
    /// The first article, and where what follows its number begins and ends.
    var first: UInt64
    var start: Int
    var end: Int
  }

  /// Whether there is nothing older than what is joined, so that nothing need be known of what is gone.
  private let isOldest: Bool
  private let joined = Memory<UInt8>()
  private let parts = Memory<Part>()
  private let merged = Memory<UInt8>()
  /// The last article.
  private var last: UInt64 = 0
  /// The last article of the list that is being added; `nil` before the first.
  private var lastOfList: UInt64?
  /// How many bytes of positions are to come from the next page.
  private var awaited = 0
  private var isPlain = true

  init(isOldest: Bool) { self.isOldest = isOldest }

  /// Forgets everything, for the next term.
  func removeAll() {
    joined.removeAll()
    parts.removeAll()
    last = 0
    isPlain = true
  }

  func beginList() {
    lastOfList = nil
    awaited = 0
  }

  func endList() throws {
    guard awaited == 0, let lastOfList, parts.count > 0 else { throw SegmentNotUnderstood() }
    parts[parts.count - 1].end = joined.count
    last = max(last, lastOfList)
  }

  /// Adds what a page has of the list.
  ///
  /// - Parameters:
  ///   - base: The page; numbers behind the range may be read, and mean nothing.
  ///   - range: Where on it the list is.
  ///   - continuesWith: Where on it the first article begins whose list began on an earlier page.
  func add(_ base: UnsafePointer<UInt8>, _ range: Range<Int>, continuesWith: Int?) throws {
    var offset = range.lowerBound + min(awaited, range.count)
    awaited -= offset - range.lowerBound
    copy(base, range.lowerBound..<offset)
    guard offset < range.upperBound else { return }
    guard continuesWith == nil ? lastOfList == nil : continuesWith == offset else { throw SegmentNotUnderstood() }
    var id = SQLiteNumber.read(base, at: &offset)
    guard id < UInt64(Int64.max), id > lastOfList ?? 0 || lastOfList == nil else { throw SegmentNotUnderstood() }
    writeFirst(id)
    let copied = offset
    while true {
      let size = SQLiteNumber.read(base, at: &offset)
      guard size < 1 << 31, offset <= range.upperBound else { throw SegmentNotUnderstood() }
      if size < 2 { isPlain = false }
      offset += Int(size >> 1)
      if offset >= range.upperBound { break }
      let distance = SQLiteNumber.read(base, at: &offset)
      guard distance > 0, distance < UInt64(Int64.max) - id else { throw SegmentNotUnderstood() }
      id += distance
    }
    awaited = offset - range.upperBound
    lastOfList = id
    copy(base, copied..<range.upperBound)
  }

  /// The list of all, valid until another is begun; `nil` when nothing is left of it.
  func list() throws -> UnsafeBufferPointer<UInt8>? {
    if isPlain { return joined.count > 0 ? joined.all : nil }
    try merge()
    return merged.count > 0 ? merged.all : nil
  }

  private func copy(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) {
    joined.append(contentsOf: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Writes the number of the first article of a page as the distance to the one before.
  private func writeFirst(_ id: UInt64) {
    joined.makeRoom(for: SQLiteNumber.longest)
    let before = lastOfList ?? last
    if lastOfList == nil, id <= last, parts.count > 0 { isPlain = false }
    joined.grow(by: SQLiteNumber.write(id &- before, to: joined.start + joined.count))
    if lastOfList == nil { parts.append(Part(first: id, start: joined.count, end: joined.count)) }
  }

  // MARK: Article by article

  /// What a list has of an article.
  private struct Entry {
    var id: UInt64
    var size: UInt64
    var positions: Range<Int>
    /// Where the list ends.
    var end: Int
  }

  private func merge() throws {
    merged.removeAll()
    joined.makeRoom(for: 2 * SQLiteNumber.longest)
    var heads = try parts.all.map { try entry($0.first, at: $0.start, end: $0.end) }
    var last: UInt64 = 0
    while let least = heads.min(by: { $0.id < $1.id })?.id {
      // The last of equals is of the newest segment.
      if let newest = heads.last(where: { $0.id == least }), isKept(newest) {
        write(newest, after: last)
        last = least
      }
      for index in heads.indices.reversed() where heads[index].id == least {
        if let next = try entry(behind: heads[index]) { heads[index] = next } else { heads.remove(at: index) }
      }
    }
  }

  /// An entry without positions says that the article lost the term, if it is marked; it is of use where something is older.
  private func isKept(_ entry: Entry) -> Bool { !entry.positions.isEmpty || !isOldest && entry.size & 1 == 1 }

  private func write(_ entry: Entry, after last: UInt64) {
    merged.makeRoom(for: 2 * SQLiteNumber.longest)
    merged.grow(by: SQLiteNumber.write(entry.id - last, to: merged.start + merged.count))
    merged.grow(by: SQLiteNumber.write(entry.size, to: merged.start + merged.count))
    merged.append(contentsOf: UnsafeBufferPointer(rebasing: joined.all[entry.positions]))
  }

  private func entry(behind entry: Entry) throws -> Entry? {
    var offset = entry.positions.upperBound
    guard offset < entry.end else { return nil }
    let distance = SQLiteNumber.read(joined.start, at: &offset)
    return try self.entry(entry.id + distance, at: offset, end: entry.end)
  }

  private func entry(_ id: UInt64, at offset: Int, end: Int) throws -> Entry {
    var start = offset
    let size = SQLiteNumber.read(joined.start, at: &start)
    guard start + Int(size >> 1) <= end else { throw SegmentNotUnderstood() }
    return Entry(id: id, size: size, positions: start..<start + Int(size >> 1), end: end)
  }
}
