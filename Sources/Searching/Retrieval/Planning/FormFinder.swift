import Analysis
import Articles
import IndexStore

/// Finds the other forms of a word that the index has, language by language.
///
/// A form found through the stemmer of a language counts only in articles of that language.
struct FormFinder {
  let reader: IndexReader
  let languages: [Language]
  let stemmers: StemmerShelf

  /// What to look for beside the folded term itself.
  func parts(of term: String) throws -> [Atom.Part] {
    var parts: [Atom.Part] = []
    for language in languages {
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
