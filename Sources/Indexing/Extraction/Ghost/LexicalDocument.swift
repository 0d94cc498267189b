/// The texts of Ghost's present editor, which are trees of nodes (lexical.dev, with the cards of Ghost).
enum LexicalDocument {
  /// The deepest node that is looked at.
  private static let maximumDepth = 64

  /// The text as HTML.
  static func html(_ document: MetadataValue) -> String {
    var html = ""
    if let root = document["root"] { write(root, to: &html, depth: 0) }
    return html
  }

  private static func write(_ node: MetadataValue, to html: inout String, depth: Int) {
    guard depth < maximumDepth else { return }
    func children() {
      for child in node["children"]?.elements ?? [] { write(child, to: &html, depth: depth + 1) }
    }
    func element(_ name: String) {
      html += "<\(name)>"
      children()
      html += "</\(name)>"
    }
    switch node["type"]?.scalarText ?? "" {
    case "text", "extended-text":
      if case .string(let text)? = node["text"] { html += text.escapedForMarkup }
    case "linebreak": html += "<br>"
    case "tab": html += "\t"
    case "paragraph", "aside": element("p")
    case "heading", "extended-heading": element("h2")
    case "quote", "extended-quote": element("blockquote")
    case "list": element("ul")
    case "listitem": element("li")
    case "table": element("table")
    case "tablerow": element("tr")
    case "tablecell": element("td")
    case let type where node["children"] == nil: html += GhostCard.html(type, node)
    default: children()
    }
  }
}

/// The parts of a text that are no prose of the editor: pictures, code, boxes.
///
/// Both editors of Ghost have the same.
enum GhostCard {
  /// What a card shows, as HTML; nothing for buttons, forms and what only mails have.
  static func html(_ name: String, _ card: MetadataValue) -> String {
    func markup(_ members: String...) -> String {
      members.compactMap { card[$0]?.scalarText }.map { "<div>\($0)</div>" }.joined()
    }
    func plain(_ members: String...) -> String {
      members.compactMap { card[$0]?.scalarText }.map { "<p>\($0.escapedForMarkup)</p>" }.joined()
    }
    switch name {
    case "html": return markup("html")
    case "markdown", "card-markdown":
      return card["markdown"]?.scalarText.map { markdown($0) } ?? ""
    case "code", "codeblock":
      return (card["code"]?.scalarText.map { "<pre>\($0.escapedForMarkup)</pre>" } ?? "") + markup("caption")
    case "image", "gallery", "embed", "video": return markup("caption")
    case "bookmark":
      let metadata = card["metadata"] ?? card
      let shown = ["title", "description"].compactMap { metadata[$0]?.scalarText }
      return shown.map { "<p>\($0.escapedForMarkup)</p>" }.joined() + markup("caption")
    case "callout": return markup("calloutText")
    case "toggle": return markup("heading", "content")
    case "header": return markup("header", "subheader")
    case "product": return markup("productTitle", "productDescription")
    case "audio": return plain("title")
    case "file": return plain("fileTitle", "fileCaption")
    default: return ""
    }
  }

  private static func markdown(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    return "<pre>\(MarkdownDocument(lines[...]).blocks.text(withoutHeading: "").escapedForMarkup)</pre>"
  }
}
