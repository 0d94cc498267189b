import Analysis
import Articles
import IndexStore

/// What a plan owes to the words that the index has at its generation.
struct FormUse {
  /// The stems whose forms it has, by their fingerprints.
  var stems: Set<UInt64> = []
  /// Whether it has words of the vocabulary.
  var hasVocabulary = false
}

/// Finds the other forms of a word that the index has, language by language.
///
/// A form found through the stemmer of a language counts only in articles of that language.
struct FormFinder {
  let reader: IndexReader
  let snapshot: ColumnSnapshot
  let stemmers: StemmerShelf
  let shelf: FormShelf

  /// What to look for beside the folded term itself.
  func forms(of term: String) throws -> FoundForms {
    if let known = shelf.forms(of: term, on: snapshot) { return known }
    let found = try read(term)
    shelf.keep(found, of: term)
    return found
  }

  private func read(_ term: String) throws -> FoundForms {
    var found = FoundForms(generation: snapshot.generation)
    for (language, _) in snapshot.presentLanguages {
      guard let stemmer = stemmers[language] else { continue }
      let stem = stemmer.stem(term)
      found.stems.insert(TermLexicon.fingerprint(stem))
      var forms = try reader.forms(ofStem: stem, language: language)
      if stemmer.stem(stem) == stem { forms.append(stem) }
      for form in Set(forms).sorted() where form != term {
        found.parts.append(.term(form, language: language))
      }
    }
    return found
  }
}

/// The forms of a word.
struct FoundForms {
  /// The generation they are right for.
  var generation: Int64
  var parts: [Atom.Part] = []
  /// The stems that they were found by.
  var stems: Set<UInt64> = []
}

/// The forms of words that one thread has asked for.
final class FormShelf {
  /// How many words are kept.
  private static let capacity = 4096
  private var forms: [String: FoundForms] = [:]

  /// What is known of a term at the generation of a snapshot.
  func forms(of term: String, on snapshot: ColumnSnapshot) -> FoundForms? {
    guard let known = forms[term] else { return nil }
    if known.generation == snapshot.generation { return known }
    guard snapshot.recentForms.areSame(of: known.stems, since: known.generation) else { return nil }
    forms[term]?.generation = snapshot.generation
    return known
  }

  /// Keeps the forms of a term.
  func keep(_ found: FoundForms, of term: String) {
    if forms.count == Self.capacity { forms.removeAll(keepingCapacity: true) }
    forms[term] = found
  }
}

/// The stemmers of one thread, made when first used.
final class StemmerShelf {
  private var stemmers: [Language: Stemmer] = [:]

  subscript(language: Language) -> Stemmer? {
    if let stemmer = stemmers[language] { return stemmer }
    guard Stemmer.languages.contains(language) else { return nil }
    let stemmer = Stemmer(language: language)
    stemmers[language] = stemmer
    return stemmer
  }
}
