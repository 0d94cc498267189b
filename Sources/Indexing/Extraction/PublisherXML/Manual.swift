/// An article, book or page of a manual in DocBook 4 or 5, or a topic in DITA.
struct Manual {
  let element: XMLElement
  let limits: Extractor.Limits

  func article() -> ExtractedArticle {
    var article = ExtractedArticle()
    let facts = element.children.filter { Self.factNames.contains($0.name.local) }
    let title = ([element] + facts).lazy.compactMap { $0.child(named: "title") }.first
    article.title = title.map { PublisherText.line($0, limits: limits) } ?? ""
    article.author = AuthorNames.joined(facts.flatMap { $0.descendants(named: "author") }.compactMap(Self.name))
    let terms = facts.flatMap { $0.descendants(named: ["keyword", "subjectterm"]) }
    article.category = CategoryNames.joined(terms.compactMap(\.oneLine))
    article.language = (element.language ?? element.attribute("lang")).flatMap { LanguageNames.language($0) }
    let dates = facts.flatMap { $0.descendants(named: ["pubdate", "date"]) }
    article.published = DateParser.first(of: dates.lazy.compactMap(\.oneLine), &article.notes)
    var text = element
    text.content.removeAll { piece in
      if case .element(let child) = piece { ["title", "titleabbrev"].contains(child.name.local) } else { false }
    }
    article.body = PublisherText.body([text], limits: limits)
    return article
  }

  private static func name(_ author: XMLElement) -> String? {
    let person = author.child(named: "personname") ?? author
    let parts = ["firstname", "givenname", "othername", "surname"].compactMap { person.child(named: $0)?.oneLine }
    return parts.isEmpty ? person.oneLine : parts.joined(separator: " ")
  }

  private static let factNames: Set<String> = [
    "info", "articleinfo", "bookinfo", "chapterinfo", "refentryinfo", "prolog",
  ]
}
