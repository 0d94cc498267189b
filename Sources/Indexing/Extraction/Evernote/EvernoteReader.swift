import Articles

/// Reads the exports of Evernote, and of other programs for notes that write the same (ENEX): one article a note.
struct EvernoteReader: ArticleReader {
  static let format = ArticleFormat.evernote

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    try FeedDocument<EvernoteExport>.read(&input, context: context, records: .evernote, receive: receive)
  }
}

extension XMLRecordNames {
  /// Notes, without the files in them, which are many times as large.
  fileprivate static let evernote = XMLRecordNames(
    records: ["note"], containers: [], mayNest: true, withoutText: ["data", "recognition", "alternate-data"])
}

/// An export: every note is an article.
private struct EvernoteExport: FeedDialect {
  private let limits: Extractor.Limits

  init(limits: Extractor.Limits) { self.limits = limits }

  mutating func take(property: XMLElement) {}

  func article(from note: XMLElement) throws(ExtractionFailure) -> ExtractedArticle {
    var article = ExtractedArticle()
    let facts = note.child(named: "note-attributes")
    article.line = note.line
    article.id = note.child(named: "guid")?.oneLine
    article.url = facts?.child(named: "source-url")?.oneLine.flatMap(WebAddress.absolute)
    article.title = note.child(named: "title")?.oneLine ?? ""
    article.author = AuthorNames.joined([facts?.child(named: "author")?.oneLine].compactMap { $0 })
    article.site = article.url.flatMap(WebAddress.host)
    article.category = CategoryNames.joined(note.all("tag").compactMap(\.oneLine))
    article.published = date("created", of: note, &article.notes)
    article.updated = date("updated", of: note, &article.notes)
    // The text is a document of its own: its declaration and type are no text.
    let content = note.child(named: "content")?.text ?? ""
    article.body = HTMLFragment.text(String(XMLProlog.skip(content[...], documentType: true)), limits: limits)
    return article
  }

  private func date(_ name: String, of note: XMLElement, _ notes: inout [ExtractionNote]) -> ArticleDate? {
    DateParser.first(of: note.all(name).compactMap(\.oneLine), &notes)
  }
}
