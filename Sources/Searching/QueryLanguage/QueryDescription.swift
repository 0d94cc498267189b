extension Query: CustomStringConvertible {
  /// The canonical spelling: ``QueryParser/parseStrict(_:)`` reads it back as the same tree.
  ///
  /// That holds for every tree a parser made. In a tree made otherwise, what the language cannot spell (a quotation mark
  /// of every kind within one phrase, white space within a word) is written as near to it as possible.
  public var description: String { QueryPrinter().text(of: self, within: .alternatives) }
}

/// Writes queries in the query language, with no more parentheses than needed.
private struct QueryPrinter {
  /// How tightly a construct binds, loosest first.
  enum Level: Int, Comparable {
    case alternatives, conjunction, juxtaposition, negated, near, primary

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// The text of `query` where something binding at least as tightly as `level` is needed.
  func text(of query: Query, within level: Level) -> String {
    let text = bareText(of: query)
    return self.level(of: query) < level ? "(" + text + ")" : text
  }

  private func level(of query: Query) -> Level {
    switch query {
    case .or: .alternatives
    case .and: .conjunction
    case .words: .juxtaposition
    case .not, .required: .negated
    case .near: .near
    case .word, .phrase, .field, .filter, .everything: .primary
    }
  }

  private func bareText(of query: Query) -> String {
    switch query {
    case .word(let text, let match): word(text, match)
    case .phrase(let text): quoted(text)
    case .near(let operands, let distance): joined(operands, by: " NEAR/\(distance) ", within: .primary)
    case .field(let field, let operand): field.rawValue + ":" + value(operand)
    case .filter(let filter): condition(filter)
    case .words(let parts): joined(parts, by: " ", within: .negated)
    case .and(let parts): joined(parts, by: " AND ", within: .juxtaposition)
    case .or(let parts): joined(parts, by: " OR ", within: .conjunction)
    case .not(let operand): "NOT " + text(of: operand, within: .negated)
    case .required(let operand): "+" + required(operand)
    case .everything: ""
    }
  }

  private func joined(_ parts: [Query], by separator: String, within level: Level) -> String {
    parts.map { text(of: $0, within: level) }.joined(separator: separator)
  }

  private func word(_ text: String, _ match: WordMatch) -> String {
    switch match {
    case .forms: text
    case .exact: "=" + text
    case .prefix: text + "*"
    case .fuzzy(let edits): edits == 1 ? text + "~" : text + "~\(edits)"
    }
  }

  /// What follows `title:`: a word or phrase, or anything else in parentheses.
  private func value(_ operand: Query) -> String {
    switch operand {
    case .word, .phrase: bareText(of: operand)
    default: "(" + bareText(of: operand) + ")"
    }
  }

  /// What follows `+`, in parentheses where the sign would be read as part of the text.
  private func required(_ operand: Query) -> String {
    let text = text(of: operand, within: .primary)
    guard case .word = operand else { return text }
    let isPlain = text.unicodeScalars.first.map(QueryCharacters.isSubstantial) ?? false
    return isPlain ? text : "(" + text + ")"
  }

  private func condition(_ filter: Filter) -> String {
    switch filter {
    case .site(let value): "site:" + plainOrQuoted(value)
    case .category(let value): "category:" + plainOrQuoted(value)
    case .author(let value): "author:" + quoted(value)
    case .language(let value): "lang:" + plainOrQuoted(value)
    case .url(let value): "url:" + (isPlainAddress(value) ? value : quoted(value))
    case .published(_, _, let text): "date:" + text
    }
  }

  private func plainOrQuoted(_ value: String) -> String {
    let isPlain = value.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "." || $0 == "-" || $0 == "_"
    }
    return isPlain && value.unicodeScalars.contains(where: QueryCharacters.isSubstantial) ? value : quoted(value)
  }

  private func isPlainAddress(_ value: String) -> Bool {
    value.unicodeScalars.contains(where: QueryCharacters.isSubstantial)
      && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"*()|".utf8.contains($0) }
  }

  /// Between the first kind of quotation marks that does not close within the text.
  private func quoted(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    if let marks = QuotationMarks.allCases.first(where: { $0.firstMark(in: scalars[...]) == nil }) {
      return marks.pair.opening + text + marks.pair.closing
    }
    let plain = scalars.map { QuotationMarks($0) == .straight ? "'" : $0 }
    return "\"" + QueryCharacters.string(plain) + "\""
  }
}
