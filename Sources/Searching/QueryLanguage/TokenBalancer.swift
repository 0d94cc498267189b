/// Gives every parenthesis a partner, so that the grammar behind it meets only matched ones.
struct TokenBalancer {
  private let limit: Int
  private(set) var reporter: ProblemReporter
  private var output: [QueryToken] = []
  /// The parentheses that are open: where in `output`, or `nil` for one that was dropped for its depth.
  private var open: [Int?] = []
  private var depth = 0

  init(limit: Int, reporter: ProblemReporter) {
    self.limit = limit
    self.reporter = reporter
  }

  /// The tokens with partners added or removed; where `isTruncated`, partners that were cut off are no mistake.
  mutating func balance(_ tokens: [QueryToken], isTruncated: Bool) throws(QuerySyntaxError) -> [QueryToken] {
    for token in tokens {
      switch token.kind {
      case .opening, .nearOpening: try takeOpening(token)
      case .closing: try takeClosing(token)
      default: output.append(token)
      }
    }
    try completeOpenings(isTruncated: isTruncated)
    return output
  }

  private mutating func takeOpening(_ token: QueryToken) throws(QuerySyntaxError) {
    guard depth < limit else {
      try reporter.report(.tooDeep(limit: limit), at: token.column, term: token.source)
      open.append(nil)
      return
    }
    depth += 1
    open.append(output.count)
    output.append(token)
  }

  private mutating func takeClosing(_ token: QueryToken) throws(QuerySyntaxError) {
    guard let opening = open.popLast() else {
      try reporter.report(.unmatchedClosing, at: token.column, term: token.source)
      return
    }
    guard opening != nil else { return }
    depth -= 1
    output.append(token)
  }

  private mutating func completeOpenings(isTruncated: Bool) throws(QuerySyntaxError) {
    for case let opening? in open.reversed() {
      let token = output[opening]
      if opening == output.count - 1 {
        output.removeLast()
        try reporter.report(.emptyGroup, at: token.column, term: token.source)
      } else {
        if !isTruncated { try reporter.report(.unmatchedOpening, at: token.column, term: token.source) }
        output.append(QueryToken(kind: .closing, column: token.column, source: ")"))
      }
    }
  }
}
