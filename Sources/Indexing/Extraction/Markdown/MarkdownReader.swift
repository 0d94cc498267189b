/// Reads Markdown with or without front matter: one article a file.
struct MarkdownReader: WholeDocumentReader {
  static let format = ArticleFormat.markdown

  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    let decoded = try TextDecoder.decode(bytes, declared: context.place.encoding)
    let lines = decoded.text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let frontMatter = FrontMatter(lines)
    let preamble = MarkdownPreamble(frontMatter.isAbsent ? frontMatter.body : [])
    let isMarked = frontMatter.isDraft || DraftMark.isIn(preamble.members)
    try SiteSource.checkDraft(isMarked: isMarked, name: context.fileName)
    var notes = decoded.notes
    if let problem = frontMatter.problem { notes.append(.unreadableFrontMatter(detail: problem)) }
    let blocks = MarkdownDocument(preamble.members.isEmpty ? frontMatter.body : preamble.body).blocks
    let article = try MarkupArticle(
      members: frontMatter.members + preamble.members, blocks: blocks, title: nil, notes: notes
    ).article(context: context)
    if !frontMatter.isAbsent {
      try SiteSource.checkTemplate(Self.isTemplate(frontMatter.body, article))
      let isEmpty = frontMatter.body.allSatisfy(\.isBlank) && article.body.isEmpty
      try SiteSource.checkIndex(context.fileName, isEmpty: isEmpty)
    }
    return article
  }

  /// Whether a text with front matter is what a site generator makes texts, or lists of texts, from.
  private static func isTemplate(_ lines: ArraySlice<Substring>, _ article: ExtractedArticle) -> Bool {
    if TemplateTags.isIn(article.title) { return true }
    guard lines.contains(where: { $0.contains("{") }) else { return false }
    var tags = TemplateTags()
    tags.add(Array(lines.joined(separator: "\n").utf8)[...])
    return tags.loops > 0 && tags.isTemplate(wordsToATag: 10)
  }
}
