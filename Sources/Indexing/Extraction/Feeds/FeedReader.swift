/// Reads RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom 0.3 and 1.0.
struct FeedReader: ArticleReader {
  static let format = ArticleFormat.feed

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    try FeedDocument<PlainFeed>.read(&input, context: context, receive: receive)
  }
}

/// A feed as its publisher offers it: every entry is an article.
private struct PlainFeed: FeedDialect {
  private let limits: Extractor.Limits
  private var facts: FeedFacts

  init(limits: Extractor.Limits) {
    self.limits = limits
    facts = FeedFacts(limits: limits)
  }

  mutating func take(property: XMLElement) { facts.take(property) }

  func article(from record: XMLElement) throws(ExtractionFailure) -> ExtractedArticle {
    let entry = FeedEntry(record, feed: facts, limits: limits)
    if entry.isDraft { throw ExtractionFailure(code: .draft, detail: "marked as a draft") }
    let article = entry.article()
    try SiteSource.checkTemplate(TemplateTags.isWhole(article.title))
    return article
  }
}
