/// Cuts a table of separated values into rows and cells (RFC 4180), holding one row at a time.
///
/// Cells in quotes may hold separators, line breaks and doubled quotes, or quotes behind a backslash where the table shows
/// that it has those. A quote inside a cell that does not begin with one is a character like any other, and so is what
/// follows the closing quote up to the separator; and a quote that swallows whole rows and is closed in the middle of a
/// cell or not at all.
struct RowSplitter {
  /// One row that is not empty.
  struct Row {
    var cells: [String]
    /// The line the row begins on, counted from 1.
    var line: Int
    /// Whether it was longer than the limit, so that its cells are not complete.
    var isTooLong = false
    /// The line of a quote that the table ends without closing.
    var unclosedLine: Int?
  }

  private enum State { case cellStart, plain, quoted, afterQuote }

  /// What every cell is counted with besides its text, in bytes.
  private static let cellWeight = 32

  /// The byte between cells.
  var separator: UInt8

  /// Whether spaces before a cell are no part of it.
  var skipsInitialSpace = false

  /// The number of cells that rows have, 0 where that is not known: rows inside quotes are known by it.
  var columns = 0

  private let limit: Int
  private var decoded: DecodedInput
  private var chunk: ArraySlice<UInt8> = []
  private var line = 1
  private var isAfterReturn = false

  private var state = State.cellStart
  private var cell: [UInt8] = []
  private var row = Row(cells: [], line: 1)
  private var size = 0
  private var quoteLine = 1
  /// What was read since the opening quote, and how much of the row there was before.
  private var sinceQuote: [UInt8] = []
  private var sizeAtQuote = 0
  /// Whether a backslash before a quote takes its meaning.
  private var hasBackslashes = false
  /// The bytes that were read, and those that were read again, which are never more.
  private var (taken, takenAgain) = (0, 0)

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - decoded: The table in UTF-8.
  ///   - separator: The byte between cells.
  ///   - limit: The longest row, in bytes.
  init(_ decoded: DecodedInput, separator: UInt8, limit: Int) {
    self.decoded = decoded
    self.separator = separator
    self.limit = limit
  }

  /// The rows of a short table in memory.
  static func rows(of text: String, separator: UInt8, skipsInitialSpace: Bool = false) -> [[String]] {
    var input = InputStream(MemorySource(Array(text.utf8)), limits: .init())
    guard let decoded = try? DecodedInput(&input, label: { _ in "UTF-8" }) else { return [] }
    var splitter = RowSplitter(decoded, separator: separator, limit: text.utf8.count * 40)
    splitter.skipsInitialSpace = skipsInitialSpace
    var rows: [[String]] = []
    while let row = try? splitter.next(from: &input) { rows.append(row.cells) }
    return rows
  }

  /// Bytes that are at hand, the beginning of the table before anything was taken.
  mutating func peek(_ input: inout InputStream) throws(ExtractionFailure) -> ArraySlice<UInt8> {
    if chunk.isEmpty {
      chunk = try decoded.read(from: &input)[...]
      taken += chunk.count
    }
    return chunk
  }

  /// The next row with anything in it, `nil` at the end.
  mutating func next(from input: inout InputStream) throws(ExtractionFailure) -> Row? {
    while true {
      if chunk.isEmpty {
        chunk = try decoded.read(from: &input)[...]
        taken += chunk.count
        if chunk.isEmpty {
          if state == .quoted, unquote() { continue }
          return atEnd()
        }
      }
      if state == .afterQuote, let next = chunk.first {
        if continueQuoted(before: next) { continue }
        if !isEndOfCell(next), next > 0x20, unquote() { continue }
      }
      if takeRun() { continue }
      guard let byte = chunk.popFirst() else { continue }
      if let row = take(byte) { return row }
    }
  }

  /// Takes the bytes up to the next one that means something where the table is; false when there are none.
  private mutating func takeRun() -> Bool {
    let end: Int?
    switch state {
    case .quoted: end = chunk.firstIndex { $0 == UInt8(ascii: "\"") || $0 == 0x0a || $0 == 0x0d }
    case .plain, .afterQuote: end = chunk.firstIndex { $0 == separator || $0 == 0x0a || $0 == 0x0d }
    case .cellStart: return false
    }
    let run = chunk[..<(end ?? chunk.endIndex)]
    guard !run.isEmpty, state != .afterQuote || run.first != UInt8(ascii: "\"") else { return false }
    keep(run)
    if state == .quoted { keepSinceQuote(run) }
    if state == .afterQuote { state = .plain }
    isAfterReturn = false
    chunk = chunk[run.endIndex...]
    return true
  }

  private mutating func take(_ byte: UInt8) -> Row? {
    defer { isAfterReturn = byte == 0x0d }
    let isLineFeed = byte == 0x0a
    if state == .quoted {
      takeQuoted(byte)
      return nil
    }
    if byte == 0x20, state == .cellStart, skipsInitialSpace {
      return nil
    } else if byte == separator {
      endCell()
    } else if isLineFeed || byte == 0x0d {
      if isLineFeed, isAfterReturn { return nil }
      line += 1
      return endRow()
    } else if byte == UInt8(ascii: "\""), state != .plain {
      if state == .afterQuote {
        keep([byte])
        keepSinceQuote([byte])
      } else {
        (quoteLine, sizeAtQuote) = (line, size)
        sinceQuote.removeAll(keepingCapacity: true)
      }
      state = .quoted
    } else {
      keep([byte])
      state = .plain
    }
    return nil
  }

  private mutating func takeQuoted(_ byte: UInt8) {
    keepSinceQuote([byte])
    if byte == UInt8(ascii: "\"") {
      state = .afterQuote
      return
    }
    if byte == 0x0d || byte == 0x0a && !isAfterReturn { line += 1 }
    keep([byte])
  }

  private mutating func keepSinceQuote(_ bytes: some Collection<UInt8>) {
    if !row.isTooLong { sinceQuote.append(contentsOf: bytes) }
  }

  private func isEndOfCell(_ byte: UInt8) -> Bool {
    byte == separator || byte == 0x0a || byte == 0x0d || byte == UInt8(ascii: "\"")
  }

  /// Goes on with a cell whose last quote stands behind a backslash and so is a character of it.
  ///
  /// - Returns: Whether it is one.
  private mutating func continueQuoted(before next: UInt8) -> Bool {
    let backslashes = cell.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    guard columns > 0, backslashes % 2 == 1, !row.isTooLong, hasBackslashes || !isEndOfCell(next) else { return false }
    hasBackslashes = true
    cell[cell.count - 1] = UInt8(ascii: "\"")
    state = .quoted
    return true
  }

  /// Takes the opening quote for a character and reads again what stands behind it, where that has the shape of rows.
  ///
  /// - Returns: Whether it has.
  private mutating func unquote() -> Bool {
    guard !row.isTooLong, takenAgain + sinceQuote.count <= taken, holdsRows(sinceQuote) else { return false }
    takenAgain += sinceQuote.count
    chunk = sinceQuote[...] + chunk
    sinceQuote = []
    cell = [UInt8(ascii: "\"")]
    (size, line, state, isAfterReturn) = (sizeAtQuote + 1, quoteLine, .plain, false)
    return true
  }

  /// Whether nearly all of the whole lines behind the first have as many cells as rows have.
  private func holdsRows(_ text: [UInt8]) -> Bool {
    guard columns > 1 else { return false }
    let lines = text.split(maxSplits: 200) { $0 == 0x0a || $0 == 0x0d }.dropFirst().prefix(199)
    func separators(_ line: ArraySlice<UInt8>) -> Int { line.count(where: { $0 == separator }) }
    guard let last = lines.last else { return false }
    // The last one is cut off by what closed the quote.
    let whole = lines.dropLast()
    if whole.isEmpty { return (1..<columns).contains(separators(last)) }
    return whole.count(where: { separators($0) == columns - 1 }) * 5 >= whole.count * 4
  }

  private mutating func keep(_ bytes: some Collection<UInt8>) {
    size += bytes.count
    if size <= limit { cell.append(contentsOf: bytes) } else { row.isTooLong = true }
  }

  private mutating func endCell() {
    size += Self.cellWeight
    if size > limit { row.isTooLong = true }
    if !row.isTooLong { row.cells.append(String(decoding: cell, as: UTF8.self)) }
    cell.removeAll(keepingCapacity: true)
    state = .cellStart
  }

  /// The row that ends here, `nil` when there is nothing in it.
  private mutating func endRow() -> Row? {
    endCell()
    defer {
      row = Row(cells: [], line: line)
      size = 0
    }
    return row.cells.contains { !$0.isBlank } || row.isTooLong ? row : nil
  }

  private mutating func atEnd() -> Row? {
    guard state != .cellStart || !row.cells.isEmpty else { return nil }
    if state == .quoted { row.unclosedLine = quoteLine }
    return endRow()
  }
}
