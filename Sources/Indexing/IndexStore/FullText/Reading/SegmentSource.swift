import GRDB

/// The statements that read the segments of a full-text table, prepared once a connection.
struct SegmentStatements {
  fileprivate let pages: SQLStatement
  fileprivate let last: SQLStatement
  fileprivate let following: SQLStatement

  init(table: String, in database: Database) throws {
    pages = try SQLStatement(database, "SELECT id, block FROM \(table)_data WHERE id BETWEEN ?1 AND ?2")
    last = try SQLStatement(
      database, "SELECT pgno FROM \(table)_idx WHERE segid = ?1 AND term <= ?2 ORDER BY term DESC LIMIT 1")
    following = try SQLStatement(
      database, "SELECT pgno FROM \(table)_idx WHERE segid = ?1 AND term > ?2 ORDER BY term LIMIT 1")
  }
}

/// Reads the segments of a full-text table, within one transaction and until one moment.
///
/// Whatever is not as the format says throws ``SegmentNotUnderstood``.
struct SegmentSource {
  /// The segments, the newest first: it has the last word on an article.
  let segments: [SegmentList.Segment]
  let deadline: Deadline
  private let statements: SegmentStatements
  /// Spares statements where all pages are in the file.
  private let lookup: SegmentPageLookup?
  private var pages: SQLStatement { statements.pages }
  private var last: SQLStatement { statements.last }
  private var following: SQLStatement { statements.following }

  /// - Parameters:
  ///   - segments: As ``segments(of:in:)`` found them in the same transaction.
  ///   - lookup: For the same transaction.
  init(
    _ statements: SegmentStatements, segments: [SegmentList.Segment], lookup: SegmentPageLookup? = nil,
    deadline: Deadline
  ) {
    self.segments = segments
    self.deadline = deadline
    self.statements = statements
    self.lookup = lookup
  }

  /// The segments of a table, the newest first; `nil` where its format is not the one that is known here.
  static func segments(of table: String, in database: Database) throws -> [SegmentList.Segment]? {
    let tables = SegmentTables(table, in: database)
    return try tables.isKnown() ? tables.segments()?.newestFirst : nil
  }

  /// Gives the leaf pages of a range, in order, each valid during the call.
  ///
  /// - Parameter body: Returns `false` to end.
  func forEachPage(
    _ range: ClosedRange<Int>, of segment: SegmentList.Segment, _ body: (LeafPage) throws -> Bool
  ) throws {
    try forEachPageBytes(range, of: segment) { try body(LeafPage($0)) }
  }

  /// Gives the bytes of the leaf pages of a range likewise.
  func forEachPageBytes(
    _ range: ClosedRange<Int>, of segment: SegmentList.Segment, _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool
  ) throws {
    var next = segment.row(ofPage: range.lowerBound)
    let last = next + Int64(range.count - 1)
    do {
      while let lookup, next <= last {
        guard let goesOn = try lookup.record(next, body) else { throw SegmentNotUnderstood() }
        if !goesOn { return }
        next += 1
      }
    } catch is PagesNotUnderstood {}
    try pages.bind(1, next)
    try pages.bind(2, last)
    defer { pages.reset() }
    while next <= last {
      guard try pages.step(), pages.integer(0) == next else { throw SegmentNotUnderstood() }
      let goesOn = try pages.withBlob(1) { try body($0.bindMemory(to: UInt8.self)) }
      if !goesOn { return }
      next += 1
    }
  }

  /// Reads a leaf page into memory of the caller.
  func page(_ number: Int, of segment: SegmentList.Segment, into bytes: PageBytes) throws -> LeafPage {
    bytes.removeAll()
    let found: Void? = try record(segment.row(ofPage: number)) { bytes.append($0[...]) }
    guard found != nil else { throw SegmentNotUnderstood() }
    return try LeafPage(UnsafeBufferPointer(start: bytes.start, count: bytes.count))
  }

  /// The next page on which a term begins that is above another; `nil` when there is none.
  func page(behind term: [UInt8], in segment: SegmentList.Segment) throws -> (number: Int, hasIndex: Bool)? {
    try following.bind(1, Int64(segment.id))
    try following.bind(2, term)
    guard let found = try following.first({ $0.integer(0) }) else { return nil }
    guard found >> 1 <= Int64(segment.lastPage) else { throw SegmentNotUnderstood() }
    return (Int(found >> 1), found & 1 == 1)
  }

  /// Gives one record of the table of pages; `nil` where there is none.
  func record<R>(_ row: Int64, _ read: (UnsafeBufferPointer<UInt8>) throws -> R) throws -> R? {
    do {
      if let lookup { return try lookup.record(row, read) }
    } catch is PagesNotUnderstood {}
    try pages.bind(1, row)
    try pages.bind(2, row)
    return try pages.first { row in try row.withBlob(1) { try read($0.bindMemory(to: UInt8.self)) } }
  }

  /// The page of a segment that has a term if any has, and whether the last list that begins there has an index.
  func page(of term: [UInt8], in segment: SegmentList.Segment) throws -> (number: Int, hasIndex: Bool) {
    let found = try entry(of: term, in: segment) ?? 0
    // Merging takes pages off the front of a segment and leaves the way to them.
    guard found >> 1 >= Int64(segment.firstPage) else { return (Int(segment.firstPage), false) }
    guard found >> 1 <= Int64(segment.lastPage) else { throw SegmentNotUnderstood() }
    return (Int(found >> 1), found & 1 == 1)
  }

  /// The page and the mark of the last term of a segment that is not above another; `nil` where there is none.
  private func entry(of term: [UInt8], in segment: SegmentList.Segment) throws -> Int64? {
    do {
      if let lookup { return try lookup.page(of: term, in: segment) }
    } catch is PagesNotUnderstood {}
    try last.bind(1, Int64(segment.id))
    try last.bind(2, term)
    return try last.first { $0.integer(0) }
  }

  /// The list of a term in a segment; `nil` where the segment does not have it.
  ///
  /// - Parameter term: With the byte in front that FTS5 gives each term.
  func doclist(of term: [UInt8], in segment: SegmentList.Segment) throws -> Doclist? {
    let (number, hasIndex) = try page(of: term, in: segment)
    var found: Doclist?
    try forEachPage(number...number, of: segment) { page in
      var terms = try LeafTerms(page)
      // How many bytes the term has in common with the one before, which comes before it.
      var matched = 0
      while try terms.advance() {
        if terms.shared > matched { continue }
        if terms.shared < matched { return false }
        let rest = UnsafeBufferPointer(rebasing: page.content[terms.rest])
        let common = zip(rest, term[matched...]).prefix { $0 == $1 }.count
        matched += common
        if common == rest.count, matched == term.count {
          found = Doclist(
            self, segment, page: number, of: page, list: terms.list, goesOn: terms.isLast,
            hasIndex: hasIndex && terms.isLast)
          return false
        }
        if common < rest.count, matched == term.count || rest[common] > term[matched] { return false }
      }
      return false
    }
    return found
  }
}

extension SegmentList {
  /// The segments that have pages, the newest first: those of a level are newer than those of the next.
  var newestFirst: [Segment]? {
    let segments = levels.flatMap { $0.segments.reversed() }.filter { $0.firstPage > 0 }
    // Numbers of segments have 16 bits in the rows of their pages, numbers of pages 31.
    let areSound = segments.allSatisfy { segment in
      segment.id > 0 && segment.id < 1 << 16 && segment.firstPage <= segment.lastPage && segment.lastPage < 1 << 31
    }
    return areSound ? segments : nil
  }
}

extension SegmentList.Segment {
  /// The row of the table that holds a leaf page.
  func row(ofPage page: Int) -> Int64 { Int64(id) << 37 | Int64(page) }

  /// The row that holds a part of the index of the last list that begins on a page.
  func row(ofIndex part: Int, ofPage page: Int) -> Int64 { row(ofPage: page + part) | 1 << 36 }
}
