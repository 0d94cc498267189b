public import Articles

/// What verifying an index has found.
public struct VerifyReport: Sendable, Equatable {
  /// How many articles were compared.
  public internal(set) var articles = 0
  /// How many occurrences of terms the index has.
  public internal(set) var occurrences = 0
  /// The first problems, at most ``maximumProblems``.
  public internal(set) var problems: [IndexProblem] = []
  /// How many problems there are in all.
  public internal(set) var problemCount = 0
  /// The checks that could not be made, each with the reason.
  public internal(set) var skipped: [String] = []

  /// How many problems are kept.
  public static let maximumProblems = 100

  /// Whether nothing is wrong; checks that were skipped do not count.
  public var isClean: Bool { problemCount == 0 }

  mutating func report(_ problem: IndexProblem) {
    problemCount += 1
    if problems.count < Self.maximumProblems { problems.append(problem) }
  }
}

/// One thing that is wrong with an index.
public enum IndexProblem: Sendable, Hashable {
  /// SQLite finds the file damaged.
  case storage(detail: String)
  /// FTS5 finds its structures damaged.
  case fullText(detail: String)
  /// An article has no row in a table that every article has one in.
  case rowMissing(table: String, id: ArticleID)
  /// A table has a row for an article that does not exist.
  case rowOrphaned(table: String, id: ArticleID)
  /// The indexed terms of an article are not those of its text.
  case termsDiffer(key: String)
  /// The stored lengths of an article are not those of its text.
  case countsDiffer(key: String)
  /// The stored places of an article's words are not those of its text.
  case checkpointsDiffer(key: String)
  /// The stored content hash is not that of the article.
  case contentHashDiffers(key: String)
  /// The numbers that copies of an article are found by are not those of its text.
  case storyKeysDiffer(key: String)
  /// An article is said to be a copy of one that has another story itself, or came later.
  case storyUnsound(id: ArticleID, story: Int64)
  /// A term of a language is not found by its stem.
  case formMissing(language: Language, term: String)
}

extension IndexProblem: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .storage(let detail): "the file is damaged: \(detail)"
    case .fullText(let detail): "the full-text structures are damaged: \(detail)"
    case .rowMissing(let table, let id): "article \(id.rawValue) has no row in \(table)"
    case .rowOrphaned(let table, let id): "\(table) has a row \(id.rawValue) without an article"
    case .termsDiffer(let key): "\(key): the indexed terms are not those of the text"
    case .countsDiffer(let key): "\(key): the stored lengths are not those of the text"
    case .checkpointsDiffer(let key): "\(key): the stored word places are not those of the text"
    case .contentHashDiffers(let key): "\(key): the content hash is not that of the article"
    case .storyKeysDiffer(let key): "\(key): the keys of its story are not those of the text"
    case .storyUnsound(let id, let story): "article \(id.rawValue) has the story \(story), which is none"
    case .formMissing(let language, let term): "the form \(term) (\(language)) is not recorded under its stem"
    }
  }
}
