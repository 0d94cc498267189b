import Articles
import QueryLanguage

/// The unit of retrieval: what is looked up as a whole and has one posting list, whatever query it stands in.
///
/// Two equal atoms have equal posting lists in one generation of an index, so an atom is the key for keeping them.
struct Atom: Hashable, Codable, Sendable {
  /// What counts as an occurrence; the occurrences of all parts are added up.
  var parts: [Part]
  /// The one field that counts; every field when `nil`.
  var field: QueryField?

  /// What comes first tells nearly all atoms apart; the forms of a word follow from it.
  func hash(into hasher: inout Hasher) {
    hasher.combine(parts.first)
    hasher.combine(parts.count)
    hasher.combine(field)
  }

  /// One thing to look for.
  enum Part: Hashable, Codable, Sendable {
    /// Terms one after another.
    case phrase(PhrasePart)
    /// Words and phrases close to each other in one field.
    case near([PhrasePart], distance: Int)
  }
}

/// One or more terms one after another.
struct PhrasePart: Hashable, Codable, Sendable {
  /// The terms; at least one.
  var terms: [String]
  /// Whether every term that begins with the last of `terms` is meant.
  var isPrefix = false
  /// Whether joined compounds count; only for a single term.
  var countsCompounds = false
  /// The language of the articles that count; every article when `nil`.
  var language: Language?
}

extension Atom.Part {
  /// A single term wherever it stands.
  static func term(_ term: String, isPrefix: Bool = false, countsCompounds: Bool = true, language: Language? = nil)
    -> Atom.Part
  {
    .phrase(
      PhrasePart(terms: [term], isPrefix: isPrefix, countsCompounds: countsCompounds, language: language))
  }
}
