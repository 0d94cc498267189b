/// A fact about an article that records of any kind (JSON, front matter) may state, and the names it goes by.
enum ArticleProperty: Int, CaseIterable {
  case id, url, title, body, html, author, site, published, updated, captured, category, language

  /// Names in falling precedence, in the form ``fold(_:)`` gives them.
  var names: [String] {
    switch self {
    case .id: ["id", "guid", "uuid", "identifier", "articleid", "documentid", "docid"]
    case .url:
      ["url", "canonicalurl", "canonical", "permalink", "link", "uri", "weburl", "externalurl", "originalurl"]
    case .title: ["title", "headline", "name", "heading", "subject"]
    case .body:
      [
        "body", "text", "content", "articlebody", "article", "fulltext", "maintext", "maincontent", "plaintext",
        "contenttext", "bodytext", "story", "abstract", "summary", "description", "excerpt",
      ]
    case .html: ["html", "contenthtml", "bodyhtml", "htmlbody", "contentencoded", "rawhtml"]
    case .author: ["author", "authors", "byline", "creator", "dccreator", "creators", "writer", "authorname"]
    case .site: ["site", "sitename", "source", "publisher", "website", "publication", "newspaper", "outlet", "domain"]
    case .published:
      [
        "published", "publishedat", "datepublished", "publisheddate", "publishdate", "publicationdate",
        "publishedtime", "publishedon", "pubdate", "firstpublished", "issued", "date", "posted", "postedat", "created",
        "createdat", "datecreated", "datetime", "timestamp", "time",
      ]
    case .updated:
      [
        "updated", "updatedat", "dateupdated", "modified", "modifiedat", "datemodified", "lastmodified", "lastmod",
        "lastupdated", "modifiedtime", "revised",
      ]
    case .captured:
      [
        "captured", "capturedat", "crawled", "crawledat", "crawldate", "fetched", "fetchedat", "retrieved",
        "retrievedat", "archived", "archivedat", "datedownload", "accessed",
      ]
    case .category:
      [
        "category", "categories", "section", "sections", "topic", "topics", "tag", "tags", "keyword", "keywords",
        "labels",
      ]
    case .language: ["language", "lang", "inlanguage", "locale", "languagecode", "langcode"]
    }
  }

  /// The names of records whose members are looked at as if they stood outside, after those that do.
  static let wrappers: Set<String> = ["metadata", "meta", "taxonomies", "extra", "params", "frontmatter"]

  /// A name without case, separators and namespace punctuation: `Published_At`, `published-at` → `publishedat`.
  static func fold(_ name: String) -> String {
    if name.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }) { return name }
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
