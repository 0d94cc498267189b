/// Gives tokens their structure, by recursive descent.
///
///     alternatives  = conjunction { OR conjunction }
///     conjunction   = juxtaposition { AND juxtaposition }
///     juxtaposition = negated { negated }
///     negated       = { NOT | "-" | "+" } near
///     near          = primary { NEAR primary }
///     primary       = word | phrase | field primary | "(" alternatives ")" | "NEAR(" … ")"
struct QueryGrammar {
  private var tokens: [QueryToken]
  private let limits: QueryParser.Limits
  private let values: ValueReader
  private var position = 0
  private var prefixDepth = 0
  private(set) var reporter: ProblemReporter

  /// What a word stands for where it is read.
  private enum Context: Equatable {
    case text
    case field
    case filter(FilterName)
  }

  /// Makes a grammar over tokens with matched parentheses.
  init(tokens: [QueryToken], limits: QueryParser.Limits, now: Int64, reporter: ProblemReporter) {
    self.tokens = tokens
    self.limits = limits
    self.values = ValueReader(now: now)
    self.reporter = reporter
  }

  mutating func parse() throws(QuerySyntaxError) -> Query {
    try alternatives(in: .text) ?? .everything
  }

  private var next: QueryToken? { position < tokens.count ? tokens[position] : nil }

  private mutating func take(_ kind: QueryToken.Kind) -> QueryToken? {
    guard let token = next, token.kind == kind else { return nil }
    position += 1
    return token
  }
}

// MARK: - Structure

extension QueryGrammar {
  private mutating func alternatives(in context: Context) throws(QuerySyntaxError) -> Query? {
    var parts: [Query] = []
    var pending: QueryToken?
    while true {
      let part = try conjunction(in: context)
      try add(part, to: &parts, after: pending)
      guard let token = take(.or) else { break }
      pending = try checkLeft(of: token, part: part, pending: pending)
    }
    return parts.count > 1 ? .or(parts) : parts.first
  }

  private mutating func conjunction(in context: Context) throws(QuerySyntaxError) -> Query? {
    var parts: [Query] = []
    var pending: QueryToken?
    while true {
      let part = try juxtaposition(in: context)
      try add(part, to: &parts, after: pending)
      guard let token = take(.and) else { break }
      pending = try checkLeft(of: token, part: part, pending: pending)
    }
    return parts.count > 1 ? .and(parts) : parts.first
  }

  private mutating func add(
    _ part: Query?, to parts: inout [Query], after pending: QueryToken?
  ) throws(QuerySyntaxError) {
    if let part {
      parts.append(part)
    } else if let pending {
      try reporter.report(.missingRight(pending.source), at: pending.column, term: pending.source)
    }
  }

  /// Reports an operator that begins a group; returns the operator where it waits for its right side.
  private mutating func checkLeft(
    of token: QueryToken, part: Query?, pending: QueryToken?
  ) throws(QuerySyntaxError) -> QueryToken? {
    guard part == nil, pending == nil else { return token }
    try reporter.report(.missingLeft(token.source), at: token.column, term: token.source)
    return nil
  }

  private mutating func juxtaposition(in context: Context) throws(QuerySyntaxError) -> Query? {
    var parts: [Query] = []
    while let token = next, !token.endsJuxtaposition {
      if case .near = token.kind {
        try reporter.report(.missingLeft(token.source), at: token.column, term: token.source)
        position += 1
      } else if let part = try negated(in: context) {
        parts.append(part)
      }
    }
    return parts.count > 1 ? .words(parts) : parts.first
  }

  private mutating func negated(in context: Context) throws(QuerySyntaxError) -> Query? {
    var prefixes: [QueryToken] = []
    var last: QueryToken?
    while let token = next, token.isPrefix {
      position += 1
      last = token
      if prefixDepth + prefixes.count < limits.maximumDepth {
        prefixes.append(token)
      } else {
        try reporter.report(.tooDeep(limit: limits.maximumDepth), at: token.column, term: token.source)
      }
    }
    if let last, next?.startsOperand != true {
      try reporter.report(.missingRight(last.source), at: last.column, term: last.source)
      return nil
    }
    prefixDepth += prefixes.count
    defer { prefixDepth -= prefixes.count }
    guard var query = try near(in: context) else { return nil }
    for prefix in prefixes.reversed() {
      query = prefix.kind == .plus ? .required(query) : .not(query)
    }
    return query
  }

  private mutating func near(in context: Context) throws(QuerySyntaxError) -> Query? {
    let joins = next?.isLeaf == true && (context == .text || context == .field)
    guard let left = try primary(in: context) else { return nil }
    guard case .near = next?.kind else { return left }
    var operands = [left]
    var widest: Int?
    while let token = next, case .near(let distance) = token.kind {
      position += 1
      guard let right = next, right.startsOperand else {
        try reporter.report(.missingRight(token.source), at: token.column, term: token.source)
        break
      }
      guard joins, right.isLeaf, let operand = try primary(in: context) else {
        try reporter.report(.nearOperand, at: token.column, term: token.source)
        break
      }
      if let widest, widest != distance {
        try reporter.report(.mixedDistances, at: token.column, term: token.source)
      }
      widest = max(distance, widest ?? distance)
      operands.append(operand)
    }
    guard let widest, operands.count > 1 else { return left }
    return .near(operands, distance: widest)
  }
}

// MARK: - Operands

extension QueryGrammar {
  private mutating func primary(in context: Context) throws(QuerySyntaxError) -> Query? {
    guard let token = next, token.startsOperand else { return nil }
    position += 1
    switch token.kind {
    case .field(let field): return try fieldValue(field, token: token, in: context)
    case .opening: return try group(token, in: context)
    case .nearOpening: return try nearGroup(token, in: context)
    default: return try leaf(token, in: context)
    }
  }

  private mutating func leaf(_ token: QueryToken, in context: Context) throws(QuerySyntaxError) -> Query? {
    switch (token.kind, context) {
    case (.word(let text), .filter(let filter)):
      return try values.filter(filter, value: text, isQuoted: false, token: token, reporter: &reporter)
    case (.phrase(let text), .filter(let filter)):
      return try values.filter(filter, value: text, isQuoted: true, token: token, reporter: &reporter)
    case (.word(let text), _): return try values.word(text, token: token, reporter: &reporter)
    case (.phrase(let text), _): return .phrase(text)
    default: return nil
    }
  }

  private mutating func fieldValue(
    _ field: FieldName, token: QueryToken, in context: Context
  ) throws(QuerySyntaxError) -> Query? {
    guard next?.startsOperand == true else {
      try reporter.report(.missingValue(field: field.name), at: token.column, term: token.source)
      return nil
    }
    guard context == .text else {
      try reporter.report(.nestedField(field: field.name), at: token.column, term: token.source)
      return try primary(in: context)
    }
    switch field {
    case .words(let name): return try primary(in: .field).map { .field(name, $0) }
    case .filter(let name): return try primary(in: .filter(name))
    }
  }

  /// What stands between the parentheses, the first of which was taken.
  private mutating func group(_ opening: QueryToken, in context: Context) throws(QuerySyntaxError) -> Query? {
    let query = try alternatives(in: context)
    _ = take(.closing)
    if query == nil { try reporter.report(.emptyGroup, at: opening.column, term: opening.source) }
    return query
  }

  /// `NEAR(a b "c d", 5)`, whose opening was taken.
  private mutating func nearGroup(_ opening: QueryToken, in context: Context) throws(QuerySyntaxError) -> Query? {
    let distance = try takeDistance() ?? QueryScanner.defaultDistance
    let operands = tokens[position...].prefix { $0.isLeaf }
    let isPlain = position + operands.count < tokens.count && tokens[position + operands.count].kind == .closing
    if case .filter = context {
      try reporter.report(.nearOperand, at: opening.column, term: opening.source)
      return try group(opening, in: context)
    }
    guard isPlain, operands.count > 1 else {
      if !isPlain {
        try reporter.report(.nearOperand, at: opening.column, term: opening.source)
      } else if operands.count == 1 {
        try reporter.report(.missingRight("NEAR"), at: opening.column, term: opening.source)
      }
      return try group(opening, in: context)
    }
    var queries: [Query] = []
    while next?.isLeaf == true, let query = try primary(in: context) { queries.append(query) }
    _ = take(.closing)
    return .near(queries, distance: distance)
  }

  /// Removes `, 5` from the end of the group that begins at `position`.
  private mutating func takeDistance() throws(QuerySyntaxError) -> Int? {
    guard let closing = indexOfClosing(), closing > position, case .word(let text) = tokens[closing - 1].kind
    else { return nil }
    let comma = text.lastIndex(of: ",")
    let digits = comma.map { text[text.index(after: $0)...] } ?? text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let column = tokens[closing - 1].column
    if let comma {
      guard text[..<comma].last?.isNumber != true else { return nil }
      replaceWord(at: closing - 1, by: String(text[..<comma]))
    } else {
      guard closing - 2 >= position, case .word(let before) = tokens[closing - 2].kind, before.hasSuffix(",")
      else { return nil }
      tokens.remove(at: closing - 1)
      replaceWord(at: closing - 2, by: String(before.dropLast()))
    }
    return try reporter.distance(digits, column: column, term: String(digits))
  }

  private mutating func replaceWord(at index: Int, by text: String) {
    if text.isEmpty {
      tokens.remove(at: index)
    } else {
      tokens[index].kind = .word(text)
    }
  }

  /// Where the parenthesis closes that opened before `position`.
  private func indexOfClosing() -> Int? {
    var depth = 1
    for index in position..<tokens.count {
      switch tokens[index].kind {
      case .opening, .nearOpening: depth += 1
      case .closing:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }
}
