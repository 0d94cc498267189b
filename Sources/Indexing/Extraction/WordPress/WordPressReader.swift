/// Reads the exports of WordPress (WordPress eXtended RSS), also those that other systems make.
struct WordPressReader: ArticleReader {
  static let format = ArticleFormat.wordPress

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    try FeedDocument<WordPressExport>.read(&input, context: context, receive: receive)
  }
}

/// An export: published posts and pages are articles, and what belongs to them is put to them.
private struct WordPressExport: FeedDialect {
  private let limits: Extractor.Limits
  private var facts: FeedFacts
  private var captions = WordPressCaptions()
  /// The names of authors by their logins.
  private var displayNames: [String: String] = [:]

  init(limits: Extractor.Limits) {
    self.limits = limits
    facts = FeedFacts(limits: limits)
  }

  mutating func take(property: XMLElement) {
    guard property.name == XMLName(.wordPress, "author") else { return facts.take(property) }
    let full = ["author_first_name", "author_last_name"].compactMap { property.childText(.wordPress, $0) }
    guard let login = property.childText(.wordPress, "author_login"), displayNames.count < 100_000,
      let name = property.childText(.wordPress, "author_display_name")
        ?? (full.isEmpty ? nil : full.joined(separator: " "))
    else { return }
    displayNames[login] = name
  }

  mutating func look(at record: XMLElement) {
    let item = WordPressItem(record)
    if item.type == "attachment" { captions.enter(item, limits: limits) }
  }

  func number(of record: XMLElement) -> String? { WordPressItem(record).id }

  func article(from record: XMLElement) throws(ExtractionFailure) -> ExtractedArticle {
    let item = WordPressItem(record)
    try item.checkIsPublic()
    let content = WordPressMarkup(item.content)
    var article = FeedEntry(record, feed: facts, limits: limits).article()
    if article.id == nil, article.identifyingURL == nil, let id = item.id {
      // The address by which the site answers for any article.
      article.id = facts.base.map { $0 + "?p=" + id }
    }
    article.title = record.child(.plain, "title").map { FeedText.line($0.text, limits: limits) } ?? ""
    article.body = HTMLFragment.text(content.html, limits: limits)
    if article.body.isEmpty { article.body = HTMLFragment.text(WordPressMarkup(item.excerpt).html, limits: limits) }
    let attachments = (item.thumbnail.map { [$0] } ?? []) + content.galleryAttachments
    for caption in captions.of(attachments, post: item.id) where !article.body.contains(caption) {
      article.body += (article.body.isEmpty ? "" : "\n\n") + caption
    }
    article.author = AuthorNames.joined(authors(of: item))
    article.category = CategoryNames.joined(item.categories.map { FeedText.line($0, limits: limits) })
    article.language = item.language ?? article.language
    article.notes.removeAll { if case .unreadableDate = $0 { true } else { false } }
    article.published = item.published(&article.notes)
    article.updated = item.updated(&article.notes)
    return article
  }

  /// The names a plug-in for several authors gives, else those of the logins.
  private func authors(of item: WordPressItem) -> [String] {
    let several = item.coauthors
    if !several.isEmpty { return several }
    return item.logins.map { displayNames[$0] ?? $0 }
  }
}
