/// How the lists that are scored say by themselves what matches.
enum TermMatch: Sendable, Equatable {
  /// What is in any of them matches.
  case any
  /// What is in every one of them matches.
  case every
}

extension Matcher {
  /// What matches a root, where the scored lists say it; `nil` where there is more to it or a list is missing.
  func matchingLists(of root: PlanNode) throws -> MatchSet? {
    guard let match = termMatch(of: root) else { return nil }
    var lists: [BlockPostings] = []
    var missing = false
    try root.forEachScoredAtom { atom, _ in
      guard let list = try atoms.postings(atom) else { return missing = true }
      if !lists.contains(where: { $0 === list }) { lists.append(list) }
    }
    return missing || lists.isEmpty ? nil : .lists(lists, match)
  }

  /// How the scored lists say what matches a root that was not relaxed; `nil` where there is more to it.
  private func termMatch(of root: PlanNode) -> TermMatch? {
    switch root {
    case .atom: return .any
    case .any(let nodes): return nodes.allSatisfy(\.isAtom) ? .any : nil
    case .all(let nodes): return nodes.allSatisfy(\.isAtom) ? .every : nil
    case .group(let group):
      guard group.required.isEmpty, let first = group.operands.first else { return nil }
      if group.operands.count == 1 { return termMatch(of: first.node) }
      guard group.operands.allSatisfy({ $0.node.isAtom }) else { return nil }
      return wantsAll(group, .strict) ? .every : .any
    case .not, .filter, .everything, .nothing: return nil
    }
  }
}

extension PlanNode {
  fileprivate var isAtom: Bool {
    if case .atom = self { true } else { false }
  }
}
