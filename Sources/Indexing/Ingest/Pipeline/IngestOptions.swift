public import Articles
public import Extraction
import Foundation
public import Isolation

/// How inputs are read and written.
public struct IngestOptions: Sendable {
  /// The format of every input; `nil` finds it by content, then by name.
  public var format: ArticleFormat?
  /// The language of articles that state none; `nil` detects it.
  public var language: Language?
  /// How much text is committed at once, in bytes.
  public var batchBytes = 48 << 20
  /// The longest that a finished article waits for its commit, where few come; ``patience`` times that where many come,
  /// since large commits make an index that takes less merging.
  public var commitInterval = Duration.milliseconds(800)
  /// A batch should be full before it is committed, unless not even a slow machine would take so long.
  static let patience = 8
  /// The number of threads that extract and analyse.
  public var workers = max(1, ProcessInfo.processInfo.activeProcessorCount)
  /// Bounds on single inputs.
  public var limits = Extractor.Limits()
  /// How documents are read in processes of their own; `nil` reads them in this one.
  public var isolation: IsolationSettings?
  /// The index that is written; its own files are passed over in folders.
  public var indexPath: String?

  /// The defaults.
  public init() {}
}
