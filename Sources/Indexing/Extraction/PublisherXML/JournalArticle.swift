import Articles

/// An article of a journal in JATS (ANSI/NISO Z39.96) or the NLM vocabularies before it, as archives of journals keep them.
struct JournalArticle {
  let element: XMLElement
  let limits: Extractor.Limits

  func article() -> ExtractedArticle {
    var article = ExtractedArticle()
    let meta = element.all("front", "article-meta").first ?? element.all("front").first
    article.id = id(in: meta)
    article.url = url(in: meta)
    article.title = title(in: meta)
    article.author = AuthorNames.joined(meta.map(authors) ?? [])
    article.site =
      element.all("front", "journal-meta").flatMap { $0.descendants(named: "journal-title") }.first?.oneLine
    let terms = meta?.descendants(named: ["subject", "kwd"]) ?? []
    article.category = CategoryNames.joined(terms.compactMap(\.oneLine))
    article.language = element.language.flatMap { LanguageNames.language($0) }
    article.published = published(in: meta, &article.notes)
    // Brackets around the numbers of sources, which are left out.
    article.body = PublisherText.body(parts(meta), limits: limits).replacing(#/ [\[(][,;–\- ]*[\])]/#, with: "")
    return article
  }

  private func parts(_ meta: XMLElement?) -> [XMLElement] {
    let abstracts = (meta?.children ?? []).filter { ["abstract", "trans-abstract"].contains($0.name.local) }
    let texts = element.children.filter { ["body", "back", "sub-article", "response"].contains($0.name.local) }
    return abstracts + texts
  }

  // MARK: Names

  private func identifier(_ type: String, in meta: XMLElement?) -> String? {
    meta?.all("article-id").first { $0.attribute("pub-id-type") == type }?.oneLine
  }

  private func id(in meta: XMLElement?) -> String? {
    ["doi", "pmc", "pmcid", "pmid"].lazy.compactMap { type in
      identifier(type, in: meta).map { "\(type == "pmcid" ? "pmc" : type):\($0)" }
    }.first
  }

  private func url(in meta: XMLElement?) -> String? {
    let own = meta?.all("self-uri").compactMap { $0.attribute("href") }.compactMap(WebAddress.absolute).first
    return own ?? identifier("doi", in: meta).flatMap { WebAddress.absolute("https://doi.org/" + $0) }
  }

  private func title(in meta: XMLElement?) -> String {
    let group = meta?.child(named: "title-group") ?? meta
    let titles = ["article-title", "subtitle"].compactMap { group?.child(named: $0) }
    return titles.map { PublisherText.line($0, limits: limits) }.filter { !$0.isEmpty }.joined(separator: ": ")
  }

  private func authors(in meta: XMLElement) -> [String] {
    let people = meta.all("contrib-group", "contrib").filter { ["author", nil].contains($0.attribute("contrib-type")) }
    return people.compactMap { person in
      let name = person.descendants(named: "name").first ?? person.descendants(named: "string-name").first
      guard let name else { return person.child(named: "collab")?.oneLine }
      guard let surname = name.child(named: "surname")?.oneLine else { return name.oneLine }
      let given = name.child(named: "given-names")?.oneLine
      let isEastern = name.attribute("name-style") == "eastern"
      return (isEastern ? [surname, given] : [given, surname]).compactMap { $0 }.joined(separator: " ")
    }
  }

  /// The day it came out: that of the electronic edition before that of the volume.
  private func published(in meta: XMLElement?, _ notes: inout [ExtractionNote]) -> ArticleDate? {
    let dates = meta?.all("pub-date") ?? []
    func rank(_ date: XMLElement) -> Int {
      let type = date.attribute("date-type") ?? date.attribute("pub-type") ?? ""
      return ["epub", "pub", "epub-ppub", "ppub"].firstIndex(of: type) ?? 4
    }
    let ordered = dates.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
    return DateParser.first(of: ordered.lazy.compactMap { PublisherDate.text($0.element) }, &notes)
  }
}

/// A date whose parts are elements of their own.
enum PublisherDate {
  static func text(_ element: XMLElement) -> String? {
    if let written = element.attribute("iso-8601-date") ?? element.attribute("when") { return written }
    guard let year = element.child(named: "year")?.oneLine else { return element.oneLine }
    guard let month = element.child(named: "month")?.oneLine else { return year }
    let day = element.child(named: "day")?.oneLine
    if Int(month) == nil { return [day, month, year].compactMap { $0 }.joined(separator: " ") }
    return ([year, month] + [day].compactMap { $0 }).map { $0.utf8.count == 1 ? "0" + $0 : $0 }.joined(separator: "-")
  }
}
