/// Reads what people type into a search box.
///
/// The lenient reading has an answer for every text: what has no meaning is left out, what is unfinished is completed,
/// and each such step becomes a ``QueryNote``. The strict reading refuses the same mistakes with a caret. The language
/// is described in `docs/query-language.md`. Parsing takes time proportional to the length of the text.
public struct QueryParser: Sendable {
  /// How large a query may be.
  public struct Limits: Sendable, Equatable {
    /// The largest query in UTF-8 bytes; a longer one is refused in both readings.
    public var maximumBytes: Int
    /// The largest number of words, each word of a phrase counted.
    public var maximumTerms: Int
    /// How deep parentheses may be nested, and how deep `NOT`, `+` and `-`.
    public var maximumDepth: Int

    /// Makes limits, by default generous for people and harmless for the daemon.
    public init(maximumBytes: Int = 4096, maximumTerms: Int = 64, maximumDepth: Int = 32) {
      self.maximumBytes = maximumBytes
      self.maximumTerms = maximumTerms
      self.maximumDepth = maximumDepth
    }
  }

  /// The limits this parser applies.
  public let limits: Limits
  /// The moment that `today` and `30d` are counted from, in Unix seconds.
  public let now: Int64

  /// Makes a parser for one moment.
  public init(limits: Limits = Limits(), now: Int64) {
    self.limits = limits
    self.now = now
  }

  /// Reads a query leniently.
  ///
  /// - Throws: only ``QuerySyntaxError/Kind/tooLong(bytes:limit:)``.
  public func parse(_ text: String) throws(QuerySyntaxError) -> ParsedQuery {
    try parse(text, isStrict: false)
  }

  /// Reads a query and refuses the first mistake.
  public func parseStrict(_ text: String) throws(QuerySyntaxError) -> ParsedQuery {
    try parse(text, isStrict: true)
  }

  private func parse(_ text: String, isStrict: Bool) throws(QuerySyntaxError) -> ParsedQuery {
    let bytes = text.utf8.count
    guard bytes <= limits.maximumBytes else {
      let kind = QuerySyntaxError.Kind.tooLong(bytes: bytes, limit: limits.maximumBytes)
      throw QuerySyntaxError(kind: kind, column: columnOfLimit(in: text), query: text)
    }
    var scanner = QueryScanner(text, limits: limits, reporter: ProblemReporter(query: text, isStrict: isStrict))
    try scanner.scan()
    var balancer = TokenBalancer(limit: limits.maximumDepth, reporter: scanner.reporter)
    let tokens = try balancer.balance(scanner.tokens, isTruncated: scanner.isTruncated)
    var grammar = QueryGrammar(tokens: tokens, limits: limits, now: now, reporter: balancer.reporter)
    let query = try grammar.parse()
    return ParsedQuery(query: query, notes: grammar.reporter.notes)
  }

  /// The column of the first scalar that begins at or after the byte limit, or of the last one.
  private func columnOfLimit(in text: String) -> Int {
    var column = 1
    var bytes = 0
    for scalar in text.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > limits.maximumBytes { return column }
      column += 1
    }
    return max(1, column - 1)
  }
}

/// A query and what was reinterpreted to get it.
public struct ParsedQuery: Sendable, Equatable {
  /// The question; its `description` is the canonical spelling.
  public var query: Query
  /// What was not taken literally, in reading order, each said once.
  public var notes: [QueryNote]

  /// Puts a query and its notes together.
  public init(query: Query, notes: [QueryNote]) {
    self.query = query
    self.notes = notes
  }
}
