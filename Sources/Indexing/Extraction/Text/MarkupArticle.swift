import Articles

/// A document in a markup language as it was written, before it becomes an article.
struct MarkupArticle {
  /// What the document says of itself.
  var members: [MetadataMember]
  var blocks: [TextBlock]
  /// The title the markup itself has, where it tells titles from headings.
  var title: String?
  var notes: [ExtractionNote]

  /// The article: what the document says of itself, else its first heading, else the name of the file.
  ///
  /// - Throws: A failure with the code `empty`.
  func article(context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    var article = ArticleFields(members).article(limits: context.limits)
    // `id: intro` names a page within its folder, its language and its version of a manual.
    article.id = article.id.flatMap { EntryIdentifiers.qualified($0, url: nil, feed: nil) }
    guard !blocks.isEmpty || !article.title.isEmpty || !article.body.isEmpty || title != nil else {
      throw ExtractionFailure(code: .empty, detail: "the document has no text")
    }
    let fileName = DatedFileName(context.fileName)
    let heading = [title, blocks.firstHeading].lazy.compactMap { $0 }.map(PlainText.oneLine).first { !$0.isEmpty }
    if article.title.isEmpty { article.title = heading ?? fileName.title }
    let body = blocks.text(withoutHeading: article.title)
    if !body.isEmpty { article.body = body }
    guard !article.title.isEmpty || !article.body.isEmpty else {
      throw ExtractionFailure(code: .empty, detail: "the document has no text")
    }
    article.published = article.published ?? fileName.date
    article.notes = notes + article.notes
    return article
  }
}

/// A file name that begins with a day, as blogs name their posts and note programs a day's notes: `2021-03-05-air-bridge.md`,
/// `2021-03-05.md`.
private struct DatedFileName {
  let date: ArticleDate?
  let title: String

  init(_ name: FileName) {
    let stem = name.stem
    let separator = stem.dropFirst(10).first
    let day = ArticleDate(iso: stem.prefix(10)).flatMap { $0.text.count == 10 ? $0 : nil }
    if let day, separator == nil {
      (date, title) = (day, stem)
    } else if let day, separator == "-" || separator == "_" || separator == " " {
      date = day
      title = FileName(String(stem.dropFirst(11))).title
    } else {
      date = nil
      title = name.title
    }
  }
}
