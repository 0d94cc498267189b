import Articles

/// What a page says about itself outside its text.
///
/// For each fact the sources are asked in falling trustworthiness: JSON-LD, OpenGraph and its kin, Dublin Core and other
/// `meta` names, microdata, and at last the visible page.
struct PageMetadata {
  private let tree: HTMLTree
  private let tags: MetaTags
  private let data: StructuredData
  private let article: MetadataValue?
  private let visible: VisibleMetadata
  private let isDiscussion: Bool
  private let kind: PageProfile.Kind
  /// Whether the page is made of groups of items.
  private let hasItems: Bool
  private let habits: DateHabits

  init(_ page: HTMLPage, profile: PageProfile, hasItems: Bool = false) {
    self.hasItems = hasItems
    tree = page.tree
    tags = page.tags
    data = page.data
    article = data.article
    visible = VisibleMetadata(page, isDiscussion: profile.isDiscussion)
    isDiscussion = PageProfile.declaresDiscussion(page)
    kind = profile.kind
    habits = page.dateHabits
  }

  /// An article with everything but its text.
  func facts() -> ExtractedArticle {
    var facts = ExtractedArticle()
    facts.url = url
    facts.site = siteName ?? facts.url.flatMap(WebAddress.host)
    facts.title = title(siteName: siteName, host: facts.url.flatMap(WebAddress.host))
    facts.author = author
    facts.category = category
    facts.language = language
    facts.updated = firstDate(updatedCandidates) ?? visible.updatedDate
    // As in feeds, the date of the last change stands for that of publication where it is alone.
    facts.published =
      Self.exacter(firstDate(publishedCandidates), visible.publishedDate) ?? visible.publishedDate ?? facts.url.flatMap(
        Self.date(inPath:)) ?? facts.updated
    return facts
  }

  // MARK: Address, site, language

  private var url: String? {
    let base = (tags.first("og:url") ?? tags.link("canonical")).flatMap(WebAddress.absolute)
    let candidates = [
      tags.link("canonical"), tags.first("og:url"), article?["url"]?.scalarText,
      article?["mainEntityOfPage"]?.scalarText, article?["mainEntityOfPage"]?["@id"]?.scalarText,
    ]
    return candidates.lazy.compactMap { $0 }.compactMap { WebAddress.resolve($0, against: base) }.first
  }

  private var siteName: String? {
    let publisher = article?["publisher"].map(data.resolve)
    let candidates = [
      tags.first("og:site_name"), publisher?["name"]?.scalarText,
      data.first(ofTypes: ["WebSite"])?["name"]?.scalarText, tags.first("application-name", "dc.publisher"),
    ]
    return candidates.lazy.compactMap { $0 }.map(PlainText.oneLine).first { !$0.isEmpty && $0.count <= 100 }
  }

  private var language: Language? {
    let root = tree.elements(.html).first { _ in true }
    let candidates = [
      root.flatMap { tree.attribute(.lang, of: $0) ?? tree.attribute(.xmlLang, of: $0) },
      article?["inLanguage"]?.scalarText, tags.first("og:locale"),
      tags.first("content-language", "language", "dc.language"),
    ]
    return candidates.lazy.compactMap { $0 }.compactMap { LanguageNames.language($0) }.first
  }

  // MARK: Title, author, category

  private func title(siteName: String?, host: String?) -> String {
    let cleaner = TitleCleaner(
      siteName: siteName, host: host, heading: visible.heading, isDiscussion: kind == .discussion)
    let isArticle = data.first(ofTypes: ["Article", "BlogPosting"]) != nil
    let candidates = [
      hasItems ? headingOfItems : nil,
      tags.first("og:title").flatMap(headingThatSays),
      isArticle ? article?["headline"]?.scalarText : nil, tags.first("og:title"), visible.documentTitle,
      tags.first("twitter:title", "dc.title", "dcterms.title", "citation_title", "headline"), visible.heading,
      article?["headline"]?.scalarText ?? article?["name"]?.scalarText,
    ]
    let titles = candidates.compactMap { $0.map(cleaner.clean) }.filter { !$0.isEmpty }
    guard let title = titles.first else { return "" }
    return Self.whole(title, among: titles)
  }

  /// A title that was cut off to fit, as another gives it in full.
  private static func whole(_ title: String, among titles: [String]) -> String {
    let start = ["…", "..."].first(where: title.hasSuffix).map { title.dropLast($0.count) } ?? title[...]
    guard start.count >= 40, let longer = titles.first(where: { $0.count > title.count && $0.hasPrefix(start) }) else {
      return title
    }
    // Without dots, a long title or one that ends inside a word was cut.
    let endsInWord = longer.dropFirst(start.count).first?.isLetter == true
    return start.count < title.count || title.count >= 100 || endsInWord ? longer : title
  }

  /// The main heading, where it is a wording of the same title and no paragraph; the one in `meta` is often cut or dressed up for others.
  private func headingThatSays(_ title: String) -> String? {
    guard let heading = visible.heading, heading.count >= 10, heading.count <= max(120, 2 * title.count) else {
      return nil
    }
    if isShouted(heading), !isShouted(title) { return nil }
    let words = Set(heading.lowercased().split { !$0.isLetter && !$0.isNumber })
    let others = Set(title.lowercased().split { !$0.isLetter && !$0.isNumber })
    return words.intersection(others).count * 2 >= min(words.count, others.count) && words.count >= 3 ? heading : nil
  }

  /// The main heading of a page of items, where the document title says the same and more, to be found by.
  private var headingOfItems: String? {
    guard kind == .other, let heading = visible.heading, let title = visible.documentTitle else { return nil }
    let words = heading.lowercased().split { !$0.isLetter && !$0.isNumber }
    let others = Set(title.lowercased().split { !$0.isLetter && !$0.isNumber })
    return heading.contains(" ") && words.count >= 2 && words.allSatisfy(others.contains) ? heading : nil
  }

  /// Whether a text is all in capitals.
  private func isShouted(_ text: String) -> Bool {
    !text.contains(where: \.isLowercase) && text.contains(where: \.isUppercase)
  }

  private var author: String? {
    let structured = (article?["author"] ?? article?["creator"]).map { value in
      value.elements.map(data.resolve).flatMap { element -> [String] in
        if let name = element["name"] { return name.elements.compactMap(\.scalarText) }
        return element.scalarText.map(AuthorNames.split) ?? []
      }
    }
    let isSite = Self.fold(structured ?? []) == Self.fold([siteName].compactMap { $0 })
    let candidates = [
      isSite ? [] : structured ?? [],
      tags.all("citation_author"),
      tags.all(
        "author", "article:author", "dc.creator", "dcterms.creator", "dc.author", "byl", "og:author",
        "parsely-author", "sailthru.author", "article.author", "article:author_name", "author_name"
      )
      .flatMap(AuthorNames.split),
      (labelledAuthor.map { [$0] } ?? []), visible.authors, isSite ? structured ?? [] : [],
    ]
    // Who began a discussion is its author; the others answer.
    return candidates.lazy.compactMap { [isDiscussion] in
      AuthorNames.joined(isDiscussion ? Array($0.prefix(1)) : $0)
    }.first
  }

  private static func fold(_ names: [String]) -> String {
    names.joined(separator: ";").lowercased().filter { $0.isLetter || $0.isNumber || $0 == ";" }
  }

  /// The name a page gives those who share it, beside the label “Written by”.
  private var labelledAuthor: String? {
    guard let label = tags.first("twitter:label1")?.lowercased(), label.hasPrefix("written by") else { return nil }
    return tags.first("twitter:data1")
  }

  private var category: String? {
    let sections = tags.all("article:section", "section", "dc.subject") + texts(article?["articleSection"])
    let keywords = tags.all("article:tag") + texts(article?["keywords"])
    let declared = sections + keywords
    return CategoryNames.joined(
      (declared.isEmpty ? tags.all("keywords", "news_keywords") : declared).flatMap(CategoryNames.split))
  }

  private func texts(_ value: MetadataValue?) -> [String] {
    value?.elements.compactMap { $0.scalarText ?? $0["name"]?.scalarText } ?? []
  }

  // MARK: Dates

  private var publishedCandidates: [String] {
    texts(article?["datePublished"] ?? article?["datePosted"])
      + tags.all(
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "dc.date.issued",
        "dcterms.issued", "dcterms.created", "citation_publication_date", "citation_date", "publish-date",
        "publishdate",
        "publish_date", "publication_date", "pubdate", "date.published", "dc.date", "dcterms.date", "dcterms.available",
        "date", "originalpublicationdate", "article.published", "displaydate", "created", "published-date",
        "published_date", "parsely-pub-date", "sailthru.date", "og:pubdate", "og:publish_date", "publishtime",
        "published_time", "published_at", "release_date", "article_date_original", "dc.created", "firstpublished",
        "citation_online_date")
      + visible.publishedMicrodata + texts(article?["dateCreated"] ?? article?["uploadDate"])
  }

  private var updatedCandidates: [String] {
    texts(article?["dateModified"])
      + tags.all(
        "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod",
        "article:modified", "revised")
      + visible.updatedMicrodata
  }

  /// The date that is shown, where the one that is stated has only its year: which of two numbers is the day was unclear.
  private static func exacter(_ stated: ArticleDate?, _ shown: ArticleDate?) -> ArticleDate? {
    guard let stated, let shown, stated.text.utf8.count == 4, shown.text.hasPrefix(stated.text) else { return stated }
    return shown
  }

  private func firstDate(_ candidates: [String]) -> ArticleDate? {
    candidates.lazy.compactMap { DateParser.parse($0, habits: habits) }.first
      ?? candidates.lazy.compactMap { $0.count <= 80 ? DateTokens($0, habits: habits).days().first?.date : nil }.first
  }

  /// The day in an address like `…/2021/03/05/…`, `…/2021/mar/5/…`, `…/2021-03-05-title` or `…/20210305/…`.
  static func date(inPath address: String) -> ArticleDate? {
    let parts = address.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").dropFirst(2)
    for index in parts.indices {
      let part = parts[index]
      let digits = part.prefix { $0.isASCII && $0.isNumber }
      if digits.count == 4, digits == part, index + 3 < parts.endIndex, (1...3).contains(parts[index + 1].count),
        (1...2).contains(parts[index + 2].count),
        let date = DateParser.parse("\(part)-\(parts[index + 1])-\(parts[index + 2])"), date.text.count >= 10
      {
        return date
      }
      guard digits.count == 4 || digits.count == 8 && digits == part && index + 1 < parts.endIndex else { continue }
      let stated = digits.count == 8 ? digits : part.prefix(10)
      let isParted = digits.count == 8 || part.dropFirst(10).first.map { "-_.".contains($0) } ?? true
      if isParted, let date = DateParser.parse(String(stated)), date.text.count == 10, (1990...2100).contains(date.year)
      {
        return date
      }
    }
    return nil
  }
}
