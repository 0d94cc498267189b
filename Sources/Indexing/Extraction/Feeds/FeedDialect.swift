/// What one kind of feed or export makes of its parts.
protocol FeedDialect {
  init(limits: Extractor.Limits)

  /// Takes an element beside the records.
  mutating func take(property: XMLElement)

  /// Looks at a record as soon as it is read, up to 1 MiB before it becomes an article.
  mutating func look(at record: XMLElement)

  /// The number by which the system that wrote the document tells a record from all its others, if it says so.
  func number(of record: XMLElement) -> String?

  /// The article in a record.
  func article(from record: XMLElement) throws(ExtractionFailure) -> ExtractedArticle
}

extension FeedDialect {
  mutating func look(at record: XMLElement) {}
  func number(of record: XMLElement) -> String? { nil }
}

/// Reads a document of many records, one after another.
struct FeedDocument<Dialect: FeedDialect> {
  private let context: DocumentContext
  private let receive: ArticleReceiver
  private let records: XMLRecordNames
  private var dialect: Dialect
  private var window = EntryWindow<XMLRecord>()
  private var identifiers = EntryIdentifiers()
  private var count = 0
  /// What is told with the first article.
  private var notes: [ExtractionNote] = []

  /// Reads all there is.
  ///
  /// - Parameters:
  ///   - input: The document.
  ///   - context: Its name and the limits.
  ///   - records: What the records are called.
  ///   - receive: Takes what is found.
  /// - Throws: A failure where nothing more can be read, and what `receive` throws.
  static func read(
    _ input: inout InputStream, context: DocumentContext, records: XMLRecordNames = .feed, receive: ArticleReceiver
  ) throws {
    try withoutActuallyEscaping(receive) { receive in
      var document = FeedDocument(context: context, records: records, receive: receive)
      try document.read(&input)
    }
  }

  private init(context: DocumentContext, records: XMLRecordNames, receive: @escaping ArticleReceiver) {
    self.context = context
    self.records = records
    self.receive = receive
    dialect = Dialect(limits: context.limits)
  }

  private mutating func read(_ input: inout InputStream) throws {
    var parts = try XMLRecordReader(&input, limits: context.limits, encoding: context.place.encoding, records: records)
    notes = parts.notes
    do {
      while let part = try parts.next(from: &input) {
        switch part {
        case .property(let element): dialect.take(property: element)
        case .record(let record): try enter(record)
        }
      }
    } catch let failure as ExtractionFailure {
      if let record = parts.interrupted() { try enter(record) }
      for record in window.finish() { try handOver(record) }
      throw failure
    }
    for record in window.finish() { try handOver(record) }
    guard parts.root != nil else {
      throw ExtractionFailure(code: .invalidXML, detail: "there is no element in the input")
    }
    if let element = parts.unclosed {
      let detail = "the input ends inside <\(element.prefix(80))>; what comes before is read"
      try receive(.failure(ExtractionFailure(code: .truncatedXML, detail: detail, line: parts.line)))
    } else if count == 0 {
      throw ExtractionFailure(code: .empty, detail: "there are no entries in the feed")
    }
  }

  private mutating func enter(_ record: XMLRecord) throws {
    dialect.look(at: record.element)
    for record in window.enter(record, size: record.size) { try handOver(record) }
  }

  private mutating func handOver(_ record: XMLRecord) throws {
    count += 1
    try context.record(line: record.element.line, receive: receive) { try read(record) }
  }

  private mutating func read(_ record: XMLRecord) throws {
    let result: Result<ExtractedArticle, ExtractionFailure>
    do throws(ExtractionFailure) {
      result = .success(try article(from: record))
    } catch {
      var failure = error
      failure.detail = "entry \(count): " + failure.detail
      failure.line = record.element.line
      result = .failure(failure)
    }
    try receive(result)
  }

  private mutating func article(from record: XMLRecord) throws(ExtractionFailure) -> ExtractedArticle {
    if record.isTooLarge {
      let limit = context.limits.maximumDocumentBytes
      throw ExtractionFailure(code: .tooLarge, detail: "larger than \(limit) bytes")
    }
    var article = try dialect.article(from: record.element)
    guard !article.title.isEmpty || !article.body.isEmpty else {
      throw ExtractionFailure(code: .missingText, detail: "neither a title nor a text")
    }
    identifiers.separate(&article, number: dialect.number(of: record.element))
    article.notes = notes + article.notes
    notes = []
    if record.isTooDeep { article.notes.append(.truncatedMarkup) }
    if record.isTruncated { article.notes.append(.truncatedEntry) }
    return article
  }
}
