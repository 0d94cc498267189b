public import Articles
public import Extraction

/// What happens during an ingest, told in the order of the inputs.
public enum IngestEvent: Sendable {
  /// An input was not indexed.
  case skipped(SkippedInput)
  /// An article was indexed, but something about it was assumed.
  case noted(ArticleSource, ExtractionNote)
  /// Something about the run is not as it should be.
  case warned(String)
  /// A trial found out that an article would be added, replaced or removed.
  case foreseen(ArticleChange)
  /// Some time passed; told several times a second and after each commit.
  case progress(IngestProgress)
}

/// What would become of an article.
public struct ArticleChange: Sendable, Equatable {
  /// The ways in which an article changes.
  public enum Kind: String, Sendable {
    /// Its key is new.
    case added
    /// Its key has another content in the index.
    case replaced
    /// It is in the index and no longer where it was read from.
    case removed
  }

  /// What would happen.
  public var kind: Kind
  /// The article's identity.
  public var key: String
  /// Where it is or was.
  public var source: ArticleSource
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
  /// Articles that were removed because they are no longer where they were; `nil` when nothing looks for such.
  public var removed: Int?
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

  /// Articles that took the place of others under their keys: newer versions, or strangers that are numbered alike.
  public struct Displaced: Sendable {
    /// How many.
    public var count = 0
    /// The first of them, and what was there before.
    public var first: (article: ArticleSource, previous: ArticleSource)?
  }

  /// The counts at the end.
  public var progress = IngestProgress()
  /// The inputs that were not indexed, by reason.
  public var skipped: [SkipReason: Int] = [:]
  /// The articles that took the place of another record with the same id or address, read elsewhere.
  public var displaced = Displaced()
  /// The last article or input that was dealt with and committed.
  public var last: ArticleSource?
  /// Articles that stay although they were not found, because their places could not be read completely.
  public var kept = 0
  /// Articles that stay although they were not found, because they may be at places that were not looked at.
  public var unsettled = 0
  /// Whether nothing was written: the counts say what would be.
  public var isTrial = false
  /// How it ended.
  public var ending = Ending.finished

  /// Starts at nothing.
  public init() {}

  /// The exit status that says the same.
  ///
  /// 0 when every input is in the index, or wants to be left out; 1 when some are and some are not; 2 when there were inputs and none is; 128
  /// plus the signal's number when a signal stopped it.
  public var exitStatus: Int32 {
    let isAnythingDone = progress.articles + (progress.removed ?? 0) > 0
    switch ending {
    case .finished:
      if skipped.keys.allSatisfy(\.isIntended) { return 0 }
      return isAnythingDone ? 1 : 2
    case .stopped(let signal): return 128 + signal
    case .failed: return isAnythingDone ? 1 : 2
    }
  }
}
