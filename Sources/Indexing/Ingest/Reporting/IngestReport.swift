public import Articles
public import Extraction

/// What happens during an ingest, told in the order of the inputs.
public enum IngestEvent: Sendable {
  /// An input was not indexed.
  case skipped(SkippedInput)
  /// An article was indexed, but something about it was assumed.
  case noted(ArticleSource, ExtractionNote)
  /// Some time passed; told several times a second and after each commit.
  case progress(IngestProgress)
}

/// How far an ingest has come; everything it counts is committed.
public struct IngestProgress: Sendable, Equatable {
  /// Articles that were not in the index before.
  public var added = 0
  /// Articles whose earlier version was replaced.
  public var replaced = 0
  /// Articles that were in the index with the same content.
  public var unchanged = 0
  /// Inputs that were not indexed.
  public var skipped = 0
  /// Bytes of the inputs that were dealt with, as they are in the files.
  public var inputBytes: Int64 = 0
  /// Bytes of all inputs, once they are known.
  public var totalBytes: Int64?
  /// The time since the start.
  public var elapsed = Duration.zero

  /// Starts at nothing.
  public init() {}

  /// The articles that are in the index now because of this ingest or an earlier one of the same inputs.
  public var articles: Int { added + replaced + unchanged }
}

/// How an ingest went.
public struct IngestSummary: Sendable {
  /// How an ingest ended.
  public enum Ending: Sendable {
    /// All inputs were dealt with.
    case finished
    /// A signal stopped it after its last commit.
    case stopped(signal: Int32)
    /// The index could not be written further.
    case failed(any Error)
  }

  /// The counts at the end.
  public var progress = IngestProgress()
  /// The inputs that were not indexed, by reason.
  public var skipped: [SkipReason: Int] = [:]
  /// The last article or input that was dealt with and committed.
  public var last: ArticleSource?
  /// How it ended.
  public var ending = Ending.finished

  /// Starts at nothing.
  public init() {}

  /// The exit status that says the same.
  ///
  /// 0 when every input is in the index; 1 when some are and some are not; 2 when there were inputs and none is; 128
  /// plus the signal's number when a signal stopped it.
  public var exitStatus: Int32 {
    switch ending {
    case .finished:
      if skipped.isEmpty { return 0 }
      return progress.articles > 0 ? 1 : 2
    case .stopped(let signal): return 128 + signal
    case .failed: return progress.articles > 0 ? 1 : 2
    }
  }
}
