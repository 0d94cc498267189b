public import Analysis
public import Articles

/// An article whose hash is known; one reference, however many facts it has.
public final class HashedArticle: Sendable {
  /// The article.
  public let article: Article
  /// What tells a changed article from an unchanged one.
  public let hash: ContentHash
  /// Whether the text may be a summary of a longer one that was read elsewhere.
  public let mayBeSummary: Bool

  /// The article's identity.
  public var key: String { article.key }

  /// Hashes an article; costs about a nanosecond a byte.
  public init(_ article: Article, mayBeSummary: Bool = false) {
    self.article = article
    self.mayBeSummary = mayBeSummary
    hash = ContentHash(of: article)
  }
}

/// An article with everything computed that the index keeps of it, ready to be written.
public final class PreparedArticle: Sendable {
  let hashed: HashedArticle
  let terms: ArticleTerms
  let storyKeys: StoryKeys
  /// What was new in this and the articles that were prepared together with it.
  let newTerms: [NewTerms]

  /// The article's identity.
  public var key: String { hashed.article.key }
  /// The size of its headline and text, in bytes.
  public var textBytes: Int { hashed.article.title.utf8.count + hashed.article.body.utf8.count }
  /// Where it was read from.
  public var source: ArticleSource { hashed.article.source }

  init(_ hashed: HashedArticle, terms: ArticleTerms, newTerms: [NewTerms]) {
    self.hashed = hashed
    self.terms = terms
    self.newTerms = newTerms
    storyKeys = terms.storyKeys
  }
}

/// Computes what the index keeps of articles; belongs to one thread, and any number of threads can have one.
public final class ArticlePreparation {
  private let analysis: ArticleAnalysis
  private let forms: WordForms

  /// Begins to prepare.
  ///
  /// - Parameters:
  ///   - analyzer: The analyzer.
  ///   - forms: The memory of the writer that will write the articles (``IndexWriter/wordForms``).
  public init(analyzer: Analyzer, forms: WordForms) {
    analysis = ArticleAnalysis(analyzer: analyzer)
    self.forms = forms
  }

  /// Prepares articles, best some hundred kilobytes of text at once: each distinct term of theirs is looked at once.
  ///
  /// - Parameter articles: The articles, with their languages already decided.
  public func prepare(_ articles: [HashedArticle]) -> [PreparedArticle] {
    let terms = analysis.terms(of: articles)
    let newTerms = NewTerms.find(in: zip(terms, articles).map { ($0.columns, $1.article.language) }, known: forms)
    return zip(articles, terms).map { PreparedArticle($0, terms: $1, newTerms: newTerms) }
  }
}
