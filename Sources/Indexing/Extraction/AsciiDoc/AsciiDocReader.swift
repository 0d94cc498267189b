/// Reads AsciiDoc at reading quality: one article a file.
struct AsciiDocReader: WholeDocumentReader {
  static let format = ArticleFormat.asciiDoc

  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    let decoded = try TextDecoder.decode(bytes)
    let lines = decoded.text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let frontMatter = FrontMatter(lines)
    var parser = AsciiDocParser(limits: context.limits)
    let start = parser.parseHeader(frontMatter.body)
    guard !frontMatter.isDraft, !parser.attributes.isDraft else {
      throw ExtractionFailure(code: .draft, detail: "marked as a draft")
    }
    parser.parse(frontMatter.body[start...], depth: 0)
    var notes = decoded.notes
    if let problem = frontMatter.problem { notes.append(.unreadableFrontMatter(detail: problem)) }
    return try MarkupArticle(
      members: frontMatter.members + parser.members, blocks: parser.blocks, title: parser.title, notes: notes
    ).article(context: context)
  }
}

/// The attributes of a document in AsciiDoc: what it says of itself, and what names in its text stand for.
struct AsciiDocAttributes {
  /// The longest value, in characters.
  private static let maximumValue = 4096

  private var values: [String: String] = [
    "nbsp": "\u{a0}", "zwsp": "\u{200b}", "wj": "\u{2060}", "apos": "'", "quot": "\"", "lsquo": "‘", "rsquo": "’",
    "ldquo": "“", "rdquo": "”", "deg": "°", "plus": "+", "brvbar": "¦", "vbar": "|", "amp": "&", "lt": "<", "gt": ">",
    "startsb": "[", "endsb": "]", "caret": "^", "asterisk": "*", "tilde": "~", "backslash": "\\", "backtick": "`",
    "two-colons": "::", "two-semicolons": ";;", "cpp": "C++", "cxx": "C++", "empty": "", "blank": "", "sp": " ",
  ]
  private var stated: [(name: String, value: String)] = []
  private let budget = ExpansionBudget()

  /// Takes a line `:name: value`, whose value may go on; `nil` when it is none.
  ///
  /// - Returns: The number of lines.
  mutating func take(_ lines: ArraySlice<Substring>) -> Int? {
    guard let line = lines.first, line.first == ":", let end = line.dropFirst().firstIndex(of: ":") else { return nil }
    var name = line[line.index(after: line.startIndex)..<end]
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || "_-!".contains($0) }), !name.isEmpty else { return nil }
    var value = line[line.index(after: end)...]
    guard value.isEmpty || value.first == " " else { return nil }
    var count = 1
    var text = value.trimmingSpace
    while text.hasSuffix("\\"), count < lines.count, count < 64 {
      value = lines[lines.startIndex + count]
      text = text.dropLast().trimmingSpace + " " + value.trimmingSpace
      count += 1
    }
    if name.first == "!" || name.last == "!" {
      name = name.drop { $0 == "!" }
      values[name.lowercased().filter { $0 != "!" }] = nil
    } else {
      set(String(name), expanded(text))
    }
    return count
  }

  mutating func set(_ name: String, _ value: String) {
    let short = String(value.prefix(Self.maximumValue))
    values[name.lowercased()] = short
    if stated.count < 1000 { stated.append((name.lowercased(), short)) }
  }

  func isDefined(_ name: some StringProtocol) -> Bool { values[name.lowercased()] != nil }

  /// A text with the values of the names in braces; unknown names stay.
  func expanded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    var output = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      output += rest[..<open]
      rest = rest[open...]
      let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      let end = name.endIndex
      guard !name.isEmpty, end < rest.endIndex, rest[end] == "}", let value = values[name.lowercased()],
        budget.take(value)
      else {
        output.append(rest.removeFirst())
        continue
      }
      output += value
      rest = rest[rest.index(after: end)...]
    }
    return output + rest
  }

  /// Whether its author keeps it back, in the attributes of site generators.
  var isDraft: Bool {
    ["jbake-status", "page-status", "status"].contains { values[$0] == "draft" } || values["page-draft"] == "true"
      || values["draft"] == "true" || values["page-published"] == "false"
  }

  /// What is stated about the document rather than about how it is shown.
  var members: [MetadataMember] {
    stated.compactMap { name, value in
      let bare = ["page-", "jbake-", "article-"].first { name.hasPrefix($0) }.map { String(name.dropFirst($0.count)) }
      guard let member = bare ?? (Self.documentNames.contains(name) ? name : nil), !value.isEmpty else { return nil }
      return MetadataMember(name: Self.aliases[member] ?? member, value: .string(value))
    }
  }

  private static let documentNames: Set<String> = [
    "author", "authors", "date", "revdate", "lang", "language", "keywords", "tags", "category", "categories",
    "description", "published", "updated", "modified",
  ]
  private static let aliases = ["revdate": "date", "revision": "date"]
}
