/// Reads the XML that publishers keep articles in: JATS and NLM (journals), NITF and NewsML (news agencies), TEI (editions)
/// and DocBook (manuals); one article or many in a file.
struct PublisherXMLReader: ArticleReader {
  static let format = ArticleFormat.publisherXML

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    try FeedDocument<PublisherXML>.read(&input, context: context, records: .publisherXML, receive: receive)
  }
}

/// A document or collection: every article in it says what it is by the name of its element.
private struct PublisherXML: FeedDialect {
  private let limits: Extractor.Limits

  init(limits: Extractor.Limits) { self.limits = limits }

  mutating func take(property: XMLElement) {}

  func article(from record: XMLElement) throws(ExtractionFailure) -> ExtractedArticle {
    var article: ExtractedArticle
    switch record.name.local {
    case "article" where record.child(named: "front") != nil:
      article = JournalArticle(element: record, limits: limits).article()
    case "nitf", "newsitem": article = try NewsItem(record, limits: limits).article()
    case "tei", "tei.2": article = TextEdition(element: record, limits: limits).article()
    default: article = Manual(element: record, limits: limits).article()
    }
    article.line = record.line
    return article
  }
}

extension XMLRecordNames {
  /// The articles of publishers, which may hold others: a news item what another vocabulary says of it.
  static let publisherXML = XMLRecordNames(
    records: ["article", "nitf", "newsitem", "tei", "tei.2", "book", "chapter", "refentry", "topic"],
    containers: [], mayNest: true)
}

extension ArticleFormat {
  /// Whether the outermost element of a document, in lower case, is one that publishers keep articles in.
  static func isPublisherXML(root: Substring, in head: String) -> Bool {
    switch root {
    case "nitf", "newsitem", "newsmessage", "newsml", "tei", "tei.2", "teicorpus", "teicorpus.2", "pmc-articleset": true
    case "article", "articles":
      ["<article-meta", "article-type=", "-//nlm//", "jats", "docbook"].contains { head.contains($0) }
    case "book", "chapter", "refentry", "set", "part": head.contains("docbook")
    case "topic": head.contains("dita")
    default: false
    }
  }
}
