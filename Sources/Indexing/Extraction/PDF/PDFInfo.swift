import Articles

/// What a document says of itself, as `pdfinfo` prints it.
struct PDFInfo {
  private var fields: [String: String] = [:]

  /// Asks the program.
  ///
  /// - Throws: A failure with the code `missing-program`, `encrypted`, `invalid-pdf` or `too-slow`.
  init(_ bytes: [UInt8], folders: [String]) throws(ExtractionFailure) {
    let program = try Self.program("pdfinfo", folders: folders, maximumOutput: 1 << 20)
    let (output, outcome) = program.run(["-enc", "UTF-8", "-isodates", "-"], input: bytes, mergesErrors: true)
    let text = String(decoding: output, as: UTF8.self)
    if outcome != .exited(0), text.contains("Incorrect password") {
      throw ExtractionFailure(code: .encrypted, detail: "the document is protected by a password; save it without one")
    }
    try Self.check(outcome, of: program)
    self.init(text)
  }

  /// Takes the lines `Name: value`.
  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].trimmingSpace
      if !value.isEmpty, fields[String(line[..<colon])] == nil { fields[String(line[..<colon])] = value }
    }
  }

  /// The article without its text.
  var article: ExtractedArticle {
    var article = ExtractedArticle()
    article.title = fields["Title"].map(PlainText.oneLine).flatMap { Self.isTitle($0) ? $0 : nil } ?? ""
    article.author = AuthorNames.joined(fields["Author"].map(AuthorNames.split) ?? [])
    article.category = CategoryNames.joined(fields["Keywords"].map(CategoryNames.split) ?? [])
    article.published = DateParser.first(of: [fields["CreationDate"]].compactMap { $0 }, &article.notes)
    let changed = DateParser.first(of: [fields["ModDate"]].compactMap { $0 }, &article.notes)
    article.updated = changed == article.published ? nil : changed
    return article
  }

  /// Whether somebody gave the title, rather than a program that wrote the name of a file there.
  private static func isTitle(_ text: String) -> Bool {
    let folded = text.lowercased()
    if folded.hasPrefix("untitled") || folded.hasPrefix("microsoft word - ") || folded == "title" { return false }
    let isFileName = fileExtensions.contains { folded.hasSuffix("." + $0) }
    return !isFileName && text.contains { $0.isLetter } && !text.hasPrefix("/") && !text.contains("\\")
  }

  private static let fileExtensions = [
    "doc", "docx", "dvi", "eps", "fm", "html", "indd", "odt", "pages", "pdf", "pm6", "ppt", "pptx", "ps", "qxd", "qxp",
    "rtf", "tex", "tif", "txt", "wpd", "xls", "xlsx",
  ]

  // MARK: Programs

  static func program(
    _ name: String, folders: [String], maximumOutput: Int
  ) throws(ExtractionFailure) -> LimitedProgram {
    guard let program = LimitedProgram(name, in: folders, maximumOutput: maximumOutput) else {
      let detail = "PDF is read with \(name), which is not installed; install poppler-utils (apt install poppler-utils)"
      throw ExtractionFailure(code: .missingProgram, detail: detail)
    }
    return program
  }

  /// Turns the end of a program that did not go well into a reason.
  static func check(_ outcome: LimitedProgram.Outcome, of program: LimitedProgram) throws(ExtractionFailure) {
    switch outcome {
    case .exited(0): return
    case .exited, .killed:
      let bound = program.maximumMemory >> 20
      let detail = "the document is damaged, or takes more than \(bound) MiB of memory to read"
      throw ExtractionFailure(code: .invalidPDF, detail: detail)
    case .tooSlow:
      let detail = "the document takes more than \(program.maximumSeconds) seconds to read"
      throw ExtractionFailure(code: .tooSlow, detail: detail)
    case .tooMuchOutput:
      throw ExtractionFailure(
        code: .tooLarge, detail: "the document has more than \(program.maximumOutput) bytes of text")
    case .notStarted:
      throw ExtractionFailure(code: .unreadable, detail: "the program that reads PDF could not be started")
    }
  }
}
