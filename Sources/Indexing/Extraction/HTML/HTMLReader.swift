/// Reads a single web page: its main content and what it says about itself.
struct HTMLReader: WholeDocumentReader {
  static let format = ArticleFormat.html

  /// Of a page with fewer bytes of text, scripts may have it.
  private static let leastText = 200

  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    let label = context.place.encoding ?? DeclaredEncoding.label(in: bytes)
    let decoded = try TextDecoder.utf8(of: bytes, declared: label)
    if let source = SourcePage(decoded.bytes) {
      return try article(of: source, notes: decoded.notes, context: context)
    }
    let page = HTMLPage(decoded.bytes, limits: context.limits)
    try SiteSource.checkTemplate(page.tree.isTemplate)
    var article = facts(of: page)
    if article.body.utf8.count < Self.leastText, let text = ScriptedText.find(in: decoded.bytes) { article.body = text }
    guard !article.body.isEmpty || !article.title.isEmpty else {
      throw ExtractionFailure(code: .missingText, detail: "the page has neither a title nor a text")
    }
    if article.title.isEmpty { article.title = context.fileName.title }
    article.notes = decoded.notes + article.notes
    // Of the page of an archive the archive says it.
    if context.place.url == nil { SavedAddress.place(of: decoded.bytes[...])?.complete(&article) }
    return article
  }

  /// What a page says; the text has no heading that repeats a title, the page's own when none is given.
  private func facts(of page: HTMLPage, title: String = "") -> ExtractedArticle {
    let content = MainContent(page)
    var article = PageMetadata(page, profile: content.profile, hasItems: content.hasItems).facts()
    article.body = content.text(title: title.isEmpty ? article.title : title)
    article.languageMayBeOfTemplate = article.language != nil
    article.notes = page.tree.isTruncated ? [.truncatedMarkup] : []
    return article
  }

  /// The article of a page as a site generator finds it: what stands above the HTML goes before what that says.
  private func article(
    of source: SourcePage, notes: [ExtractionNote], context: DocumentContext
  ) throws(ExtractionFailure) -> ExtractedArticle {
    try SiteSource.checkDraft(isMarked: source.frontMatter.isDraft, name: context.fileName)
    let stated = ArticleFields(source.frontMatter.members).article(limits: context.limits)
    try SiteSource.checkTemplate(TemplateTags.isIn(stated.title) || source.isTemplate)
    let shown = facts(of: HTMLPage(source.content, limits: context.limits), title: stated.title)
    let blocks = shown.body.isEmpty ? [] : [TextBlock(kind: .paragraph, text: shown.body)]
    var article = try MarkupArticle(
      members: source.frontMatter.members, blocks: blocks, title: shown.title.isEmpty ? nil : shown.title,
      notes: notes + source.notes + shown.notes
    ).article(context: context)
    try SiteSource.checkIndex(context.fileName, isEmpty: article.body.isEmpty)
    article.author = article.author ?? shown.author
    article.published = article.published ?? shown.published
    article.language = article.language ?? shown.language
    return article
  }
}

/// The encoding a page declares in its first bytes.
enum DeclaredEncoding {
  /// The label in an XML declaration or a `meta` element (HTML Standard, “prescan a byte stream”), in the first 4 KiB.
  static func label(in bytes: [UInt8]) -> String? {
    let head = bytes.prefix(4096)
    if head.starts(with: "<?xml".utf8), let label = value(after: "encoding", in: head.prefix { $0 != 0x3e }) {
      return label
    }
    var rest = head
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[start...]
      guard rest.begins(with: "<meta") else {
        rest = rest.dropFirst()
        continue
      }
      let tag = rest.prefix { $0 != UInt8(ascii: ">") }
      if let label = value(after: "charset", in: tag) { return label }
      rest = rest[tag.endIndex...]
    }
    return nil
  }

  /// What follows a name and an equals sign, quoted or not.
  private static func value(after name: StaticString, in text: ArraySlice<UInt8>) -> String? {
    guard let end = text.end(of: name) else { return nil }
    var rest = text[end...].drop { $0 <= 0x20 }
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    let label = rest.prefix { $0 > 0x20 && !"\"';/>".utf8.contains($0) }
    return label.isEmpty ? nil : String(decoding: label, as: UTF8.self).lowercased()
  }
}
