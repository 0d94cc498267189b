import Dispatch

/// Merges segments of a full-text table without FTS5, some pages at a time.
///
/// What a step leaves is what FTS5 leaves of a merge that it has not ended: the terms up to one are in a new segment and gone from
/// the others. So FTS5 can go on with it, and this with FTS5's, and a process may end between two steps. Pages are read and laid
/// out by another thread, on a connection of its own.
///
/// `@unchecked Sendable`: `connection` and `remainders` are read and written by blocks of `queue` alone, which run one after
/// another; everything else is constant.
final class SegmentMerge: @unchecked Sendable {
  /// Which segments are brought together.
  enum Extent {
    /// All of the level that has most, where those are four or more.
    case fullestLevel
    /// All.
    case everything
  }

  private let table: String
  private let path: String
  private let queue = DispatchQueue(label: "merging")
  private var connection: Connection?
  /// What the last step left of its segments.
  private var remainders: [Remainder] = []

  /// How many segments a level has when they are merged, as many as FTS5's setting `usermerge` says.
  private static let leastSegments = 4

  init(table: String, path: String) {
    self.table = table
    self.path = path
  }

  /// Takes a step.
  ///
  /// - Parameters:
  ///   - pageCount: How many pages are written at least, unless fewer are left; the last list is written to its end.
  ///   - tables: The tables, in a transaction of the caller that has changed nothing yet.
  /// - Returns: `false` when there is nothing to merge.
  /// - Throws: ``SegmentNotUnderstood`` where the merge is left to FTS5.
  func step(_ extent: Extent, pageCount: Int, in tables: SegmentTables) throws -> Bool {
    guard try tables.isKnown(), var list = try tables.segments(), list.newestFirst != nil else {
      throw SegmentNotUnderstood()
    }
    let begun =
      switch extent {
      case .fullestLevel: list.beginMerge(ofAtLeast: Self.leastSegments)
      case .everything: list.beginMergeOfAll()
      }
    guard let level = begun else { return false }
    guard let (inputs, output, isOldest) = list.merge(of: level) else { throw SegmentNotUnderstood() }
    let part = Part(
      inputs: inputs.filter { $0.firstPage > 0 }, isOldest: isOldest, firstPage: Int(output.lastPage) + 1,
      pageCount: pageCount)
    let (pages, left) = try merge(part, to: tables.sink(segment: output.id))
    try remove(inputs, but: left, from: tables)
    list.goOn(
      withMergeOf: level, pages: pages,
      left: Dictionary(uniqueKeysWithValues: left.map { ($0.segment.id, $0.page) }))
    try tables.put(SegmentList.row, list.bytes)
    return true
  }

  /// Closes the connection, when a step that failed has noticed that nobody takes its pages any more.
  func close() {
    queue.sync {
      try? connection?.close()
      connection = nil
    }
  }

  // MARK: The thread that reads and lays out

  private typealias Remainder = (segment: SegmentList.Segment, page: Int, bytes: [UInt8]?)

  /// What is done in a step.
  private struct Part {
    var inputs: [SegmentList.Segment]
    var isOldest: Bool
    /// The first page that is written.
    var firstPage: Int
    var pageCount: Int
  }

  private func merge(_ part: Part, to sink: SegmentSink) throws -> (pages: Int, left: [Remainder]) {
    let stream = SegmentStream()
    queue.async { stream.send { sender in try self.lay(out: part, to: &sender) } }
    var sink = sink
    let pages = try stream.receive(to: &sink)
    return (pages, queue.sync { remainders })
  }

  /// Lays the pages of a step out; answers the number of the last.
  private func lay(out part: Part, to sender: inout SegmentStream.Sender) throws -> Int {
    let connection = try self.connection ?? Connection(path: path, access: .read)
    self.connection = connection
    return try connection.use { database in
      try SQLStatement(database, "BEGIN").run()
      defer { try? SQLStatement(database, "COMMIT").run() }
      let statements = try SegmentStatements(table: table, in: database)
      let source = SegmentSource(statements, segments: part.inputs, deadline: .none)
      var merger = try SegmentMerger(part.inputs, of: source, isOldest: part.isOldest)
      let pages = try merger.lay(out: SegmentPages(from: part.firstPage), atLeast: part.pageCount, to: &sender)
      remainders = merger.remainders
      return pages
    }
  }

  // MARK: The thread that writes

  /// Takes away what was merged.
  private func remove(_ inputs: [SegmentList.Segment], but left: [Remainder], from tables: SegmentTables) throws {
    for input in inputs {
      guard let rest = left.first(where: { $0.segment.id == input.id }) else {
        try tables.remove(input)
        continue
      }
      try tables.remove(input.row(ofPage: Int(input.firstPage))..<input.row(ofPage: rest.page))
      if let bytes = rest.bytes { try tables.put(input.row(ofPage: rest.page), bytes) }
    }
  }
}
