import QueryLanguage

/// A query that was read, with what planning made of it.
final class PreparedQuery {
  let query: Query
  /// What was not taken literally while reading.
  let notes: [QueryNote]
  /// The query as it was understood.
  let description: String
  private var plan: Plan?
  /// The largest plan that is kept, in parts of atoms: a thousand such take some 16 MB, a thousand of fuzzy words would
  /// take ten times as much.
  private static let largestPlan = 256
  /// The generation of the index that ``plan`` is right for.
  private var generation: Int64?
  /// What went into ``plan``.
  private var use = FormUse()

  init(_ parsed: ParsedQuery) {
    query = parsed.query
    notes = parsed.notes
    description = parsed.query.description
  }

  /// The plan at a generation, made when it is not there.
  ///
  /// - Parameter forms: Which forms of words have changed up to that generation.
  func plan(
    generation: Int64, forms: RecentForms, make: (Query) throws -> (plan: Plan, use: FormUse)
  ) rethrows -> Plan {
    if let plan, isRight(at: generation, forms) {
      self.generation = generation
      return plan
    }
    let made = try make(query)
    let size = made.plan.atoms.reduce(0) { $0 + $1.parts.count }
    plan = made.plan.isIncomplete || size > Self.largestPlan ? nil : made.plan
    use = made.use
    self.generation = generation
    return made.plan
  }

  private func isRight(at generation: Int64, _ forms: RecentForms) -> Bool {
    guard let known = self.generation, known != generation else { return self.generation == generation }
    return !use.hasVocabulary && forms.areSame(of: use.stems, since: known)
  }
}

/// The queries that one thread was asked last, so that those that come again and again are neither read nor planned anew.
final class QueryShelf {
  /// How many queries are kept.
  private static let capacity = 1024
  /// The longest text that is kept, in bytes.
  private static let longestText = 256
  private var queries: [String: PreparedQuery] = [:]

  /// The query of a text, read by `parse` when it is not there.
  func query<Failure>(
    of text: String, parse: (String) throws(Failure) -> ParsedQuery
  ) throws(Failure) -> PreparedQuery {
    if let known = queries[text] { return known }
    let prepared = PreparedQuery(try parse(text))
    if text.utf8.count <= Self.longestText, prepared.query.isTimeless {
      if queries.count == Self.capacity { queries.removeAll(keepingCapacity: true) }
      queries[text] = prepared
    }
    return prepared
  }
}

extension Query {
  /// Whether it means the same at any moment, as `after:30d` does not.
  fileprivate var isTimeless: Bool {
    switch self {
    case .filter(.published): false
    case .field(_, let part), .not(let part), .required(let part): part.isTimeless
    case .words(let parts), .and(let parts), .or(let parts), .near(let parts, _): parts.allSatisfy(\.isTimeless)
    case .word, .phrase, .filter, .everything: true
    }
  }
}
