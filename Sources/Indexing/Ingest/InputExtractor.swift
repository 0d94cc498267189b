public import Articles
public import Extraction
public import Isolation

/// Reads the articles of files, folders and standard input, and needs no index for it.
///
/// It reads what an ``Ingester`` would, in the same order and under the same keys, on the calling thread; only languages
/// are not detected.
public struct InputExtractor {
  /// What is found in the inputs.
  public enum Finding: Sendable {
    /// An article, and what was assumed about it.
    case article(Article, [ExtractionNote])
    /// An input, or a part of one, that gives no article.
    case skipped(SkippedInput)
    /// Something about the run is not as it should be.
    case warned(String)
  }

  private let format: ArticleFormat?
  private let stop: StopFlag
  private let isolation: IsolationSettings?
  private let extractor: GuardedExtractor
  private let notices = IsolationNotices()
  private let identity = ArticleIdentity()

  /// Prepares the reading.
  ///
  /// - Parameters:
  ///   - format: The format of every input; `nil` finds it by content, then by name.
  ///   - isolation: How documents are read in processes of their own; `nil` reads them in this one.
  ///   - stop: Ends the reading between two articles, or while it waits for a pipe.
  public init(format: ArticleFormat? = nil, isolation: IsolationSettings? = nil, stop: StopFlag = StopFlag()) {
    self.format = format
    self.stop = stop
    self.isolation = isolation
    extractor = GuardedExtractor(settings: isolation, notices: notices, check: stop.check)
  }

  /// Reads the inputs to their end, or until a stop is asked for.
  ///
  /// - Parameters:
  ///   - paths: Files, folders (walked recursively in byte order), or `-` for standard input.
  ///   - receive: Told what is found; what it throws ends the reading.
  /// - Throws: Only what `receive` throws.
  public func run(_ paths: [String], receive: (Finding) throws -> Void) throws {
    var walker = InputWalker(paths, passesOverAssets: format == nil, isolation: isolation)
    do {
      while let found = walker.next() {
        try stop.check()
        switch found {
        case .standardInput: try read(nil, receive)
        case .file(let path, _): try read(path, receive)
        case .skipped(let skipped): try receive(.skipped(skipped))
        }
      }
    } catch is Stopped {
      return
    }
  }

  /// Reads a file, or standard input.
  private func read(_ path: InputPath?, _ receive: (Finding) throws -> Void) throws {
    let name = path ?? InputPath("-")
    let file: InputFile
    do throws(FileError) {
      file = if let path { try InputFile(path: path, stop: stop) } else { try InputFile(standardInput: stop) }
    } catch {
      return try receive(.skipped(SkippedInput(name, error)))
    }
    let source = InputFileSource(file: file, limit: InputReader.chunkWeight)
    try extractor.extract(name: name.description, format: format, source: source) { result in
      try stop.check()
      for notice in notices.take() { try receive(.warned(notice)) }
      switch result {
      case .success(let found): try receive(.article(identity.article(from: found, path: name), found.notes))
      case .failure(let failure): try receive(.skipped(SkippedInput(name, failure)))
      }
    }
  }
}
