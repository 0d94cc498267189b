import QueryLanguage

/// A query made ready for one snapshot: which atoms to look up and how they combine.
struct Plan: Sendable {
  /// The atoms, each once.
  var atoms: [Atom] = []
  /// Which articles match.
  var root: PlanNode = .everything
  /// What was not taken literally while planning.
  var notes: [QueryNote] = []
  /// Plain words that another spelling may be tried for when nothing is found.
  var plainWords: [PlainWord] = []
  /// Whether the deadline passed while planning, so that words are missing.
  var isIncomplete = false

  /// The plan with further conditions that must hold.
  func restricted(to filters: [Filter]) -> Plan {
    if filters.isEmpty { return self }
    var plan = self
    plan.root = .all([root] + filters.map(PlanNode.filter))
    return plan
  }

  /// A word looked for in every form, outside of negations.
  struct PlainWord: Sendable, Equatable {
    /// As typed in the query.
    var typed: String
    /// Its folded form.
    var term: String
    /// Its atom.
    var atom: Int
  }
}

/// A condition on articles; the words in it also score.
indirect enum PlanNode: Sendable, Equatable {
  /// The articles that have an atom.
  case atom(Int, label: String)
  /// Juxtaposed words, some of which may be optional.
  case group(WordGroup)
  /// The articles that all parts have in common.
  case all([PlanNode])
  /// The articles of every part.
  case any([PlanNode])
  /// The other articles.
  case not(PlanNode)
  /// The articles whose facts fulfil a condition.
  case filter(Filter)
  /// Every article.
  case everything
  /// No article.
  case nothing
}

/// Juxtaposed parts of a query.
struct WordGroup: Sendable, Equatable {
  /// Filters, negations and parts marked with `+`; each must hold.
  var required: [PlanNode] = []
  /// Whether a required part is looked for in the text, so that the words beside it may all be missing.
  var requiresWords = false
  /// The words and phrases.
  var operands: [Operand] = []

  /// How many words and phrases were typed.
  var typedCount = 0

  /// Above this many words an article need not have all of them.
  static let greatestStrictCount = 3

  /// What holds the words of a phrase together.
  enum Bond: Sendable, Equatable {
    /// The reader's quotes.
    case quotes
    /// Hyphens and the like.
    case spelling
    /// A script without spaces.
    case script
  }

  /// A word or phrase of the group.
  struct Operand: Sendable, Equatable {
    /// What is looked for.
    var node: PlanNode
    /// As typed.
    var label: String
    /// Of a phrase, the words it consists of.
    var words: [Operand] = []
    /// Of a written compound, its joined form; none for others.
    var joined: [Operand] = []
    /// What makes it a phrase.
    var bond = Bond.quotes
    /// Whether it came in as one of the words of a phrase.
    var isFromPhrase = false
  }
}

extension PlanNode {
  /// Calls `body` with every atom that scores, in the order of the query.
  func forEachScoredAtom(_ body: (_ atom: Int, _ label: String) throws -> Void) rethrows {
    switch self {
    case .atom(let atom, let label): try body(atom, label)
    case .group(let group):
      for node in group.required { try node.forEachScoredAtom(body) }
      for operand in group.operands { try operand.node.forEachScoredAtom(body) }
    case .all(let nodes), .any(let nodes):
      for node in nodes { try node.forEachScoredAtom(body) }
    case .not, .filter, .everything, .nothing: break
    }
  }
}
