import Articles

/// Reads single words: their modifiers, or the condition they are the value of.
struct ValueReader {
  let now: Int64

  /// A word with its modifiers.
  func word(
    _ text: String, token: QueryToken, reporter: inout ProblemReporter
  ) throws(QuerySyntaxError) -> Query {
    var body = text.unicodeScalars[...]
    let isExact = isExactMark(text)
    if isExact { body.removeFirst() }
    let match: WordMatch
    if body.last == "*" {
      while body.last == "*" { body.removeLast() }
      match = .prefix
    } else if let fuzzy = fuzziness(of: body) {
      if !fuzzy.isValid { try reporter.report(.fuzziness(text), at: token.column, term: token.source) }
      match = .fuzzy(edits: fuzzy.edits)
      body = fuzzy.body
    } else {
      match = isExact ? .exact : .forms
    }
    let isSearchable = match != .prefix || body.contains(where: QueryCharacters.isSubstantial)
    guard isSearchable, !body.contains("*") else {
      try reporter.report(.innerWildcard(text), at: token.column, term: token.source)
      return .phrase(text)
    }
    if isExact, match != .exact {
      try reporter.report(.conflictingModifiers(text), at: token.column, term: token.source)
    }
    let word = Query.word(String(Substring(body)), match)
    guard QueryScanner.isPlainWord(body) || QueryScanner.readsAsWord(word.description) else {
      let detail = "this is searched for as a phrase, since it would mean something else as a word"
      reporter.add(QueryNote(kind: .literal, term: token.source, detail: detail), at: token.column)
      return .phrase(String(Substring(body)))
    }
    return word
  }

  /// Whether a word begins with a `=` that means “this form only”, rather than `==` or `=>`.
  private func isExactMark(_ text: String) -> Bool {
    guard text.unicodeScalars.first == "=", let second = text.unicodeScalars.dropFirst().first else { return false }
    return !QueryCharacters.isModifier(second) && second != ">" && second != "<"
  }

  /// Splits `word~2`; a number of edits other than 1 and 2 is brought to the nearest and is not valid.
  private func fuzziness(
    of text: Substring.UnicodeScalarView
  ) -> (body: Substring.UnicodeScalarView, edits: Int, isValid: Bool)? {
    guard let tilde = text.lastIndex(of: "~") else { return nil }
    let body = text[..<tilde]
    let number = String(Substring(text[text.index(after: tilde)...]))
    guard body.contains(where: QueryCharacters.isSubstantial),
      number.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    switch number {
    case "", "1": return (body, 1, true)
    case "2": return (body, 2, true)
    default: return (body, (Double(number) ?? 2) < 2 ? 1 : 2, false)
    }
  }

  /// The condition that a value stands for, or the words themselves where it is none.
  func filter(
    _ name: FilterName, value: String, isQuoted: Bool, token: QueryToken, reporter: inout ProblemReporter
  ) throws(QuerySyntaxError) -> Query? {
    switch name {
    case .site, .category:
      if !isQuoted, value.contains("*") || isExactMark(value) || fuzziness(of: value.unicodeScalars[...]) != nil {
        try reporter.report(.modifiedValue(value), at: token.column, term: token.source)
        return .filter(name == .site ? .site(value) : .category(value))
      }
      if name == .category { return .filter(.category(value)) }
      return .filter(.site(isQuoted ? value : host(of: value)))
    case .url:
      var address = value[...]
      while !isQuoted, address.hasSuffix("*") { address = address.dropLast() }
      return .filter(.url(String(address)))
    case .language:
      if let language = Language(tag: value) { return .filter(.language(language.rawValue)) }
      try reporter.report(.invalidLanguage(value), at: token.column, term: token.source)
      return literal(name, value)
    case .after: return try date(value, as: .after, name: name, token: token, reporter: &reporter)
    case .before: return try date(value, as: .before, name: name, token: token, reporter: &reporter)
    case .date: return try date(value, as: .during, name: name, token: token, reporter: &reporter)
    }
  }

  private func date(
    _ value: String, as relation: DateRange.Relation, name: FilterName, token: QueryToken,
    reporter: inout ProblemReporter
  ) throws(QuerySyntaxError) -> Query {
    do throws(DateRangeError) {
      return .filter(try DateRange(value, as: relation, now: now).filter)
    } catch {
      switch error {
      case .unreadable:
        try reporter.report(.invalidDate(value), at: token.column, term: token.source)
        return literal(name, value)
      case .reversed(_, let exchanged):
        try reporter.report(.reversedDates(value), at: token.column, term: token.source)
        return .filter(exchanged.filter)
      }
    }
  }

  private func literal(_ name: FilterName, _ value: String) -> Query { .phrase(name.rawValue + ":" + value) }

  /// The host of an address, or the text itself.
  private func host(of text: String) -> String {
    guard let scheme = text.firstRange(of: "://") else { return text }
    let rest = text[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return host.isEmpty ? text : String(host)
  }
}
