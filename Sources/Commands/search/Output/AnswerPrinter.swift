import SearchClient

/// Prints the pages of one search in the form that was asked for.
struct AnswerPrinter {
  private let form: OutputForm
  private let terminal: Terminal
  private var printed = 0
  private var last: SearchResponse?

  init(form: OutputForm, terminal: Terminal) {
    self.form = form
    self.terminal = terminal
  }

  /// Whether a person reads the output.
  var isReadable: Bool { form == .readable }

  /// Prints a page.
  ///
  /// - Parameters:
  ///   - response: The page.
  ///   - bytes: The page as the daemon sent it.
  ///   - output: Where to.
  /// - Throws: ``OutputError``.
  mutating func print(_ response: SearchResponse, bytes: [UInt8], to output: inout OutputWriter) throws(OutputError) {
    if form == .count {
      try output.write(line: String(response.total.value))
    } else {
      try print(response.hits, bytes: bytes, to: &output)
    }
    printed += response.hits.count
    if last == nil || form == .readable { last = response }
  }

  /// Prints the copies of an article, and how many there are where a person reads it.
  ///
  /// - Throws: ``OutputError``.
  mutating func print(_ copies: CopiesResponse, bytes: [UInt8], to output: inout OutputWriter) throws(OutputError) {
    try print(copies.hits, bytes: bytes, to: &output)
    guard form == .readable, !copies.hits.isEmpty else { return }
    let noun = copies.total == 1 ? "copy" : "copies"
    let line = "\(Figures.grouped(copies.hits.count)) of \(Figures.grouped(copies.total)) \(noun)"
    try output.write(line: terminal.styled(line, .detail))
  }

  private func print(_ hits: [Hit], bytes: [UInt8], to output: inout OutputWriter) throws(OutputError) {
    switch form {
    case .json: try output.write(json: bytes, escaping: terminal.isTerminal)
    case .ndjson:
      for hit in JSONPieces.elements(of: "hits", in: bytes) {
        try output.write(json: hit, escaping: terminal.isTerminal)
      }
    case .records(let template, let nulTerminated):
      try printRecords(hits, template: template, nulTerminated: nulTerminated, to: &output)
    case .readable:
      let layout = HitLayout(terminal: terminal, numberWidth: String(printed + hits.count).utf8.count)
      for (index, hit) in hits.enumerated() {
        for line in layout.lines(of: hit, number: printed + index + 1) { try output.write(line: line) }
        try output.write(line: "")
      }
    case .count: break
    }
  }

  /// Prints what stands below all pages.
  func finish(to output: inout OutputWriter) throws(OutputError) {
    guard let last else { return }
    switch form {
    case .readable:
      try printFacets(last.facets ?? [:], to: &output)
      if printed > 0 {
        try output.write(line: terminal.styled(Self.summary(of: last, shown: printed), .detail))
      }
    case .count: try printFacets(last.facets ?? [:], to: &output)
    case .json, .ndjson, .records: break
    }
  }

  /// What the reader should know about how the query was understood.
  func notes(of response: SearchResponse) -> [String] {
    switch form {
    case .json, .ndjson: return []
    case .count where response.total.relation == .atLeast:
      return Self.lines(of: response.query.notes) + ["note: there are at least so many articles"]
    case .readable, .records, .count: return Self.lines(of: response.query.notes)
    }
  }

  /// What several words of a query have in common is said once.
  private static func lines(of notes: [SearchResponse.Note]) -> [String] {
    var details: [String] = []
    for note in notes where !details.contains(note.detail) { details.append(note.detail) }
    return details.map { "note: " + TerminalText.safe($0) }
  }

  private func printRecords(
    _ hits: [Hit], template: RecordTemplate, nulTerminated: Bool, to output: inout OutputWriter
  ) throws(OutputError) {
    // Whoever asks for NUL wants the very bytes, to open files by them for instance; NUL itself cannot be one.
    let isVerbatim = nulTerminated && !terminal.isTerminal
    let terminator: UInt8? = nulTerminated ? 0 : template.endsLine ? nil : UInt8(ascii: "\n")
    for (index, hit) in hits.enumerated() {
      let record = template.record(of: hit, rank: printed + index + 1) { value in
        isVerbatim ? value.filter { $0 != "\0" } : TerminalText.safe(value)
      }
      try output.write(record, terminator: terminator)
    }
  }

  private func printFacets(
    _ facets: [String: [SearchResponse.FacetCount]], to output: inout OutputWriter
  ) throws(OutputError) {
    let width = facets.values.joined().map { Figures.grouped($0.count).utf8.count }.max() ?? 0
    for (name, counts) in facets.sorted(by: { $0.key < $1.key }) {
      try output.write(line: terminal.styled(TerminalText.safe(name), .title))
      for count in counts {
        let figure = Figures.grouped(count.count)
        let padding = String(repeating: " ", count: width - figure.utf8.count + 2)
        try output.write(line: padding + figure + "  " + TerminalText.safe(count.value))
      }
      if form == .readable { try output.write(line: "") }
    }
  }

  static func summary(of response: SearchResponse, shown: Int) -> String {
    let value = max(response.total.value, shown)
    let total = (response.total.relation == .exact ? "" : "at least ") + Figures.grouped(value)
    let noun = value == 1 ? "article" : "articles"
    return "\(Figures.grouped(shown)) of \(total) \(noun), \(Figures.milliseconds(response.took.total)) ms"
  }
}

/// Numbers for readers.
enum Figures {
  /// Digits in groups of three.
  static func grouped(_ value: Int) -> String {
    var digits = Array(String(value))
    var index = digits.count - 3
    while index > (value < 0 ? 1 : 0) {
      digits.insert(",", at: index)
      index -= 3
    }
    return String(digits)
  }

  /// Microseconds as milliseconds with one digit behind the point.
  static func milliseconds(_ microseconds: Int) -> String {
    fixed(Double(microseconds) / 1000, digits: 1)
  }

  /// A number with so many digits behind the point.
  static func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return String(value) }
    let scale = (0..<digits).reduce(1) { power, _ in power * 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    let fraction = String(scaled % scale + scale).dropFirst()
    return (value < 0 && scaled > 0 ? "-" : "") + String(scaled / scale) + "." + fraction
  }
}
