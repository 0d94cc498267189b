import IndexStore

/// What the index knows about words beside those that were typed.
protocol WordExpansion {
  /// The other forms of a folded term.
  func forms(of term: String) throws -> [Atom.Part]

  /// The terms within some edits of a folded term, the most frequent ones; `nil` when the deadline came first.
  func neighbours(of term: String, edits: Int) throws -> FuzzyTerms?
}

/// The terms near a word.
struct FuzzyTerms: Sendable, Equatable {
  /// The greatest number of terms a fuzzy word stands for.
  static let greatestCount = 50

  /// The terms, in the most articles first.
  var terms: [String]
  /// Whether there are more.
  var isTruncated: Bool
}

/// Expands words by what an index has at one generation, and notes what of that was used.
final class StoredWordExpansion: WordExpansion {
  let formFinder: FormFinder
  let vocabulary: VocabularyKeeper
  let generation: Int64
  let deadline: Deadline
  private(set) var use = FormUse()

  init(formFinder: FormFinder, vocabulary: VocabularyKeeper, generation: Int64, deadline: Deadline) {
    self.formFinder = formFinder
    self.vocabulary = vocabulary
    self.generation = generation
    self.deadline = deadline
  }

  func forms(of term: String) throws -> [Atom.Part] {
    let found = try formFinder.forms(of: term)
    use.stems.formUnion(found.stems)
    return found.parts
  }

  func neighbours(of term: String, edits: Int) throws -> FuzzyTerms? {
    use.hasVocabulary = true
    guard let vocabulary = try vocabulary.vocabulary(generation: generation, deadline: deadline) else { return nil }
    let found = vocabulary.neighbours(of: term, edits: edits).map(\.entry)
      .sorted { ($1.documents, $0.term) < ($0.documents, $1.term) }
    let terms = found.prefix(FuzzyTerms.greatestCount).map(\.term)
    return FuzzyTerms(terms: terms, isTruncated: found.count > terms.count)
  }
}
