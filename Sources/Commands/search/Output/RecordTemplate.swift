import SearchClient

/// What a record of a hit looks like: text with fields in braces.
struct RecordTemplate: Equatable {
  /// A part of a hit.
  enum Field: String, CaseIterable {
    case rank, id, key, url, title, author, site, category, language, published, score, snippet
  }

  /// The key alone.
  static let key = RecordTemplate(parts: [.field(.key)])

  private enum Part: Equatable {
    case text(String)
    case field(Field)
  }

  private let parts: [Part]

  /// Whether a passage is part of it.
  var showsSnippets: Bool { parts.contains(.field(.snippet)) }

  /// Whether it ends with a line end of its own.
  var endsLine: Bool {
    if case .text(let text) = parts.last { text.last == "\n" } else { false }
  }

  /// The record of a hit.
  ///
  /// - Parameters:
  ///   - hit: The hit.
  ///   - rank: Its place among all hits, from 1.
  ///   - clean: What is done to the text of each field; the template's own text stays as it is.
  /// - Returns: The record without its end.
  func record(of hit: Hit, rank: Int, clean: (String) -> String) -> String {
    var record = ""
    for part in parts {
      switch part {
      case .text(let text): record += text
      case .field(let field): record += clean(Self.value(of: field, in: hit, rank: rank))
      }
    }
    return record
  }

  private static func value(of field: Field, in hit: Hit, rank: Int) -> String {
    switch field {
    case .rank: String(rank)
    case .id: String(hit.id)
    case .key: hit.key
    case .url: hit.url ?? ""
    case .title: hit.title
    case .author: hit.author ?? ""
    case .site: hit.site ?? ""
    case .category: hit.category ?? ""
    case .language: hit.language ?? ""
    case .published: hit.published ?? ""
    case .score: String(hit.score)
    case .snippet: hit.snippets.map(\.text).joined(separator: " … ")
    }
  }
}

extension RecordTemplate {
  /// Reads a template.
  ///
  /// - Throws: ``TemplateError``.
  init(_ template: String) throws(TemplateError) {
    var parts: [Part] = []
    var text = ""
    var rest = template[...]
    while let character = rest.popFirst() {
      switch character {
      case "\\": text.append(try Self.escape(&rest))
      case "{":
        guard let end = rest.firstIndex(of: "}") else { throw .unclosedField(String(rest)) }
        guard let field = Field(rawValue: String(rest[..<end])) else { throw .unknownField(String(rest[..<end])) }
        if !text.isEmpty { parts.append(.text(text)) }
        text = ""
        parts.append(.field(field))
        rest = rest[rest.index(after: end)...]
      default: text.append(character)
      }
    }
    if !text.isEmpty { parts.append(.text(text)) }
    self.parts = parts
  }

  private static func escape(_ rest: inout Substring) throws(TemplateError) -> Character {
    switch rest.popFirst() {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "0": return "\0"
    case let character? where "\\{}".contains(character): return character
    case let character: throw .unknownEscape(character.map(String.init) ?? "")
    }
  }
}

/// What is wrong with a template.
enum TemplateError: Error, Equatable, CustomStringConvertible {
  case unknownField(String)
  case unclosedField(String)
  case unknownEscape(String)

  var description: String {
    switch self {
    case .unknownField(let name):
      "there is no field {\(name)}; the fields are "
        + RecordTemplate.Field.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
    case .unclosedField(let text): "the brace before “\(text)” is not closed; a brace itself is \\{"
    case .unknownEscape(let text): "\\\(text) is no escape; the escapes are \\n \\t \\r \\0 \\\\ \\{ \\}"
    }
  }
}
