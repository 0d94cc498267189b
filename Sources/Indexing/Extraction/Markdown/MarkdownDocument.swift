/// A Markdown text as blocks of plain text.
///
/// The block structure is that of CommonMark 0.31 with the tables, task lists and footnotes of GitHub, as far as it
/// shows in plain text; the extensions of site generators (shortcodes, attribute lists, admonition fences) go.
struct MarkdownDocument {
  private(set) var blocks: [TextBlock]

  init(_ lines: ArraySlice<Substring>) {
    let shown = MarkdownResidue.removed(from: lines)
    var parser = MarkdownBlockParser(MarkdownReferences(shown[...]))
    for line in shown { parser.take(line) }
    blocks = parser.finish()
  }
}

/// The labels of link reference definitions, which may come after their use.
struct MarkdownReferences {
  private var labels: Set<String> = []

  init(_ lines: ArraySlice<Substring>) {
    for line in lines {
      if let label = Self.definition(in: line) { labels.insert(Self.fold(label)) }
    }
  }

  func contains(_ label: some StringProtocol) -> Bool { labels.contains(Self.fold(label)) }

  /// The label of a line `[label]: address`, `nil` for other lines and footnotes.
  static func definition(in line: Substring) -> Substring? {
    let text = line.drop { $0 == " " }
    guard text.first == "[", line.utf8.count - text.utf8.count <= 3,
      let close = text.firstRange(of: "]:")
    else { return nil }
    let label = text[..<close.lowerBound].dropFirst()
    guard !label.isEmpty, !label.hasPrefix("^"), !label.contains("["), label.count < 1000 else { return nil }
    let target = text[close.upperBound...].trimmingSpace
    return target.isEmpty || target.first == "<" || !target.prefix(while: { $0 != "\"" }).trimmingSpace.contains(" ")
      ? label : nil
  }

  private static func fold(_ label: some StringProtocol) -> String {
    label.lowercased().split { $0.isWhitespace }.joined(separator: " ")
  }
}
