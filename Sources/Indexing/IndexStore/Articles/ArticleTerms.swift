import Analysis
import Articles

/// The terms of one article by full-text column, as numbers of a lexicon that it shares with other articles.
final class TermColumns: Sendable {
  let lexicon: TermLexicon
  /// The terms of one column after another.
  let numbers: [UInt32]
  /// Where each column ends among them.
  let ends: [Int]

  init(lexicon: TermLexicon, numbers: [UInt32], ends: [Int]) {
    self.lexicon = lexicon
    self.numbers = numbers
    self.ends = ends
  }

  /// How many terms a column has.
  func count(of column: Int) -> Int { ends[column] - (column == 0 ? 0 : ends[column - 1]) }

  subscript(column: Int) -> ArraySlice<UInt32> { numbers[(column == 0 ? 0 : ends[column - 1])..<ends[column]] }

  /// The text of each column as FTS5 takes it: its terms, separated by spaces.
  var texts: [String] {
    ends.indices.map { column in
      var text: [UInt8] = []
      for number in self[column] {
        if !text.isEmpty { text.append(0x20) }
        text += lexicon.term(number)
      }
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// How many terms the column of a field has.
  func count(of field: Field) -> Int { Self.column(of: field).map { count(of: $0) } ?? 0 }

  /// The fingerprints of the terms of a column.
  func fingerprints(of field: Field) -> [UInt64] {
    withFingerprints(of: field) { fingerprint in (0..<count(of: field)).map(fingerprint) }
  }

  /// The hashes of the terms of a column, which hold for this process only.
  func hashes(of field: Field) -> [UInt64] { numbers(of: field).map { lexicon.hashes[Int($0)] } }

  /// Calls `body` with what tells the fingerprint of each term of a column, counted from 0.
  @inline(__always)
  func withFingerprints<R>(of field: Field, _ body: ((Int) -> UInt64) -> R) -> R {
    lexicon.fingerprints.withUnsafeBufferPointer { fingerprints in
      numbers(of: field).withUnsafeBufferPointer { numbers in body { fingerprints[Int(numbers[$0])] } }
    }
  }

  private func numbers(of field: Field) -> ArraySlice<UInt32> { Self.column(of: field).map { self[$0] } ?? [] }

  private static func column(of field: Field) -> Int? { Field.allCases.firstIndex(of: field) }
}

/// The analysed form of one article: its terms, and what is counted and kept beside them.
final class ArticleTerms: Sendable {
  /// The terms, in the order of ``Articles/Field``.
  let columns: TermColumns
  let counts: TermCounts
  /// Where words of the body begin, packed.
  let checkpoints: [UInt8]

  /// Analyses one article alone.
  convenience init(of article: Article, analyzer: Analyzer) {
    let analysis = ArticleAnalysis(analyzer: analyzer)
    let draft = analysis.draft(of: article)
    self.init(draft, lexicon: analysis.takeLexicon())
  }

  fileprivate init(_ draft: ArticleAnalysis.Draft, lexicon: TermLexicon) {
    columns = TermColumns(lexicon: lexicon, numbers: draft.numbers, ends: draft.ends)
    counts = draft.counts
    checkpoints = draft.checkpoints
  }

  /// What copies of the article are found by.
  var storyKeys: StoryKeys { StoryKeys(columns) }

  /// What copies of the article are known by.
  var storyText: StoryText {
    StoryText(title: columns.hashes(of: .title), words: columns.hashes(of: .body))
  }
}

/// Analyses articles; belongs to one thread.
final class ArticleAnalysis {
  /// What is known of an article before the lexicon is complete.
  fileprivate struct Draft {
    var numbers: [UInt32]
    var ends: [Int]
    var counts: TermCounts
    var checkpoints: [UInt8]
  }

  private let numberer: TermNumberer

  init(analyzer: Analyzer) {
    numberer = TermNumberer(analyzer: analyzer)
  }

  /// Analyses articles, which share a lexicon then.
  func terms(of articles: [Article]) -> [ArticleTerms] { terms(articles.map { draft(of: $0) }) }

  /// Analyses articles, which share a lexicon then, without copies of them.
  func terms(of articles: [HashedArticle]) -> [ArticleTerms] { terms(articles.map { draft(of: $0.article) }) }

  private func terms(_ drafts: [Draft]) -> [ArticleTerms] {
    let lexicon = takeLexicon()
    return drafts.map { ArticleTerms($0, lexicon: lexicon) }
  }

  fileprivate func draft(of article: Article) -> Draft {
    var ends: [Int] = []
    ends.reserveCapacity(Field.allCases.count)
    let title = numberer.add(article.title).words
    let (body, checkpoints) = numberer.add(article.body)
    ends.append(title)
    ends.append(title + body)
    var rest = 0
    for text in [article.author, article.site, article.category] {
      if let text { rest += numberer.add(text).words }
      ends.append(title + body + rest)
    }
    let numbers = numberer.takeArticle()
    ends.append(numbers.count)
    return Draft(
      numbers: numbers, ends: ends, counts: TermCounts(title: title, body: body, rest: rest),
      checkpoints: Checkpoint.encode(checkpoints))
  }

  fileprivate func takeLexicon() -> TermLexicon { numberer.takeLexicon() }
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
