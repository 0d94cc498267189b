/// The list of a term in all segments.
///
/// Of the entries that several segments have for one article that of the newest counts, as for FTS5. It stands on an article
/// that has the term; before the first one to begin with.
final class TermDoclist {
  /// The article it stands on; the greatest number behind the last one.
  @exclusivity(unchecked) private(set) var id = Int64.min
  /// The lists of the segments that have the term, the newest first.
  @exclusivity(unchecked) private var lists: [Doclist]
  /// The list of the only segment that has the term, which ``lists`` holds: seeking counts no references.
  @exclusivity(unchecked) private var only: Unmanaged<Doclist>?
  @exclusivity(unchecked) private var current: Doclist?
  /// The list in memory, as long as it has not come to its end; ``lists`` are opened behind it.
  @exclusivity(unchecked) private var resident: ResidentWalk?
  private let open: () throws -> [Doclist]

  /// - Parameter term: As the index has it.
  convenience init(_ term: [UInt8], in source: SegmentSource) throws {
    self.init(try source.segments.compactMap { try source.doclist(of: term, in: $0) })
  }

  init(_ lists: [Doclist]) {
    self.lists = lists
    only = lists.count == 1 ? Unmanaged.passUnretained(lists[0]) : nil
    current = lists.count == 1 ? lists[0] : nil
    open = { [] }
  }

  /// - Parameters:
  ///   - list: The list in memory, which may have articles that the transaction does not see.
  ///   - term: What it is the list of.
  init(_ list: ResidentDoclist, of term: [UInt8], in source: SegmentSource) {
    lists = []
    resident = ResidentWalk(list)
    open = { try source.segments.compactMap { try source.doclist(of: term, in: $0) } }
  }

  /// About how many bytes are to be read to go through it.
  var estimatedSize: Int { resident?.list.bytesOfEntries ?? lists.reduce(0) { $0 + $1.estimatedSize } }

  /// Whether it is read from memory, so that it may lead to articles that are gone.
  var isResident: Bool { resident != nil }

  /// The positions in the article, valid until it moves; zeros follow them.
  var positions: UnsafeBufferPointer<UInt8> {
    if let only { return only._withUnsafeGuaranteedRef { $0.positions } }
    if let resident { return resident.positions }
    return current?.positions ?? UnsafeBufferPointer(start: nil, count: 0)
  }

  /// Moves to the first article that is not below another.
  func seek(_ target: Int64) throws {
    guard id < target else { return }
    if resident != nil, try !seekResident(target) { return }
    if let only {
      id = try only._withUnsafeGuaranteedRef { try $0.seekPresent(max(target, id)) }
      return
    }
    for list in lists { try list.seek(max(target, id)) }
    try settle()
  }

  /// Moves in memory; answers whether the article is behind what is there, so that the lists are to go on, from ``id``.
  private func seekResident(_ target: Int64) throws -> Bool {
    guard let last = resident?.list.lastID else { return true }
    if target <= last {
      resident?.seek(target)
      id = resident?.id ?? .max
      if id < .max { return false }
    }
    resident = nil
    lists = try open()
    only = lists.count == 1 ? Unmanaged.passUnretained(lists[0]) : nil
    current = lists.count == 1 ? lists[0] : nil
    id = last + 1
    return true
  }

  /// Moves to the next article.
  func next() throws {
    if id < .max { try seek(id + 1) }
  }

  /// Goes to the least article of all lists that has the term.
  private func settle() throws {
    if let only {
      id = try only._withUnsafeGuaranteedRef { try $0.seekPresent($0.id) }
      return
    }
    while true {
      guard let least = lists.min(by: { $0.id < $1.id }), least.id < .max else {
        current = nil
        id = .max
        return
      }
      // `min` gives the first of equals: the newest.
      if !least.isEmpty {
        current = least
        id = least.id
        return
      }
      for list in lists where list.id == least.id && list !== least { try list.next() }
      try least.next()
    }
  }

  /// Counts the occurrences in the articles from one on, ascending.
  ///
  /// - Parameter body: Takes what was counted, some thousand articles at a time.
  func forEachCount(from first: Int64, in room: PostingRoom, deadline: Deadline, _ body: PostingRoom.Sink) throws {
    // Another list may have ended at its deadline.
    room.removeAll()
    try seek(first)
    while id < .max {
      // One list goes on alone up to where another comes in.
      var limit = Int64.max
      for list in lists where list !== current { limit = min(limit, list.id) }
      if let current, current.id < limit {
        try current.count(below: limit, into: room)
      } else if let current {
        room.append(id, try FieldFrequencies(counting: current.positions))
        let counted = id
        for list in lists where list.id == counted { try list.next() }
      }
      try settle()
      if !room.hasRoom {
        room.flush(body)
        if deadline.isPast { throw IndexError.deadline }
      }
    }
    room.flush(body)
  }
}
