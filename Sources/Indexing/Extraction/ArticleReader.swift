/// One input on its way through a reader.
struct DocumentContext {
  /// What the input is called: a path, or `-`.
  let name: String
  let limits: Extractor.Limits
  /// Takes lines of JSON that are parsed elsewhere.
  let receiveLines: (JSONLinesBlock) throws -> Void

  var fileName: FileName { FileName(name) }
}

/// Takes what a reader finds, in order.
typealias ArticleReceiver = (Result<ExtractedArticle, ExtractionFailure>) throws -> Void

/// Reads one format.
///
/// A reader gets plain bytes (already decompressed) and hands over each article or failure as it finds it. It throws
/// `ExtractionFailure` where nothing more can be read from the input; it lets errors of `receive` through.
protocol ArticleReader: Sendable {
  static var format: ArticleFormat { get }
  init()
  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws
}

/// The readers there are, one a format.
enum ArticleReaders {
  static let all: [any ArticleReader.Type] = [
    JSONLinesReader.self, PlainTextReader.self, MarkdownReader.self, HTMLReader.self, FeedReader.self,
    WordPressReader.self, JSONFeedReader.self, GhostReader.self, TableReader.self,
  ]

  static func reader(for format: ArticleFormat) -> (any ArticleReader)? {
    all.first { $0.format == format }?.init()
  }
}

/// A reader whose inputs hold one article each and are read as a whole.
protocol WholeDocumentReader: ArticleReader {
  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle
}

extension WholeDocumentReader {
  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    let result: Result<ExtractedArticle, ExtractionFailure>
    do {
      let bytes = try input.readAll(limit: context.limits.maximumDocumentBytes)
      result = .success(try article(from: bytes, context: context))
    } catch {
      result = .failure(error)
    }
    try receive(result)
  }
}
