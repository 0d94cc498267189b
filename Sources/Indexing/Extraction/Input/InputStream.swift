/// The decompressed bytes of one input, with a look ahead.
///
/// Errors of the source become failures with the code `unreadable`.
struct InputStream: ByteSource {
  private var source: any ByteSource
  private let limits: Extractor.Limits
  /// Bytes that were peeked at and not yet taken.
  private var ahead: [UInt8] = []
  private var isOpened = false
  /// What ended the bytes, kept until the bytes before it are taken.
  private var pendingFailure: ExtractionFailure?

  init(_ source: some ByteSource, limits: Extractor.Limits) {
    self.source = source
    self.limits = limits
  }

  /// Gives the source back to its owner in its present state.
  func handBack<Source: ByteSource>(to owner: inout Source) {
    let current = (source as? any WrappingSource)?.wrapped ?? source
    if let original = current as? Source { owner = original }
  }

  /// The next bytes without taking them: `count` of them, fewer at the end.
  mutating func peek(_ count: Int) throws(ExtractionFailure) -> [UInt8] {
    try open()
    while ahead.count < count {
      let more = try pull(max(4096, count - ahead.count))
      if more.isEmpty { break }
      ahead += more
    }
    if ahead.isEmpty, let failure = pendingFailure { throw failure }
    return ahead
  }

  /// The next bytes up to the end of the first line that is not blank, or `limit` of them, without taking them.
  ///
  /// Waits for no more than it needs: from a pipe, the next line may be hours away.
  mutating func peekLine(limit: Int) throws(ExtractionFailure) -> [UInt8] {
    try open()
    while ahead.count < limit, !ahead.drop(while: { $0.isJSONSpace }).contains(0x0a) {
      let more = try pull(limit - ahead.count)
      if more.isEmpty { break }
      ahead += more
    }
    if ahead.isEmpty, let failure = pendingFailure { throw failure }
    return ahead
  }

  /// Takes the next bytes, none at the end; everything that was peeked at, be it more than `count`.
  mutating func read(upTo count: Int = 256 << 10) throws(ExtractionFailure) -> [UInt8] {
    try open()
    if !ahead.isEmpty {
      defer { ahead = [] }
      return ahead
    }
    let bytes = try pull(count)
    if bytes.isEmpty, let failure = pendingFailure { throw failure }
    return bytes
  }

  /// The number of all bytes, when the source can be sought in and is not compressed.
  var seekableSize: Int? { source.seekableSize }

  mutating func seek(to offset: Int) throws {
    ahead = []
    pendingFailure = nil
    try source.seek(to: offset)
  }

  /// What was found to be wrong behind the bytes that were peeked at.
  var foreseenFailure: ExtractionFailure? { pendingFailure }

  /// Takes everything that is left.
  mutating func readAll(limit: Int) throws(ExtractionFailure) -> [UInt8] {
    try open()
    if let memory = source as? MemorySource, let whole = memory.whole(afterReading: ahead.count), whole.count <= limit {
      ahead = []
      try? source.seek(to: whole.count)
      return whole
    }
    var all: [UInt8] = []
    while true {
      let chunk = try read()
      if chunk.isEmpty { return all }
      guard all.count + chunk.count <= limit else {
        throw ExtractionFailure(code: .tooLarge, detail: "the document is larger than \(limit) bytes")
      }
      if all.isEmpty { all = chunk } else { all += chunk }
    }
  }

  private mutating func open() throws(ExtractionFailure) {
    guard !isOpened else { return }
    isOpened = true
    while Compression.mayFollow(ahead) {
      let more = try pull(4096)
      if more.isEmpty { break }
      ahead += more
    }
    guard let compression = Compression(ahead) else { return }
    source =
      switch compression {
      case .gzip: try GunzipSource(head: ahead, rest: source, limits: limits)
      case .other: try DecompressingSource(head: ahead, rest: source, limits: limits)
      }
    ahead = []
  }

  private mutating func pull(_ count: Int) throws(ExtractionFailure) -> [UInt8] {
    guard pendingFailure == nil else { return [] }
    do {
      return try source.read(upTo: count)
    } catch let failure as ExtractionFailure {
      pendingFailure = failure
    } catch {
      pendingFailure = ExtractionFailure(code: .unreadable, detail: "\(error)")
    }
    return []
  }
}
