/// How far a long operation on an index has come.
public struct MaintenanceProgress: Sendable, Equatable {
  /// The parts of the operations.
  public enum Stage: String, Sendable {
    /// SQLite's own check of the file.
    case checkingStorage = "checking the file"
    /// FTS5's own check of the terms.
    case checkingFullText = "checking the full-text structures"
    /// Reading every term of the index.
    case readingTerms = "reading the terms"
    /// Comparing each article's terms with its text.
    case comparingArticles = "comparing the articles"
    /// Analysing each article anew.
    case analyzing = "analysing"
    /// Putting the new terms in the place of the old ones.
    case replacingTerms = "replacing the terms"
    /// Making few lists of terms out of many.
    case merging
    /// Writing the file without gaps.
    case packing
    /// Copying pages.
    case copying
  }

  /// The part that is running.
  public var stage: Stage
  /// The steps that are done: articles when checking, analysing or comparing, pages when copying, otherwise slices.
  public var completed: Int
  /// The steps there are, or `nil` when that is not known.
  public var total: Int?
}
