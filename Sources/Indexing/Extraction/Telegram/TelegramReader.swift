import Articles

/// Reads what Telegram's programs export of a channel or chat, or of all of an account, as JSON: one article a message.
struct TelegramReader: ArticleReader {
  static let format = ArticleFormat.telegram

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    var parts = try JSONTreeReader(&input, limits: context.limits, interest: Self.interest)
    var notes = parts.notes
    var chat = TelegramChat()
    var count = 0
    while let part = try parts.next(from: &input) {
      guard part.path.last == JSONTreeReader.element else {
        chat.take(part)
        continue
      }
      count += 1
      try context.record(line: part.line, receive: receive) {
        var result = Result { () throws(ExtractionFailure) in try chat.article(from: part.value.get()) }
        if case .success(var article) = result {
          article.line = part.line
          article.notes = notes + article.notes
          notes = []
          result = .success(article)
        }
        try receive(
          result.mapError { failure in
            var failure = failure
            failure.detail = "message \(count): " + failure.detail
            failure.line = failure.line ?? part.line
            return failure
          })
      }
    }
    if count == 0 { throw ExtractionFailure(code: .empty, detail: "there are no messages in the export") }
  }

  /// Opens the lists of chats and of their messages; takes the messages, and what a chat says of itself before them.
  private static func interest(_ path: [String]) -> JSONTreeReader.Interest {
    var rest = path[...]
    if let first = rest.first, ["chats", "left_chats"].contains(first) {
      let around = [first, "list", JSONTreeReader.element]
      guard rest.count > around.count else { return rest.elementsEqual(around.prefix(rest.count)) ? .open : .skip }
      rest = rest.dropFirst(around.count)
    }
    if rest.first == "messages" { return rest.count == 1 ? .open : .take }
    return rest.count == 1 && TelegramChat.factNames.contains(rest[rest.startIndex]) ? .take : .skip
  }
}

/// A channel or chat, and the articles in its messages.
private struct TelegramChat {
  static let factNames: Set<String> = ["name", "id"]

  private var name: String?
  private var id: String?

  mutating func take(_ part: JSONTreeReader.Part) {
    guard case .success(let value) = part.value else { return }
    // Its name stands before its number, and may be missing: then it is not that of the chat before.
    if part.path.last == "name" { (name, id) = (value.scalarText.map(PlainText.oneLine), nil) }
    if part.path.last == "id" {
      if id != nil { name = nil }
      id = value.scalarText
    }
  }

  func article(from message: MetadataValue) throws(ExtractionFailure) -> ExtractedArticle {
    if message["type"]?.scalarText == "service" {
      throw ExtractionFailure(code: .notAnArticle, detail: "says what happened in the chat")
    }
    let text = Self.text(message)
    guard !text.isEmpty else {
      throw ExtractionFailure(code: .notAnArticle, detail: "a picture, film or file without a text")
    }
    var article = ExtractedArticle()
    if let id, let number = message["id"]?.scalarText { article.id = "telegram:\(id):\(number)" }
    article.body = text
    let sender = message["from"]?.scalarText.map(PlainText.oneLine)
    let isChannel = message["from_id"]?.scalarText.map { $0.hasPrefix("channel") } ?? (sender == name)
    let author = message["author"]?.scalarText ?? (isChannel ? nil : sender)
    article.author = AuthorNames.joined([author].compactMap { $0 })
    article.site = name
    article.published = date(["date_unixtime", "date"], of: message, &article.notes)
    article.updated = date(["edited_unixtime", "edited"], of: message, &article.notes)
    return article
  }

  private func date(
    _ names: [String], of message: MetadataValue, _ notes: inout [ExtractionNote]
  ) -> ArticleDate? {
    DateParser.first(of: names.lazy.compactMap { message[$0]?.scalarText }, &notes)
  }

  /// The text, whose parts are strings and marked stretches; of a poll what is asked and what can be answered.
  private static func text(_ message: MetadataValue) -> String {
    let parts = (message["text"]?.elements ?? []).compactMap { part -> String? in
      if case .string(let text) = part { return text }
      if case .string(let text)? = part["text"] { return text }
      return nil
    }
    let poll = message["poll"]
    let answers = poll?["answers"]?.elements.compactMap { $0["text"]?.scalarText.map { "- " + $0 } } ?? []
    let question = ([poll?["question"]?.scalarText].compactMap { $0 } + answers).joined(separator: "\n")
    return PlainText.clean([parts.joined(), question].filter { !$0.isEmpty }.joined(separator: "\n\n"))
  }
}
