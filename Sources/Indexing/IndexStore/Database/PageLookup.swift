/// Finds rows of tables by the pages of the file, without SQLite: a row costs a read of its page and a tenth of a microsecond.
///
/// It is for one state of the file, and for transactions that find all pages of it in the file (``LogHeader/State/isCopied``). Some
/// pages are kept, those first of all that lead to others. Whatever is not as the format says throws ``PagesNotUnderstood``.
final class PageLookup {
  /// The most memory that kept pages take.
  static let keptBytes = 3 << 20

  private let pages: SnapshotPages
  /// Each page at a place that follows from its number, where the one that was wanted last is.
  private var kept: [Buffer?]
  /// The page that was read last and is not kept.
  @exclusivity(unchecked) private var latest: Buffer
  /// How many calls are looking at rows: meanwhile no page in memory is overwritten.
  @exclusivity(unchecked) private var readers = 0

  private static let greatestDepth = 20

  /// A page in memory, with zeros behind it.
  private final class Buffer {
    @exclusivity(unchecked) var number: UInt32 = 0
    let bytes: UnsafeMutableRawBufferPointer

    init(size: Int) {
      bytes = .allocate(byteCount: size + RecordReader.padding, alignment: 16)
      bytes.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { bytes.deallocate() }
  }

  /// - Parameter pages: Those of a transaction that finds all of them in the file.
  init(_ pages: SnapshotPages) {
    self.pages = pages
    kept = Array(repeating: nil, count: max(1, Self.keptBytes / pages.pageSize))
    latest = Buffer(size: pages.pageSize)
  }

  // MARK: Rows

  /// Calls `body` with a row, valid during the call, if the table has it.
  ///
  /// - Parameters:
  ///   - root: The table's first page.
  ///   - keeps: Whether the row's page is kept.
  func row<R>(_ id: Int64, root: UInt32, keeps: Bool, _ body: (TableWalk.Row) throws -> R) throws -> R? {
    let buffer = try leaf(of: id, root: root, keeps: keeps)
    let page = try view(buffer)
    let cell = try page.firstCell { try page.rowNumber($0) >= id }
    guard cell < page.cellCount, try page.rowNumber(cell) == id else { return nil }
    readers += 1
    defer { readers -= 1 }
    return try withExtendedLifetime(buffer) { try body(page.row(cell)) }
  }

  /// Goes down to the page that has a row if any has.
  private func leaf(of id: Int64, root: UInt32, keeps: Bool) throws -> Buffer {
    var number = root
    for _ in 0..<Self.greatestDepth {
      let buffer = try buffer(number, keeps: keeps)
      let page = try view(buffer)
      if page.kind == .tableLeaf { return buffer }
      guard page.kind == .tableInterior else { throw PagesNotUnderstood() }
      let cell = try page.firstCell { try page.key($0) >= id }
      number = cell < page.cellCount ? try page.child(cell) : page.lastChild
    }
    throw PagesNotUnderstood()
  }

  // MARK: Entries

  /// Finds the last entry of an index that is not above something.
  ///
  /// - Parameters:
  ///   - root: The index's first page.
  ///   - isAbove: Whether an entry is above it, which holds for all behind it too.
  ///   - body: Called with the entry, which is valid during the call.
  func lastEntry<R>(
    root: UInt32, _ isAbove: (UnsafeBufferPointer<UInt8>) throws -> Bool,
    _ body: (UnsafeBufferPointer<UInt8>) throws -> R
  ) throws -> R? {
    var found: R?
    var number = root
    for _ in 0..<Self.greatestDepth {
      let page = try view(buffer(number, keeps: true))
      guard page.kind == .indexInterior || page.kind == .indexLeaf else { throw PagesNotUnderstood() }
      let cell = try page.firstCell { try isAbove(page.entry($0)) }
      if cell > 0 { found = try body(page.entry(cell - 1)) }
      if !page.isInterior { return found }
      number = cell < page.cellCount ? try page.child(cell) : page.lastChild
    }
    throw PagesNotUnderstood()
  }

  // MARK: Pages

  /// A page in memory, which stays as it is until the next call or, where there are ``readers``, until these have ended.
  ///
  /// - Parameter keeps: Whether it is kept though it leads to no others.
  private func buffer(_ number: UInt32, keeps: Bool) throws -> Buffer {
    let place = Int(number) % kept.count
    if let buffer = kept[place], buffer.number == number { return buffer }
    if latest.number == number { return latest }
    if readers > 0 { latest = Buffer(size: pages.pageSize) }
    try read(number, into: latest)
    let found = latest
    guard try keeps || view(found).isInterior else { return found }
    latest = readers == 0 ? kept[place] ?? Buffer(size: pages.pageSize) : Buffer(size: pages.pageSize)
    latest.number = 0
    kept[place] = found
    return found
  }

  private func view(_ buffer: Buffer) throws -> TreePage {
    guard let start = buffer.bytes.assumingMemoryBound(to: UInt8.self).baseAddress else { throw PagesNotUnderstood() }
    return try TreePage(start, usableSize: pages.usableSize)
  }

  private func read(_ number: UInt32, into buffer: Buffer) throws {
    buffer.number = 0
    guard pages.read(number, into: UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<pages.pageSize]))
    else { throw PagesNotUnderstood() }
    buffer.number = number
  }
}
