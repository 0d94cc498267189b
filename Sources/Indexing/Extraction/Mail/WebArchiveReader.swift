/// Reads a page that a browser saved with its parts in one file (MHTML, RFC 2557).
struct WebArchiveReader: WholeDocumentReader {
  static let format = ArticleFormat.webArchive

  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    let message = MailPart(message: bytes[...])
    guard let page = Self.page(in: message) else {
      throw ExtractionFailure(code: .missingText, detail: "there is no page among the parts")
    }
    var context = context
    let address = page.headers.text("content-location") ?? message.headers.text("snapshot-content-location")
    let stated = message.headers.text("snapshot-content-location") ?? address
    context.place.url = stated.flatMap(WebAddress.absolute) ?? address.flatMap(WebAddress.absolute)
    context.place.captured = message.headers.text("date").flatMap(DateParser.parse)
    context.place.encoding = page.type["charset"]
    var article = try HTMLReader().article(from: page.content, context: context)
    context.place.complete(&article)
    return article
  }

  /// The first page in the message, or the message itself when it has no parts.
  private static func page(in part: MailPart) -> MailPart? {
    if ["text/html", "application/xhtml+xml"].contains(part.type.value) { return part }
    return part.children.lazy.compactMap { page(in: $0) }.first
  }
}
