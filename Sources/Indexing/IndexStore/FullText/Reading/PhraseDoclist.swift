/// What stands on one article after another of those that may have something, and says where they have it.
protocol OccurrenceWalk: AnyObject {
  /// The article it stands on; the greatest number behind the last one.
  var id: Int64 { get }
  /// About how many bytes are to be read to go through it.
  var estimatedSize: Int { get }
  /// Moves to the first article that is not below another.
  func seek(_ target: Int64) throws
  /// Calls `body` with each place in the article, ascending, as ``PositionReader/current`` has it; there may be none.
  func forEachPlace(_ body: (Int64) -> Void) throws
}

extension TermDoclist: OccurrenceWalk {
  func forEachPlace(_ body: (Int64) -> Void) throws {
    var reader = try PositionReader(positions)
    while !reader.isAtEnd {
      body(reader.current)
      try reader.advance()
    }
  }
}

extension [any OccurrenceWalk] {
  /// Moves all to the first article not below another that all of them stand on; the first leads, so it should be the shortest.
  ///
  /// - Returns: The article; the greatest number when there is none.
  func seekCommon(_ target: Int64) throws -> Int64 {
    var target = target
    while target < .max {
      var least = target
      for walk in self where least == target {
        try walk.seek(target)
        least = walk.id
      }
      if least == target { return target }
      target = least
    }
    return target
  }
}

/// The articles that have all words of a phrase, and the places where these follow one another.
///
/// The words are gone through side by side, the one with the shortest list first: of the others only the articles that it leads
/// to are looked at, and of these only those where all words are have their positions read.
final class PhraseDoclist: OccurrenceWalk {
  @exclusivity(unchecked) private(set) var id = Int64.min
  /// The list of each word.
  private let words: [TermDoclist]
  /// The distinct ones of ``words``, which holds them, the shortest first: going through them counts no references.
  private let walks: [Unmanaged<TermDoclist>]
  /// All of ``words`` in their order.
  private let places: [Unmanaged<TermDoclist>]
  let estimatedSize: Int
  /// Room for a reader for each of ``places``.
  private let readers: UnsafeMutableBufferPointer<PositionReader>

  /// Positions in the column of joined forms do not follow from the text.
  private static let compoundColumn: Int64 = 5

  /// - Parameters:
  ///   - words: As the index has them.
  ///   - resident: The lists that are in memory.
  init(_ words: [[UInt8]], in source: SegmentSource, resident: ResidentDoclists?) throws {
    var lists: [[UInt8]: TermDoclist] = [:]
    for word in words where lists[word] == nil {
      let list = resident?.list(of: word).map { TermDoclist($0, of: word, in: source) }
      lists[word] = try list ?? TermDoclist(word, in: source)
    }
    // The word that leads says which articles there are at all: that is not known in memory.
    if let shortest = lists.min(by: { $0.value.estimatedSize < $1.value.estimatedSize }), shortest.value.isResident {
      lists[shortest.key] = try TermDoclist(shortest.key, in: source)
    }
    self.words = words.compactMap { lists[$0] }
    let sizes = lists.values.map { (list: $0, size: $0.estimatedSize) }
    walks = sizes.sorted { $0.size < $1.size }.map { Unmanaged.passUnretained($0.list) }
    places = self.words.map { Unmanaged.passUnretained($0) }
    estimatedSize = sizes.reduce(0) { $0 + $1.size }
    readers = .allocate(capacity: places.count)
    readers.initialize(repeating: PositionReader())
  }

  deinit { readers.deallocate() }

  func seek(_ target: Int64) throws {
    guard id < target else { return }
    var target = target
    while target < .max {
      var least = target
      for walk in walks where least == target {
        least = try walk._withUnsafeGuaranteedRef { list in
          try list.seek(target)
          return list.id
        }
      }
      if least == target { break }
      target = least
    }
    id = target
  }

  func forEachPlace(_ body: (Int64) -> Void) throws {
    for number in readers.indices {
      readers[number] = try PositionReader(places[number]._withUnsafeGuaranteedRef { $0.positions })
    }
    try Self.forEachMeeting(readers, body)
  }

  /// Calls `body` with the places of the first reader behind which the others follow, each one further than the one before.
  private static func forEachMeeting(
    _ readers: UnsafeMutableBufferPointer<PositionReader>, _ body: (Int64) -> Void
  ) throws {
    var target = Int64.min
    var agreeing = 0
    var number = 0
    while true {
      while readers[number].current &- Int64(number) < target { try readers[number].advance() }
      guard !readers[number].isAtEnd else { return }
      let place = readers[number].current &- Int64(number)
      agreeing = place == target ? agreeing + 1 : 1
      target = place
      if agreeing == readers.count {
        if target >> 32 < compoundColumn { body(target) }
        target += 1
        agreeing = 0
      }
      number = number + 1 == readers.count ? 0 : number + 1
    }
  }

  /// Counts the occurrences in the articles from one on, ascending.
  ///
  /// - Parameter body: Takes what was counted, some thousand articles at a time.
  func forEachCount(from first: Int64, in room: PostingRoom, _ body: PostingRoom.Sink) throws {
    room.removeAll()
    try seek(first)
    while id < .max {
      var counts = ColumnCounts()
      try forEachPlace { counts.add($0) }
      let frequencies = counts.frequencies
      if !frequencies.isEmpty { room.append(id, frequencies) }
      if !room.hasRoom { room.flush(body) }
      try seek(id + 1)
    }
    room.flush(body)
  }
}

/// Counts places by column as they come, ascending.
struct ColumnCounts {
  private var column: Int64 = 0
  private var count: UInt64 = 0
  private var finished = FieldFrequencies()

  mutating func add(_ place: Int64) {
    if place >> 32 != column {
      finished = frequencies
      column = place >> 32
      count = 0
    }
    count += 1
  }

  var frequencies: FieldFrequencies {
    var all = finished
    if count > 0 { all.set(count, column: Int(column)) }
    return all
  }
}
