/// What was read of the pages of a table is not as the format says, or as this program knows it: SQLite is to be asked instead.
struct PagesNotUnderstood: Error {}

/// A page of a table or index, as it stands in the file (“Database File Format”, section 1.6).
///
/// Every number is checked before it leads anywhere. At least ``RecordReader/padding`` zeros follow the page, so that no damage leads
/// outside of it.
struct TreePage {
  enum Kind: UInt8 {
    case indexInterior = 0x02
    case tableInterior = 0x05
    case indexLeaf = 0x0A
    case tableLeaf = 0x0D
  }

  let kind: Kind
  /// How many rows or pages below it leads to; those of an interior page besides ``lastChild``.
  let cellCount: Int
  private let start: UnsafePointer<UInt8>
  private let usableSize: Int

  /// - Parameter usableSize: How many bytes of a page are used.
  @inline(__always)
  init(_ start: UnsafePointer<UInt8>, usableSize: Int) throws {
    guard let kind = Kind(rawValue: start[0]) else { throw PagesNotUnderstood() }
    self.kind = kind
    self.start = start
    self.usableSize = usableSize
    cellCount = Self.number(start, at: 3)
    guard Self.headerSize(kind) + 2 * cellCount <= usableSize else { throw PagesNotUnderstood() }
  }

  /// Whether it leads to other pages.
  var isInterior: Bool { kind == .tableInterior || kind == .indexInterior }

  /// The page of what comes behind the last cell of an interior page.
  var lastChild: UInt32 { page(at: 8) }

  /// The page of what comes before a cell of an interior page.
  func child(_ cell: Int) throws -> UInt32 { page(at: try place(of: cell)) }

  /// The greatest number of a row that the page of a cell leads to.
  func key(_ cell: Int) throws -> Int64 {
    var place = try place(of: cell) + 4
    return Int64(bitPattern: SQLiteNumber.read(start, at: &place))
  }

  /// The number of a row of a leaf of a table.
  func rowNumber(_ cell: Int) throws -> Int64 {
    var place = try place(of: cell)
    _ = SQLiteNumber.read(start, at: &place)
    return Int64(bitPattern: SQLiteNumber.read(start, at: &place))
  }

  /// A row of a leaf of a table.
  func row(_ cell: Int) throws -> TableWalk.Row {
    var place = try place(of: cell)
    let size = SQLiteNumber.read(start, at: &place)
    let id = Int64(bitPattern: SQLiteNumber.read(start, at: &place))
    let local = localSize(size)
    guard place + local <= usableSize else { throw PagesNotUnderstood() }
    return TableWalk.Row(id: id, record: UnsafeBufferPointer(start: start + place, count: local))
  }

  /// An entry of an index, all of which must stand on the page.
  func entry(_ cell: Int) throws -> UnsafeBufferPointer<UInt8> {
    var place = try place(of: cell) + (isInterior ? 4 : 0)
    let size = SQLiteNumber.read(start, at: &place)
    guard size <= UInt64((usableSize - 12) * 64 / 255 - 23), place + Int(size) <= usableSize
    else { throw PagesNotUnderstood() }
    return UnsafeBufferPointer(start: start + place, count: Int(size))
  }

  /// The first cell for which a condition holds that holds for all behind it too; ``cellCount`` where there is none.
  @inline(__always)
  func firstCell(where holds: (Int) throws -> Bool) rethrows -> Int {
    var (low, high) = (0, cellCount)
    while low < high {
      let middle = (low + high) / 2
      if try holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// How many bytes of a row's record stand on its page; the others are on pages of their own.
  private func localSize(_ size: UInt64) -> Int {
    guard size > UInt64(usableSize - 35) else { return Int(size) }
    let least = (usableSize - 12) * 32 / 255 - 23
    let local = least + Int((size - UInt64(least)) % UInt64(usableSize - 4))
    return local <= usableSize - 35 ? local : least
  }

  private static func headerSize(_ kind: Kind) -> Int { kind == .tableInterior || kind == .indexInterior ? 12 : 8 }

  /// Where a cell begins.
  @inline(__always)
  private func place(of cell: Int) throws -> Int {
    let header = Self.headerSize(kind)
    let place = Self.number(start, at: header + 2 * cell)
    guard place >= header, place < usableSize else { throw PagesNotUnderstood() }
    return place
  }

  private func page(at place: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: Self.number(start, at: place) << 16 | Self.number(start, at: place + 2))
  }

  @inline(__always)
  private static func number(_ start: UnsafePointer<UInt8>, at place: Int) -> Int {
    Int(start[place]) << 8 | Int(start[place + 1])
  }
}
