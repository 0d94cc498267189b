/// Writes the index of a list that spans many pages: the first article of each page, itself in pages as a tree where they are many.
///
/// The format is that of SQLite's `fts5_index.c` (“Segment doclist indexes”), and pages end where FTS5 would end them.
struct DoclistIndexPages {
  /// A page of an index.
  struct Part {
    var height: Int
    var page: Int
    var bytes: [UInt8]
  }

  private struct Level {
    /// The number of the page that is being filled.
    var page = 0
    var bytes: [UInt8] = []
    var first: UInt64 = 0
    var last: UInt64 = 0
  }

  private var levels = [Level()]
  /// Pages that are full.
  private var parts: [Part] = []

  var isEmpty: Bool { levels[0].bytes.isEmpty }

  /// Forgets everything, for a list that begins on a page.
  mutating func begin(page: Int) {
    if !isEmpty { levels = [Level()] }
    parts = []
    levels[0].page = page
  }

  /// Notes the first article that begins on a page.
  mutating func add(_ id: UInt64, page: Int) {
    var height = 0
    var below = page
    while true {
      let isFull = levels[height].bytes.count >= SegmentPages.pageSize
      if isFull { endPage(height) }
      if levels[height].bytes.isEmpty {
        begin(height, below: below, id, isRoot: !isFull)
      } else {
        SQLiteNumber.append(id &- levels[height].last, to: &levels[height].bytes)
      }
      levels[height].last = id
      if !isFull { return }
      below = levels[height].page
      height += 1
    }
  }

  /// Notes a page on which no article begins.
  mutating func addPageWithoutArticle() {
    if !isEmpty { levels[0].bytes.append(0) }
  }

  /// All pages.
  var pages: [Part] {
    parts
      + levels.indices.filter { !levels[$0].bytes.isEmpty }
      .map { Part(height: $0, page: levels[$0].page, bytes: levels[$0].bytes) }
  }

  private mutating func begin(_ height: Int, below: Int, _ id: UInt64, isRoot: Bool) {
    levels[height].bytes = [isRoot ? 0 : 1]
    SQLiteNumber.append(UInt64(below), to: &levels[height].bytes)
    SQLiteNumber.append(id, to: &levels[height].bytes)
    levels[height].first = id
  }

  /// Ends a full page; where it was the root there is a new root above it.
  private mutating func endPage(_ height: Int) {
    levels[height].bytes[0] = 1
    let ended = levels[height]
    parts.append(Part(height: height, page: ended.page, bytes: ended.bytes))
    if levels.count == height + 1 {
      levels.append(Level())
      levels[height + 1].page = ended.page
      begin(height + 1, below: ended.page, ended.first, isRoot: true)
      levels[height + 1].last = ended.first
    }
    levels[height].bytes = []
    levels[height].page += 1
  }
}
