/// The index of a list that spans many pages: the first article of each page.
struct DoclistIndex {
  private var pages: [Int] = []
  private var ids: [Int64] = []

  /// Reads all parts (SQLite, `fts5_index.c`, “Segment doclist indexes”); those above the leaves say nothing more.
  init(_ source: SegmentSource, _ segment: SegmentList.Segment, page: Int) throws {
    var part = 0
    while try source.record(segment.row(ofIndex: part, ofPage: page), { try read($0) }) == true { part += 1 }
    guard !pages.isEmpty else { throw SegmentNotUnderstood() }
  }

  /// Reads a part; answers whether it is one of several.
  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws -> Bool {
    guard let flags = bytes.first else { throw SegmentNotUnderstood() }
    var offset = 1
    guard let first = SQLiteNumber.read(bytes, at: &offset), let id = SQLiteNumber.read(bytes, at: &offset),
      first < 1 << 31
    else { throw SegmentNotUnderstood() }
    var page = Int(first)
    try append(page, Int64(bitPattern: id))
    while offset < bytes.count {
      page += 1
      // A zero stands for a page on which no article begins.
      if bytes[offset] == 0 {
        offset += 1
        continue
      }
      guard let distance = SQLiteNumber.read(bytes, at: &offset) else { throw SegmentNotUnderstood() }
      try append(page, ids[ids.count - 1] &+ Int64(bitPattern: distance))
    }
    return flags & 1 == 1
  }

  private mutating func append(_ page: Int, _ id: Int64) throws {
    if let lastPage = pages.last, let lastID = ids.last {
      guard page > lastPage, id > lastID else { throw SegmentNotUnderstood() }
    }
    pages.append(page)
    ids.append(id)
  }

  var pageCount: Int { pages.count }

  /// The last page whose first article is not above another, and that article.
  func page(notAbove target: Int64) -> (page: Int, id: Int64)? {
    var low = 0
    var high = ids.count
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] <= target { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : (pages[low - 1], ids[low - 1])
  }
}
