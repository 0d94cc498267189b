/// Finds out what an input, or a part of one, is, and has it read.
enum Document {
  /// Reads everything in it.
  ///
  /// - Parameters:
  ///   - input: The bytes, decompressed.
  ///   - format: The format, or `nil` to find it by content, then by name.
  ///   - context: Where it stands.
  ///   - receive: Takes what is found, completed with its place.
  /// - Throws: Only what `receive` and `context.defer` throw.
  static func read(
    _ input: inout InputStream, format: ArticleFormat?, context: DocumentContext, receive: ArticleReceiver
  ) throws {
    do {
      let (head, detected) = try head(of: &input, name: context.name)
      let chosen = format ?? detected
      if ArchiveSignature.isArchive(head), chosen?.isPackage != true {
        return try readArchive(&input, head: head, format: format, context: context, receive: receive)
      }
      let reader = try reader(for: chosen, head: head)
      var places = RecordPlaces()
      try reader.read(&input, context: context) { try receive(context.completed(places.distinct($0))) }
    } catch let failure as ExtractionFailure {
      try receive(context.completed(.failure(failure)))
    }
  }

  /// The first 4 KiB, with what they say of the format; of lines of JSON only the first, because from a pipe the next may
  /// be hours away.
  private static func head(
    of input: inout InputStream, name: String
  ) throws(ExtractionFailure) -> (bytes: [UInt8], format: ArticleFormat?) {
    let line = try input.peekLine(limit: 4096)
    let ofLine = Extractor.detectFormat(name: name, head: line)
    if ofLine == .jsonLines, !FormatDetector.isCutJSON(line) { return (line, ofLine) }
    let head = try input.peek(4096)
    return (head, head.count == line.count ? ofLine : Extractor.detectFormat(name: name, head: head))
  }

  private static func readArchive(
    _ input: inout InputStream, head: [UInt8], format: ArticleFormat?, context: DocumentContext,
    receive: ArticleReceiver
  ) throws {
    if ArchiveSignature.isOfficeDocument(head) {
      let detail = "a document of an office program; save it as HTML or text"
      throw ExtractionFailure(code: .unknownFormat, detail: detail)
    }
    do {
      try ArchiveWalker.walk(&input, format: format, context: context, receive: receive)
    } catch is ArchiveEnded {
      // That was reported.
    }
  }

  private static func reader(
    for format: ArticleFormat?, head: [UInt8]
  ) throws(ExtractionFailure) -> any ArticleReader {
    guard !head.isEmpty else { throw ExtractionFailure(code: .empty, detail: "the input has no bytes") }
    if format?.mayHoldData != true, BinaryDetector.isBinary(head) {
      throw ExtractionFailure(code: .binary, detail: "the input is not text")
    }
    guard let format, let reader = ArticleReaders.reader(for: format) else {
      let known = ArticleFormat.allCases.map(\.rawValue).joined(separator: ", ")
      let detail = "neither the content nor the name tells the format; name one of \(known)"
      throw ExtractionFailure(code: .unknownFormat, detail: detail)
    }
    return reader
  }
}
