/// Reads Markdown with or without front matter: one article a file.
struct MarkdownReader: WholeDocumentReader {
  static let format = ArticleFormat.markdown

  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    let decoded = try TextDecoder.decode(bytes, declared: context.place.encoding)
    let lines = decoded.text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let frontMatter = FrontMatter(lines)
    let preamble = MarkdownPreamble(frontMatter.isAbsent ? frontMatter.body : [])
    guard !frontMatter.isDraft, !DraftMark.isIn(preamble.members) else {
      throw ExtractionFailure(code: .draft, detail: "marked as a draft")
    }
    var notes = decoded.notes
    if let problem = frontMatter.problem { notes.append(.unreadableFrontMatter(detail: problem)) }
    let blocks = MarkdownDocument(preamble.members.isEmpty ? frontMatter.body : preamble.body).blocks
    return try MarkupArticle(members: frontMatter.members + preamble.members, blocks: blocks, title: nil, notes: notes)
      .article(context: context)
  }
}
