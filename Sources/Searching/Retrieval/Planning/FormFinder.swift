import Analysis
import Articles
import IndexStore

/// Finds the other forms of a word that the index has, language by language.
///
/// A form found through the stemmer of a language counts only in articles of that language.
struct FormFinder {
  let reader: IndexReader
  let snapshot: ColumnSnapshot
  let stemmers: StemmerShelf
  let shelf: FormShelf

  /// What to look for beside the folded term itself.
  func parts(of term: String) throws -> [Atom.Part] {
    if let known = shelf.parts(of: term, generation: snapshot.generation) { return known }
    let found = try read(term)
    shelf.keep(found, of: term)
    return found
  }

  private func read(_ term: String) throws -> [Atom.Part] {
    var parts: [Atom.Part] = []
    for (language, _) in snapshot.presentLanguages {
      guard let stemmer = stemmers[language] else { continue }
      let stem = stemmer.stem(term)
      var forms = try reader.forms(ofStem: stem, language: language)
      if stemmer.stem(stem) == stem { forms.append(stem) }
      for form in Set(forms).sorted() where form != term {
        parts.append(.term(form, language: language))
      }
    }
    return parts
  }
}

/// The forms of words that one thread has asked for, as they are at one generation.
final class FormShelf {
  /// How many words are kept.
  private static let capacity = 4096
  private var generation: Int64?
  private var parts: [String: [Atom.Part]] = [:]

  /// What is known of a term at a generation; that of other generations is forgotten.
  func parts(of term: String, generation: Int64) -> [Atom.Part]? {
    if generation != self.generation {
      self.generation = generation
      parts.removeAll(keepingCapacity: true)
    }
    return parts[term]
  }

  /// Keeps the forms of a term at the generation that was asked for last.
  func keep(_ found: [Atom.Part], of term: String) {
    if parts.count == Self.capacity { parts.removeAll(keepingCapacity: true) }
    parts[term] = found
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
