import Articles
import IndexStore
import QueryLanguage

/// Finds the articles that a plan asks for, exactly.
///
/// The rules of what must match are in `docs/ranking.md`.
struct Matcher {
  let atoms: AtomTable
  let filters: FilterEvaluator
  let live: Bitmap
  let match: MatchMode
  let sort: SortOrder
  let scratch: TopKScratch

  /// Below this many articles with every word, articles with some of them are found too.
  static let relaxationThreshold = 10

  /// What was found.
  struct Outcome {
    /// The plan's root with phrases that no article has taken apart.
    var root: PlanNode
    /// The matching rows.
    var matches: MatchSet
    /// How many they are, where that had to be known.
    var count: Int?
    /// The rows that have every word and come first; `nil` when nothing was relaxed.
    var complete: Bitmap?
    /// What was relaxed.
    var notes: [QueryNote] = []
  }

  /// How groups are read.
  enum Reading {
    case strict
    case relaxed
  }

  /// Evaluates a plan.
  func evaluate(_ plan: Plan) throws -> Outcome {
    var notes: [QueryNote] = []
    let root = try takenApart(plan.root, .strict, notes: &notes)
    let threshold = sort == .relevance ? Self.relaxationThreshold : 1
    if let lists = try matchingLists(of: root) {
      let count = match == .auto ? lists.count(rowCount: live.count, scratch) : nil
      if try count.map({ $0 >= threshold }) ?? true || !canBeRelaxed(plan.root) {
        return Outcome(root: root, matches: lists, count: count, notes: notes + (try unknownWords(in: root)))
      }
    }
    let strict = try rows(root, .strict)
    let strictCount = strict.population
    guard match == .auto, strictCount < threshold else {
      return Outcome(
        root: root, matches: .rows(strict), count: strictCount, notes: notes + (try unknownWords(in: root)))
    }
    var known: [QueryNote] = []
    let relaxedRoot = try takenApart(plan.root, .relaxed, notes: &known)
    let relaxed = try rows(relaxedRoot, .relaxed)
    guard relaxed != strict else {
      return Outcome(
        root: root, matches: .rows(strict), count: strictCount, notes: notes + (try unknownWords(in: root)))
    }
    notes += try relaxedWords(in: root, complete: strictCount, found: relaxed)
    return Outcome(
      root: relaxedRoot, matches: .rows(relaxed), count: relaxed.population, complete: strict, notes: notes)
  }
}

// MARK: - Rows

extension Matcher {
  private func rows(_ node: PlanNode, _ reading: Reading, isNegated: Bool = false) throws -> Bitmap {
    switch node {
    case .everything: return live
    case .nothing: return Bitmap(count: live.count)
    case .atom(let atom, _): return try atoms.bitmap(atom) ?? Bitmap(count: live.count)
    case .filter: return try filters.rows(node.conditions, among: live)
    case .any(let nodes): return try union(nodes, reading, isNegated: isNegated)
    case .all(let nodes): return try intersection(nodes, reading, isNegated: isNegated)
    case .not(let inner):
      // What a missing atom would have excluded is not known, so nothing is found rather than something wrong.
      let excluded = try rows(inner, .strict, isNegated: true)
      guard try isComplete(inner) else { return Bitmap(count: live.count) }
      var rest = live
      rest.subtract(excluded)
      return rest
    case .group(let group): return try rows(group, reading, isNegated: isNegated)
    }
  }

  private func rows(_ group: WordGroup, _ reading: Reading, isNegated: Bool) throws -> Bitmap {
    let operands = group.operands.map(\.node)
    if operands.isEmpty || isNegated || wantsAll(group, reading) {
      return try intersection(operands + group.required, reading, isNegated: isNegated)
    }
    let required = group.required
    if group.requiresWords { return try intersection(required, reading, isNegated: isNegated) }
    return try intersection([.any(operands)] + required, reading, isNegated: isNegated)
  }

  /// Whether an article must have every word of a group; lists in order of date are kept to such articles.
  func wantsAll(_ group: WordGroup, _ reading: Reading) -> Bool {
    switch match {
    case .all: true
    case .any: false
    case .auto: reading == .strict && (group.typedCount <= WordGroup.greatestStrictCount || sort != .relevance)
    }
  }

  private func union(_ nodes: [PlanNode], _ reading: Reading, isNegated: Bool) throws -> Bitmap {
    var found = Bitmap(count: live.count)
    for node in nodes { found.formUnion(try rows(node, reading, isNegated: isNegated)) }
    return found
  }

  /// Words first, so that conditions on facts look at what is left only.
  private func intersection(_ nodes: [PlanNode], _ reading: Reading, isNegated: Bool) throws -> Bitmap {
    var found = live
    for node in nodes where node.conditions.isEmpty {
      found.formIntersection(try rows(node, reading, isNegated: isNegated))
    }
    return try filters.rows(nodes.flatMap(\.conditions), among: found)
  }

  private func isComplete(_ node: PlanNode) throws -> Bool {
    guard atoms.isPartial else { return true }
    switch node {
    case .atom(let atom, _): return try atoms.postings(atom) != nil
    case .all(let nodes), .any(let nodes): return try nodes.allSatisfy(isComplete)
    case .not(let inner): return try isComplete(inner)
    case .group(let group):
      return try group.required.allSatisfy(isComplete) && group.operands.allSatisfy { try isComplete($0.node) }
    case .filter, .everything, .nothing: return true
    }
  }
}

// MARK: - Relaxing

extension Matcher {
  /// Puts the words of a juxtaposed phrase in its place when no article has it, or when not everything must match and it
  /// is a phrase by its spelling or script only.
  private func takenApart(_ node: PlanNode, _ reading: Reading, notes: inout [QueryNote]) throws -> PlanNode {
    guard match != .all else { return node }
    switch node {
    case .all(let nodes): return .all(try nodes.map { try takenApart($0, reading, notes: &notes) })
    case .any(let nodes): return .any(try nodes.map { try takenApart($0, reading, notes: &notes) })
    case .group(var group):
      var operands: [WordGroup.Operand] = []
      for operand in group.operands {
        if try !operand.words.isEmpty && isNowhere(operand.node) {
          operands += fromPhrase(operand.words)
          let detail = "No article has this in one piece, so its parts were searched for one by one."
          notes.append(QueryNote(kind: .relaxed, term: operand.label, detail: detail))
        } else if wantsAll(group, reading) {
          operands.append(operand)
        } else {
          operands += loosened(operand, in: group)
        }
      }
      group.operands = operands
      return .group(group)
    default: return node
    }
  }

  /// What is looked for in place of an operand when not everything must match.
  ///
  /// A run of a script without spaces counts as a whole and by its words. A compound among many words counts by its
  /// words and its joined form; among few it is taken to be a name and stays whole, as a phrase in quotes always does.
  private func loosened(_ operand: WordGroup.Operand, in group: WordGroup) -> [WordGroup.Operand] {
    switch operand.bond {
    case .script: [operand] + fromPhrase(operand.words)
    case .spelling where group.typedCount > WordGroup.greatestStrictCount && !operand.words.isEmpty:
      fromPhrase(operand.joined + operand.words)
    case .quotes, .spelling: [operand]
    }
  }

  /// Whether anything but what is found strictly might be found by relaxing; `true` in doubt.
  private func canBeRelaxed(_ root: PlanNode) throws -> Bool {
    var notes: [QueryNote] = []
    return try takenApart(root, .relaxed, notes: &notes).groups.contains { group in
      group.operands.count > 1 || (group.requiresWords && !group.operands.isEmpty)
    }
  }

  private func fromPhrase(_ words: [WordGroup.Operand]) -> [WordGroup.Operand] {
    words.map { WordGroup.Operand(node: $0.node, label: $0.label, isFromPhrase: true) }
  }

  private func isNowhere(_ node: PlanNode) throws -> Bool {
    guard case .atom(let atom, _) = node else { return false }
    return try atoms.postings(atom)?.count == 0
  }

  /// Notes for the words that some of the articles found are without.
  private func relaxedWords(in root: PlanNode, complete: Int, found: Bitmap) throws -> [QueryNote] {
    let having =
      complete == 0 ? "No article has" : complete == 1 ? "Only 1 article has" : "Only \(complete) articles have"
    return try typedOperands(of: root).compactMap { operand in
      var without = found
      let rows = try rows(operand.node, .strict)
      without.subtract(rows)
      if without.isEmpty { return nil }
      let detail =
        rows.isEmpty ? "No article has it, so it was not required." : "\(having) every word, so it was not required."
      return QueryNote(kind: .relaxed, term: operand.label, detail: detail)
    }
  }

  /// Notes for words that no article has where they did not hinder.
  private func unknownWords(in root: PlanNode) throws -> [QueryNote] {
    guard match != .all, !atoms.isPartial else { return [] }
    return try typedOperands(of: root).filter { try isNowhere($0.node) }.map { operand in
      QueryNote(kind: .relaxed, term: operand.label, detail: "No article has it, so it was not required.")
    }
  }

  /// The words that stood beside others, and runs, which stand for several.
  private func typedOperands(of root: PlanNode) -> [WordGroup.Operand] {
    root.groups.flatMap { group in
      group.operands.filter { !$0.isFromPhrase && (group.operands.count > 1 || $0.bond == .script) }
    }
  }
}

extension PlanNode {
  /// The conditions on facts that the node consists of; none when it is anything else.
  fileprivate var conditions: [Filter] {
    if case .filter(let filter) = self { [filter] } else { [] }
  }

  /// The groups outside of negations.
  fileprivate var groups: [WordGroup] {
    switch self {
    case .group(let group): [group] + group.required.flatMap(\.groups) + group.operands.flatMap(\.node.groups)
    case .all(let nodes), .any(let nodes): nodes.flatMap(\.groups)
    case .atom, .not, .filter, .everything, .nothing: []
    }
  }
}
