import Articles

/// What a JSON feed says of itself, which stands for items that say nothing.
struct JSONFeedFacts {
  /// The members that are looked at.
  static let names: Set<String> = ["title", "home_page_url", "feed_url", "language", "author", "authors"]

  private(set) var title: String?
  private(set) var language: String?
  private(set) var authors: [String] = []
  private var homePage: String?
  private var ownAddress: String?

  /// What relative addresses of items are resolved against.
  var base: String? { homePage ?? ownAddress }

  /// Takes a member beside the items.
  mutating func take(_ value: MetadataValue, named name: String) {
    switch name {
    case "title": title = value.scalarText
    case "home_page_url": homePage = value.scalarText.flatMap(WebAddress.absolute)
    case "feed_url": ownAddress = value.scalarText.flatMap(WebAddress.absolute)
    case "language": language = value.scalarText
    // Version 1.1 has `authors` in place of `author`; feeds for readers of both versions have both.
    case "authors": authors = JSONFeedItem.names(value) + authors
    case "author": authors += JSONFeedItem.names(value)
    default: break
    }
  }
}

/// One item of a JSON feed.
struct JSONFeedItem {
  private let item: MetadataValue
  private let feed: JSONFeedFacts
  private let limits: Extractor.Limits

  init(_ item: MetadataValue, feed: JSONFeedFacts, limits: Extractor.Limits) {
    self.item = item
    self.feed = feed
    self.limits = limits
  }

  /// The article; title and text may both be empty.
  func article() -> ExtractedArticle {
    var article = ExtractedArticle()
    article.url = url
    article.id = text("id").flatMap {
      EntryIdentifiers.qualified(PlainText.oneLine($0), url: article.url, feed: feed.base)
    }
    article.title = text("title").map { FeedText.line($0, limits: limits) } ?? ""
    article.body = body
    article.bodyMayBeSummary = !["content_html", "content_text"].contains { text($0)?.isBlank == false }
    article.author = AuthorNames.joined(authors)
    article.site = feed.title.flatMap(WebAddress.siteName) ?? article.url.flatMap(WebAddress.host)
    article.category = CategoryNames.joined(tags)
    article.language =
      [text("language"), feed.language].lazy.compactMap { $0 }
      .compactMap { LanguageNames.language($0) }.first
    article.updated = date(["date_modified"], &article.notes)
    article.published = date(["date_published"], &article.notes) ?? article.updated
    return article
  }

  private func text(_ name: String) -> String? { item[name]?.scalarText }

  /// The item's own page; what it points to elsewhere only when it has none.
  private var url: String? {
    let own = text("url").flatMap { WebAddress.resolve($0, against: feed.base) }
    return own ?? text("id").flatMap(WebAddress.absolute)
      ?? text("external_url").flatMap { WebAddress.resolve($0, against: feed.base) }
  }

  private var body: String {
    let markup = text("content_html").map { HTMLFragment.text($0, limits: limits) }
    if let markup, !markup.isEmpty { return markup }
    let plain = ["content_text", "summary"].lazy.compactMap { text($0) }.map(PlainText.clean)
    return plain.first { !$0.isEmpty } ?? ""
  }

  private var authors: [String] {
    let own = ["authors", "author"].lazy.compactMap { item[$0] }.map(Self.names).first { !$0.isEmpty }
    return own ?? feed.authors
  }

  /// The names in an author object, in several, or in a text where feeds put one.
  static func names(_ value: MetadataValue) -> [String] {
    value.elements.flatMap { element -> [String] in
      if case .record = element { return element["name"]?.scalarText.map { [$0] } ?? [] }
      return element.scalarText.map(AuthorNames.split) ?? []
    }
  }

  private var tags: [String] {
    guard let tags = item["tags"] else { return [] }
    if case .string(let text) = tags { return CategoryNames.split(text) }
    return tags.elements.compactMap { $0.scalarText ?? $0["name"]?.scalarText }
  }

  private func date(_ names: [String], _ notes: inout [ExtractionNote]) -> ArticleDate? {
    DateParser.first(of: names.compactMap { text($0) }, &notes)
  }
}
