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
    var notes = decoded.notes
    if let problem = frontMatter.problem { notes.append(.unreadableFrontMatter(detail: problem)) }
    let blocks = MarkdownDocument(frontMatter.body).blocks
    return try MarkupArticle(members: frontMatter.members, blocks: blocks, title: nil, notes: notes)
      .article(context: context)
  }
}
