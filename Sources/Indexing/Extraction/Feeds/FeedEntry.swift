import Articles

/// One entry of a feed, read by what its elements mean in any of the versions of RSS and Atom.
///
/// RSS 0.9 to 2.0 (rssboard.org), RSS 1.0 (RDF) with its modules, Atom 0.3 and 1.0 (RFC 4287), Dublin Core, Media RSS,
/// iTunes, PRISM; of several elements for one fact the most exact one wins.
struct FeedEntry {
  private let element: XMLElement
  private let feed: FeedFacts
  private let limits: Extractor.Limits

  init(_ element: XMLElement, feed: FeedFacts, limits: Extractor.Limits) {
    self.element = element
    self.limits = limits
    self.feed = feed
  }

  /// The article; title and text may both be empty.
  func article() -> ExtractedArticle {
    let source = self.source
    var article = ExtractedArticle()
    article.line = element.line
    article.url = url
    article.id = id(url: article.url)
    article.title = title
    let text = text(Self.bodyNames)
    article.body = FeedFooter.removed(from: text ?? self.text(Self.summaryNames) ?? "", title: article.title)
    article.bodyMayBeSummary = text == nil
    article.author = AuthorNames.joined(authors(source: source))
    article.site = site(source: source, url: article.url)
    article.category = CategoryNames.joined(categories)
    article.language = language(source: source)
    article.updated = date(Self.updatedNames, &article.notes)
    article.published = date(Self.publishedNames, &article.notes) ?? article.updated
    return article
  }

  /// Whether the entry is marked as a draft (RFC 5023, section 13.1.1).
  var isDraft: Bool {
    element.child(.publishing, "control")?.childText(.publishing, "draft")?.lowercased() == "yes"
  }

  // MARK: Address

  private var base: String? { element.base ?? feed.base }

  private var url: String? {
    let original = element.childText(.feedburner, "origlink")
    let about = element.attributes.first { $0.name.hasSuffix(":about") }?.value
    let candidates = [
      original, alternate, element.childText(.plain, "link"), permalink, about, element.attribute("href"),
      element.childText(.atom, "id"),
    ]
    return candidates.lazy.compactMap { $0 }.compactMap { WebAddress.resolve($0, against: base) }.first
  }

  /// The link of Atom to the page itself; one in HTML before others, and of these the one in the language of the entry.
  private var alternate: String? {
    let links = (element.children(.atom, "link") + element.children(.plain, "link")).filter {
      $0.attribute("href") != nil && ["alternate", nil].contains($0.attribute("rel")?.lowercased())
    }
    let pages = links.filter { $0.attribute("type")?.lowercased().contains("html") ?? true }
    let own = element.language ?? feed.language
    let page = pages.first { $0.attribute("hreflang") == own } ?? pages.first ?? links.first
    return page.flatMap { link in
      link.attribute("href").map { WebAddress.resolve($0, against: link.base ?? base) ?? $0 }
    }
  }

  /// The `guid` of RSS, which is an address unless it says that it is none.
  private var permalink: String? {
    guard let guid = element.child(.plain, "guid"), guid.attribute("ispermalink")?.lowercased() != "false" else {
      return nil
    }
    return WebAddress.absolute(guid.text)
  }

  private func id(url: String?) -> String? {
    let candidates = [
      element.childText(.atom, "id"), element.childText(.plain, "guid"), element.childText(.plain, "id"),
      element.childText(.dublinCore, "identifier"),
    ]
    guard let id = candidates.lazy.compactMap({ $0 }).first.map(PlainText.oneLine), !id.isEmpty else { return nil }
    return EntryIdentifiers.qualified(id, url: url, feed: feed.base)
  }

  // MARK: Text

  private static let titleNames = [
    XMLName(.atom, "title"), XMLName(.plain, "title"), XMLName(.dublinCore, "title"), XMLName(.media, "title"),
    XMLName(.itunes, "title"),
  ]

  /// The elements of full texts.
  private static let bodyNames = [
    XMLName(.content, "encoded"), XMLName(.content, "items"), XMLName(.xhtml, "body"), XMLName(.atom, "content"),
    XMLName(.plain, "content"),
    XMLName(.plain, "fullitem"), XMLName(.other, "full-text"), XMLName(.plain, "full-text"), XMLName(.plain, "body"),
    XMLName(.xhtml, "div"),
  ]

  /// The elements of summaries, in which many feeds have the full text.
  private static let summaryNames = [
    XMLName(.plain, "description"), XMLName(.dublinCoreTerms, "abstract"),
    XMLName(.dublinCore, "description"), XMLName(.atom, "summary"),
    XMLName(.plain, "summary"), XMLName(.plain, "abstract"), XMLName(.excerpt, "encoded"), XMLName(.itunes, "summary"),
    XMLName(.media, "description"), XMLName(.media, "text"), XMLName(.itunes, "subtitle"),
  ]

  private var title: String {
    Self.titleNames.lazy.flatMap { elements($0) }.map { FeedText.line($0, limits: limits) }.first { !$0.isEmpty } ?? ""
  }

  private func text(_ names: [XMLName]) -> String? {
    names.lazy.flatMap { elements($0) }.map { FeedText.body(Self.richest($0), limits: limits) }.first { !$0.isEmpty }
  }

  /// Of several forms of one text the last, which is the richest (Atom 0.3, section 3.1.1; RFC 2046, section 5.1.4); of
  /// those of RSS 1.0 (module “content”) the first that has any text.
  private static func richest(_ element: XMLElement) -> XMLElement {
    if element.name == XMLName(.content, "items") {
      let items = element.children.flatMap(\.children).flatMap { $0.children(.content, "item") }
      return items.lazy.compactMap { $0.child(.rdf, "value") }.first { !$0.text.isBlank } ?? element
    }
    guard element.attribute("type")?.lowercased() == "multipart/alternative" else { return element }
    return element.children(.atom, "content").last ?? element
  }

  /// The elements of a name; those of Media RSS also inside its groups.
  private func elements(_ name: XMLName) -> [XMLElement] {
    let direct = element.children(name.vocabulary, name.local)
    guard name.vocabulary == .media else { return direct }
    let groups = element.children(.media, "group") + element.children(.media, "content")
    let inner = (groups + groups.flatMap { $0.children(.media, "content") }).flatMap {
      $0.children(name.vocabulary, name.local)
    }
    return direct + inner
  }

  // MARK: Other facts

  /// The feed that the entry was taken from by another one.
  private var source: FeedFacts? {
    element.child(.atom, "source").map { FeedFacts($0.children, limits: limits) }
  }

  private func authors(source: FeedFacts?) -> [String] {
    let own = element.children.filter { $0.name != XMLName(.itunes, "author") }.flatMap(FeedAuthors.names)
    if !own.isEmpty { return own }
    let spoken = element.children(.itunes, "author").flatMap(FeedAuthors.names)
    if !spoken.isEmpty { return spoken }
    if let source { return source.authors }
    return feed.authors
  }

  private func site(source: FeedFacts?, url: String?) -> String? {
    let named = source?.title ?? element.childText(.plain, "source") ?? feed.title
    return named.flatMap(WebAddress.siteName) ?? url.flatMap(WebAddress.host)
  }

  private var categories: [String] {
    element.children.flatMap { child -> [String] in
      switch (child.name.vocabulary, child.name.local) {
      case (.atom, "category"), (.plain, "category"):
        if child.attribute("scheme")?.hasSuffix("#kind") == true { return [] }
        let name = child.attribute("label") ?? (child.text.isBlank ? child.attribute("term") : child.text)
        return name.map { [FeedText.line($0, limits: limits)] } ?? []
      case (.itunes, "category"):
        return ([child] + child.children).compactMap { $0.attribute("text") }
      case (.dublinCore, "subject"), (.media, "category"): return [FeedText.line(child.text, limits: limits)]
      case (.itunes, "keywords"), (.media, "keywords"): return CategoryNames.split(child.text)
      default: return []
      }
    }
  }

  private func language(source: FeedFacts?) -> Language? {
    let texts = (Self.bodyNames + Self.summaryNames + Self.titleNames).lazy.flatMap { elements($0) }
    let inherited = texts.first { !$0.text.isBlank }?.language ?? element.language
    let candidates = [
      element.childText(.dublinCore, "language"), element.childText(.plain, "language"), inherited, source?.language,
      // Blank takes the language back (XML 1.0, section 2.12).
      inherited == nil ? feed.language : nil,
    ]
    return candidates.lazy.compactMap { $0 }.compactMap { LanguageNames.language($0) }.first
  }

  // MARK: Dates

  private static let publishedNames = [
    XMLName(.atom, "published"), XMLName(.atom, "issued"), XMLName(.plain, "pubdate"), XMLName(.plain, "published"),
    XMLName(.dublinCoreTerms, "issued"), XMLName(.dublinCoreTerms, "created"), XMLName(.dublinCore, "date"),
    XMLName(.prism, "publicationdate"), XMLName(.atom, "created"), XMLName(.blogger, "created"),
    XMLName(.plain, "date"),
  ]
  private static let updatedNames = [
    XMLName(.atom, "updated"), XMLName(.atom, "modified"), XMLName(.dublinCoreTerms, "modified"),
    XMLName(.prism, "modificationdate"), XMLName(.plain, "updated"),
  ]

  private func date(_ names: [XMLName], _ notes: inout [ExtractionNote]) -> ArticleDate? {
    DateParser.first(of: names.lazy.flatMap { element.children($0.vocabulary, $0.local) }.map(\.text), &notes)
  }
}
