/// Reads tables of separated values whose first row names the columns: one article a row.
struct TableReader: ArticleReader {
  static let format = ArticleFormat.table

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    let decoded = try DecodedInput(&input) { _ in nil }
    var notes = decoded.notes
    var rows = RowSplitter(decoded, separator: 0, limit: context.limits.maximumDocumentBytes)
    let header = try Self.header(&rows, &input)
    var isEmpty = true
    while let row = try rows.next(from: &input) {
      isEmpty = false
      try context.record(line: row.line, receive: receive) {
        var result = Self.article(from: row, header: header, limits: context.limits)
        if case .success(var article) = result {
          article.notes = notes + article.notes
          notes = []
          result = .success(article)
        }
        try receive(result)
      }
    }
    if isEmpty { throw ExtractionFailure(code: .empty, detail: "there are no rows below the header") }
  }

  /// Reads the names of the columns, and the line before them in which spreadsheets name the separator.
  private static func header(
    _ rows: inout RowSplitter, _ input: inout InputStream
  ) throws(ExtractionFailure) -> TableHeader {
    let head = try rows.peek(&input)
    let declared = TableHeader.declaredSeparator(in: head)
    rows.separator = declared ?? TableHeader.separator(in: head)
    if declared != nil { _ = try rows.next(from: &input) }
    rows.skipsInitialSpace = TableHeader.hasSpacesBeforeQuotes(head, separator: rows.separator)
    guard let row = try rows.next(from: &input) else {
      throw ExtractionFailure(code: .empty, detail: "the table has no rows")
    }
    let header = TableHeader(row.cells)
    guard header.isUsable, !row.isTooLong else {
      let names = PlainText.oneLine(header.names.prefix(8).joined(separator: ", ")).prefix(120)
      throw ExtractionFailure(
        code: .missingHeader,
        detail: "the first row (\(names)) has no column named title, text or the like; put a row of names above it",
        line: row.line)
    }
    rows.columns = header.names.count
    return header
  }

  private static func article(
    from row: RowSplitter.Row, header: TableHeader, limits: Extractor.Limits
  ) -> Result<ExtractedArticle, ExtractionFailure> {
    func failure(_ code: ReasonCode, _ detail: String, line: Int? = nil) -> Result<ExtractedArticle, ExtractionFailure>
    {
      .failure(ExtractionFailure(code: code, detail: detail, line: line ?? row.line))
    }
    if row.isTooLong { return failure(.tooLarge, "the row is longer than \(limits.maximumDocumentBytes) bytes") }
    if let line = row.unclosedLine {
      return failure(
        .invalidTable, "the quote is not closed; the row that begins on line \(row.line) is lost", line: line)
    }
    let surplus = row.cells.dropFirst(header.names.count)
    guard surplus.allSatisfy(\.isBlank) else {
      let counts = "\(row.cells.count) cells under \(header.names.count) names"
      return failure(.invalidTable, "the row has \(counts); quote cells that hold the separator")
    }
    let members = header.record(row.cells)
    if DraftMark.isIn(members) { return failure(.draft, "marked as a draft") }
    var article = ArticleFields(members).article(limits: limits)
    guard !article.title.isEmpty || !article.body.isEmpty else {
      return failure(.missingText, "the row has neither a title nor a text")
    }
    article.line = row.line
    return .success(article)
  }
}
