import Articles

/// Reads Markdown with or without front matter: one article a file.
struct MarkdownReader: WholeDocumentReader {
  static let format = ArticleFormat.markdown

  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    let decoded = try TextDecoder.decode(bytes, declared: context.place.encoding)
    let lines = decoded.text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let frontMatter = FrontMatter(lines)
    guard !frontMatter.isDraft else {
      throw ExtractionFailure(code: .draft, detail: "the front matter marks the document as a draft")
    }
    let document = MarkdownDocument(frontMatter.body)
    let fileName = DatedFileName(context.fileName)
    var article = ArticleFields(frontMatter.members).article(limits: context.limits)
    guard !document.blocks.isEmpty || !article.title.isEmpty || !article.body.isEmpty else {
      throw ExtractionFailure(code: .empty, detail: "the document has no text")
    }
    let heading = document.firstHeading
    if article.title.isEmpty { article.title = heading ?? fileName.title }
    let body = document.text(withoutHeading: article.title)
    if !body.isEmpty { article.body = body }
    article.published = article.published ?? fileName.date
    article.notes = decoded.notes + article.notes
    if let problem = frontMatter.problem { article.notes.append(.unreadableFrontMatter(detail: problem)) }
    return article
  }
}

/// A file name that begins with a day, as blogs name their posts: `2021-03-05-air-bridge.md`.
private struct DatedFileName {
  let date: ArticleDate?
  let title: String

  init(_ name: FileName) {
    let stem = name.stem
    let separator = stem.dropFirst(10).first
    if let day = ArticleDate(iso: stem.prefix(10)), day.text.count == 10, separator == "-" || separator == "_" {
      date = day
      title = FileName(String(stem.dropFirst(11))).title
    } else {
      date = nil
      title = name.title
    }
  }
}
