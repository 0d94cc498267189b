/// What is read of a segment is not as the format says, or as this program knows it: FTS5 is to be asked instead.
struct SegmentNotUnderstood: Error {}

/// A leaf page of a segment, valid as long as its bytes are (SQLite, `fts5_index.c`, “Page format”).
struct LeafPage {
  /// All bytes but the footer; a header of four bytes comes first.
  let content: UnsafeBufferPointer<UInt8>
  /// The distances between the terms of the page.
  private let footer: UnsafeBufferPointer<UInt8>
  /// Where the first article that begins on the page stands whose list began on an earlier one.
  let firstID: Int?
  /// Where the first term stands.
  let firstTerm: Int?

  /// How many bytes stand in front of the content.
  static let headerSize = 4

  init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard bytes.count >= Self.headerSize else { throw SegmentNotUnderstood() }
    let end = Int(bytes[2]) << 8 | Int(bytes[3])
    guard end >= Self.headerSize, end <= bytes.count else { throw SegmentNotUnderstood() }
    content = UnsafeBufferPointer(rebasing: bytes[..<end])
    footer = UnsafeBufferPointer(rebasing: bytes[end...])
    var offset = 0
    firstTerm = footer.isEmpty ? nil : try Self.place(SQLiteNumber.read(footer, at: &offset), in: Self.headerSize..<end)
    let id = UInt64(bytes[0]) << 8 | UInt64(bytes[1])
    firstID = id == 0 ? nil : try Self.place(id, in: Self.headerSize..<(firstTerm ?? end))
  }

  /// Where the list goes on that began on an earlier page.
  var continuation: Range<Int> { Self.headerSize..<(firstTerm ?? content.count) }

  /// Where each term begins, and the end.
  func termStarts() throws -> [Int] {
    var starts: [Int] = []
    var offset = 0
    var start = 0
    while offset < footer.count {
      let distance = SQLiteNumber.read(footer, at: &offset) ?? 0
      guard distance > 0 else { throw SegmentNotUnderstood() }
      start = try Self.place(distance.addingReportingOverflow(UInt64(start)).partialValue, in: start..<content.count)
      starts.append(start)
    }
    starts.append(content.count)
    return starts
  }

  /// A place that is where it may be.
  private static func place(_ number: UInt64?, in range: Range<Int>) throws -> Int {
    guard let number, let place = Int(exactly: number), range.contains(place) else { throw SegmentNotUnderstood() }
    return place
  }
}

/// The terms of a leaf page, one after another.
struct LeafTerms {
  private let page: LeafPage
  private let starts: [Int]
  private var next = 0
  /// Where the current term's list begins and, on this page, ends.
  private(set) var list = 0..<0
  /// How many bytes the current term has in common with the one before.
  private(set) var shared = 0
  /// Where its other bytes are.
  private(set) var rest = 0..<0

  init(_ page: LeafPage) throws {
    self.page = page
    starts = try page.termStarts()
  }

  /// Whether the current term is the last of the page, so that its list may go on on the next.
  var isLast: Bool { next == starts.count - 1 }

  /// Moves to the next term; `false` behind the last.
  mutating func advance() throws -> Bool {
    guard next < starts.count - 1 else { return false }
    let end = starts[next + 1]
    let bytes = UnsafeBufferPointer(rebasing: page.content[..<end])
    var offset = starts[next]
    let common = next == 0 ? 0 : SQLiteNumber.read(bytes, at: &offset)
    guard let common, let count = SQLiteNumber.read(bytes, at: &offset), count > 0, count <= UInt64(end - offset),
      common <= UInt64(shared + rest.count)
    else { throw SegmentNotUnderstood() }
    shared = Int(common)
    rest = offset..<offset + Int(count)
    list = rest.upperBound..<end
    next += 1
    return true
  }
}
