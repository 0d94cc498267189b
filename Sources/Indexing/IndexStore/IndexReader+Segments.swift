import Articles
import GRDB

/// What is read of the full-text index without FTS5.
extension IndexReader {
  /// Gives the postings of a term.
  ///
  /// - Returns: `false` where FTS5 is to be asked instead, whatever was given.
  func readPostings(
    of query: PhraseQuery, after: ArticleID?, deadline: Deadline, _ body: PostingRoom.Sink
  ) throws -> Bool {
    guard let terms = query.storedTerms, terms.count == 1, !query.prefix else { return false }
    return try withSegments(deadline: deadline) { source in
      let list = try TermDoclist(terms[0], in: source)
      let first = after.map { $0.rawValue + 1 } ?? 0
      try list.forEachCount(from: first, in: functions.room, deadline: deadline, body)
    }
  }

  /// Calls `body` with the segments of the full-text index.
  ///
  /// - Returns: `false` where something in them is not understood.
  private func withSegments(deadline: Deadline, _ body: (SegmentSource) throws -> Void) throws -> Bool {
    if deadline.isPast { throw IndexError.deadline }
    do {
      return try withSnapshot {
        try use { database in
          guard let segments = try segments(in: database) else { return false }
          try body(SegmentSource(table: "terms", segments: segments, deadline: deadline, in: database))
          return true
        }
      }
    } catch is SegmentNotUnderstood {
      return false
    }
  }

  /// The segments of the full-text index, looked up once a transaction.
  private func segments(in database: Database) throws -> [SegmentList.Segment]? {
    if let segmentList { return segmentList }
    let found = try SegmentSource.segments(of: "terms", in: database)
    segmentList = .some(found)
    return found
  }
}
