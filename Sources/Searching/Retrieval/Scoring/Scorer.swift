import IndexStore

/// Scores matching articles by every word of the query they have, wherever in its structure the word stands.
///
/// The parts of a score are added up in the order of the query's words, so that every way of computing it gives the
/// same number to the last bit.
struct Scorer {
  /// A word, phrase or group that scores.
  struct Term: Sendable {
    /// Its number in the plan.
    var atom: Int
    /// As typed.
    var label: String
    /// How often the query has it.
    var count: Int
    /// How many articles have it.
    var documentFrequency: Int
    /// What the saturated weight is multiplied by: its idf times ``count``.
    var factor: Double
    /// How many words an occurrence covers.
    var span: Int
  }

  let similarity: Similarity
  let snapshot: ColumnSnapshot
  let atoms: AtomTable
  let termScorer: TermScorer
  /// The scoring terms in the order of the query, each atom once.
  let terms: [Term]

  /// Prepares the scoring of a plan that was matched.
  init(root: PlanNode, atoms: AtomTable, snapshot: ColumnSnapshot, similarity: Similarity) throws {
    self.similarity = similarity
    self.snapshot = snapshot
    self.atoms = atoms
    termScorer = TermScorer(similarity, snapshot: snapshot)
    var order: [Int] = []
    var terms: [Int: Term] = [:]
    root.forEachScoredAtom { atom, label in
      if terms[atom] == nil { order.append(atom) }
      terms[atom, default: Term(atom: atom, label: label, count: 0, documentFrequency: 0, factor: 0, span: 1)].count +=
        1
    }
    self.terms = try order.compactMap { [termScorer] atom in
      guard var term = terms[atom], let postings = try atoms.postings(atom) else { return nil }
      term.documentFrequency = postings.count
      term.factor = termScorer.inverseDocumentFrequency(postings.count) * Double(term.count)
      term.span = atoms.span(atom)
      return term
    }
  }

  /// The scores of rows, ascending.
  ///
  /// - Returns: A score for each row, and whether the deadline came before all terms were added.
  func scores(of rows: [UInt32], deadline: Deadline) throws -> (scores: [Double], isPartial: Bool) {
    var accumulator = ScoreAccumulator(rows: rows, boosts: similarity.titleMatchBoost > 0)
    for term in terms {
      if deadline.isPast { return (accumulator.scores, true) }
      guard let postings = try atoms.postings(term.atom) else { continue }
      accumulator.add(postings, factor: term.factor, span: term.span, scorer: termScorer, lengths: snapshot.lengths)
    }
    if similarity.titleMatchBoost > 0 {
      accumulator.boostTitles(by: titleBoost, terms: terms.count, lengths: snapshot.lengths)
    }
    return (accumulator.scores, false)
  }

  /// The score of one row; for a few rows where ``scores(of:deadline:)`` would go through whole lists.
  func score(of row: UInt32) throws -> Double { try explanation(of: row).reduce(0) { $0 + $1.value } }

  /// The score of one row taken apart; the parts add up to it in their order.
  func explanation(of row: UInt32) throws -> [ScorePart] {
    let length = snapshot.lengths[Int(row)]
    var parts: [ScorePart] = []
    var inTitle = 0
    var covered = 0
    for term in terms {
      guard let frequencies = try atoms.postings(term.atom)?.frequency(in: row) else { continue }
      let weight = termScorer.weight(frequencies, of: length)
      parts.append(
        ScorePart(
          term: term.label, value: term.factor * weight, documentFrequency: term.documentFrequency,
          frequencies: frequencies.named))
      inTitle += frequencies.title > 0 ? 1 : 0
      covered += Int(frequencies.title) * term.span
    }
    if similarity.titleMatchBoost > 0, inTitle == terms.count, inTitle > 0, covered >= Int(length.title) {
      parts.append(ScorePart(term: "title is the query", value: titleBoost))
    }
    return parts
  }

  /// What an article scores for a title that is the query.
  var titleBoost: Double { similarity.titleMatchBoost * terms.reduce(0) { $0 + $1.factor } }
}

/// The growing scores of some rows.
private struct ScoreAccumulator {
  let rows: [UInt32]
  var scores: [Double]
  /// How many terms each row's title has, and how many of its words they cover; empty when nobody asks.
  private var inTitle: [UInt16]
  private var covered: [UInt32]

  init(rows: [UInt32], boosts: Bool) {
    self.rows = rows
    scores = [Double](repeating: 0, count: rows.count)
    inTitle = [UInt16](repeating: 0, count: boosts ? rows.count : 0)
    covered = [UInt32](repeating: 0, count: boosts ? rows.count : 0)
  }

  /// Adds one term to the rows that have it.
  ///
  /// Costs a search in the list for each row, of a length that shrinks with the distance between rows.
  mutating func add(_ postings: BlockPostings, factor: Double, span: Int, scorer: TermScorer, lengths: FieldLengths) {
    let notesTitles = !inTitle.isEmpty
    var slot = 0
    lengths.withValues { lengths in
      for (index, ordinal) in rows.enumerated() {
        guard let place = postings.place(of: ordinal, from: &slot) else { continue }
        let frequencies = postings.frequencies[place]
        scores[index] += factor * scorer.weight(frequencies, of: ordinal, lengths)
        if notesTitles, frequencies.title > 0 {
          inTitle[index] += 1
          covered[index] += UInt32(frequencies.title) * UInt32(truncatingIfNeeded: span)
        }
      }
    }
  }

  mutating func boostTitles(by boost: Double, terms: Int, lengths: FieldLengths) {
    for place in rows.indices where inTitle[place] > 0 && inTitle[place] == terms {
      if covered[place] >= lengths[Int(rows[place])].title { scores[place] += boost }
    }
  }
}

extension GroupFrequencies {
  fileprivate var named: [String: Int] {
    ["title": Int(title), "body": Int(body), "rest": Int(rest)].filter { $0.value > 0 }
  }
}
