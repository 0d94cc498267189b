/// A piece of a query, before its structure is known.
struct QueryToken: Equatable {
  enum Kind: Equatable {
    /// A run of text that is not an operator; its modifiers are still in it.
    case word(String)
    /// The text between quotation marks, white space made single.
    case phrase(String)
    case field(FieldName)
    case and
    case or
    case not
    case plus
    case minus
    case near(distance: Int)
    /// `NEAR(`
    case nearOpening
    case opening
    case closing
  }

  var kind: Kind
  /// In Unicode scalars of the query, from 1.
  var column: Int
  /// As typed.
  var source: String

  /// Whether the token is a word or a phrase.
  var isLeaf: Bool {
    switch kind {
    case .word, .phrase: true
    default: false
    }
  }

  /// Whether a value, a group or a field begins here.
  var startsOperand: Bool {
    switch kind {
    case .word, .phrase, .field, .opening, .nearOpening: true
    default: false
    }
  }

  /// Whether what stands side by side ends before the token.
  var endsJuxtaposition: Bool {
    switch kind {
    case .or, .and, .closing: true
    default: false
    }
  }

  /// Whether the token applies to the operand behind it.
  var isPrefix: Bool {
    switch kind {
    case .not, .plus, .minus: true
    default: false
    }
  }
}

/// The names that may stand before a colon.
enum FieldName: Equatable {
  /// Words are looked for in this field.
  case words(QueryField)
  /// A condition.
  case filter(FilterName)

  init?(_ name: String) {
    let name = name.lowercased()
    if let field = QueryField(rawValue: name) {
      self = .words(field)
    } else if let filter = FilterName(rawValue: name == "language" ? "lang" : name) {
      self = .filter(filter)
    } else {
      return nil
    }
  }

  var name: String {
    switch self {
    case .words(let field): field.rawValue
    case .filter(let filter): filter.rawValue
    }
  }
}

/// The names of conditions.
enum FilterName: String, CaseIterable {
  case site
  case category
  case language = "lang"
  case url
  case after
  case before
  case date
}
