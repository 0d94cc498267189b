/// Reads JSON: an object a line, objects that span lines, or an array of objects.
struct JSONLinesReader: ArticleReader {
  static let format = ArticleFormat.jsonLines

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    let head = try input.peekLine(limit: Extractor.linesHead)
    if let mark = ByteOrderMark(head) ?? ByteOrderMark.unmarkedUTF16(head), mark != .utf8 {
      let decoded = try TextDecoder.decode(try input.readAll(limit: context.limits.maximumDocumentBytes))
      var utf8 = InputStream(MemorySource(Array(decoded.text.utf8)), limits: context.limits)
      return try readValues(
        &utf8, head: try utf8.peekLine(limit: Extractor.linesHead), context: context, receive: receive)
    }
    try readValues(&input, head: head, context: context, receive: receive)
  }

  private func readValues(
    _ input: inout InputStream, head: [UInt8], context: DocumentContext, receive: ArticleReceiver
  ) throws {
    var sawValue = false
    if Self.isOneValueALine(head) {
      sawValue = try readLines(&input, context: context, receive: receive)
    } else {
      sawValue = try readSpanningValues(&input, context: context, receive: receive)
    }
    if !sawValue { throw ExtractionFailure(code: .empty, detail: "the input holds no value") }
  }

  /// An array, and an object that is not closed on the line it begins on, are delimited by their brackets.
  static func isOneValueALine(_ head: [UInt8]) -> Bool {
    let text = head.dropFirst(ByteOrderMark(head)?.length ?? 0).drop { $0.isJSONSpace }
    guard text.first != UInt8(ascii: "[") else { return false }
    guard let end = text.firstIndex(of: 0x0a) else { return true }
    guard case .failure(let error) = JSONScanner.parse(text[..<end]) else { return true }
    return error.problem != .unexpectedEnd
  }

  private func readLines(
    _ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver
  ) throws -> Bool {
    var lines = LineSplitter(limit: context.limits.maximumDocumentBytes)
    var block = JSONLinesBlock()
    var sawValue = false
    func handOver() throws {
      guard block.lineCount > 0 else { return }
      defer { block = JSONLinesBlock() }
      try context.defer(DeferredInput(content: .lines(block), member: context.member))
    }
    while true {
      // A pipe may keep the next line waiting: what is there goes on its way.
      if !lines.hasLine { try handOver() }
      let line: LineSplitter.Line?
      do {
        line = try lines.next(from: &input)
      } catch {
        try handOver()
        throw error
      }
      switch line {
      case nil:
        try handOver()
        return sawValue
      case .tooLong(let number)?:
        sawValue = true
        try handOver()
        try receive(.failure(Self.tooLong(number, context)))
      case .bytes(var bytes, let number)?:
        if number == 1, bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
        guard !bytes.allSatisfy({ $0.isJSONSpace }) else { continue }
        sawValue = true
        block.append(bytes, number: number)
      }
    }
  }

  private func readSpanningValues(
    _ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver
  ) throws -> Bool {
    var values = JSONValueSplitter(limit: context.limits.maximumDocumentBytes)
    var sawValue = false
    while let frame = try values.next(from: &input) {
      switch frame {
      case .tooLong(let line):
        try receive(.failure(Self.tooLong(line, context)))
      case .value(var bytes, let line):
        if !sawValue, bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
        guard !bytes.isEmpty else { continue }
        try context.record(line: line, receive: receive) {
          for result in Self.results(from: bytes, line: line, limits: context.limits) { try receive(result) }
        }
      }
      sawValue = true
    }
    return sawValue
  }

  private static func tooLong(_ line: Int, _ context: DocumentContext) -> ExtractionFailure {
    let limit = context.limits.maximumDocumentBytes
    return ExtractionFailure(code: .tooLarge, detail: "the value is longer than \(limit) bytes", line: line)
  }

  /// The article in a value; of an object that has none but lists records under a common name, as the answers of web
  /// services do, the articles in those.
  static func results(
    from bytes: ArraySlice<UInt8>, line: Int, limits: Extractor.Limits
  ) -> [Result<ExtractedArticle, ExtractionFailure>] {
    switch JSONScanner.parse(bytes, maximumDepth: limits.maximumJSONDepth) {
    case .failure(let error): return [.failure(error.failure(line: line, in: bytes))]
    case .success(.record(let members)):
      let result = article(from: members, line: line, limits: limits)
      guard case .failure(let failure) = result, failure.code == .missingText,
        let records = JSONRecordList.records(in: members)
      else { return [result] }
      return records.enumerated().map { index, record in
        var result = article(from: record, line: line, limits: limits)
        if case .success(var article) = result {
          article.member = "item \(index + 1)"
          result = .success(article)
        }
        return result.mapError { failure in
          var failure = failure
          failure.detail = "item \(index + 1): " + failure.detail
          return failure
        }
      }
    case .success:
      return [.failure(ExtractionFailure(code: .notAnObject, detail: "the value is not an object", line: line))]
    }
  }

  private static func article(
    from members: [MetadataMember], line: Int, limits: Extractor.Limits
  ) -> Result<ExtractedArticle, ExtractionFailure> {
    if let exported = ExportedRecord.article(.record(members)) { return .success(at(line, exported)) }
    if DraftMark.isIn(members) {
      return .failure(ExtractionFailure(code: .draft, detail: "marked as a draft", line: line))
    }
    let article = ArticleFields(members).article(limits: limits)
    guard !article.title.isEmpty || !article.body.isEmpty else {
      let detail = "the object has no title and no text under a known name"
      return .failure(ExtractionFailure(code: .missingText, detail: detail, line: line))
    }
    return .success(at(line, article))
  }

  private static func at(_ line: Int, _ article: ExtractedArticle) -> ExtractedArticle {
    var article = article
    article.line = line
    return article
  }
}
