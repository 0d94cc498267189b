public import Articles

/// What a reader found of one article: clean text and the facts the input states about it.
///
/// Nothing is guessed that the input does not say, except where a note says so.
public struct ExtractedArticle: Sendable, Equatable {
  /// The input's own identifier (`id`, `guid`).
  public var id: String?
  /// The canonical address.
  public var url: String?
  /// The headline without the site's name; empty when there is none.
  public var title: String
  /// The plain text: paragraphs separated by `"\n\n"`, lines by `"\n"`.
  public var body: String
  /// The authors, joined by `Article.listSeparator`.
  public var author: String?
  /// The publication.
  public var site: String?
  /// Section and tags, joined by `Article.listSeparator`.
  public var category: String?
  /// The language the input states.
  public var language: Language?
  /// Whether a template may have stated the language, as those of web pages do, whatever the text is written in.
  public var languageMayBeOfTemplate = false
  /// Whether the text may be a summary of a longer one that stands elsewhere, as those of feeds are.
  public var bodyMayBeSummary = false
  /// When the article was first published.
  public var published: ArticleDate?
  /// When the publisher last changed it.
  public var updated: ArticleDate?
  /// When the copy was made.
  public var captured: ArticleDate?
  /// The member of an archive, or the record of a container.
  public var member: String?
  /// The first line of the article within the input, counted from 1, in formats that hold several articles.
  public var line: Int?
  /// Where the article was read from before it was exported, when the input is an export that says so.
  public var source: ArticleSource?
  /// What was assumed or dropped on the way.
  public var notes: [ExtractionNote]

  /// Makes an article; everything that is not known is left out.
  public init(
    id: String? = nil, url: String? = nil, title: String = "", body: String = "", author: String? = nil,
    site: String? = nil, category: String? = nil, language: Language? = nil, published: ArticleDate? = nil,
    updated: ArticleDate? = nil, captured: ArticleDate? = nil, member: String? = nil, line: Int? = nil,
    notes: [ExtractionNote] = []
  ) {
    self.id = id
    self.url = url
    self.title = title
    self.body = body
    self.author = author
    self.site = site
    self.category = category
    self.language = language
    self.published = published
    self.updated = updated
    self.captured = captured
    self.member = member
    self.line = line
    self.notes = notes
  }
}

extension ExtractedArticle {
  /// The address, where it is that of one article: the front page of a site is named by templates for every page, and by
  /// records for where they come from.
  public var identifyingURL: String? {
    guard let url, !url.isEmpty, !WebAddress.isFrontPage(url) || url.contains("#") else { return nil }
    return url
  }
}

/// Something assumed or dropped while an article was read, worth telling the person who ingests it.
public enum ExtractionNote: Sendable, Equatable, CustomStringConvertible {
  /// The bytes named no usable encoding and are not UTF-8; this one fitted best.
  case guessedEncoding(String)
  /// The input declares one encoding, but its bytes are in another.
  case contradictedEncoding(declared: String, used: String)
  /// Byte sequences the encoding does not have were replaced by U+FFFD.
  case replacedBytes(count: Int)
  /// The metadata block at the head of a document could not be parsed and was left out.
  case unreadableFrontMatter(detail: String)
  /// A date the input gives is in no known notation.
  case unreadableDate(String)
  /// The page nests deeper or is larger than the limit; the rest of it was left out.
  case truncatedMarkup
  /// The input ends in the middle of the article.
  case truncatedEntry

  /// One line without a final stop.
  public var description: String {
    switch self {
    case .guessedEncoding(let name): "encoding guessed as \(name)"
    case .contradictedEncoding(let declared, let used): "declared encoding \(declared), read as \(used)"
    case .replacedBytes(let count): "\(count) invalid byte sequence\(count == 1 ? "" : "s") replaced"
    case .unreadableFrontMatter(let detail): "front matter left out: \(detail)"
    case .unreadableDate(let text): "date not understood: \(text)"
    case .truncatedMarkup: "markup beyond the limit left out"
    case .truncatedEntry: "the input ends in the middle of the article"
    }
  }
}
