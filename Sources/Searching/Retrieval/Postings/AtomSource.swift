import Articles
import IndexStore
import QueryLanguage

/// Where posting lists come from: the one door between a query and the index.
protocol AtomSource {
  /// The posting list of an atom on the snapshot that the source was made for.
  ///
  /// - Parameters:
  ///   - atom: What to look for.
  ///   - first: The row to begin with; with more than 0 only what has come since is read.
  ///   - deadline: Past it the call throws.
  /// - Throws: ``IndexError``, above all ``IndexError/deadline``.
  func postings(of atom: Atom, from first: Int, deadline: Deadline) throws -> AtomPostings
}

/// Reads posting lists from the full-text table, anew each time, inside the reader's current snapshot.
struct StoredAtomSource: AtomSource {
  let reader: IndexReader
  let snapshot: ColumnSnapshot
  /// The lists of very frequent words that are in memory, of the snapshot's lineage.
  let resident: ResidentDoclists?

  func postings(of atom: Atom, from first: Int, deadline: Deadline) throws -> AtomPostings {
    let after = first == 0 ? nil : snapshot.id(first - 1)
    let lists = try atom.parts.map { part in
      switch part {
      case .phrase(let phrase): try postings(of: phrase, field: atom.field, after: after, deadline: deadline)
      case .near(let operands, let distance):
        try postings(near: operands, distance: distance, field: atom.field, after: after, deadline: deadline)
      }
    }
    return AtomPostings.union(lists)
  }

  private func postings(
    of phrase: PhrasePart, field: QueryField?, after: ArticleID?, deadline: Deadline
  ) throws -> AtomPostings {
    if let language = phrase.language, !snapshot.presentLanguages.contains(where: { $0.language == language }) {
      return AtomPostings()
    }
    let counting = FieldCounting(field: field, countsCompounds: phrase.countsCompounds)
    let language = phrase.language.map { snapshot.dictionaries.languages.number(of: $0.rawValue) }
    let languages = snapshot.languages
    var result = AtomPostings()
    var cursor = OrdinalCursor(snapshot.ids)
    try reader.forEachPostings(
      of: phrase.terms, prefix: phrase.isPrefix, after: after, resident: resident, deadline: deadline,
      startOver: {
        result = AtomPostings()
        cursor = OrdinalCursor(snapshot.ids)
      }
    ) { ids, found in
      result.append(atMost: ids.count) { filler in
        for place in ids.indices {
          let frequencies = counting.groups(found[place])
          guard !frequencies.isEmpty, let ordinal = cursor.ordinal(of: ids[place]) else { continue }
          if let language, languages[ordinal] != language { continue }
          filler.append(UInt32(truncatingIfNeeded: ordinal), frequencies)
        }
      }
    }
    return result
  }

  private func postings(
    near operands: [PhrasePart], distance: Int, field: QueryField?, after: ArticleID?, deadline: Deadline
  ) throws -> AtomPostings {
    let evaluator = NearEvaluator(lengths: operands.map(\.terms.count), distance: distance, deadline: deadline)
    var result = AtomPostings()
    var cursor = OrdinalCursor(snapshot.ids)
    func add(_ id: Int64, _ places: [ArraySlice<Occurrence>]) throws {
      let frequencies = evaluator.frequencies(places, field: field)
      if deadline.isPast { throw IndexError.deadline }
      guard !frequencies.isEmpty, let ordinal = cursor.ordinal(of: id) else { return }
      result.append(UInt32(truncatingIfNeeded: ordinal), frequencies)
    }
    if !operands.contains(where: \.isPrefix) {
      let phrases = operands.map(\.terms)
      if try reader.forEachCommonArticle(
        of: phrases, after: after, resident: resident, deadline: deadline, add)
      {
        return result
      }
      result = AtomPostings()
      cursor = OrdinalCursor(snapshot.ids)
    }
    // An operand that is named many times is read once.
    var read: [PhrasePart: OccurrenceList] = [:]
    let lists = try operands.map { operand in
      if let list = read[operand] { return list }
      let list = try reader.occurrences(of: operand.terms, prefix: operand.isPrefix, after: after, deadline: deadline)
      read[operand] = list
      return list
    }
    try ListIntersection.forEachCommonID(lists.map(\.ids)) { id, indices in
      try add(id, zip(lists, indices).map { $0[$1] })
    }
    return result
  }
}

/// Which fields of a posting count, and in which group.
struct FieldCounting {
  let field: QueryField?
  let countsCompounds: Bool

  @inline(__always)
  func groups(_ frequencies: FieldFrequencies) -> GroupFrequencies {
    switch field {
    case .title: return GroupFrequencies(title: UInt16(truncatingIfNeeded: frequencies.title))
    case .author: return GroupFrequencies(rest: UInt16(truncatingIfNeeded: frequencies.author))
    case nil where frequencies.isOfBodyOnly: return GroupFrequencies(body: UInt32(truncatingIfNeeded: frequencies.body))
    case nil:
      let compounds = countsCompounds ? frequencies.compound : 0
      return GroupFrequencies(
        title: UInt16(truncatingIfNeeded: frequencies.title), rest: UInt16(truncatingIfNeeded: frequencies.rest),
        body: UInt32(truncatingIfNeeded: frequencies.body + compounds))
    }
  }
}

/// Walks sorted id lists side by side.
enum ListIntersection {
  /// Calls `body` with every id that is in all lists, ascending, and its index in each.
  static func forEachCommonID(_ lists: [[Int64]], _ body: (Int64, [Int]) throws -> Void) rethrows {
    guard let shortest = lists.min(by: { $0.count < $1.count }) else { return }
    var indices = [Int](repeating: 0, count: lists.count)
    for id in shortest {
      var isCommon = true
      for (number, list) in lists.enumerated() {
        indices[number] = Galloping.advance(indices[number], end: list.count) { list[$0] < id }
        if indices[number] == list.count { return }
        if list[indices[number]] != id { isCommon = false }
      }
      if isCommon { try body(id, indices) }
    }
  }
}
