import Articles

/// What the passages of an article should show: the scoring parts of a query that can stand in the text.
struct SnippetTargets: Sendable {
  /// One word, phrase or group of the query.
  struct Target: Sendable {
    /// What counts as an occurrence.
    var parts: [Atom.Part]
    /// How much it says; its part of the score before saturation.
    var weight: Double
  }

  let targets: [Target]

  /// Takes the scoring terms of a query that are not bound to another field.
  init(scorer: Scorer, plan: Plan) {
    targets = scorer.terms.compactMap { term in
      let atom = plan.atoms[term.atom]
      return atom.field == nil ? Target(parts: atom.parts, weight: term.factor) : nil
    }
  }

  /// The same for articles of one language: forms of other languages do not count.
  func applying(to language: Language?) -> [Target] {
    targets.map { target in
      let parts = target.parts.filter { part in
        guard case .phrase(let phrase) = part, let required = phrase.language else { return true }
        return required == language
      }
      return Target(parts: parts, weight: target.weight)
    }
  }
}

/// An occurrence of a target in a text.
struct TargetMatch: Sendable, Equatable {
  /// The word positions it covers.
  var positions: Range<Int>
  /// The target's number.
  var target: Int

  /// Whether it comes first: by where it begins, then by target.
  static func < (left: TargetMatch, right: TargetMatch) -> Bool {
    (left.positions.lowerBound, left.target) < (right.positions.lowerBound, right.target)
  }
}
