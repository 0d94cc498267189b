import Articles

/// One message as an article.
struct MailMessage {
  private let part: MailPart
  private let limits: Extractor.Limits

  init(_ part: MailPart, limits: Extractor.Limits) {
    self.part = part
    self.limits = limits
  }

  private var headers: MessageHeaders { part.headers }

  /// - Throws: A failure with the code `missing-text`, `not-an-article` or `encrypted`.
  func article() throws(ExtractionFailure) -> ExtractedArticle {
    try checkPurpose()
    let text = MailText(part, limits: limits)
    var article = ExtractedArticle(id: id, url: url, title: headers.text("subject") ?? "", body: text.text)
    guard !article.title.isEmpty || !article.body.isEmpty else {
      if part.type.value == "multipart/encrypted" || part.type.value == "application/pkcs7-mime" {
        throw ExtractionFailure(code: .encrypted, detail: "the message is encrypted")
      }
      throw ExtractionFailure(code: .missingText, detail: "the message has neither a subject nor a text")
    }
    article.author = AuthorNames.joined(senders)
    article.site = site
    article.category = CategoryNames.joined(headers.text("keywords").map(CategoryNames.split) ?? [])
    article.language = headers.text("content-language").flatMap { LanguageNames.language($0) }
    var notes: [ExtractionNote] = []
    article.published = published(&notes)
    article.notes = text.notes + notes
    return article
  }

  /// Messages that are no letters: the records of mailbox programs, and what its reader has thrown away.
  private func checkPurpose() throws(ExtractionFailure) {
    let marks = headers.text("x-mozilla-status").flatMap { UInt32($0, radix: 16) } ?? 0
    let isDeleted = marks & 8 != 0 || headers.text("x-status")?.contains("D") == true
    if isDeleted { throw ExtractionFailure(code: .notAnArticle, detail: "a message that was deleted in its mailbox") }
    if headers.has("x-imap") || headers.has("x-imapbase"),
      headers.text("subject")?.contains("FOLDER INTERNAL DATA") == true
    {
      throw ExtractionFailure(code: .notAnArticle, detail: "the mailbox program's own record")
    }
  }

  /// The message's own name, without the brackets around it.
  private var id: String? {
    guard let text = headers.text("message-id") else { return nil }
    let inner = text.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }
    let id = inner.isEmpty ? text : String(inner)
    return id.contains(" ") ? nil : id
  }

  /// Where the message can be read on the web (RFC 5064).
  private var url: String? {
    headers.text("archived-at").flatMap { WebAddress.absolute(String($0.filter { $0 != "<" && $0 != ">" })) }
  }

  private var senders: [String] {
    for name in ["from", "resent-from", "sender"] {
      let names = headers.raw(name).map(MailAddresses.names) ?? []
      if !names.isEmpty { return names }
    }
    return []
  }

  /// The name of the list (RFC 2919), or of the sender of a newsletter.
  private var site: String? {
    if let list = headers.text("list-id") {
      let name = list.prefix { $0 != "<" }.trimmingSpace.filter { $0 != "\"" }
      if !name.isEmpty { return name }
      let id = list.drop { $0 == "<" }.prefix { $0 != ">" && $0 != " " }
      // Senders of newsletters number their lists.
      if let first = id.first, first.isLetter, !id.prefix(while: { $0 != "." }).contains(where: \.isNumber) {
        return String(id)
      }
    }
    return headers.has("list-unsubscribe") ? senders.first.flatMap(WebAddress.siteName) : nil
  }

  /// The date the writer's program gives, else that of the first server that had the message.
  private func published(_ notes: inout [ExtractionNote]) -> ArticleDate? {
    let stated = headers.text("date").map { Self.withoutComments($0) }
    let received = headers.all("received").last.flatMap { value -> String? in
      guard let semicolon = value.lastIndex(of: UInt8(ascii: ";")) else { return nil }
      return Self.withoutComments(String(decoding: value[(semicolon + 1)...], as: UTF8.self))
    }
    if let stated, let date = DateParser.parse(stated) { return date }
    let date = received.flatMap(DateParser.parse)
    if let stated, date == nil { notes.append(.unreadableDate(String(stated.prefix(80)))) }
    return date
  }

  /// A date without the names of zones in parentheses.
  private static func withoutComments(_ text: String) -> String {
    var depth = 0
    let kept = text.filter { character in
      if character == "(" { depth += 1 }
      defer { if character == ")" { depth = max(0, depth - 1) } }
      return depth == 0
    }
    return PlainText.oneLine(kept).replacing(" :", with: ":").replacing(": ", with: ":")
  }
}
