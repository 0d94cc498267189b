/// Reads PDF through `pdftotext` and `pdfinfo` of Poppler, where they are installed: one article a file.
struct PDFReader: WholeDocumentReader {
  static let format = ArticleFormat.pdf

  /// Reads the bytes, and leaves the programs to another thread: they take their time.
  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    let bytes = try input.readAll(limit: context.limits.maximumDocumentBytes)
    let document = DeferredDocument(
      bytes: bytes, name: context.name, format: Self.format, depth: context.depth, place: context.place)
    try context.defer(DeferredInput(content: .whole(document, self), member: context.member))
  }

  func article(from bytes: [UInt8], context: DocumentContext) throws(ExtractionFailure) -> ExtractedArticle {
    try article(from: bytes, context: context, folders: LimitedProgram.standardFolders)
  }

  /// The article in a document.
  ///
  /// - Parameter folders: Where the programs are looked for.
  func article(
    from bytes: [UInt8], context: DocumentContext, folders: [String]
  ) throws(ExtractionFailure) -> ExtractedArticle {
    let info = try PDFInfo(bytes, folders: folders)
    let text = try Self.text(of: bytes, limits: context.limits, folders: folders)
    let pages = PDFPages(text)
    guard !pages.body.isEmpty else {
      let detail = "the document has no text, only pictures of it; recognise it first, with ocrmypdf for example"
      throw ExtractionFailure(code: .noText, detail: detail)
    }
    var article = info.article
    article.body = pages.body
    if article.title.isEmpty { article.title = pages.headline ?? context.fileName.title }
    return article
  }

  private static func text(
    of bytes: [UInt8], limits: Extractor.Limits, folders: [String]
  ) throws(ExtractionFailure) -> String {
    let program = try PDFInfo.program("pdftotext", folders: folders, maximumOutput: limits.maximumDocumentBytes)
    let (output, outcome) = program.run(["-q", "-enc", "UTF-8", "-eol", "unix", "-", "-"], input: bytes)
    if case .exited(3) = outcome {
      throw ExtractionFailure(code: .encrypted, detail: "the document does not allow its text to be copied")
    }
    // What there is of a broken document is worth reading.
    if case .exited = outcome, !output.allSatisfy({ $0 <= 0x20 }) { return String(decoding: output, as: UTF8.self) }
    try PDFInfo.check(outcome, of: program)
    return String(decoding: output, as: UTF8.self)
  }
}
