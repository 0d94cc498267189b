import Analysis
public import Articles

/// All terms of a few articles and the places where they stand, in memory.
///
/// What it answers is what ``IndexReader`` reads of these articles from the index.
public final class ArticlePostings: Sendable {
  /// A term that is looked for, with its fingerprint, which is best computed once.
  public struct Term: Sendable {
    let text: String
    let fingerprint: UInt64

    /// - Returns: `nil` for what is longer than words are, which ``IndexReader`` is to be asked for.
    public init?(_ text: String) {
      guard text.utf8.count <= PhraseQuery.longestTerm else { return nil }
      let isFolded = text.utf8.allSatisfy { PhraseQuery.folded($0) == $0 }
      self.text = isFolded ? text : String(decoding: text.utf8.map(PhraseQuery.folded), as: UTF8.self)
      fingerprint = TermLexicon.fingerprint(self.text)
    }
  }

  /// What one article has of a term.
  struct Posting: Sendable {
    /// The place of the article among all of them.
    var article: Int
    var frequencies: FieldFrequencies
    /// Where the places are in ``places``.
    var range: Range<Int>
  }

  /// An article that has something, and where, as ``PositionReader/current`` has it, ascending.
  private typealias Entry = (article: Int, places: [Int64])

  /// The terms in ascending order of their bytes.
  private let terms: [[UInt8]]
  /// The postings of each of ``terms``, ascending.
  private let postings: [[Posting]]
  private let places: [Int64]
  private let numbers: [UInt64: Int]

  /// Positions in the column of joined forms do not follow from the text.
  private static let compoundColumn: Int64 = 5

  /// - Returns: `nil` where two terms have the same fingerprint.
  init?(_ found: [[UInt8]: [Posting]], places: [Int64]) {
    let sorted = found.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    terms = sorted.map(\.key)
    postings = sorted.map { $0.value.sorted { $0.article < $1.article } }
    self.places = places
    var numbers: [UInt64: Int] = [:]
    for (number, term) in terms.enumerated() { numbers[TermLexicon.fingerprint(term)] = number }
    guard numbers.count == terms.count else { return nil }
    self.numbers = numbers
  }

  /// How many words there are, as a measure of the memory it takes, some 20 bytes each.
  public var size: Int { places.count + terms.count }

  /// Calls `body` with the bytes of each term and the places of the articles that have it, ascending.
  public func forEachTerm(_ body: (_ term: [UInt8], _ articles: [Int]) throws -> Void) rethrows {
    for (term, list) in zip(terms, postings) { try body(term, list.map(\.article)) }
  }

  /// Calls `body` with the articles that have a phrase or, with `prefix`, one whose last term only begins with what is given.
  ///
  /// - Parameter body: Called with the place of an article among all of them, ascending, and its frequencies.
  public func forEachPosting(of phrase: [Term], prefix: Bool, _ body: (Int, FieldFrequencies) -> Void) {
    if phrase.count == 1, !prefix {
      for posting in list(of: phrase[0]) { body(posting.article, posting.frequencies) }
      return
    }
    for (article, places) in entries(of: phrase, prefix: prefix) {
      var counts = ColumnCounts()
      for place in places { counts.add(place) }
      body(article, counts.frequencies)
    }
  }

  /// The same with the places of each article.
  public func occurrences(of phrase: [Term], prefix: Bool) -> [(article: Int, places: [Occurrence])] {
    entries(of: phrase, prefix: prefix).map { ($0.article, $0.places.map(Occurrence.init)) }
  }

  private func list(of term: Term) -> [Posting] {
    guard let number = numbers[term.fingerprint], terms[number].elementsEqual(term.text.utf8) else { return [] }
    return postings[number]
  }

  private func entries(of phrase: [Term], prefix: Bool) -> [Entry] {
    guard let last = phrase.last else { return [] }
    var found: [Entry]?
    for (distance, term) in phrase.enumerated() {
      let word = prefix && distance == phrase.count - 1 ? entries(ofPrefix: last) : list(of: term).map(entry)
      let before = found ?? word
      found = distance == 0 ? word : Self.entries(before, followedBy: word, distance: Int64(distance))
      if found?.isEmpty ?? true { return [] }
    }
    guard phrase.count > 1 else { return found ?? [] }
    return (found ?? []).compactMap { article, places in
      let counted = places.filter { $0 >> 32 < Self.compoundColumn }
      return counted.isEmpty ? nil : (article, counted)
    }
  }

  /// The places of `first` behind which `second` stands at a distance.
  private static func entries(_ first: [Entry], followedBy second: [Entry], distance: Int64) -> [Entry] {
    let others = Dictionary(uniqueKeysWithValues: second.map { ($0.article, Set($0.places)) })
    return first.compactMap { article, places in
      guard let other = others[article] else { return nil }
      let met = places.filter { other.contains($0 + distance) }
      return met.isEmpty ? nil : (article, met)
    }
  }

  private func entry(_ posting: Posting) -> Entry { (posting.article, Array(places[posting.range])) }

  /// The articles that have a term which begins with another, and where any such stands.
  private func entries(ofPrefix prefix: Term) -> [Entry] {
    let start = Array(prefix.text.utf8)
    if start.isEmpty { return [] }
    var found: [Int: [Int64]] = [:]
    var number = terms.partitioningIndex { !$0.lexicographicallyPrecedes(start) }
    while number < terms.count, terms[number].starts(with: start) {
      for posting in postings[number] { found[posting.article, default: []] += places[posting.range] }
      number += 1
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
  }
}

extension Array {
  /// The first index from which on a condition holds that, once true, stays true.
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var (lower, upper) = (0, count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if holds(self[middle]) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}

extension IndexReader {
  /// The most pages of segments that are gone through for the terms of a few articles, 4 KiB each.
  private static let greatestPages = 64

  /// All terms of the articles behind one, read from the newest segments of the full-text index.
  ///
  /// Some hundred microseconds for an article of 200 words; a single segment has them unless segments were merged since. That
  /// nothing is missing is seen from the number of words that the table has of each article.
  ///
  /// - Parameters:
  ///   - after: The article behind which they begin.
  ///   - ids: These articles, in ascending order.
  ///   - limit: The most words that are read.
  /// - Returns: `nil` where there are more words, or they are not found in a few pages.
  public func articlePostings(after: ArticleID?, ids: [Int64], limit: Int) throws -> ArticlePostings? {
    guard let expected = try wordCount(after: after, ids: ids, limit: limit) else { return nil }
    var collector = ArticlePostingsCollector(ids: ids)
    let first = ids.first ?? .max
    let isUnderstood = try withSegments(deadline: .none) { source in
      var pages = 0
      for segment in source.segments where collector.count < expected {
        pages += Int(segment.lastPage - segment.firstPage) + 1
        if pages > Self.greatestPages { return }
        let terms = try SegmentTerms(source, segment, from: SegmentPages.stored([]))
        while let term = terms.term {
          try collector.add(term, terms.doclist, from: first)
          try terms.advance()
        }
      }
    }
    guard isUnderstood, collector.count == expected else { return nil }
    return collector.postings
  }

  /// How many words the full-text table has of the articles behind one; `nil` where these are not the ones expected, or have more
  /// words than a limit.
  private func wordCount(after: ArticleID?, ids: [Int64], limit: Int) throws -> Int? {
    try use { database in
      let sizes = try SQLStatement(database, "SELECT id, sz FROM terms_docsize WHERE id > ?1 ORDER BY id")
      try sizes.bind(1, after?.rawValue ?? 0)
      defer { sizes.reset() }
      var (count, total) = (0, 0)
      while try sizes.step() {
        guard count < ids.count, sizes.integer(0) == ids[count] else { return nil }
        count += 1
        total += sizes.withBlob(1) { bytes in
          let bytes = bytes.bindMemory(to: UInt8.self)
          var (sum, offset) = (0, 0)
          while let words = SQLiteNumber.read(bytes, at: &offset) { sum += Int(clamping: words & 0xFFFF_FFFF) }
          return sum
        }
        if total > limit { return nil }
      }
      return count == ids.count ? total : nil
    }
  }
}

/// Terms of articles on their way into memory.
private struct ArticlePostingsCollector {
  let ids: [Int64]
  private var found: [[UInt8]: [ArticlePostings.Posting]] = [:]
  private var places: [Int64] = []

  init(ids: [Int64]) { self.ids = ids }

  /// How many words there are.
  var count: Int { places.count }

  var postings: ArticlePostings? { ArticlePostings(found, places: places) }

  /// Adds what a list has of the articles from one on.
  ///
  /// - Parameter term: As the index has it, with a byte in front.
  mutating func add(_ term: [UInt8], _ list: Doclist, from first: Int64) throws {
    try list.seek(first)
    while list.id < .max {
      let article = ids.partitioningIndex { $0 >= list.id }
      if article < ids.count, ids[article] == list.id {
        // A term is only taken from an article that is gone, which these are not.
        guard !list.isEmpty else { throw SegmentNotUnderstood() }
        let start = places.count
        let frequencies = try FieldFrequencies(counting: list.positions)
        var reader = try PositionReader(list.positions)
        while !reader.isAtEnd {
          places.append(reader.current)
          try reader.advance()
        }
        let posting = ArticlePostings.Posting(
          article: article, frequencies: frequencies, range: start..<places.count)
        found[Array(term.dropFirst()), default: []].append(posting)
      }
      try list.next()
    }
  }
}
