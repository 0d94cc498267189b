import Articles

/// The facts about a book: Dublin Core, with what EPUB 3 says about it in other elements.
struct EPUBMetadata {
  private struct Entry {
    var name: String
    var attributes: [String: String]
    var text = ""
  }

  private var entries: [Entry] = []
  private var open: Entry?
  private var identifierID: String?

  /// Takes a piece of the package document.
  mutating func take(_ token: EPUBMarkup.Token) {
    switch token {
    case .start("package", let attributes): identifierID = attributes["unique-identifier"]
    case .start(let name, let attributes) where Self.names.contains(name):
      if entries.count < 1000 { open = Entry(name: name, attributes: attributes) }
    case .text(let text): open?.text += text
    case .end(let name):
      guard let entry = open, entry.name == name else { return }
      entries.append(entry)
      open = nil
    default: break
    }
  }

  private static let names: Set<String> = [
    "title", "creator", "date", "language", "publisher", "identifier", "subject", "meta",
  ]

  /// The article without its text.
  var article: ExtractedArticle {
    var article = ExtractedArticle()
    let identifier = identifier
    article.id = identifier.flatMap { EntryIdentifiers.qualified($0, url: nil, feed: nil) }
    article.url = identifier.flatMap(WebAddress.absolute)
    article.title = PlainText.oneLine(title ?? "")
    article.author = AuthorNames.joined(authors)
    article.site = texts("publisher").first.flatMap(WebAddress.siteName)
    article.category = CategoryNames.joined(texts("subject").flatMap { CategoryNames.split($0) })
    article.language = texts("language").lazy.compactMap { LanguageNames.language($0) }.first
    article.published = DateParser.first(of: dates("publication"), &article.notes)
    let modified = entries.filter { $0.attributes["property"] == "dcterms:modified" }.map(\.text)
    article.updated = DateParser.first(of: dates("modification") + modified, &article.notes)
    return article
  }

  private func all(_ name: String) -> [Entry] { entries.filter { $0.name == name && !$0.text.isBlank } }

  private func texts(_ name: String) -> [String] { all(name).map { PlainText.oneLine($0.text) } }

  /// What a `meta` element says of another element.
  private func refinement(_ property: String, of entry: Entry) -> String? {
    guard let id = entry.attributes["id"] else { return nil }
    return all("meta").first { $0.attributes["refines"] == "#" + id && $0.attributes["property"] == property }?.text
      .trimmingSpace
  }

  private var title: String? {
    let titles = all("title")
    return (titles.first { refinement("title-type", of: $0) == "main" } ?? titles.first)?.text
  }

  /// The creators who are authors; all when nobody says so.
  private var authors: [String] {
    let creators = all("creator")
    let wrote = creators.filter { creator in
      (creator.attributes["role"] ?? refinement("role", of: creator)).map { $0 == "aut" } ?? true
    }
    return (wrote.isEmpty ? creators : wrote).map { PlainText.oneLine($0.text) }
  }

  /// The identifier that the package calls its own; a number of a book is written as a name.
  private var identifier: String? {
    let all = all("identifier")
    guard let entry = all.first(where: { $0.attributes["id"] == identifierID }) ?? all.first else { return nil }
    let text = PlainText.oneLine(entry.text)
    let digits = text.filter { $0 != "-" }
    let isNumber = digits.utf8.count == 13 && digits.utf8.allSatisfy(\.isASCIIDigit)
    return isNumber || entry.attributes["scheme"]?.lowercased() == "isbn" && !text.contains(":")
      ? "urn:isbn:" + digits : text
  }

  /// The dates of an event; those without an event are of the publication.
  private func dates(_ event: String) -> [String] {
    let named = all("date").filter { $0.attributes["event"] == event }
    let others = event == "publication" ? all("date").filter { $0.attributes["event"] == nil } : []
    return (named + others).map { $0.text.trimmingSpace }.filter { !$0.hasPrefix("0101-") }
  }
}
