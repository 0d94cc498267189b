import Analysis
import Articles
import IndexStore

/// The terms that the latest rows have, so that lists of other atoms need not be looked up for them.
///
/// After each of many small commits, every list in use would ask the index whether the few new articles have its atom, which
/// takes many times longer than going through their words once.
struct RecentTerms: Sendable {
  /// The terms of the rows from one on.
  private struct Rows: Sendable {
    var first: Int
    /// Their fingerprints, as ``Analysis/TermLexicon/fingerprints`` has them.
    var terms: Set<UInt64>
  }

  /// The terms of all rows from the first one of these on, run by run.
  private var runs: [Rows] = []

  /// How many runs are kept.
  private static let capacity = 64
  /// The most bytes of text that are looked at in one commit.
  private static let greatestText = 1 << 18

  /// Adds the rows of a commit, and forgets all others when they have too much text to look at.
  ///
  /// - Parameters:
  ///   - first: The first new row.
  ///   - after: The id of the row before.
  mutating func append(first: Int, after: ArticleID?, reader: IndexReader) throws {
    guard let terms = try reader.termFingerprints(after: after, analyzer: Analyzer(), limit: Self.greatestText) else {
      runs = []
      return
    }
    if runs.count == Self.capacity { runs.removeFirst(Self.capacity / 2) }
    runs.append(Rows(first: first, terms: terms))
  }

  /// Whether rows from one on may have an atom; `true` also where it is not known.
  func mayHave(_ atom: Atom, from row: Int) -> Bool {
    guard let oldest = runs.first, oldest.first <= row else { return true }
    let later = runs.filter { $0.first >= row }
    return atom.parts.contains { part in
      switch part {
      case .phrase(let phrase): mayHave(phrase, later)
      case .near(let phrases, _): phrases.allSatisfy { mayHave($0, later) }
      }
    }
  }

  /// Whether some rows may have all words of a phrase; for a prefix any that has the words before it.
  private func mayHave(_ phrase: PhrasePart, _ runs: [Rows]) -> Bool {
    let words = (phrase.isPrefix ? phrase.terms.dropLast() : phrase.terms[...]).map(TermLexicon.fingerprint)
    return runs.contains { run in words.allSatisfy(run.terms.contains) }
  }
}
