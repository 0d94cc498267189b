import Analysis
import Articles
import QueryLanguage

/// Turns a query into a plan: analyses its text, expands its words, and notes what must match.
struct Planner {
  private let analyzer: Analyzer
  private let expansion: any WordExpansion
  private(set) var plan = Plan()
  private var numbers: [Atom: Int] = [:]

  /// Where a part of the query stands.
  private struct Context {
    var field: QueryField?
    /// Whether matching articles are left out rather than found.
    var isNegated = false
  }

  /// Makes a planner for one query.
  init(analyzer: Analyzer, expansion: any WordExpansion) {
    self.analyzer = analyzer
    self.expansion = expansion
  }

  /// Plans a query.
  mutating func makePlan(_ query: Query) throws -> Plan {
    plan.root = try group([query], Context())
    return plan
  }
}

// MARK: - Structure

extension Planner {
  /// A part whose words all must match; `nil` when nothing in it can be looked for.
  private mutating func node(_ query: Query, _ context: Context) throws -> PlanNode? {
    switch query {
    case .everything: return .everything
    case .filter(let filter): return .filter(filter)
    case .words(let parts): return try group(parts, context)
    case .and(let parts): return try combine(parts, context, PlanNode.all)
    case .or(let parts): return try combine(parts, context, PlanNode.any)
    case .required(let part): return try node(part, context)
    case .not(let part):
      var negated = context
      negated.isNegated.toggle()
      return try node(part, negated).map(PlanNode.not)
    case .field(let field, let part):
      return try node(part, Context(field: field, isNegated: context.isNegated))
    case .word, .phrase, .near:
      let operands = try operands(query, context)
      return operands.count > 1 ? .all(operands.map(\.node)) : operands.first?.node
    }
  }

  private mutating func combine(
    _ parts: [Query], _ context: Context, _ make: ([PlanNode]) -> PlanNode
  ) throws -> PlanNode? {
    let nodes = try parts.compactMap { part in try node(part, context) }
    return nodes.count > 1 ? make(nodes) : nodes.first
  }

  /// Juxtaposed parts; a query that is a single word or phrase is a group of one.
  private mutating func group(_ parts: [Query], _ context: Context) throws -> PlanNode {
    var group = WordGroup()
    for part in parts {
      switch part {
      case .words(let inner) where parts.count == 1: return try self.group(inner, context)
      case .filter, .not, .required, .everything:
        guard let node = try node(part, context) else { continue }
        group.required.append(node)
        if case .required = part { group.requiresWords = true }
      case .word, .phrase, .near: group.operands += try operands(part, context)
      case .field(let field, let inner) where inner.isLeaf:
        group.operands += try operands(inner, Context(field: field, isNegated: context.isNegated))
      default:
        guard let node = try node(part, context) else { continue }
        group.operands.append(WordGroup.Operand(node: node, label: part.description))
      }
    }
    group.typedCount = group.operands.count
    if group.operands.isEmpty, group.required.isEmpty { return .nothing }
    return .group(group)
  }
}

// MARK: - Words

extension Planner {
  /// What a word, phrase or NEAR group stands for.
  private mutating func operands(_ query: Query, _ context: Context) throws -> [WordGroup.Operand] {
    let found: [WordGroup.Operand]
    switch query {
    case .word(let text, let match): found = try wordOperands(text, match, context)
    case .phrase(let text): found = phraseOperand(text, context)
    case .near(let parts, let distance): found = nearOperand(parts, distance: distance, query, context)
    default: found = []
    }
    if found.isEmpty {
      plan.notes.append(
        QueryNote(kind: .ignored, term: query.description, detail: "It has no letter or digit to look for."))
    }
    return found
  }

  private mutating func wordOperands(
    _ text: String, _ match: WordMatch, _ context: Context
  ) throws -> [WordGroup.Operand] {
    let words = analyzer.queryWords(text)
    if words.count > 1, match == .exact || match == .prefix {
      let terms = words.flatMap(\.terms)
      let isPrefix = match == .prefix || words.last?.isPrefix == true
      let part = PhrasePart(terms: terms, isPrefix: isPrefix)
      return [operand([.phrase(part)], label: Query.word(text, match).description, context)]
    }
    guard words.count == 1, let word = words.first else {
      return try words.map { word in try operand(for: word, match, label: word.text, context) }
    }
    let found = try operand(for: word, match, label: Query.word(text, match).description, context)
    if match == .forms, word.terms.count == 1, let term = word.terms.first, !word.isPrefix, !context.isNegated,
      case .atom(let atom, _) = found.node
    {
      plan.plainWords.append(Plan.PlainWord(typed: text, term: term, atom: atom))
    }
    return [found]
  }

  private mutating func operand(
    for word: QueryWord, _ match: WordMatch, label: String, _ context: Context
  ) throws -> WordGroup.Operand {
    let isPrefix = word.isPrefix || match == .prefix
    if let compound = word.compound {
      // The sign is what was asked for: `#news` is the tag, not the word.
      if word.isSigned { return operand([.term(compound, isPrefix: isPrefix)], label: label, context) }
      let phrase = PhrasePart(terms: word.terms, isPrefix: isPrefix)
      let joined = Atom.Part.term(compound, isPrefix: isPrefix, countsCompounds: false)
      var found = operand([.phrase(phrase), joined], label: label, context)
      guard match == .forms else { return found }
      found.words = try word.terms.map { term in
        operand([.term(term)] + (try expansion.forms(of: term)), label: term, context)
      }
      found.joined = [operand([joined], label: compound, context)]
      found.bond = .spelling
      return found
    }
    guard word.terms.count == 1, let term = word.terms.first else {
      let phrase = Atom.Part.phrase(PhrasePart(terms: word.terms, isPrefix: isPrefix))
      var run = operand([phrase], label: label, context)
      run.words = word.terms.map { operand([.term($0)], label: $0, context) }
      run.bond = .script
      return run
    }
    var parts = [Atom.Part.term(term, isPrefix: isPrefix)]
    switch match {
    case .forms where !isPrefix:
      parts += try expansion.forms(of: term)
    case .fuzzy(let edits): parts = try fuzzyParts(term, edits: edits, label: label)
    case .forms, .exact, .prefix: break
    }
    return operand(parts, label: label, context)
  }

  private mutating func fuzzyParts(_ term: String, edits: Int, label: String) throws -> [Atom.Part] {
    guard let found = try expansion.neighbours(of: term, edits: edits) else {
      plan.isIncomplete = true
      return [.term(term)]
    }
    if found.isTruncated {
      let detail = "Only the \(found.terms.count) most frequent of the words this close were searched."
      plan.notes.append(QueryNote(kind: .truncated, term: label, detail: detail))
    }
    return Set(found.terms + [term]).sorted().map { Atom.Part.term($0) }
  }

  private mutating func phraseOperand(_ text: String, _ context: Context) -> [WordGroup.Operand] {
    let words = analyzer.queryWords(text)
    guard let part = phrasePart(words) else { return [] }
    var phrase = operand([.phrase(part)], label: Query.phrase(text).description, context)
    if part.terms.count > 1 {
      phrase.words = part.terms.map { operand([.term($0)], label: $0, context) }
    }
    return [phrase]
  }

  private mutating func nearOperand(
    _ parts: [Query], distance: Int, _ query: Query, _ context: Context
  ) -> [WordGroup.Operand] {
    let phrases = parts.compactMap { part -> PhrasePart? in
      switch part {
      case .word(let text, let match):
        let words = analyzer.queryWords(text)
        return phrasePart(words, isPrefix: match == .prefix)
      case .phrase(let text): return phrasePart(analyzer.queryWords(text))
      default: return nil
      }
    }
    switch phrases.count {
    case 0: return []
    case 1: return [operand([.phrase(phrases[0])], label: query.description, context)]
    default: return [operand([.near(phrases, distance: distance)], label: query.description, context)]
    }
  }

  private func phrasePart(_ words: [QueryWord], isPrefix: Bool = false) -> PhrasePart? {
    let terms = words.flatMap(\.terms)
    return terms.isEmpty ? nil : PhrasePart(terms: terms, isPrefix: isPrefix || words.last?.isPrefix == true)
  }

  private mutating func operand(_ parts: [Atom.Part], label: String, _ context: Context) -> WordGroup.Operand {
    let atom = Atom(parts: parts, field: context.field)
    let label = context.field.map { "\($0.rawValue):\(label)" } ?? label
    let number = numbers[atom] ?? plan.atoms.count
    if number == plan.atoms.count {
      plan.atoms.append(atom)
      numbers[atom] = number
    }
    return WordGroup.Operand(node: .atom(number, label: label), label: label)
  }
}

extension Query {
  /// Whether it is a word, phrase or NEAR group.
  var isLeaf: Bool {
    switch self {
    case .word, .phrase, .near: true
    default: false
    }
  }
}
