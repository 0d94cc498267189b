/// What begins with two points: directives, comments, footnotes, targets.
extension RestBlockParser {
  /// Parses a block of explicit markup.
  ///
  /// - Parameters:
  ///   - text: Its first line behind the points.
  ///   - lines: Its other lines without their indentation.
  ///   - depth: How deeply it is nested.
  mutating func parseExplicit(_ text: Substring, _ lines: ArraySlice<RestLine>, depth: Int) {
    if text.first == "[", let close = text.firstIndex(of: "]") {
      let label = text[..<close].dropFirst()
      let shown = label.first == "#" || label == "*" ? "" : "[\(label)]"
      let first = RestLine(indent: 0, text: (shown + text[close...].dropFirst()).drop { $0 == " " })
      parse([first] + lines, depth: depth + 1)
    } else if text.first == "_" || text.first == "|" {
      return
    } else if let directive = RestDirective(text) {
      parseDirective(directive.name, String(directive.argument), lines, depth: depth)
    } else if depth == 0, isAtHead, let colon = text.firstRange(of: ": "), text[..<colon.lowerBound].isFieldName {
      // The fields of a blog program, as comments.
      let value = text[colon.upperBound...].trimmingSpace
      members.append(MetadataMember(name: String(text[..<colon.lowerBound]), value: .string(value)))
    }
  }

  private mutating func parseDirective(
    _ name: String, _ argument: String, _ lines: ArraySlice<RestLine>, depth: Int
  ) {
    let (options, content) = Self.options(lines)
    let local = name.split(separator: ":").last.map(String.init) ?? name
    switch name {
    case _ where Self.dropped.contains(name) || name.hasPrefix("auto"): return
    case _ where Self.code.contains(name): addCode(content)
    case "rubric", "centered": add(.heading, inline(argument))
    case "title": members.append(MetadataMember(name: "title", value: .string(argument)))
    case "author", "sectionauthor", "codeauthor", "moduleauthor":
      members.append(MetadataMember(name: "author", value: .string(argument)))
    case "meta", "post": takeMetadata(name, argument, options)
    case "figure": nest(content, depth: depth)
    case "only", "ifconfig", "container", "class", "compound", "tabs", "grid": nest(content, depth: depth)
    case "list-table":
      add(.paragraph, inline(argument))
      addRows(RestTable.listed(content))
    case "csv-table":
      add(.paragraph, inline(argument))
      addRows(RestTable.separated(content, header: options.first { $0.name == "header" }?.value))
    case _ where Self.objects.contains(local): describeObject(argument, content, depth: depth)
    default:
      parse(
        [RestLine(indent: 0, text: Substring(argument))] + lines.dropFirst(lines.count - content.count),
        depth: depth + 1)
    }
  }

  /// The options at the head of a directive, and what comes after them.
  private static func options(
    _ lines: ArraySlice<RestLine>
  ) -> (options: [(name: String, value: String)], content: ArraySlice<RestLine>) {
    var options: [(name: String, value: String)] = []
    var rest = lines
    while let line = rest.first, !line.isBlank {
      if line.indent > 0, let last = options.indices.last {
        options[last].value += " " + line.text
      } else if let field = RestField(line.text) {
        options.append((field.name.lowercased(), String(field.value)))
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    return (options, rest)
  }

  private mutating func takeMetadata(_ name: String, _ argument: String, _ options: [(name: String, value: String)]) {
    if name == "post", !argument.isEmpty { members.append(MetadataMember(name: "date", value: .string(argument))) }
    members += options.map { MetadataMember(name: $0.name, value: .string($0.value)) }
  }

  /// A function, class or option that is documented: its signatures, then its text.
  private mutating func describeObject(_ signature: String, _ content: ArraySlice<RestLine>, depth: Int) {
    let more = content.prefix { !$0.isBlank && $0.indent == 0 }
    add(.paragraph, ([signature] + more.map { String($0.text) }).joined(separator: "\n"))
    nest(content.dropFirst(more.count), depth: depth)
  }

  mutating func addRows(_ rows: [[String]]) {
    for row in rows {
      let cells = row.map { inline($0) }
      if cells.contains(where: { !$0.isEmpty }) { add(.row, cells.joined(separator: " | ")) }
    }
  }

  /// Those that show nothing of their own, or what is not in the document.
  private static let dropped: Set<String> = [
    "include", "literalinclude", "raw", "image", "contents", "toctree", "index", "highlight", "default-role", "role",
    "header", "footer", "sectnum", "section-numbering", "target-notes", "tabularcolumns", "currentmodule", "module",
    "py:module", "py:currentmodule", "testsetup", "testcleanup", "graphviz", "graph", "digraph", "plantuml", "uml",
    "mermaid", "plot", "inheritance-diagram", "youtube", "vimeo", "media", "video", "audio", "soundcloud", "gallery",
    "slides", "thumbnail", "chart", "gist", "listing", "post-list", "postlist", "button",
  ]

  private static let code: Set<String> = [
    "code", "code-block", "sourcecode", "parsed-literal", "literal", "testcode", "testoutput", "doctest", "ipython",
    "console", "prompt", "math", "productionlist", "command-output", "program-output", "highlight-block",
  ]

  private static let objects: Set<String> = [
    "function", "method", "class", "attribute", "data", "exception", "classmethod", "staticmethod", "property",
    "decorator", "type", "macro", "struct", "union", "enum", "enumerator", "member", "var", "option", "envvar",
    "program", "describe", "object", "cmdoption", "confval", "setting", "directive", "role", "rst:role", "opcode",
  ]
}

extension StringProtocol {
  /// Whether the text is a name in lower case.
  fileprivate var isFieldName: Bool { !isEmpty && allSatisfy { "abcdefghijklmnopqrstuvwxyz_".contains($0) } }
}
