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
  /// The nearest other term of a vocabulary, the one in the most articles among equally near ones.
  ///
  /// Numbers and words of one or two characters have none, those of up to five may differ by one edit, longer ones by two, as
  /// Elasticsearch's `fuzziness: AUTO` has it.
  func nearestSpelling(of term: String) -> String? {
    let length = term.unicodeScalars.count
    guard length > 2, !term.unicodeScalars.contains(where: { $0.properties.numericType != nil }) else { return nil }
    let near = neighbours(of: term, edits: length > 5 ? 2 : 1)
    return near.first { $0.distance > 0 }?.entry.term
  }
}
