import CArchive

/// Turns inputs of any known format into articles.
///
/// A value without state: one extractor serves any number of threads.
public struct Extractor: Sendable {
  /// Bounds that keep a hostile or broken input from taking the machine.
  public struct Limits: Sendable, Equatable {
    /// The largest document, JSON value or line, in bytes after decompression.
    public var maximumDocumentBytes = 64 << 20
    /// The largest input after decompression, in bytes; an input that is not compressed has no such limit.
    public var maximumDecompressedBytes = 1 << 40
    /// The largest ratio of decompressed to compressed bytes, looked at once 64 MiB have come out.
    public var maximumCompressionRatio = 1000
    /// The largest number of members of an archive, those of archives in it included.
    public var maximumArchiveMembers = 10_000_000
    /// The deepest nesting of archives.
    public var maximumArchiveDepth = 4
    /// The deepest nesting of JSON values.
    public var maximumJSONDepth = 128
    /// The deepest nesting of elements in a page; what nests deeper is kept at this depth.
    public var maximumMarkupDepth = 512
    /// The largest number of elements and texts in a page; the rest is left out.
    public var maximumMarkupNodes = 2_000_000

    /// The defaults.
    public init() {}
  }

  private let limits: Limits

  /// Makes an extractor.
  public init(limits: Limits = .init()) {
    self.limits = limits
  }

  /// Reads all articles of one input, calling `receive` for each article or failure, in order.
  ///
  /// Compressed data is unwrapped, and archives are walked: each member is read like an input. A format that holds many
  /// articles is streamed: memory is bounded by the largest article, not by the input. A failure of one article never
  /// ends the reading of the others.
  ///
  /// - Parameters:
  ///   - name: The input's path, or `-`; its extension may tell the format, its stem may become a title.
  ///   - format: The format, or `nil` to find it by content, then by name.
  ///   - source: The bytes.
  ///   - receive: Takes what is found; what it throws ends the reading.
  /// - Throws: Only what `receive` throws.
  public func extract(
    name: String, format: ArticleFormat?, source: inout some ByteSource,
    receive: (Result<ExtractedArticle, ExtractionFailure>) throws -> Void
  ) throws {
    try extract(name: name, format: format, source: &source, receive: receive) { part in
      try articles(in: part, receive: receive)
    }
  }

  /// The same, but hands parts over that were not looked into, because that is work for several threads.
  ///
  /// - Parameters:
  ///   - name: The input's path, or `-`; its extension may tell the format, its stem may become a title.
  ///   - format: The format, or `nil` to find it by content, then by name.
  ///   - source: The bytes.
  ///   - journal: Told of each record before it is read.
  ///   - receive: Takes what is found besides such parts; what it throws ends the reading.
  ///   - defer: Takes parts for ``articles(in:receive:)``, in order with the rest; what it throws ends the reading.
  /// - Throws: Only what `receive` and `defer` throw.
  public func extract(
    name: String, format: ArticleFormat?, source: inout some ByteSource, journal: (any RecordJournal)? = nil,
    receive: (Result<ExtractedArticle, ExtractionFailure>) throws -> Void,
    defer: (DeferredInput) throws -> Void
  ) throws {
    var input = InputStream(source, limits: limits)
    defer { input.handBack(to: &source) }
    try withoutActuallyEscaping(`defer`) { `defer` in
      let context = DocumentContext(name: name, limits: limits, journal: journal, defer: `defer`)
      try Document.read(&input, format: format, context: context, receive: receive)
    }
  }

  /// Looks into a part, calling `receive` for each article or failure in it, in order.
  ///
  /// - Throws: Only what `receive` throws.
  public func articles(
    in part: DeferredInput, receive: (Result<ExtractedArticle, ExtractionFailure>) throws -> Void
  ) throws {
    try articles(in: part, receive: receive) { try articles(in: $0, receive: receive) }
  }

  /// The same, but hands over what it finds in there that is read elsewhere.
  ///
  /// - Parameters:
  ///   - part: The part.
  ///   - journal: Told of each record before it is read.
  ///   - receive: Takes what is found besides such parts; what it throws ends the reading.
  ///   - defer: Takes such parts; what it throws ends the reading.
  /// - Throws: Only what `receive` and `defer` throw.
  public func articles(
    in part: DeferredInput, journal: (any RecordJournal)? = nil,
    receive: (Result<ExtractedArticle, ExtractionFailure>) throws -> Void,
    defer: (DeferredInput) throws -> Void
  ) throws {
    try withoutActuallyEscaping(`defer`) { `defer` in
      var context = DocumentContext(name: "", limits: limits, journal: journal, defer: `defer`)
      context.member = part.member
      switch part.content {
      case .lines(let block):
        try block.forEachLine { bytes, number in
          func report(_ result: Result<ExtractedArticle, ExtractionFailure>) throws {
            try receive(context.completed(result))
          }
          try context.record(line: number, receive: report) {
            for result in JSONLinesReader.results(from: bytes, line: number, limits: limits) { try report(result) }
          }
        }
      case .document(let document):
        (context.name, context.depth, context.place) = (document.name, document.depth, document.place)
        var input = InputStream(MemorySource(document.bytes), limits: limits)
        try context.record(receive: { try receive(context.completed($0)) }) {
          try Document.read(&input, format: document.format, context: context, receive: receive)
        }
      case .whole(let document, let reader):
        (context.name, context.place) = (document.name, document.place)
        try receive(context.completed(reader.result(from: document.bytes, context: context)))
      }
    }
  }

  /// Loads what the libraries would load from files when they need it, for a process that will not be able to.
  public static func prepare() {
    EncodingLabel.loadAll()
    carchive_prepare()
  }

  /// Whether an input that begins like this is JSON, a value a line, which is only cut here: each line is a part that is
  /// looked into later.
  ///
  /// - Parameters:
  ///   - name: The input's path, or `-`.
  ///   - format: The format, when it is known.
  ///   - head: The first bytes, up to the end of the first line that is not blank, or ``linesHead`` of them.
  public static func isLinesOfJSON(name: String, format: ArticleFormat?, head: [UInt8]) -> Bool {
    let text = head.dropFirst(head.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0).drop { $0.isJSONSpace }
    guard text.first == UInt8(ascii: "{"), ByteOrderMark.unmarkedUTF16(head) == nil else { return false }
    let start = Array(head.prefix(4096))
    guard !BinaryDetector.isBinary(start), (format ?? detectFormat(name: name, head: start)) == .jsonLines else {
      return false
    }
    return JSONLinesReader.isOneValueALine(head)
  }

  /// The most bytes at the beginning that tell how JSON is laid out.
  public static let linesHead = 64 << 10

  /// Whether an input that begins like this stands for bytes of another size: it is compressed, or an archive.
  public static func isWrapped(_ head: [UInt8]) -> Bool {
    Compression(head) != nil || ArchiveSignature.isArchive(head)
  }

  /// Names the format of an input by its first bytes, then by its name.
  ///
  /// - Parameters:
  ///   - name: The input's path, or `-`.
  ///   - head: The first few hundred bytes, decompressed.
  /// - Returns: `nil` when neither says enough.
  public static func detectFormat(name: String, head: [UInt8]) -> ArticleFormat? {
    FormatDetector(name: name, head: head).detect()
  }
}
