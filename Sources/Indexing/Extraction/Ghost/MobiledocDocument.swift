/// The texts of Ghost's former editor: sections that point to marks, atoms and cards (Mobiledoc 0.3).
struct MobiledocDocument {
  /// The kinds of sections, as the format numbers them.
  private enum Section {
    static let markup = "1"
    static let list = "3"
    static let card = "10"
  }

  private let document: MetadataValue

  init(_ document: MetadataValue) {
    self.document = document
  }

  /// The text as HTML.
  var html: String { (document["sections"]?.elements ?? []).map(section).joined() }

  private func section(_ value: MetadataValue) -> String {
    let parts = value.elements
    guard parts.count >= 2 else { return "" }
    switch parts[0].scalarText {
    case Section.markup where parts.count > 2:
      let tag = Self.blocks[parts[1].scalarText ?? ""] ?? "p"
      return "<\(tag)>\(text(parts[2]))</\(tag)>"
    case Section.list where parts.count > 2:
      return "<ul>" + parts[2].elements.map { "<li>\(text($0))</li>" }.joined() + "</ul>"
    case Section.card: return card(parts[1])
    default: return ""
    }
  }

  private static let blocks = [
    "h1": "h1", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6", "blockquote": "blockquote",
    "aside": "blockquote", "pull-quote": "blockquote",
  ]

  /// The text of markers: `[kind, marks, closed marks, value]`, where kind 1 is an atom.
  private func text(_ markers: MetadataValue) -> String {
    markers.elements.map { marker in
      guard case .list(let parts) = marker, parts.count >= 4 else { return "" }
      if parts[0].scalarText == "1" { return atom(parts[3]) }
      guard case .string(let text) = parts[3] else { return "" }
      return text.escapedForMarkup
    }.joined()
  }

  private func atom(_ number: MetadataValue) -> String {
    guard let parts = entry(number, of: "atoms"), parts.count >= 2 else { return "" }
    if parts[0].scalarText == "soft-return" { return "<br>" }
    return parts[1].scalarText?.escapedForMarkup ?? ""
  }

  private func card(_ number: MetadataValue) -> String {
    guard let parts = entry(number, of: "cards"), parts.count >= 2, let name = parts[0].scalarText else { return "" }
    return GhostCard.html(name, parts[1])
  }

  private func entry(_ number: MetadataValue, of table: String) -> [MetadataValue]? {
    guard let entries = document[table]?.elements, let index = number.scalarText.flatMap({ Int($0) }),
      entries.indices.contains(index)
    else { return nil }
    return entries[index].elements
  }
}
