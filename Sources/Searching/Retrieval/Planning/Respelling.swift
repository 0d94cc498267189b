import QueryLanguage

extension Query {
  /// The same query with other spellings for some of its plain words.
  func respelled(_ spellings: [String: String]) -> Query {
    switch self {
    case .word(let text, .forms): .word(spellings[text] ?? text, .forms)
    case .field(let field, let part): .field(field, part.respelled(spellings))
    case .words(let parts): .words(parts.map { $0.respelled(spellings) })
    case .and(let parts): .and(parts.map { $0.respelled(spellings) })
    case .or(let parts): .or(parts.map { $0.respelled(spellings) })
    case .required(let part): .required(part.respelled(spellings))
    case .word, .phrase, .near, .filter, .not, .everything: self
    }
  }
}

extension Vocabulary {
  /// The nearest other term of a vocabulary.
  ///
  /// Among equally near ones those with the same consonants go first, for names from other scripts are spelt with this
  /// vowel or that (Nejat and Nijat); then the one in the most articles.
  ///
  /// Numbers and words of one or two characters have none, those of up to five may differ by one edit, longer ones by two, as
  /// Elasticsearch's `fuzziness: AUTO` has it.
  func nearestSpelling(of term: String) -> String? {
    let length = term.unicodeScalars.count
    guard length > 2, !term.unicodeScalars.contains(where: { $0.properties.numericType != nil }) else { return nil }
    let near = neighbours(of: term, edits: length > 5 ? 2 : 1).filter { $0.distance > 0 }
    let nearest = near.prefix { $0.distance == near.first?.distance }
    let consonants = Self.consonants(of: term)
    return (nearest.first { Self.consonants(of: $0.entry.term) == consonants } ?? nearest.first)?.entry.term
  }

  /// A word without its vowels and with no letter twice in a row.
  private static func consonants(of term: String) -> String {
    var skeleton = String.UnicodeScalarView()
    for scalar in term.unicodeScalars where !"aeiouy".unicodeScalars.contains(scalar) && scalar != skeleton.last {
      skeleton.append(scalar)
    }
    return String(skeleton)
  }
}
