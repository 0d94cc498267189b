import Articles

/// A post or page of a Ghost export that waits for the names of its authors and tags, or the reason why it is none.
struct GhostPost {
  /// Roughly the memory it takes, in bytes.
  let size: Int
  private var found: Result<ExtractedArticle, ExtractionFailure>
  /// What the relation tables call the post.
  private var row: String?
  private var authorID: String?
  /// The authors and tags that stand in the post itself.
  private var ownAuthors: [String] = []
  private var ownTags: [String] = []
  private var caption: String?

  /// Stands for a post that could not be read.
  init(_ failure: ExtractionFailure) {
    found = .failure(failure)
    size = 256
  }

  /// Reads a row of the table of posts.
  ///
  /// - Parameters:
  ///   - value: The row.
  ///   - number: Its number in the table, counted from 1.
  ///   - line: The line it begins on.
  ///   - limits: Those of pages.
  /// - Throws: Why it is no published article.
  init(_ value: MetadataValue, number: Int, line: Int, limits: Extractor.Limits) throws(ExtractionFailure) {
    guard case .record(let outer) = value else {
      throw ExtractionFailure(code: .notAnObject, detail: "the post is not an object")
    }
    let record = GhostPost.unwrapped(value)
    func text(_ name: String) -> String? { record[name]?.scalarText }
    try Self.checkIsPublic(record)
    var article = ExtractedArticle()
    article.line = line
    article.url =
      [text("canonical_url"), text("url"), MetadataValue.record(outer)["url"]?.scalarText].lazy
      .compactMap { $0 }.compactMap(WebAddress.absolute).first
    // The numbers of old versions mean another post in the next export.
    article.id = text("uuid") ?? text("id").flatMap { $0.utf8.count >= 24 && article.url == nil ? $0 : nil }
    article.title = text("title").map { FeedText.line($0, limits: limits) } ?? ""
    article.body = Self.body(of: record, limits: limits)
    article.language = (text("locale") ?? text("lang")).flatMap { LanguageNames.language($0) }
    let created = DateParser.first(of: [text("created_at")].compactMap { $0 }, &article.notes)
    article.published = DateParser.first(of: [text("published_at")].compactMap { $0 }, &article.notes) ?? created
    article.updated = DateParser.first(of: [text("updated_at")].compactMap { $0 }, &article.notes)
    row = text("id")
    authorID = text("author_id")
    ownAuthors = (record["authors"]?.elements ?? record["author"]?.elements ?? []).map(Self.unwrapped)
      .compactMap { $0["name"]?.scalarText }
    ownTags = (record["tags"]?.elements ?? []).map(Self.unwrapped).compactMap(GhostTables.publicTag)
    caption = text("feature_image_caption")
    size = article.body.utf8.count + article.title.utf8.count + 512
    found = .success(article)
  }

  /// The row itself; migration tools write `{"url": …, "data": {…}}`.
  private static func unwrapped(_ value: MetadataValue) -> MetadataValue {
    if case .record? = value["data"], let data = value["data"] { return data }
    return value
  }

  private static func checkIsPublic(_ record: MetadataValue) throws(ExtractionFailure) {
    if let type = record["type"]?.scalarText, type != "post", type != "page" {
      throw ExtractionFailure(code: .notAnArticle, detail: "“\(type.prefix(40))” is neither a post nor a page")
    }
    switch record["status"]?.scalarText ?? "published" {
    case "published": return
    case "draft": throw ExtractionFailure(code: .draft, detail: "its status is “draft”")
    case let status:
      throw ExtractionFailure(code: .unpublished, detail: "its status is “\(status.prefix(40))”")
    }
  }

  /// The text in the first of its forms that has any.
  private static func body(of record: MetadataValue, limits: Extractor.Limits) -> String {
    func document(_ name: String) -> MetadataValue? {
      guard let text = record[name]?.scalarText,
        case .success(let value) = JSONScanner.parse(Array(text.utf8)[...], maximumDepth: limits.maximumJSONDepth)
      else { return nil }
      return value
    }
    let forms: [() -> String?] = [
      { record["html"]?.scalarText },
      { document("lexical").map(LexicalDocument.html) },
      { document("mobiledoc").map { MobiledocDocument($0).html } },
    ]
    for form in forms {
      let text = form().map { HTMLFragment.text($0, limits: limits) } ?? ""
      if !text.isEmpty { return text }
    }
    if let markdown = record["markdown"]?.scalarText, !markdown.isBlank {
      return MarkdownDocument(markdown.split(omittingEmptySubsequences: false) { $0.isNewline }[...]).blocks.text(
        withoutHeading: "")
    }
    return ["plaintext", "custom_excerpt"].lazy.compactMap { record[$0]?.scalarText }.map(PlainText.clean)
      .first { !$0.isEmpty } ?? ""
  }

  /// The article with what the other tables say of it.
  func result(_ tables: GhostTables, limits: Extractor.Limits) -> Result<ExtractedArticle, ExtractionFailure> {
    guard case .success(var article) = found else { return found }
    let row = row ?? ""
    article.author = AuthorNames.joined(ownAuthors.isEmpty ? tables.authors(of: row, besides: authorID) : ownAuthors)
    article.category = CategoryNames.joined(ownTags.isEmpty ? tables.tags(of: row) : ownTags)
    article.site = tables.siteTitle.flatMap(WebAddress.siteName) ?? article.url.flatMap(WebAddress.host)
    article.language = article.language ?? tables.siteLanguage.flatMap { LanguageNames.language($0) }
    if let caption = (caption ?? tables.caption(of: row)).map({ HTMLFragment.text($0, limits: limits) }),
      !caption.isEmpty, !article.body.contains(caption)
    {
      article.body += article.body.isEmpty ? caption : "\n\n" + caption
    }
    guard !article.title.isEmpty || !article.body.isEmpty else {
      return .failure(
        ExtractionFailure(code: .missingText, detail: "the post has neither a title nor a text", line: article.line))
    }
    return .success(article)
  }
}
