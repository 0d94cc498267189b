import Articles
import Extraction
import Isolation

/// Walks the inputs and cuts them into chunks; belongs to the reader's thread.
///
/// Small files and lines of JSON are only read here and looked into by the workers. Other large files and pipes are
/// extracted here as they come, so that no input needs to fit into memory.
final class InputReader {
  /// The size up to which a file is handed to the workers as it is, in bytes.
  static let smallFile: Int64 = 256 << 10
  /// The weight a chunk is closed at, in bytes, unless batches are smaller.
  static let chunkWeight = 512 << 10
  /// The number of entries a chunk is closed at.
  static let chunkEntries = 512
  /// What every entry weighs besides its text, in bytes.
  static let entryWeight = 512

  private let format: ArticleFormat?
  private let extractor: GuardedExtractor
  private let monitor: PipelineMonitor
  private let stop: StopFlag
  private let chunkWeight: Int
  private let memory: FileMemory
  private var chunk = Chunk(number: 0)

  init(
    options: IngestOptions, memory: FileMemory, monitor: PipelineMonitor, notices: IsolationNotices, stop: StopFlag
  ) {
    self.memory = memory
    format = options.format
    extractor = GuardedExtractor(
      limits: options.limits, settings: options.isolation, notices: notices, check: stop.check)
    self.monitor = monitor
    self.stop = stop
    chunkWeight = min(Self.chunkWeight, options.batchBytes)
  }

  /// Reads everything there is; ends early when a stop was asked for.
  func run(_ walker: InputWalker) {
    defer { monitor.readerIsThrough() }
    var walker = walker
    do {
      while let found = walker.next() {
        try stop.check()
        switch found {
        case .standardInput: try readStandardInput()
        case .file(let path, let status): try read(path, status)
        case .skipped(let skipped): try add(.skipped(skipped))
        }
      }
      try flush()
    } catch {
      // Only a request to stop gets here. What was not submitted was not acknowledged either.
    }
  }

  private func readStandardInput() throws {
    let path = InputPath.standardInput
    let file: InputFile
    do throws(FileError) {
      file = try InputFile(standardInput: stop)
    } catch {
      return try add(.skipped(SkippedInput(path, error)))
    }
    try stream(file, path: path)
  }

  private func read(_ path: InputPath, _ status: FileStatus) throws {
    let isLarge = status.kind == .regular && status.size > Self.smallFile
    if isLarge, let file = memory.unchanged(path, status) {
      chunk.inputBytes += status.size
      return try add(.unchangedFile(file))
    }
    let file: InputFile
    do throws(FileError) {
      file = try InputFile(path: path, stop: stop)
    } catch {
      return try add(.skipped(SkippedInput(path, error)))
    }
    if isLarge {
      try add(.largeFile)
      try stream(file, path: path)
      if let read = memory.completed(path, before: status) { try add(.read(read)) }
      return
    }
    guard status.kind == .regular else { return try stream(file, path: path) }
    do {
      var bytes = try file.read(upTo: Int(status.size) + 1)
      while bytes.count <= Self.smallFile {
        let more = try file.read(upTo: 64 << 10)
        if more.isEmpty { return try take(bytes, path: path) }
        bytes += more
      }
      let detail = "the file grew while it was read; ingest it again when it is complete"
      try add(.skipped(SkippedInput(path, reason: .unreadable, detail: detail)))
    } catch let error as FileError {
      try add(.skipped(SkippedInput(path, error)))
    }
  }

  private func take(_ bytes: [UInt8], path: InputPath) throws {
    chunk.inputBytes += Int64(bytes.count)
    if Extractor.isWrapped(bytes) {
      // What is compressed may be of any size: it is streamed like a large file.
      try extract(MemorySource(bytes), path: path)
    } else {
      try add(.document(path, bytes), weight: bytes.count)
    }
  }

  private func stream(_ file: InputFile, path: InputPath) throws {
    file.beforeWaiting = { [unowned self] in try flush() }
    var counted: Int64 = 0
    func count() {
      chunk.inputBytes += file.bytesRead - counted
      counted = file.bytesRead
    }
    try extract(InputFileSource(file: file, limit: chunkWeight), path: path, whenReceiving: count)
    count()
  }

  private func extract(
    _ source: some ByteSource, path: InputPath, whenReceiving count: () -> Void = {}
  ) throws {
    try extractor.extract(name: path.description, format: format, source: source) { result in
      try stop.check()
      count()
      switch result {
      case .success(let article):
        try add(.extracted(article, path: path), weight: article.title.utf8.count + article.body.utf8.count)
      case .failure(let failure): try add(.skipped(SkippedInput(path, failure)))
      }
    } defer: { part in
      try stop.check()
      count()
      try add(.deferred(part, path: path), weight: part.byteCount + part.articleCount * Self.entryWeight)
    }
  }

  private func add(_ entry: Chunk.Entry, weight: Int = 0) throws(Stopped) {
    chunk.entries.append(entry)
    chunk.weight += weight + Self.entryWeight
    if chunk.weight >= chunkWeight || chunk.entries.count >= Self.chunkEntries { try flush() }
  }

  private func flush() throws(Stopped) {
    guard !chunk.isEmpty else { return }
    let full = chunk
    chunk = Chunk(number: full.number + 1)
    try monitor.submit(full)
  }
}

extension SkippedInput {
  init(_ path: InputPath, _ failure: ExtractionFailure) {
    self.init(
      reason: .content(failure.code),
      source: ArticleSource(path: path.description, member: failure.member, line: failure.line), detail: failure.detail)
  }
}
