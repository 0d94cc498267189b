import Analysis

/// The terms of a segment in the order of their bytes, each with its whole list, read once from front to back.
///
/// What is not as the format says throws ``SegmentNotUnderstood``.
final class SegmentCursor {
  let segment: SegmentList.Segment
  /// The term it stands on, without the byte in front.
  let term = Memory<UInt8>()
  /// Whether it stands on a term, or behind the last.
  private var isInside = false
  /// The page on which the term begins.
  private(set) var number: Int

  private let source: SegmentSource
  /// Some pages, one behind another, and where each begins; zeros follow the last.
  private let bytes = PageBytes()
  private var starts: [Int] = [0]
  /// The place of the present page among them.
  private var place = -1
  /// Where in ``bytes`` the page begins, and where, from there, its parts are.
  private var start = 0
  private var page = PageParts()
  /// Where the distance to the term behind the present one is written.
  private var footer = 0
  /// Where the present term begins, and where its list is on its page.
  private var termStart = 0
  private var list = 0..<0

  private static let pagesAtOnce = 16
  /// The byte in front of the terms of the list of whole terms.
  private static let mainPrefix = UInt8(ascii: "0")

  /// Stands before the first term.
  init(_ segment: SegmentList.Segment, of source: SegmentSource) throws {
    self.segment = segment
    self.source = source
    number = Int(segment.firstPage) - 1
    guard try nextPage(), page.firstID == nil, page.continuation.isEmpty else { throw SegmentNotUnderstood() }
  }

  // MARK: Terms

  /// Moves to the next term, when the list of the present one was taken; `false` behind the last.
  func advance() throws -> Bool {
    while footer >= page.size {
      guard try nextPage() else { return false }
      guard page.continuation.isEmpty else { throw SegmentNotUnderstood() }
    }
    let isFirst = footer == page.end
    try startTerm()
    var offset = termStart
    let kept = isFirst ? 0 : try number(at: &offset)
    let count = try number(at: &offset)
    // The byte in front counts among those that a term has in common with the one before.
    guard count > 0, offset + count <= list.upperBound, kept <= term.count + 1 else { throw SegmentNotUnderstood() }
    var rest = UnsafeBufferPointer(start: base + offset, count: count)
    if kept == 0 {
      guard rest[0] == Self.mainPrefix else { throw SegmentNotUnderstood() }
      rest = UnsafeBufferPointer(rebasing: rest[1...])
    }
    try setTerm(keeping: max(0, kept - 1), rest)
    list = offset + count..<list.upperBound
    return true
  }

  /// Gives the list of the present term, and moves behind it.
  func takeList(_ joiner: DoclistJoiner) throws {
    joiner.beginList()
    try joiner.add(base, list, continuesWith: nil)
    if footer >= page.size {
      while try nextPage() {
        try joiner.add(base, page.continuation, continuesWith: page.firstID)
        if page.firstTerm != nil { break }
      }
    }
    try joiner.endList()
  }

  /// Where the segment begins when all before the present term is taken away: its first page, and what that is to be made of;
  /// `nil` where that is there already.
  var remainder: (page: Int, bytes: [UInt8]?) {
    if termStart == LeafPage.headerSize { return (number, nil) }
    var bytes: [UInt8] = [0, 0, 0, 0]
    SQLiteNumber.append(UInt64(term.count + 1), to: &bytes)
    bytes.append(Self.mainPrefix)
    bytes.append(contentsOf: term.all)
    let moved = list.lowerBound - bytes.count
    bytes.append(contentsOf: UnsafeBufferPointer(start: base + list.lowerBound, count: page.end - list.lowerBound))
    bytes[2] = UInt8(truncatingIfNeeded: bytes.count >> 8)
    bytes[3] = UInt8(truncatingIfNeeded: bytes.count)
    SQLiteNumber.append(UInt64(LeafPage.headerSize), to: &bytes)
    if footer < page.size {
      var behind = footer
      _ = SQLiteNumber.read(base, at: &behind)
      SQLiteNumber.append(UInt64(list.upperBound - moved - LeafPage.headerSize), to: &bytes)
      bytes.append(contentsOf: UnsafeBufferPointer(start: base + behind, count: page.size - behind))
    }
    return (number, bytes)
  }

  /// Finds where the next term of the page and its list end, and moves the footer behind it.
  private func startTerm() throws {
    let isFirst = footer == page.end
    let distance = try number(at: &footer)
    termStart = isFirst ? distance : termStart + distance
    var behind = footer
    let end = behind < page.size ? termStart + (try number(at: &behind)) : page.end
    guard termStart >= LeafPage.headerSize, termStart < end, end <= page.end else { throw SegmentNotUnderstood() }
    list = termStart..<end
  }

  private func setTerm(keeping kept: Int, _ rest: UnsafeBufferPointer<UInt8>) throws {
    let behind = UnsafeBufferPointer(rebasing: term.all[kept...])
    guard !isInside || behind.lexicographicallyPrecedes(rest) else { throw SegmentNotUnderstood() }
    isInside = true
    while term.count > kept { term.removeLast() }
    term.append(contentsOf: rest)
  }

  /// Reads a number that is no larger than a page; zeros behind the last page keep the read in bounds.
  private func number(at offset: inout Int) throws -> Int {
    let number = SQLiteNumber.read(base, at: &offset)
    guard number <= UInt64(page.size), offset <= page.size else { throw SegmentNotUnderstood() }
    return Int(number)
  }

  // MARK: Pages

  private var base: UnsafePointer<UInt8> { UnsafePointer(bytes.start + start) }

  private func nextPage() throws -> Bool {
    guard number < Int(segment.lastPage) else { return false }
    place += 1
    if place >= starts.count - 1 { try load() }
    number += 1
    start = starts[place]
    page = try PageParts(UnsafeBufferPointer(start: base, count: starts[place + 1] - start))
    footer = page.end
    return true
  }

  private func load() throws {
    bytes.removeAll()
    starts = [0]
    place = 0
    let last = min(Int(segment.lastPage), number + Self.pagesAtOnce)
    try source.forEachPageBytes(number + 1...last, of: segment) { page in
      bytes.append(page[...])
      starts.append(bytes.count)
      return true
    }
  }
}

/// Where the parts of a leaf page are.
private struct PageParts {
  /// Where the footer begins, and where it ends.
  var end = 0
  var size = 0
  var firstTerm: Int?
  var firstID: Int?
  /// Where the list goes on that began on an earlier page.
  var continuation = 0..<0

  init() {}

  init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    let page = try LeafPage(bytes)
    (end, size) = (page.content.count, bytes.count)
    (firstTerm, firstID) = (page.firstTerm, page.firstID)
    continuation = page.continuation
  }
}
