/// What a Markdown text without front matter says of itself in its first lines.
///
/// Lines `Title: …` up to a blank one, as MultiMarkdown and Pelican have them, or Pandoc's block of title, authors and
/// date, each after a `%`.
struct MarkdownPreamble {
  private(set) var members: [MetadataMember] = []
  /// The lines below.
  private(set) var body: ArraySlice<Substring>

  init(_ lines: ArraySlice<Substring>) {
    body = lines
    let head = lines.prefix { !$0.isBlank }
    let found = lines.first?.hasPrefix("% ") == true ? Self.titleBlock(head) : Self.fields(head)
    guard !found.isEmpty else { return }
    members = found
    body = lines[head.endIndex...]
  }

  /// Lines of a name, a colon and a value, of which one is a title; what is indented goes on with the value before it.
  private static func fields(_ lines: ArraySlice<Substring>) -> [MetadataMember] {
    var members: [MetadataMember] = []
    for line in lines {
      if line.first?.isWhitespace == true, let last = members.indices.last, let value = members[last].value.scalarText {
        members[last].value = .string(value + " " + line.trimmingSpace)
      } else if let match = line.prefixMatch(of: /([A-Za-z][A-Za-z_ -]{0,30}):(?:[ \t]+|$)/) {
        members.append(
          MetadataMember(name: String(match.1), value: .string(line[match.range.upperBound...].trimmingSpace)))
      } else {
        return []
      }
    }
    let known = members.map { ArticleProperty.fold($0.name) }
    return known.first == "title" || known.contains("title") && members.count > 1 ? members : []
  }

  /// The block of Pandoc (its manual, “Extension: pandoc_title_block”).
  private static func titleBlock(_ lines: ArraySlice<Substring>) -> [MetadataMember] {
    var parts: [String] = []
    for line in lines {
      if line.first == "%" {
        parts.append(line.dropFirst().trimmingSpace)
      } else if line.first?.isWhitespace == true, let last = parts.indices.last {
        parts[last] += (last == 1 ? "; " : " ") + line.trimmingSpace
      } else {
        return []
      }
    }
    return zip(["title", "author", "date"], parts).map { MetadataMember(name: $0.0, value: .string($0.1)) }
  }
}
