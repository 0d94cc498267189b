public import Articles
import GRDB

/// What is read of the full-text index without FTS5.
extension IndexReader {
  /// Gives the postings of a term, a phrase or all terms with a prefix.
  ///
  /// - Returns: `false` where FTS5 is to be asked instead, whatever was given.
  func readPostings(
    of query: PhraseQuery, after: ArticleID?, resident: ResidentDoclists?, deadline: Deadline, _ body: PostingRoom.Sink
  ) throws -> Bool {
    guard let terms = query.storedTerms, terms.count == 1 || !query.prefix else { return false }
    let first = after.map { $0.rawValue + 1 } ?? 0
    let room = functions.room
    return try withSegments(deadline: deadline) { source in
      if query.prefix {
        try sums(ofPrefix: terms[0], from: first, source).forEach(in: room, body)
      } else if terms.count > 1 {
        try PhraseDoclist(terms, in: source, resident: resident).forEachCount(from: first, in: room, body)
      } else {
        try TermDoclist(terms[0], in: source).forEachCount(from: first, in: room, deadline: deadline, body)
      }
    }
  }

  private func sums(ofPrefix prefix: [UInt8], from first: Int64, _ source: SegmentSource) throws -> CountSums {
    let sums = CountSums()
    var terms = try PrefixTerms(prefix, in: source)
    while let list = try terms.next() {
      if source.deadline.isPast { throw IndexError.deadline }
      var failure: (any Error)?
      try list.forEachCount(from: first, in: functions.room, deadline: source.deadline) { ids, counts in
        do { try sums.add(ids, counts) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    return sums
  }

  /// Gives the articles that have every one of some words and phrases, and the places of each in them.
  ///
  /// The one in the fewest articles leads; of the others only those articles are looked at.
  ///
  /// - Parameters:
  ///   - phrases: Consecutive terms each, as the analyzer makes them.
  ///   - after: When given, only articles with larger ids.
  ///   - resident: Lists that are in memory, of the same lineage of articles.
  ///   - body: Called with ids in ascending order and the places of each phrase, ascending and at least one.
  /// - Returns: `false` where part of the index is readable for FTS5 at most; what was given is void then.
  public func forEachCommonArticle(
    of phrases: [[String]], after: ArticleID?, resident: ResidentDoclists? = nil, deadline: Deadline,
    _ body: (Int64, [ArraySlice<Occurrence>]) throws -> Void
  ) throws -> Bool {
    let queries = phrases.map { PhraseQuery(terms: $0, prefix: false).storedTerms }
    guard !queries.isEmpty, !queries.contains(nil) else { return false }
    return try withSegments(deadline: deadline) { source in
      let walks: [any OccurrenceWalk] = try queries.compactMap { $0 }.map { terms in
        if terms.count == 1 { return try TermDoclist(terms[0], in: source) }
        return try PhraseDoclist(terms, in: source, resident: resident)
      }
      let sizes = walks.map(\.estimatedSize)
      let ordered = walks.indices.sorted { sizes[$0] < sizes[$1] }.map { walks[$0] }
      var id = try ordered.seekCommon(after.map { $0.rawValue + 1 } ?? 0)
      while id < .max {
        if deadline.isPast { throw IndexError.deadline }
        let places = try walks.map { walk in
          var places: [Occurrence] = []
          try walk.forEachPlace { places.append(Occurrence($0)) }
          return places[...]
        }
        if !places.contains(where: \.isEmpty) { try body(id, places) }
        id = try ordered.seekCommon(id + 1)
      }
    }
  }

  /// Calls `body` with the segments of the full-text index.
  ///
  /// - Returns: `false` where something in them is not understood.
  func withSegments(deadline: Deadline, _ body: (SegmentSource) throws -> Void) throws -> Bool {
    if deadline.isPast { throw IndexError.deadline }
    do {
      return try withSnapshot {
        try use { database in
          guard let segments = try segments(in: database) else { return false }
          let lookup = try pageLookups(in: database)?.segments
          try body(
            SegmentSource(statements(in: database), segments: segments, lookup: lookup, deadline: deadline))
          return true
        }
      }
    } catch is SegmentNotUnderstood {
      return false
    }
  }

  /// The segments of the full-text index, looked up anew when anything in the file has changed.
  private func segments(in database: Database) throws -> [SegmentList.Segment]? {
    if let segmentList, segmentList.version == fileVersion { return segmentList.segments }
    let found = try SegmentSource.segments(of: "terms", in: database)
    segmentList = (fileVersion, found)
    return found
  }

  private func statements(in database: Database) throws -> SegmentStatements {
    if let segmentStatements { return segmentStatements }
    let prepared = try SegmentStatements(table: "terms", in: database)
    segmentStatements = prepared
    return prepared
  }
}
