import Articles

/// A story of a news agency or newspaper in NITF (IPTC), NewsML-G2, NewsML 1 or the form that NewsML grew out of.
struct NewsItem {
  private let element: XMLElement
  private let limits: Extractor.Limits
  private let attributes: [String: XMLElement]

  init(_ element: XMLElement, limits: Extractor.Limits) {
    self.element = element
    self.limits = limits
    var attributes: [String: XMLElement] = [:]
    for name in ["doc-id", "pubdata", "date.issue", "date.release", "story.date"] {
      attributes[name] = element.descendants(named: name).first
    }
    self.attributes = attributes
  }

  func article() throws(ExtractionFailure) -> ExtractedArticle {
    try checkIsPublished()
    var article = ExtractedArticle()
    article.id = id
    article.url = attributes["pubdata"]?.attribute("ex-ref").flatMap(WebAddress.absolute)
    article.title = title
    article.author = AuthorNames.joined(authors)
    article.site = site
    article.category = CategoryNames.joined(categories)
    article.language = language.flatMap { LanguageNames.language($0) }
    article.published = DateParser.first(of: published, &article.notes)
    article.updated = DateParser.first(of: updated, &article.notes)
    article.body = PublisherText.body(parts, limits: limits)
    return article
  }

  /// Refuses pictures and films, whose captions go with stories, and what was taken back.
  private func checkIsPublished() throws(ExtractionFailure) {
    let kind = element.all("itemmeta", "itemclass").first?.attribute("qcode") ?? "text"
    guard kind.hasSuffix("text") || kind.hasSuffix("composite") else {
      throw ExtractionFailure(code: .notAnArticle, detail: "“\(kind.prefix(40))” is no text")
    }
    let status = element.all("itemmeta", "pubstatus").first?.attribute("qcode") ?? ""
    if status.hasSuffix("canceled") || status.hasSuffix("withheld") {
      throw ExtractionFailure(code: .unpublished, detail: "its status is “\(status.prefix(40))”")
    }
  }

  // MARK: Text

  /// The element with the text, without what is told of it above.
  private var parts: [XMLElement] {
    let bodies = element.descendants(named: ["body.content", "datacontent", "inlinedata"])
    let texts = bodies.isEmpty ? element.all("text") + element.descendants(named: "body") : bodies
    return texts.map { text in
      // Some archives have the first paragraphs twice.
      let hasAll = text.all("block").contains { $0.attribute("class") == "full_text" }
      var text = text
      if let head = text.child(named: "nitf") ?? text.child(named: "html"), let body = head.child(named: "body") {
        text = body
      }
      text.content.removeAll { piece in
        guard case .element(let child) = piece else { return false }
        return hasAll && child.attribute("class") == "lead_paragraph"
          || ["body.head", "body.end", "head"].contains(child.name.local)
      }
      return text
    }
  }

  private var title: String {
    for name in ["hl1", "headline", "title", "slugline"] {
      if let found = element.descendants(named: name).lazy.map({ PublisherText.line($0, limits: limits) })
        .first(where: { !$0.isEmpty })
      {
        return found
      }
    }
    return ""
  }

  private var authors: [String] {
    let bylines = element.descendants(named: "byline").filter { $0.attribute("class") != "normalized_byline" }
    let named = element.all("contentmeta", "creator", "name") + element.all("contentmeta", "by")
    let people = bylines.flatMap { $0.descendants(named: "person") }
    let lines = [people, bylines, Array(named.prefix(1))].first { !$0.isEmpty } ?? []
    return lines.compactMap(\.oneLine).flatMap(AuthorNames.split)
  }

  // MARK: Facts

  private var id: String? {
    if let global = element.attribute("guid") ?? element.descendants(named: "publicidentifier").first?.oneLine {
      return global
    }
    guard let document = attributes["doc-id"], let number = document.attribute("id-string"),
      let source = document.attribute("regsrc") ?? attributes["pubdata"]?.attribute("name")
    else { return nil }
    return "nitf:\(source):\(number)"
  }

  private var site: String? {
    let provider = element.all("itemmeta", "provider").first ?? element.descendants(named: "provider").first
    let name = attributes["pubdata"]?.attribute("name") ?? provider?.child(named: "name")?.oneLine
    return (name ?? provider?.attribute("literal")).flatMap(WebAddress.siteName)
  }

  private var language: String? {
    let named = element.descendants(named: "language").first
    return named?.attribute("tag") ?? named?.attribute("formalname") ?? element.language
  }

  private var categories: [String] {
    let terms = element.all("contentmeta", "subject").compactMap { $0.child(named: "name")?.oneLine }
    let words = element.all("contentmeta", "keyword") + element.descendants(named: "classifier")
    let keys = element.descendants(named: "keyword").compactMap { $0.attribute("key") }
    return terms + words.compactMap(\.oneLine) + keys
  }

  private var published: [String] {
    let marks = ["date.issue", "date.release", "story.date"].compactMap { attributes[$0]?.attribute("norm") }
    let first = element.descendants(named: "firstcreated") + element.descendants(named: "versioncreated")
    let stated = [attributes["pubdata"]?.attribute("date.publication"), element.attribute("date")].compactMap { $0 }
    return first.compactMap(\.oneLine) + marks + stated
  }

  private var updated: [String] {
    element.descendants(named: ["versioncreated", "thisrevisioncreated"]).compactMap(\.oneLine)
  }
}
