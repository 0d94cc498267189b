/// Reads the exports of Blogger: the backup of its settings and the feed of Google Takeout, both Atom.
struct BloggerReader: ArticleReader {
  static let format = ArticleFormat.blogger

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    try FeedDocument<BloggerExport>.read(&input, context: context, receive: receive)
  }
}

/// An export: posts and pages that are live are articles.
private struct BloggerExport: FeedDialect {
  private let limits: Extractor.Limits
  private var facts: FeedFacts

  init(limits: Extractor.Limits) {
    self.limits = limits
    facts = FeedFacts(limits: limits)
  }

  mutating func take(property: XMLElement) { facts.take(property) }

  func article(from record: XMLElement) throws(ExtractionFailure) -> ExtractedArticle {
    let kind = Self.kind(of: record)
    guard kind == "post" || kind == "page" else {
      throw ExtractionFailure(code: .notAnArticle, detail: "“\(kind.prefix(40))” is neither a post nor a page")
    }
    let entry = FeedEntry(record, feed: facts, limits: limits)
    if entry.isDraft { throw ExtractionFailure(code: .draft, detail: "marked as a draft") }
    try Self.checkIsLive(record)
    return entry.article()
  }

  /// What an entry is: by its type in the feed of Takeout, by a category of GData in the backup; else a post.
  private static func kind(of record: XMLElement) -> String {
    if let type = record.childText(.blogger, "type") { return type.lowercased() }
    let kind = record.children(.atom, "category").first { $0.attribute("scheme")?.hasSuffix("#kind") == true }
    let term = kind?.attribute("term")?.split(separator: "#").last
    return term?.lowercased() ?? "post"
  }

  private static func checkIsLive(_ record: XMLElement) throws(ExtractionFailure) {
    let status = record.childText(.blogger, "status")?.lowercased() ?? "live"
    if status == "draft" { throw ExtractionFailure(code: .draft, detail: "its status is “draft”") }
    if status != "live" {
      throw ExtractionFailure(code: .unpublished, detail: "its status is “\(status.prefix(40))”")
    }
    if record.childText(.blogger, "trashed") != nil {
      throw ExtractionFailure(code: .unpublished, detail: "it is in the bin")
    }
  }
}
