/// Lays terms and their doclists out in the pages of an FTS5 segment.
///
/// The format is that of SQLite's `fts5_index.c` (“Segment leaves”, “Segment doclist indexes”), version 4, which every FTS5
/// has read since 2016 and goes on reading, as all SQLite's formats are kept. Pages end where FTS5 would end them.
struct SegmentPages {
  /// Takes what is made, in order.
  protocol Sink {
    /// A page of the segment, counted from 1.
    mutating func add(page: Int, _ bytes: [UInt8]) throws
    /// The least term that leads to a page, and whether the last doclist that begins there has an index.
    mutating func add(leading term: [UInt8], to page: Int, hasDoclistIndex: Bool) throws
    /// A page of the index of the last doclist that begins on a page.
    mutating func add(doclistIndex part: DoclistIndexPages.Part) throws
  }

  /// The size at which a page ends, FTS5's own.
  static let pageSize = 4050
  /// The byte in front of each term that tells the list of whole terms from those of prefixes.
  private static let mainPrefix: UInt8 = 0x30
  /// How many pages without a term must follow a term for its doclist to have an index.
  private static let leastIndexedPages = 4

  /// A term as a segment has it.
  static func stored(_ term: some Sequence<UInt8>) -> [UInt8] { [mainPrefix] + term }

  /// The number of the page that is being filled.
  private(set) var number: Int
  private var page: [UInt8] = [0, 0, 0, 0]
  /// Where the terms of the page begin.
  private var footer: [UInt8] = []
  private var lastTermOffset = 0
  /// The term before; `nil` where the segment goes on behind one that is not known.
  private var lastTerm: [UInt8]?
  private var hasRowid = false
  /// The page whose leading term was not given yet, and that term.
  private var leading: (page: Int, term: [UInt8])?
  private var pagesWithoutTerm = 0
  /// The index of the doclist that is being written.
  private var index = DoclistIndexPages()

  /// - Parameter page: The number of the first page; where it is above 1 the segment has pages in front of it.
  init(from page: Int = 1) {
    number = page
    if page == 1 {
      lastTerm = []
      leading = (1, [])
    }
  }

  /// Adds a term, which follows all others in the order of bytes.
  ///
  /// - Parameters:
  ///   - term: Its bytes.
  ///   - doclist: Its doclist, well formed.
  ///   - sink: Takes the pages that are full.
  mutating func add<S: Sink>(
    _ term: UnsafeBufferPointer<UInt8>, doclist: UnsafeBufferPointer<UInt8>, to sink: inout S
  ) throws {
    try begin(term, to: &sink)
    if page.count + footer.count + doclist.count + 1 <= Self.pageSize {
      page.append(contentsOf: doclist)
    } else {
      try split(doclist, to: &sink)
    }
  }

  /// Ends the segment, or what there is of it for now; answers how many pages it has.
  mutating func finish<S: Sink>(to sink: inout S) throws -> Int {
    if page.count > 4 { try flush(to: &sink) }
    if number > 1 { try giveLeading(to: &sink) }
    return number - 1
  }

  private mutating func begin<S: Sink>(_ term: UnsafeBufferPointer<UInt8>, to sink: inout S) throws {
    let size = 1 + term.count
    if page.count + footer.count + size + 2 >= Self.pageSize, page.count > 4 { try flush(to: &sink) }
    let common = commonPrefix(with: term)
    let isFirst = footer.isEmpty
    SQLiteNumber.append(UInt64(page.count - lastTermOffset), to: &footer)
    lastTermOffset = page.count
    if isFirst {
      if number > 1 {
        try giveLeading(to: &sink)
        leading = (number, [Self.mainPrefix] + term.prefix(common))
      }
      index.begin(page: number)
      SQLiteNumber.append(UInt64(size), to: &page)
      page.append(Self.mainPrefix)
      page.append(contentsOf: term)
    } else {
      SQLiteNumber.append(UInt64(common), to: &page)
      SQLiteNumber.append(UInt64(size - common), to: &page)
      page.append(contentsOf: UnsafeBufferPointer(rebasing: term[(common - 1)...]))
    }
    if lastTerm == nil { lastTerm = [] }
    lastTerm?.removeAll(keepingCapacity: true)
    lastTerm?.append(contentsOf: term)
    hasRowid = true
  }

  /// How many bytes a term begins with as the last one did, the byte in front of both included; none for the first term, and all
  /// of them where the last one is not known.
  private func commonPrefix(with term: UnsafeBufferPointer<UInt8>) -> Int {
    if number == 1, footer.isEmpty { return 0 }
    guard let lastTerm else { return term.count }
    return lastTerm.withUnsafeBufferPointer { last in
      let most = min(last.count, term.count)
      var common = 0
      while common < most, last[common] == term[common] { common += 1 }
      return 1 + common
    }
  }

  /// Writes a doclist that does not fit on the page.
  private mutating func split<S: Sink>(_ doclist: UnsafeBufferPointer<UInt8>, to sink: inout S) throws {
    var offset = 0
    var rowid: UInt64 = 0
    while true {
      if hasRowid { takeWhole(doclist, from: &offset, &rowid) }
      guard let delta = SQLiteNumber.read(doclist, at: &offset) else { return }
      rowid &+= delta
      if hasRowid {
        SQLiteNumber.append(delta, to: &page)
      } else {
        page[0] = UInt8(truncatingIfNeeded: page.count >> 8)
        page[1] = UInt8(truncatingIfNeeded: page.count)
        index.add(rowid, page: number)
        SQLiteNumber.append(rowid, to: &page)
        hasRowid = true
      }
      var end = offset
      guard let size = SQLiteNumber.read(doclist, at: &end) else { return }
      end += Int(size / 2)
      if page.count + footer.count + end - offset <= Self.pageSize {
        page.append(contentsOf: UnsafeBufferPointer(rebasing: doclist[offset..<end]))
        offset = end
      }
      while offset < end {
        let part = Self.part(of: doclist, offset..<end, fitting: Self.pageSize - page.count - footer.count)
        page.append(contentsOf: UnsafeBufferPointer(rebasing: doclist[part]))
        offset = part.upperBound
        if page.count + footer.count >= Self.pageSize { try flush(to: &sink) }
      }
    }
  }

  /// Writes the parts of whole articles that fit on the page, all at once.
  private mutating func takeWhole(_ doclist: UnsafeBufferPointer<UInt8>, from offset: inout Int, _ rowid: inout UInt64)
  {
    let space = Self.pageSize - page.count - footer.count
    var end = offset
    var next = offset
    while let delta = SQLiteNumber.read(doclist, at: &next), let size = SQLiteNumber.read(doclist, at: &next) {
      next += Int(size / 2)
      guard next - offset <= space else { break }
      rowid &+= delta
      end = next
    }
    page.append(contentsOf: UnsafeBufferPointer(rebasing: doclist[offset..<end]))
    offset = end
  }

  /// As many whole numbers as fit, at least one.
  private static func part(
    of bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, fitting space: Int
  ) -> Range<Int> {
    if range.count <= space { return range }
    var end = range.lowerBound
    var next = end
    while next < range.upperBound, SQLiteNumber.read(bytes, at: &next) != nil {
      if next - range.lowerBound > space, end > range.lowerBound { break }
      end = next
    }
    return range.lowerBound..<end
  }

  private mutating func flush<S: Sink>(to sink: inout S) throws {
    page[2] = UInt8(truncatingIfNeeded: page.count >> 8)
    page[3] = UInt8(truncatingIfNeeded: page.count)
    if footer.isEmpty {
      if !hasRowid { index.addPageWithoutArticle() }
      pagesWithoutTerm += 1
    }
    try sink.add(page: number, page + footer)
    page.removeSubrange(4...)
    for offset in 0..<4 { page[offset] = 0 }
    footer.removeAll(keepingCapacity: true)
    lastTermOffset = 0
    hasRowid = false
    number += 1
  }

  /// Gives the leading term of the last page that has one, now that all of its last doclist is written.
  private mutating func giveLeading<S: Sink>(to sink: inout S) throws {
    guard let (page, term) = leading else { return }
    let isIndexed = pagesWithoutTerm >= Self.leastIndexedPages && !index.isEmpty
    if isIndexed { for part in index.pages { try sink.add(doclistIndex: part) } }
    try sink.add(leading: term, to: page, hasDoclistIndex: isIndexed)
    leading = nil
    pagesWithoutTerm = 0
  }
}
