import Articles
import IndexStore
import QueryLanguage

/// Gives what the latest rows have of an atom, from memory.
struct RecentAtomSource {
  let snapshot: ColumnSnapshot

  /// The postings of the rows from one on; `nil` where the index is to be asked.
  func postings(of atom: Atom, from first: Int) -> AtomPostings? {
    guard first < snapshot.rowCount else { return AtomPostings() }
    guard let runs = snapshot.recentArticles.runs(from: first) else { return nil }
    var lists: [AtomPostings] = []
    for part in atom.parts {
      let list =
        switch part {
        case .phrase(let phrase): postings(of: phrase, field: atom.field, in: runs)
        case .near(let operands, let distance):
          postings(near: operands, distance: distance, field: atom.field, in: runs)
        }
      guard let list else { return nil }
      if list.count > 0 { lists.append(list) }
    }
    return AtomPostings.union(lists)
  }

  private func postings(
    of phrase: PhrasePart, field: QueryField?, in runs: ArraySlice<RecentArticles.Run>
  ) -> AtomPostings? {
    guard let terms = terms(of: phrase) else { return nil }
    let counting = FieldCounting(field: field, countsCompounds: phrase.countsCompounds)
    var language: UInt32?
    var result = AtomPostings()
    for run in runs {
      run.postings.forEachPosting(of: terms, prefix: phrase.isPrefix) { article, found in
        let row = run.first + article
        let frequencies = counting.groups(found)
        guard snapshot.live[row], !frequencies.isEmpty else { return }
        if let wanted = phrase.language {
          language = language ?? snapshot.dictionaries.languages.number(of: wanted.rawValue)
          if snapshot.languages[row] != language { return }
        }
        result.append(UInt32(truncatingIfNeeded: row), frequencies)
      }
    }
    return result
  }

  private func postings(
    near operands: [PhrasePart], distance: Int, field: QueryField?, in runs: ArraySlice<RecentArticles.Run>
  ) -> AtomPostings? {
    let evaluator = NearEvaluator(lengths: operands.map(\.terms.count), distance: distance)
    let phrases = operands.compactMap(terms)
    guard phrases.count == operands.count else { return nil }
    var result = AtomPostings()
    for run in runs {
      let lists = zip(phrases, operands).map { run.postings.occurrences(of: $0, prefix: $1.isPrefix) }
      let ids = lists.map { list in list.map { Int64($0.article) } }
      ListIntersection.forEachCommonID(ids) { article, places in
        let row = run.first + Int(article)
        let frequencies = evaluator.frequencies(zip(lists, places).map { $0[$1].places[...] }, field: field)
        guard snapshot.live[row], !frequencies.isEmpty else { return }
        result.append(UInt32(truncatingIfNeeded: row), frequencies)
      }
    }
    return result
  }

  /// The terms of a phrase; `nil` where one is longer than what is looked for here.
  private func terms(of phrase: PhrasePart) -> [ArticlePostings.Term]? {
    let terms = phrase.terms.compactMap(ArticlePostings.Term.init)
    return terms.count == phrase.terms.count ? terms : nil
  }
}
