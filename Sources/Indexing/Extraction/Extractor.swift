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
  /// Gzip is unwrapped. A format that holds many articles is streamed: memory is bounded by the largest article, not by
  /// the input. A failure of one article never ends the reading of the others.
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
    try extract(name: name, format: format, source: &source, receive: receive) { block in
      try articles(in: block, receive: receive)
    }
  }

  /// The same, but hands lines of JSON over unparsed, because reading many of them is work for several threads.
  ///
  /// - Parameters:
  ///   - name: The input's path, or `-`; its extension may tell the format, its stem may become a title.
  ///   - format: The format, or `nil` to find it by content, then by name.
  ///   - source: The bytes.
  ///   - receive: Takes what is found besides lines of JSON; what it throws ends the reading.
  ///   - receiveLines: Takes lines for ``articles(in:receive:)``, in order with the rest; what it throws ends the reading.
  /// - Throws: Only what `receive` and `receiveLines` throw.
  public func extract(
    name: String, format: ArticleFormat?, source: inout some ByteSource,
    receive: (Result<ExtractedArticle, ExtractionFailure>) throws -> Void,
    receiveLines: (JSONLinesBlock) throws -> Void
  ) throws {
    var input = InputStream(source, limits: limits)
    defer { input.handBack(to: &source) }
    do {
      let reader = try Self.reader(name: name, format: format, input: &input)
      try withoutActuallyEscaping(receiveLines) { receiveLines in
        let context = DocumentContext(name: name, limits: limits, receiveLines: receiveLines)
        try reader.read(&input, context: context, receive: receive)
      }
    } catch let failure as ExtractionFailure {
      try receive(.failure(failure))
    }
  }

  /// Parses lines of JSON, calling `receive` for the article or failure in each, in order.
  public func articles(
    in block: JSONLinesBlock, receive: (Result<ExtractedArticle, ExtractionFailure>) throws -> Void
  ) rethrows {
    try block.forEachLine { bytes, number in
      try receive(JSONLinesReader.article(from: bytes, line: number, limits: limits))
    }
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

  private static func reader(
    name: String, format: ArticleFormat?, input: inout InputStream
  ) throws(ExtractionFailure) -> any ArticleReader {
    var head = try input.peekLine(limit: 4096)
    if detectFormat(name: name, head: head) != .jsonLines || FormatDetector.isCutJSON(head) {
      head = try input.peek(4096)
    }
    guard !head.isEmpty else { throw ExtractionFailure(code: .empty, detail: "the input has no bytes") }
    if BinaryDetector.isBinary(head) {
      throw ExtractionFailure(code: .binary, detail: "the input is not text")
    }
    guard let chosen = format ?? detectFormat(name: name, head: head), let reader = ArticleReaders.reader(for: chosen)
    else {
      let known = ArticleFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw ExtractionFailure(
        code: .unknownFormat, detail: "neither the content nor the name tells the format; name one of \(known)")
    }
    return reader
  }
}
