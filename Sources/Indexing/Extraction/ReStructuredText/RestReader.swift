/// Reads reStructuredText at reading quality: one article a file.
struct RestReader: WholeDocumentReader {
  static let format = ArticleFormat.reStructuredText

  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    let decoded = try TextDecoder.decode(bytes)
    let lines = decoded.text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let frontMatter = FrontMatter(lines)
    let document = RestDocument(frontMatter.body)
    guard !frontMatter.isDraft, !document.isDraft else {
      throw ExtractionFailure(code: .draft, detail: "marked as a draft")
    }
    var notes = decoded.notes
    if let problem = frontMatter.problem { notes.append(.unreadableFrontMatter(detail: problem)) }
    return try MarkupArticle(
      members: frontMatter.members + document.members, blocks: document.blocks, title: nil, notes: notes
    ).article(context: context)
  }
}

/// A text in reStructuredText (docutils.sourceforge.io, “reStructuredText Markup Specification”) as plain blocks.
struct RestDocument {
  private(set) var blocks: [TextBlock] = []
  /// What the document says of itself: bibliographic fields, those of blog programs, the preamble of a PEP.
  private(set) var members: [MetadataMember] = []

  init(_ lines: ArraySlice<Substring>) {
    let text = lines.map { RestLine($0) }
    let preamble = Self.preamble(text)
    members = preamble.members
    var parser = RestBlockParser(RestReferences(text))
    parser.parse(text[preamble.end...], depth: 0)
    blocks = parser.blocks
    members += parser.members
    putAbstract(parser.members)
  }

  /// Puts the abstract that a field has below the title: it is a part of the text, which the other fields are not.
  private mutating func putAbstract(_ fields: [MetadataMember]) {
    guard let text = fields.first(where: { $0.name.lowercased() == "abstract" })?.value.scalarText, !text.isBlank else {
      return
    }
    blocks.insert(TextBlock(kind: .paragraph, text: text), at: blocks.first?.kind == .heading ? 1 : 0)
  }

  /// Whether its author keeps it back, in the fields of blog programs.
  var isDraft: Bool { DraftMark.isIn(members) }

  /// The lines `Name: value` at the head of a text that begins with them (RFC 2822), as in PEPs.
  private static func preamble(_ lines: [RestLine]) -> (members: [MetadataMember], end: Int) {
    var members: [MetadataMember] = []
    var index = 0
    while index < lines.count, !lines[index].isBlank {
      let line = lines[index].text
      if lines[index].indent > 0, let last = members.indices.last, let value = members[last].value.scalarText {
        members[last].value = .string(value + " " + line.trimmingSpace)
      } else if let match = line.prefixMatch(of: /([A-Z][A-Za-z-]*): +(\S.*)/) {
        members.append(MetadataMember(name: String(match.1), value: .string(String(match.2))))
      } else if line.wholeMatch(of: /[A-Z][A-Za-z-]*: */) == nil {
        return ([], 0)
      }
      index += 1
    }
    return members.contains { $0.name == "Title" } && members.count > 1 ? (members, index) : ([], 0)
  }
}

/// A line without the white space around it.
struct RestLine {
  /// The columns before the text; a tab goes to the next multiple of eight.
  var indent: Int
  var text: Substring

  init(_ line: Substring) {
    var column = 0
    var rest = line[...]
    while let first = rest.first, first == " " || first == "\t" {
      column = first == "\t" ? (column / 8 + 1) * 8 : column + 1
      rest.removeFirst()
    }
    indent = column
    let end = rest.lastIndex { !$0.isWhitespace }
    text = end.map { rest[...$0] } ?? ""
  }

  init(indent: Int, text: Substring) {
    self.indent = indent
    self.text = text
  }

  var isBlank: Bool { text.isEmpty }

  /// The character and length of a line made of one sign again and again, as under headings.
  var adornment: (sign: Character, length: Int)? {
    guard let first = text.first, indent == 0, first.isASCII, !first.isLetter, !first.isNumber, !first.isWhitespace,
      text.allSatisfy({ $0 == first })
    else { return nil }
    return (first, text.count)
  }

  /// The line with its indentation.
  var spaced: String { String(repeating: " ", count: indent) + text }
}

/// What a document defines for use in its texts, before or after.
struct RestReferences {
  private var substitutions: [String: String] = [:]
  private var targets: Set<String> = []
  private let budget = ExpansionBudget()

  init(_ lines: [RestLine]) {
    for (index, line) in lines.enumerated() {
      if line.text.hasPrefix(".. |") {
        takeSubstitution(line, lines[(index + 1)...])
      } else if line.text.hasPrefix(".. _") {
        let name = line.text.dropFirst(4)
        let isQuoted = name.first == "`"
        let end = isQuoted ? name.dropFirst().firstIndex(of: "`") : name.lastIndex(of: ":")
        // An address has a colon too: the name ends at the first one before a space.
        let plain = name.firstRange(of: ": ")?.lowerBound ?? end
        if let end = isQuoted ? end : plain { targets.insert(Self.fold(name[..<end].drop { $0 == "`" })) }
      }
    }
  }

  private mutating func takeSubstitution(_ line: RestLine, _ following: ArraySlice<RestLine>) {
    let rest = line.text.dropFirst(4)
    guard let bar = rest.firstIndex(of: "|"),
      let directive = RestDirective(rest[bar...].dropFirst().drop { $0 == " " })
    else { return }
    var value = directive.name == "replace" ? String(directive.argument) : ""
    if !value.isEmpty {
      for next in following.prefix(16).prefix(while: { !$0.isBlank && $0.indent > line.indent }) {
        value += " " + next.text
      }
    }
    substitutions[Self.fold(rest[..<bar])] = RestInlines.text(value, RestReferences([]))
  }

  /// The text that a name between bars stands for.
  func substitution(_ name: some StringProtocol) -> String? {
    substitutions[Self.fold(name)].flatMap { budget.take($0) ? $0 : nil }
  }

  func isTarget(_ name: some StringProtocol) -> Bool { targets.contains(Self.fold(name)) }

  private static func fold(_ name: some StringProtocol) -> String {
    name.lowercased().split { $0.isWhitespace }.joined(separator: " ")
  }
}
