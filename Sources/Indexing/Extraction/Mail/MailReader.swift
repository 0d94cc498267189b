/// Reads a single message, as mail programs save it; of a digest, each message in it.
struct MailReader: ArticleReader {
  static let format = ArticleFormat.mail

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    let (bytes, isWhole) = try Self.read(&input, limit: context.limits.maximumDocumentBytes)
    guard bytes.contains(where: { $0 > 0x20 }) else {
      throw ExtractionFailure(code: .empty, detail: "the input is nothing but white space")
    }
    let name = MaildirName(context.name)
    if let failure = name.failure { throw failure }
    let message = MailPart(message: Self.withoutEnvelope(bytes))
    let articles = message.digest?.children.map(\.attachedMessage) ?? [message]
    for (number, part) in articles.enumerated() {
      let result = Self.article(part, limits: context.limits)
      try receive(
        result.map { article in
          var article = article
          if articles.count > 1 { article.member = "message \(number + 1)" } else { article.id = article.id ?? name.id }
          if !isWhole { article.notes.append(.truncatedEntry) }
          return article
        })
    }
  }

  static func article(_ part: MailPart, limits: Extractor.Limits) -> Result<ExtractedArticle, ExtractionFailure> {
    Result { () throws(ExtractionFailure) in try MailMessage(part, limits: limits).article() }
  }

  /// The message, or what fits of it: what is large in messages is attached at their end.
  private static func read(
    _ input: inout InputStream, limit: Int
  ) throws(ExtractionFailure) -> (bytes: [UInt8], isWhole: Bool) {
    var bytes: [UInt8] = []
    while true {
      let chunk = try input.read()
      if chunk.isEmpty { return (bytes, true) }
      guard bytes.count + chunk.count <= limit else { return (bytes + chunk.prefix(limit - bytes.count), false) }
      bytes += chunk
    }
  }

  /// The message without the count that one mail program puts before it, and the record it puts behind it.
  private static func withoutEnvelope(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard let line = bytes[...].firstLine, (1...10).contains(line.text.count) else { return bytes[...] }
    let digits = line.text.prefix { $0.isASCIIDigit }
    guard !digits.isEmpty, line.text[digits.endIndex...].allSatisfy({ $0 <= 0x20 }),
      let count = Int(String(decoding: digits, as: UTF8.self))
    else { return bytes[...] }
    return bytes[line.end...].prefix(count)
  }
}

/// What the name of a file in a Maildir folder says: `unique:2,FLAGS`.
struct MaildirName {
  private let unique: String
  private let flags: Substring
  private let isInFolder: Bool

  init(_ path: String) {
    let parts = path.split(separator: "/")
    let name = parts.last ?? ""
    isInFolder = parts.count > 1 && ["cur", "new"].contains(parts[parts.count - 2])
    unique = String(name.prefix { $0 != ":" })
    flags = name.firstRange(of: ":2,").map { name[$0.upperBound...] } ?? ""
  }

  /// Whether this is the name of a message in such a folder.
  var isMessage: Bool { isInFolder && unique.contains(".") && unique.first?.isNumber == true }

  /// A name for a message that has none itself, which stays when the message is read, answered or moved.
  var id: String? { isMessage ? "maildir:" + unique : nil }

  /// Why the message is to be left out.
  var failure: ExtractionFailure? {
    guard isMessage else { return nil }
    if flags.contains("T") {
      return ExtractionFailure(code: .notAnArticle, detail: "a message that was deleted in its mailbox")
    }
    return flags.contains("D") ? ExtractionFailure(code: .draft, detail: "marked as a draft") : nil
  }
}
