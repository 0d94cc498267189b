/// Reads a single web page: its main content and what it says about itself.
struct HTMLReader: WholeDocumentReader {
  static let format = ArticleFormat.html

  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    let decoded = try TextDecoder.decode(bytes, declared: DeclaredEncoding.label(in: bytes))
    let page = HTMLPage(decoded.text, limits: context.limits)
    var article = PageMetadata(page).facts()
    article.body = MainContent(page).text(title: article.title)
    guard !article.body.isEmpty || !article.title.isEmpty else {
      throw ExtractionFailure(code: .missingText, detail: "the page has neither a title nor a text")
    }
    if article.title.isEmpty { article.title = context.fileName.title }
    article.notes = decoded.notes + (page.tree.isTruncated ? [.truncatedMarkup] : [])
    return article
  }
}

/// The encoding a page declares in its first bytes.
enum DeclaredEncoding {
  /// The label in an XML declaration or a `meta` element (HTML Standard, “prescan a byte stream”), in the first 4 KiB.
  static func label(in bytes: [UInt8]) -> String? {
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
    if head.hasPrefix("<?xml"), let end = head.firstRange(of: "?>") {
      if let label = value(after: "encoding", in: head[..<end.lowerBound]) { return label }
    }
    var rest = head[...]
    while let meta = rest.firstRange(of: "<meta") {
      let tag = rest[meta.upperBound...].prefix { $0 != ">" }
      if let label = value(after: "charset", in: tag) { return label }
      rest = rest[tag.endIndex...]
    }
    return nil
  }

  /// What follows a name and an equals sign, quoted or not.
  private static func value(after name: String, in text: Substring) -> String? {
    guard let found = text.firstRange(of: name) else { return nil }
    var rest = text[found.upperBound...].drop(while: \.isWhitespace)
    guard rest.first == "=" else { return nil }
    rest = rest.dropFirst().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
    let label = rest.prefix { !$0.isWhitespace && !"\"';/>".contains($0) }
    return label.isEmpty ? nil : String(label)
  }
}
