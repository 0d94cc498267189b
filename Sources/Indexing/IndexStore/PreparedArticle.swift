public import Analysis
public import Articles

/// An article with everything computed that the index keeps of it, ready to be written.
public struct PreparedArticle: Sendable {
  /// The article.
  public let article: Article
  /// What tells a changed article from an unchanged one.
  public let contentHash: ContentHash
  let terms: ArticleTerms
  let storyKeys: StoryKeys
  let newTerms: NewTerms
}

/// Computes what the index keeps of an article; pure, and safe on any number of threads at once.
///
/// - Parameters:
///   - article: The article, with its language already decided.
///   - contentHash: Its hash, where that is known already.
///   - analyzer: The analyzer.
///   - forms: The memory of the writer that will write the article (``IndexWriter/wordForms``).
public func prepare(
  _ article: Article, contentHash: ContentHash? = nil, analyzer: Analyzer, forms: WordForms
) -> PreparedArticle {
  let terms = ArticleTerms(of: article, analyzer: analyzer)
  return PreparedArticle(
    article: article, contentHash: contentHash ?? ContentHash(of: article), terms: terms, storyKeys: terms.storyKeys,
    newTerms: NewTerms(columns: terms.columns, language: article.language, known: forms))
}

/// The analysed form of one article: the text of each full-text column, and what is counted and kept beside it.
struct ArticleTerms: Sendable, Equatable {
  /// Space-separated terms, in the order of ``Articles/Field``.
  let columns: [String]
  let counts: TermCounts
  /// Where words of the body begin, packed.
  let checkpoints: [UInt8]

  init(of article: Article, analyzer: Analyzer) {
    let fields = [article.title, article.body, article.author, article.site, article.category]
      .map { $0.map { analyzer.terms(of: $0) } }
    let compounds = fields.compactMap { $0?.compounds }.filter { !$0.isEmpty }.joined(separator: " ")
    columns = fields.map { $0?.terms ?? "" } + [compounds]
    let words = fields.map { $0?.wordCount ?? 0 }
    counts = TermCounts(title: words[0], body: words[1], rest: words[2] + words[3] + words[4])
    checkpoints = Checkpoint.encode(fields[1]?.checkpoints ?? [])
  }

  /// What copies of the article are found by.
  var storyKeys: StoryKeys { StoryKeys(title: columns[0], body: columns[1]) }

  /// What copies of the article are known by.
  var storyText: StoryText { StoryText(titleTerms: columns[0], bodyTerms: columns[1]) }
}

/// The lengths of an article in words, as ranking needs them.
public struct TermCounts: Sendable, Hashable {
  /// Words of the headline.
  public var title: Int
  /// Words of the text.
  public var body: Int
  /// Words of author, site and category together.
  public var rest: Int

  /// Makes counts.
  public init(title: Int, body: Int, rest: Int) {
    self.title = title
    self.body = body
    self.rest = rest
  }
}
