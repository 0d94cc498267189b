import GRDB

/// Reads the pages of segments from those of the file.
///
/// What it does not understand throws ``PagesNotUnderstood``: SQLite is to be asked.
struct SegmentPageLookup {
  private let lookup: PageLookup
  /// The first page of the table of pages, and of the one that says on which page a term is.
  private let (pages, terms): (UInt32, UInt32)

  /// - Returns: `nil` where the tables are not there.
  init?(_ lookup: PageLookup, table: String, in database: Database) throws {
    guard let pages = try IndexReader.root(of: table + "_data", in: database),
      let terms = try IndexReader.root(of: table + "_idx", in: database)
    else { return nil }
    self.lookup = lookup
    (self.pages, self.terms) = (pages, terms)
  }

  /// Gives a row of the table of pages, valid during the call; `nil` where there is none.
  func record<R>(_ row: Int64, _ read: (UnsafeBufferPointer<UInt8>) throws -> R) throws -> R? {
    try lookup.row(row, root: pages, keeps: true) { row in
      // The number stands in place of the first column, which is empty.
      guard var record = RecordReader(row.record), record.skipNull(), let block = record.blob()
      else { throw PagesNotUnderstood() }
      return try read(block)
    }
  }

  /// What the table of terms has of the last term of a segment that is not above another; `nil` where there is none.
  func page(of term: [UInt8], in segment: SegmentList.Segment) throws -> Int64? {
    let found = try term.withUnsafeBufferPointer { term in
      try lookup.lastEntry(root: terms) { entry in
        let entry = try Entry(entry)
        if entry.segment != segment.id { return entry.segment > segment.id }
        return term.lexicographicallyPrecedes(entry.term)
      } _: { entry in
        let entry = try Entry(entry)
        return entry.segment == segment.id ? entry.page : nil
      }
    }
    return found ?? nil
  }

  private struct Entry {
    let segment: UInt64
    let term: UnsafeBufferPointer<UInt8>
    let page: Int64

    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
      guard var record = RecordReader(bytes), let segment = record.integer() ?? nil, segment >= 0,
        let term = record.blob(),
        let page = record.integer() ?? nil
      else { throw PagesNotUnderstood() }
      (self.segment, self.term, self.page) = (UInt64(segment), term, page)
    }
  }
}
