/// A block of plain text of a document in a markup language.
struct TextBlock: Equatable {
  enum Kind: Equatable { case heading, paragraph, item, row, code }
  var kind: Kind
  var text: String
}

extension String {
  /// The text with one space where marks that went have left several.
  var withSingleSpaces: String {
    guard contains("  ") else { return self }
    return split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: "\n")
  }
}

extension [TextBlock] {
  /// The text of the first heading.
  var firstHeading: String? { first { $0.kind == .heading }?.text }

  /// All text; a heading at the beginning that repeats the title is left out.
  func text(withoutHeading title: String) -> String {
    var kept = self[...]
    if let first = kept.first, first.kind == .heading, PlainText.oneLine(first.text) == title {
      kept = kept.dropFirst()
    }
    var text = ""
    var previous: TextBlock.Kind?
    for block in kept {
      if let previous {
        let isSameList = previous == block.kind && (block.kind == .item || block.kind == .row)
        text += isSameList ? "\n" : "\n\n"
      }
      text += block.text
      previous = block.kind
    }
    return PlainText.clean(text)
  }
}
