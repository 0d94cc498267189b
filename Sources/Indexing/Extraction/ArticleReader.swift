import Articles

/// One input, or one member of an archive, on its way through a reader.
struct DocumentContext {
  /// What the input is called: a path, the name of a member, or `-`.
  var name: String
  let limits: Extractor.Limits
  /// The member of the input that this is.
  var member: String?
  /// How many archives this is in.
  var depth = 0
  /// What may come out of archives; `nil` outside of them.
  var budget: ArchiveBudget?
  var place = DocumentPlace()
  /// Told of each record before it is read.
  var journal: (any RecordJournal)?
  /// Takes parts that are looked into elsewhere.
  let `defer`: (DeferredInput) throws -> Void

  var fileName: FileName { FileName(name) }

  /// The same for a part: a member of an archive, a record of a container.
  func entering(_ part: String, name: String) -> DocumentContext {
    var inner = self
    inner.name = name
    inner.member = path(to: part)
    return inner
  }

  /// Something that can be read elsewhere, because everything about it is at hand.
  func deferred(_ bytes: [UInt8], format: ArticleFormat?, place: DocumentPlace) -> DeferredInput {
    let document = DeferredDocument(bytes: bytes, name: name, format: format, depth: depth, place: place)
    return DeferredInput(content: .document(document), member: member)
  }

  private func path(to part: String) -> String { (member.map { $0 + "/" } ?? "") + part }

  /// A result of a reader with what is known of the place it was read from.
  func completed(_ result: Result<ExtractedArticle, ExtractionFailure>) -> Result<ExtractedArticle, ExtractionFailure> {
    switch result {
    case .success(var article):
      article.member = article.member.map(path) ?? member
      // Whatever a title was made of: a heading, a file's name, a cell. An exported article comes back as it was.
      if article.source == nil { article.title = PlainText.oneLine(article.title) }
      place.complete(&article)
      return .success(article)
    case .failure(var failure):
      failure.member = failure.member.map(path) ?? member
      failure.line = failure.line ?? place.line
      return .failure(failure)
    }
  }
}

/// What the place that a document stands in says about it.
struct DocumentPlace: Sendable {
  /// The address it was fetched from.
  var url: String?
  /// When it was fetched.
  var captured: ArticleDate?
  /// When it was published, where it does not say so itself.
  var published: ArticleDate?
  /// The label of the encoding that it was sent with.
  var encoding: String?
  /// The line that it begins with.
  var line: Int?
  /// Whether only a part of it is there.
  var isTruncated = false

  /// Gives an article from here what it does not say itself.
  func complete(_ article: inout ExtractedArticle) {
    // The place is that of a page, or of what holds the record, which has an address of its own or none.
    let isRecord = article.line != nil
    if !isRecord { article.url = address(beside: article.url) }
    // Fetched from there, it is the front page.
    if !isRecord, article.id == nil, let url, article.identifyingURL == nil { article.id = url }
    article.captured = article.captured ?? captured
    article.published = article.published ?? published
    article.site = article.site ?? url.flatMap(WebAddress.host)
    article.line = article.line ?? line
    if isTruncated, !article.notes.contains(.truncatedEntry) { article.notes.append(.truncatedEntry) }
  }

  /// The canonical address of a document that names one itself, or does not.
  ///
  /// What it names counts on the same site only, and not when it is the front page and this is another: templates name
  /// it for every page. Nor does the first of several pages count that an article or thread is split into.
  func address(beside named: String?) -> String? {
    guard let url, let named else { return named ?? url }
    let isFrontPage = WebAddress.isFrontPage(named) && !WebAddress.isFrontPage(url)
    let isOtherPart = WebAddress.isContinuation(url) && !WebAddress.isContinuation(named)
    return WebAddress.host(named) == WebAddress.host(url) && !isFrontPage && !isOtherPart ? named : url
  }
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
    WordPressReader.self, JSONFeedReader.self, GhostReader.self, TableReader.self, BloggerReader.self, OPMLReader.self,
    PublisherXMLReader.self, EvernoteReader.self, TelegramReader.self, RestReader.self, AsciiDocReader.self,
    EPUBReader.self, PDFReader.self,
    MailReader.self, MailboxReader.self, WebArchiveReader.self, WARCReader.self,
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
    try receive(result(from: try input.readAll(limit: context.limits.maximumDocumentBytes), context: context))
  }

  func result(from bytes: [UInt8], context: DocumentContext) -> Result<ExtractedArticle, ExtractionFailure> {
    Result { () throws(ExtractionFailure) in try article(from: bytes, context: context) }
  }
}
