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

  /// Where the term behind another begins; `nil` behind the last one.
  ///
  /// - Parameters:
  ///   - start: Where the other begins; 0 for the first term.
  ///   - offset: How much of the footer was read for it; moved on.
  func termStart(behind start: Int, at offset: inout Int) throws -> Int? {
    guard offset < footer.count else { return nil }
    let distance = SQLiteNumber.read(footer, at: &offset) ?? 0
    guard distance > 0 else { throw SegmentNotUnderstood() }
    return try Self.place(distance.addingReportingOverflow(UInt64(start)).partialValue, in: start..<content.count)
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
  private var footerOffset = 0
  /// Where the next term begins.
  private var next: Int?
  private var isFirst = true
  /// Where the current term's list begins and, on this page, ends.
  private(set) var list = 0..<0
  /// How many bytes the current term has in common with the one before.
  private(set) var shared = 0
  /// Where its other bytes are.
  private(set) var rest = 0..<0

  init(_ page: LeafPage) throws {
    self.page = page
    next = try page.termStart(behind: 0, at: &footerOffset)
  }

  /// Whether the current term is the last of the page, so that its list may go on on the next.
  var isLast: Bool { next == nil }

  /// Moves to the next term; `false` behind the last.
  mutating func advance() throws -> Bool {
    guard let start = next else { return false }
    next = try page.termStart(behind: start, at: &footerOffset)
    let end = next ?? page.content.count
    let bytes = UnsafeBufferPointer(rebasing: page.content[..<end])
    var offset = start
    let common = isFirst ? 0 : SQLiteNumber.read(bytes, at: &offset)
    guard let common, let count = SQLiteNumber.read(bytes, at: &offset), count > 0, count <= UInt64(end - offset),
      common <= UInt64(shared + rest.count)
    else { throw SegmentNotUnderstood() }
    shared = Int(common)
    rest = offset..<offset + Int(count)
    list = rest.upperBound..<end
    isFirst = false
    return true
  }
}
