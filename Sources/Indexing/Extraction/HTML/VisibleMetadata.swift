import Articles

/// Facts that a page shows to its readers: headings, microdata, `time` elements, bylines.
struct VisibleMetadata {
  /// The text of the `title` element.
  private(set) var documentTitle: String?
  /// The main heading: the only `h1` with text, or the first that is not the site's name in a header.
  private(set) var heading: String?
  private(set) var authors: [String] = []
  private(set) var publishedMicrodata: [String] = []
  private(set) var updatedMicrodata: [String] = []
  /// The first date a `time` element or a dateline shows.
  private(set) var publishedDate: ArticleDate?

  private let tree: HTMLTree

  init(_ tree: HTMLTree) {
    self.tree = tree
    documentTitle = tree.elements(.title).lazy.map { PlainText.oneLine(tree.flatText(of: $0)) }.first { !$0.isEmpty }
    heading = mainHeading()
    readMicrodata()
    publishedDate = shownDate()
    if authors.isEmpty { authors = shownAuthors() }
  }

  private func mainHeading() -> String? {
    let headings = tree.elements(.h1).map { (index: $0, text: PlainText.oneLine(tree.flatText(of: $0))) }
      .filter { !$0.text.isEmpty && $0.text.count <= 300 }
    if headings.count <= 1 { return headings.first?.text }
    if let documentTitle, let named = headings.first(where: { documentTitle.hasPrefix($0.text) }) { return named.text }
    return (headings.first { !isInside($0.index, [.header, .nav]) } ?? headings[0]).text
  }

  private func isInside(_ index: Int, _ tags: Set<HTMLTag>) -> Bool {
    var ancestor = tree.nodes[index].parent
    while ancestor != 0 {
      if tags.contains(tree.nodes[ancestor].tag) { return true }
      ancestor = tree.nodes[ancestor].parent
    }
    return false
  }

  private mutating func readMicrodata() {
    for index in tree.nodes.indices where tree.nodes[index].attributeCount > 0 && tree.nodes[index].tag != .meta {
      guard let properties = tree.attribute("itemprop", of: index)?.split(separator: " ") else { continue }
      let value =
        tree.attribute("content", of: index) ?? tree.attribute("datetime", of: index)
        ?? PlainText.oneLine(tree.flatText(of: index))
      for property in properties {
        switch property {
        case "datePublished": publishedMicrodata.append(value)
        case "dateModified": updatedMicrodata.append(value)
        case "author", "creator": authors += namedPerson(index) ?? AuthorNames.split(value)
        default: continue
        }
      }
      if authors.count > 20 { break }
    }
  }

  /// The `itemprop="name"` inside an author element.
  private func namedPerson(_ index: Int) -> [String]? {
    let name = tree.descendants(of: index).first { tree.attribute("itemprop", of: $0) == "name" }
    return name.map { [tree.attribute("content", of: $0) ?? PlainText.oneLine(tree.flatText(of: $0))] }
  }

  private func shownDate() -> ArticleDate? {
    for index in tree.elements(.time) where !isInside(index, [.aside, .footer, .nav]) {
      if let stated = tree.attribute("datetime", of: index), let date = DateParser.parse(stated) { return date }
      if let date = DateParser.parse(PlainText.oneLine(tree.flatText(of: index))) { return date }
    }
    for index in tree.nodes.indices where tree.nodes[index].tag != .text && hasHint(index, Self.dateHints) {
      if tree.nodes[index].end - index > 12 || isInside(index, [.aside, .footer, .nav]) { continue }
      if let date = DateParser.parse(PlainText.oneLine(tree.flatText(of: index))) { return date }
    }
    return nil
  }

  private func shownAuthors() -> [String] {
    for index in tree.elements(.a) where tree.attribute("rel", of: index)?.contains("author") == true {
      let name = PlainText.oneLine(tree.flatText(of: index))
      if !name.isEmpty, name.count <= 80 { return AuthorNames.split(name) }
    }
    for index in tree.nodes.indices where tree.nodes[index].tag != .text && hasHint(index, Self.authorHints) {
      if tree.nodes[index].end - index > 12 || isInside(index, [.aside, .footer, .nav]) { continue }
      let text = PlainText.oneLine(tree.flatText(of: index))
      if let names = Byline.names(in: text) ?? Byline.names(in: "By " + text) { return names }
    }
    return []
  }

  private static let dateHints: Set<String> = [
    "date", "published", "pubdate", "postdate", "entrydate", "dateline", "timestamp", "datetime", "postedon", "publishdate",
  ]
  private static let authorHints: Set<String> = ["byline", "author", "authorname", "postauthor", "bylineauthor"]

  private func hasHint(_ index: Int, _ hints: Set<String>) -> Bool {
    guard tree.nodes[index].attributeCount > 0 else { return false }
    return ["class", "id"].contains { name in
      guard let value = tree.attribute(name, of: index)?.lowercased() else { return false }
      return value.split(separator: " ").contains { token in
        hints.contains(token.filter(\.isLetter)) || token.split { !$0.isLetter }.contains { hints.contains(String($0)) }
      }
    }
  }
}
