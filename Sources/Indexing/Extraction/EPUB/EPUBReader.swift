/// Reads books in EPUB 2 and 3 (www.w3.org/TR/epub): one article a book, long books in parts.
struct EPUBReader: ArticleReader {
  static let format = ArticleFormat.epub

  /// The most text of one article, in bytes; a book with more is cut between chapters.
  private static let partBytes = 1 << 20

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    let bytes = try input.readAll(limit: context.limits.maximumDocumentBytes)
    let archive = try ArchiveReader(bytes, limits: context.limits)
    let package = try EPUBPackage(archive)
    let chapters = EPUBChapters(archive, package, limits: context.limits)
    var parts: [Part] = []
    for document in package.spine {
      do throws(ExtractionFailure) {
        guard let chapter = try chapters.read(document) else { continue }
        if let last = parts.indices.last, parts[last].body.utf8.count + chapter.text.utf8.count <= Self.partBytes {
          parts[last].body += "\n\n" + chapter.text
        } else {
          parts.append(Part(document: document, chapter: chapter.name, body: chapter.text))
        }
        if chapter.isTruncated { parts[parts.count - 1].isTruncated = true }
      } catch {
        var failure = error
        failure.member = failure.member ?? document
        try receive(.failure(failure))
      }
    }
    guard !parts.isEmpty else {
      throw ExtractionFailure(code: .missingText, detail: "the book has no text that could be read")
    }
    for (number, part) in parts.enumerated() {
      try receive(.success(article(part, number: number, of: package, context: context)))
    }
  }

  /// A stretch of a book.
  private struct Part {
    /// The document it begins with.
    var document: String
    /// The name of the chapter it begins with.
    var chapter: String?
    var body: String
    var isTruncated = false
  }

  private func article(
    _ part: Part, number: Int, of package: EPUBPackage, context: DocumentContext
  ) -> ExtractedArticle {
    var article = package.metadata.article
    article.body = part.body
    if article.title.isEmpty { article.title = context.fileName.title }
    if part.isTruncated { article.notes.append(.truncatedMarkup) }
    guard number > 0 else { return article }
    article.title += part.chapter.map { ": " + $0 } ?? " (\(number + 1))"
    article.id = article.id.map { $0 + "#" + part.document }
    article.member = part.document
    // The address of a book is that of its first part.
    article.url = article.url.map { $0 + "#" + part.document }
    return article
  }
}
