/// A text in the vocabulary of the Text Encoding Initiative (TEI P3 to P5), as editors and libraries keep them.
struct TextEdition {
  let element: XMLElement
  let limits: Extractor.Limits

  func article() -> ExtractedArticle {
    var article = ExtractedArticle()
    let header = element.child(named: "teiheader")
    let file = header?.child(named: "filedesc")
    let titles = file?.all("titlestmt", "title") ?? []
    let title = titles.first { $0.attribute("type") == "main" } ?? titles.first
    article.title = title.map { PublisherText.line($0, limits: limits) } ?? ""
    article.author = AuthorNames.joined((file?.all("titlestmt", "author") ?? []).compactMap(\.oneLine))
    let statement = file?.child(named: "publicationstmt")
    article.site = statement?.descendants(named: "publisher").first?.oneLine.flatMap(WebAddress.siteName)
    let identifiers = statement?.descendants(named: "idno").compactMap(\.oneLine) ?? []
    article.url = identifiers.lazy.compactMap(WebAddress.absolute).first
    article.category = CategoryNames.joined(
      (header?.descendants(named: "textclass") ?? []).flatMap { $0.descendants(named: "term") }.compactMap(\.oneLine))
    let used = header?.descendants(named: "language").first?.attribute("ident")
    article.language = (element.child(named: "text")?.language ?? used ?? element.language)
      .flatMap { LanguageNames.language($0) }
    let dates = statement?.descendants(named: "date") ?? []
    article.published = DateParser.first(of: dates.lazy.compactMap(PublisherDate.text), &article.notes)
    article.body = PublisherText.body(element.all("text"), limits: limits)
    return article
  }
}
