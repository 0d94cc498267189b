/// One article: clean text and the facts known about it, in the order a reader would ask for them.
///
/// An article carries no markup: `title` and `body` are plain text, paragraphs of `body` separated by a blank line.
public struct Article: Sendable, Equatable {
  /// The article's identity in an index, never empty.
  ///
  /// Its `id`, else its canonical URL, else the path it was read from.
  public var key: String
  /// The canonical address, absolute, when the article has one.
  public var url: String?
  /// The headline without the site's name, empty when the source has none.
  public var title: String
  /// The clean text: paragraphs separated by `"\n\n"`, lines by `"\n"`.
  public var body: String
  /// Who wrote it; several names are joined by `"; "`.
  public var author: String?
  /// The publication's name, or its host name when no name is known.
  public var site: String?
  /// The section or tags; several are joined by `"; "`.
  public var category: String?
  /// The language of the text, from metadata or detected.
  public var language: Language?
  /// When the article was first published.
  public var published: ArticleDate?
  /// When the publisher last changed it.
  public var updated: ArticleDate?
  /// When the copy that was read was made (a crawl date), when the source says so.
  public var captured: ArticleDate?
  /// Where the article was read from.
  public var source: ArticleSource

  /// Makes an article; everything that is not known is left out.
  public init(
    key: String, url: String? = nil, title: String, body: String, author: String? = nil, site: String? = nil,
    category: String? = nil, language: Language? = nil, published: ArticleDate? = nil, updated: ArticleDate? = nil,
    captured: ArticleDate? = nil, source: ArticleSource
  ) {
    self.key = key
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
    self.source = source
  }

  /// The separator between several authors or categories in one value.
  public static let listSeparator = "; "
}

/// The number of an article in one index.
///
/// Ids only grow and are never reused: replacing an article gives it a new id.
public struct ArticleID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  /// The row id in the index, at least 1.
  public var rawValue: Int64

  /// Wraps a row id.
  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// Orders by number, which is the order of arrival.
  public static func < (left: ArticleID, right: ArticleID) -> Bool { left.rawValue < right.rawValue }
}

/// The place an article was read from, exact enough to find it again.
public struct ArticleSource: Sendable, Equatable, Hashable {
  /// The file, absolute in an index, in reports as given on the command line; `-` for standard input.
  public var path: String
  /// The member of an archive, or the record of a container.
  public var member: String?
  /// The first line of the article within the file or member, counted from 1.
  public var line: Int?

  /// Names a place.
  public init(path: String, member: String? = nil, line: Int? = nil) {
    self.path = path
    self.member = member
    self.line = line
  }
}

extension ArticleSource: CustomStringConvertible {
  /// `path`, `path:line`, `path#member` or `path#member:line`.
  public var description: String {
    path + (member.map { "#" + $0 } ?? "") + (line.map { ":\($0)" } ?? "")
  }
}
