/// Cuts a query into tokens, in one pass from left to right.
struct QueryScanner {
  private let characters: [Unicode.Scalar]
  /// The column of each of `characters`, which lack the direction marks of the text.
  private let columns: [Int]
  private let limits: QueryParser.Limits
  private var index = 0
  private var terms = 0
  private(set) var tokens: [QueryToken] = []
  /// Whether the text had more terms than allowed and the rest was not read.
  private(set) var isTruncated = false
  private(set) var reporter: ProblemReporter

  /// The largest distance of `NEAR/n`, in words.
  static let maximumDistance = 1000
  /// The distance of `NEAR` without a number.
  static let defaultDistance = 10

  init(_ text: String, limits: QueryParser.Limits, reporter: ProblemReporter) {
    var characters: [Unicode.Scalar] = []
    var columns: [Int] = []
    characters.reserveCapacity(text.utf8.count)
    columns.reserveCapacity(text.utf8.count)
    for (offset, scalar) in text.unicodeScalars.enumerated() where !QueryCharacters.isDirectionMark(scalar) {
      characters.append(scalar)
      columns.append(offset + 1)
    }
    self.characters = characters
    self.columns = columns
    self.limits = limits
    self.reporter = reporter
  }

  /// Whether a text of small letters and digits, which no operator or field is, needs no reading to be known as a word.
  static func isPlainWord(_ text: Substring.UnicodeScalarView) -> Bool {
    !text.isEmpty && text.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
  }

  /// Whether a text standing alone is one word, rather than an operator, a field or several tokens.
  static func readsAsWord(_ text: String) -> Bool {
    let limits = QueryParser.Limits(maximumTerms: 2)
    var scanner = QueryScanner(text, limits: limits, reporter: ProblemReporter(query: text, isStrict: true))
    do throws(QuerySyntaxError) {
      try scanner.scan()
    } catch {
      return false
    }
    return scanner.tokens.map(\.kind) == [.word(text)]
  }

  mutating func scan() throws(QuerySyntaxError) {
    while index < characters.count, !isTruncated {
      let character = characters[index]
      if QueryCharacters.isSpace(character) {
        index += 1
      } else if QueryCharacters.isControl(character) {
        try reportControl(at: index)
        index += 1
      } else if let marks = QuotationMarks(character) {
        try scanPhrase(in: marks)
      } else {
        switch character {
        case "(": append(.opening, from: index, to: index + 1)
        case ")": append(.closing, from: index, to: index + 1)
        case "|": append(.or, from: index, to: endOfRun(of: "|"))
        default: try scanChunk()
        }
      }
    }
  }
}

// MARK: - Phrases

extension QueryScanner {
  private mutating func scanPhrase(in marks: QuotationMarks) throws(QuerySyntaxError) {
    let start = index
    let rest = characters[(start + 1)...]
    let closing = marks.firstMark(in: rest) ?? marks.substitute?.firstMark(in: rest)
    let end = closing ?? characters.count
    let isClosed = closing != nil
    for position in start + 1..<end where QueryCharacters.isControl(characters[position]) {
      try reportControl(at: position)
    }
    let words = characters[start + 1..<end]
      .split { QueryCharacters.isSpace($0) || QueryCharacters.isControl($0) }
      .map(QueryCharacters.string)
    index = isClosed ? end + 1 : end
    let source = string(start..<index)
    guard !words.isEmpty else {
      try reporter.report(.emptyPhrase, at: columns[start], term: source)
      return
    }
    if !isClosed { try reporter.report(.unmatchedQuote, at: columns[start], term: source) }
    if words.contains(where: { $0.contains("*") }) {
      reporter.add(
        QueryNote(kind: .literal, term: source, detail: "* between quotation marks is text"), at: columns[start])
    }
    try appendPhrase(words, column: columns[start], source: source)
  }

  private mutating func appendPhrase(
    _ words: [String], column: Int, source: String
  ) throws(QuerySyntaxError) {
    let kept = words.prefix(limits.maximumTerms - terms)
    if !kept.isEmpty {
      terms += kept.count
      tokens.append(QueryToken(kind: .phrase(kept.joined(separator: " ")), column: column, source: source))
    }
    if kept.count < words.count { try truncate(column: column, source: source) }
  }
}

// MARK: - Words and operators

extension QueryScanner {
  private mutating func scanChunk() throws(QuerySyntaxError) {
    let start = index
    if characters[start] == "-" || characters[start] == "+" {
      if isAtBoundary(start), startsOperand(start + 1) {
        append(characters[start] == "-" ? .minus : .plus, from: start, to: start + 1)
        return
      }
      if followsQuoteOrParenthesis(start) {
        while index < characters.count, ["-", "+"].contains(characters[index]) { index += 1 }
        return
      }
    }
    let end = endOfChunk(from: start)
    let text = string(start..<end)
    if isModifierAlone(start..<end) {
      index = end
      try reporter.report(.loneOperator(text), at: columns[start], term: text)
    } else if text == "NEAR", end < characters.count, characters[end] == "(" {
      append(.nearOpening, from: start, to: end + 1)
    } else if let kind = try operatorKind(text, column: columns[start]) {
      append(kind, from: start, to: end)
    } else if let colon = characters[start..<end].firstIndex(of: ":"),
      let field = FieldName(string(start..<colon))
    {
      try scanField(field, colon: colon, end: end)
    } else {
      noteUnknownField(start..<end)
      index = end
      try appendWord(start..<end)
    }
  }

  private mutating func scanField(_ field: FieldName, colon: Int, end: Int) throws(QuerySyntaxError) {
    let value = colon + 1..<end
    let start = index
    if value.isEmpty {
      let next = end < characters.count ? characters[end] : " "
      guard next == "(" || QuotationMarks(next) != nil else {
        index = end
        try reporter.report(
          .missingValue(field: field.name), at: columns[start], term: string(start..<end))
        return
      }
      append(.field(field), from: start, to: end)
    } else if isModifierAlone(value) {
      index = end
      try reporter.report(.missingValue(field: field.name), at: columns[start], term: string(start..<end))
    } else {
      append(.field(field), from: start, to: colon + 1)
      if string(value) == "NEAR", end < characters.count, characters[end] == "(" {
        append(.nearOpening, from: value.lowerBound, to: end + 1)
      } else {
        index = end
        try appendWord(value)
      }
    }
  }

  private mutating func operatorKind(_ text: String, column: Int) throws(QuerySyntaxError) -> QueryToken.Kind? {
    switch text {
    case "AND": return .and
    case "OR": return .or
    case "NOT": return .not
    case "NEAR": return .near(distance: Self.defaultDistance)
    default:
      guard let digits = nearDigits(of: text) else { return nil }
      return .near(distance: try reporter.distance(Substring(digits), column: column, term: text))
    }
  }

  /// The number of `NEAR/5`.
  private func nearDigits(of text: String) -> Substring.UnicodeScalarView? {
    guard text.utf8.count > 5, text.utf8.starts(with: "NEAR/".utf8) else { return nil }
    let digits = text.unicodeScalars.dropFirst(5)
    return digits.allSatisfy { ("0"..."9").contains($0) } ? digits : nil
  }

  /// Says that `foo:bar` was not taken for a field, where it looks like one.
  private mutating func noteUnknownField(_ range: Range<Int>) {
    guard let colon = characters[range].firstIndex(of: ":"), colon - range.lowerBound >= 2,
      characters[range.lowerBound..<colon].allSatisfy({ $0.isASCII && $0.properties.isAlphabetic })
    else { return }
    if colon + 1 < range.upperBound {
      guard !["/", "\\", ":"].contains(characters[colon + 1]) else { return }
    } else {
      guard range.upperBound < characters.count, QuotationMarks(characters[range.upperBound]) != nil
      else { return }
    }
    let name = string(range.lowerBound..<colon)
    let detail = "\(name): is not a field, so it is read as text"
    reporter.add(QueryNote(kind: .literal, term: string(range), detail: detail), at: columns[range.lowerBound])
  }
}

// MARK: - Where things begin and end

extension QueryScanner {
  /// Whether a sign here may be an operator: at the start, after white space, `(` or `|`.
  private func isAtBoundary(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    let previous = characters[index - 1]
    return previous == "(" || previous == "|" || QueryCharacters.isSpace(previous)
      || QueryCharacters.isControl(previous)
  }

  private func followsQuoteOrParenthesis(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let previous = characters[index - 1]
    return previous == ")" || QuotationMarks(previous) != nil
  }

  /// Whether a sign before `index` has something to apply to.
  private func startsOperand(_ index: Int) -> Bool {
    guard index < characters.count else { return false }
    let first = characters[index]
    if first == "(" || QuotationMarks(first) != nil { return true }
    if ["-", "+", "<", ">"].contains(first) { return false }
    let end = endOfChunk(from: index)
    let text = string(index..<end)
    if text == "NEAR", end < characters.count, characters[end] == "(" { return true }
    if ["AND", "OR", "NOT", "NEAR"].contains(text) || nearDigits(of: text) != nil { return false }
    return characters[index..<end].contains(where: QueryCharacters.isSubstantial)
  }

  /// The end of the run of text that begins at an index: white space, a quotation mark, a parenthesis or `|`.
  ///
  /// Addresses may hold `|` and matched parentheses.
  private func endOfChunk(from start: Int) -> Int {
    var end = start
    let isAddress = begins(with: "url:", at: start)
    while end < characters.count, !endsRun(end) {
      if QueryCharacters.isPlain(characters[end]), !isAddress, end > start, QueryCharacters.isPlain(characters[end - 1])
      {
        end += 1
        continue
      }
      let startsWord = end == start || characters[end - 1] == ":" || characters[end - 1] == "="
      if isAddress || begins(with: "://", at: end) || startsWord && begins(with: "www.", at: end) {
        return endOfAddress(from: end)
      }
      if "(" == characters[end] || ")" == characters[end] || "|" == characters[end] { break }
      end += 1
    }
    return end
  }

  /// The first unmatched parenthesis of an address, or its end.
  private func endOfAddress(from start: Int) -> Int {
    var openings: [Int] = []
    var end = start
    while end < characters.count, !endsRun(end) {
      if characters[end] == "(" { openings.append(end) }
      if characters[end] == ")", openings.popLast() == nil { return end }
      end += 1
    }
    return openings.first ?? end
  }

  private func endsRun(_ index: Int) -> Bool {
    let character = characters[index]
    if QueryCharacters.isPlain(character) { return false }
    if QuotationMarks(character) != nil { return !QuotationMarks.isGershayim(at: index, in: characters[...]) }
    return QueryCharacters.isSpace(character) || QueryCharacters.isControl(character)
  }

  private func begins(with text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= characters.count else { return false }
    return text.withUTF8Buffer { bytes in
      (0..<count).allSatisfy { offset in
        let value = characters[index + offset].value
        return value == UInt32(bytes[offset]) || value + 0x20 == UInt32(bytes[offset])
      }
    }
  }

  private func endOfRun(of character: Unicode.Scalar) -> Int {
    var end = index
    while end < characters.count, characters[end] == character { end += 1 }
    return end
  }

  /// Whether a range has nothing but modifiers, or the `~2` that other languages write behind a phrase.
  private func isModifierAlone(_ range: Range<Int>) -> Bool {
    if characters[range].allSatisfy(QueryCharacters.isModifier) { return true }
    return characters[range.lowerBound] == "~" && followsQuoteOrParenthesis(range.lowerBound)
      && characters[range].dropFirst().allSatisfy { ("0"..."9").contains($0) }
  }

  private func string(_ range: Range<Int>) -> String { QueryCharacters.string(characters[range]) }
}

// MARK: - Adding tokens

extension QueryScanner {
  private mutating func append(_ kind: QueryToken.Kind, from start: Int, to end: Int) {
    tokens.append(QueryToken(kind: kind, column: columns[start], source: string(start..<end)))
    index = end
  }

  private mutating func appendWord(_ range: Range<Int>) throws(QuerySyntaxError) {
    let text = string(range)
    guard terms < limits.maximumTerms else {
      try truncate(column: columns[range.lowerBound], source: text)
      return
    }
    terms += 1
    tokens.append(QueryToken(kind: .word(text), column: columns[range.lowerBound], source: text))
  }

  /// Stops reading, and takes back operators whose operand is no longer read.
  private mutating func truncate(column: Int, source: String) throws(QuerySyntaxError) {
    try reporter.report(.tooManyTerms(limit: limits.maximumTerms), at: column, term: source)
    isTruncated = true
    while let last = tokens.last, !last.isLeaf, last.kind != .closing { tokens.removeLast() }
  }

  private mutating func reportControl(at index: Int) throws(QuerySyntaxError) {
    let character = characters[index]
    let kind = QuerySyntaxError.Kind.controlCharacter(QueryCharacters.name(of: character))
    try reporter.report(kind, at: columns[index], term: String(Character(character)))
  }
}

extension ProblemReporter {
  /// A distance as typed, brought into its range.
  mutating func distance(
    _ digits: some StringProtocol, column: Int, term: String
  ) throws(QuerySyntaxError) -> Int {
    let limit = QueryScanner.maximumDistance
    if let distance = Int(digits), (1...limit).contains(distance) { return distance }
    try report(.nearDistance(String(digits), limit: limit), at: column, term: term)
    return digits.allSatisfy { $0 == "0" } ? 1 : limit
  }
}
