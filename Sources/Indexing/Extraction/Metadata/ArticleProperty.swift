/// A fact about an article that records of any kind (JSON, front matter) may state, and the names it goes by.
enum ArticleProperty: Int, CaseIterable {
  case id, url, title, body, html, markdown, author, site, published, updated, captured, category, language

  /// English names in falling precedence, in the form ``fold(_:)`` gives them.
  var englishNames: [String] {
    switch self {
    case .id: ["id", "guid", "uuid", "identifier", "articleid", "documentid", "docid"]
    case .url:
      [
        "url", "canonicalurl", "canonical", "permalink", "link", "uri", "weburl", "externalurl", "originalurl",
        "articleurl", "pageurl", "posturl", "sourceurl", "href",
      ]
    case .title:
      [
        "title", "headline", "name", "heading", "subject", "articletitle", "posttitle", "pagetitle", "webtitle",
        "titletext", "headlinetext", "newstitle", "documenttitle", "doctitle",
      ]
    case .body:
      [
        "body", "text", "content", "articlebody", "article", "fulltext", "maintext", "maincontent", "plaintext",
        "contenttext", "bodytext", "textcontent", "pagecontent", "articletext", "articlecontent", "postcontent",
        "rawcontent", "rawtext", "cleantext", "cleanedtext", "selftext", "story", "abstract", "summary", "description",
        "abstractnote", "pagetext", "posttext", "newstext", "documenttext", "doctext", "bodycontent", "newscontent",
        "excerpt", "leadparagraph", "subtitle", "teaser", "snippet", "selection",
      ]
    case .html: ["html", "contenthtml", "bodyhtml", "htmlbody", "htmlcontent", "contentencoded", "rawhtml"]
    case .markdown: ["markdown", "contentmarkdown", "bodymarkdown", "markdowncontent", "contentmd", "bodymd"]
    case .author:
      [
        "author", "authors", "byline", "creator", "dccreator", "creators", "writer", "writers", "authorname",
        "authornames", "postauthor", "postedby", "publishedby", "by",
      ]
    case .site:
      [
        "site", "sitename", "sitetitle", "source", "sourcename", "publisher", "publishername", "website", "publication",
        "publicationtitle", "newspaper", "outlet", "blogname", "domain", "sourcedomain", "hostname",
      ]
    case .published:
      [
        "published", "publishedat", "datepublished", "datepublish", "publisheddate", "publishdate", "publicationdate",
        "publishedtime", "publishtime", "publicationtime", "publishedon", "pubdate", "webpublicationdate",
        "firstpublished", "firstpublishedat", "firstpublishdate", "firstpublicationdate", "originalpublicationdate",
        "issued", "releasedate", "dategmt", "postdategmt", "date", "articledate", "postdate", "posted", "postedat",
        "dateposted", "displaydate", "created", "createdat", "createdon", "createddate", "creationdate", "createtime",
        "createdutc", "datecreated", "datetime", "timestamp", "time",
      ]
    case .updated:
      [
        "modifiedgmt", "postmodifiedgmt", "updated", "updatedat", "updatedon", "updateddate", "updatetime",
        "dateupdated", "modified", "modifiedat", "modifiedon", "modifieddate", "postmodified", "datemodified",
        "datemodify", "lastmodified", "lastmodifieddate", "lastmod", "lastupdated", "lastupdate", "modifiedtime",
        "changed", "editedat", "revised",
      ]
    case .captured:
      [
        "captured", "capturedat", "crawled", "crawledat", "crawldate", "fetched", "fetchedat", "retrieved",
        "retrievedat", "archived", "archivedat", "datedownload", "downloaded", "scraped", "scrapedat", "accessed",
        "accessdate",
      ]
    case .category:
      [
        "category", "categories", "section", "sections", "sectionname", "articlesection", "topic", "topics", "subjects",
        "tag", "tags", "taglist", "keyword", "keywords", "newskeywords", "labels",
      ]
    case .language: ["language", "lang", "inlanguage", "locale", "languagecode", "langcode"]
    }
  }

  /// All names in falling precedence, in the form ``fold(_:)`` gives them.
  var names: [String] { englishNames + ForeignFieldNames.names(of: self) }

  /// Whether a member of this name holds facts of the article when its value is a record.
  ///
  /// - Parameters:
  ///   - name: The name as it is written.
  ///   - folded: The same in the form ``fold(_:)`` gives it.
  static func isWrapper(_ name: String, folded: String) -> Bool { name == "_source" || wrappers.contains(folded) }

  /// The names of records whose members are looked at as if they stood outside, after those that do.
  private static let wrappers: Set<String> = [
    "metadata", "meta", "taxonomies", "extra", "params", "frontmatter", "fields", "attributes", "data", "article",
    "post", "story", "document", "doc", "page", "node", "object", "tweet",
  ]

  /// Names that say that a moment is in UTC, which its value does not.
  static let namesInUTC: Set<String> = ["dategmt", "postdategmt", "modifiedgmt", "postmodifiedgmt"]

  /// A name without case, separators and namespace punctuation: `Published_At`, `published-at` → `publishedat`.
  static func fold(_ name: String) -> String {
    if name.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) { return name }
    if name.utf8.contains(where: { $0 >= 0x80 }) {
      return name.lowercased().filter { !"_- :.".contains($0) }
    }
    var folded: [UInt8] = []
    folded.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): folded.append(byte | 0x20)
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "."): continue
      default: folded.append(byte)
      }
    }
    return String(decoding: folded, as: UTF8.self)
  }

  /// What a folded name means, and its place in the order of precedence.
  static let byName: [String: (property: ArticleProperty, rank: Int)] = {
    var table: [String: (property: ArticleProperty, rank: Int)] = [:]
    for property in allCases {
      for (rank, name) in property.names.enumerated() { table[name] = (property, rank) }
    }
    return table
  }()
}
