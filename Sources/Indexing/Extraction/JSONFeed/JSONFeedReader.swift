/// Reads JSON Feed, versions 1.0 and 1.1 (jsonfeed.org), and RSS written as JSON, one item after another.
struct JSONFeedReader: ArticleReader {
  static let format = ArticleFormat.jsonFeed

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    try withoutActuallyEscaping(receive) { receive in
      var document = JSONFeedDocument(context: context, receive: receive)
      try document.read(&input)
    }
  }
}

/// One feed on its way.
private struct JSONFeedDocument {
  private static let items = ["items", JSONTreeReader.element]

  private let context: DocumentContext
  private let receive: ArticleReceiver
  private var facts = JSONFeedFacts()
  private var window = EntryWindow<JSONTreeReader.Part>()
  private var identifiers = EntryIdentifiers()
  private var count = 0
  /// What is told with the first article.
  private var notes: [ExtractionNote] = []

  init(context: DocumentContext, receive: @escaping ArticleReceiver) {
    self.context = context
    self.receive = receive
  }

  mutating func read(_ input: inout InputStream) throws {
    var parts = try JSONTreeReader(&input, limits: context.limits) { path in
      if path == Self.items || path.count == 1 && JSONFeedFacts.names.contains(path[0]) { return .take }
      return path == ["items"] ? .open : JSONChannel.interest(path)
    }
    notes = parts.notes
    do {
      while let part = try parts.next(from: &input) {
        try take(part)
      }
    } catch let failure as ExtractionFailure {
      for part in window.finish() { try handOver(part) }
      throw failure
    }
    for part in window.finish() { try handOver(part) }
    if count == 0 { throw ExtractionFailure(code: .empty, detail: "there are no items in the feed") }
  }

  private mutating func take(_ part: JSONTreeReader.Part) throws {
    var part = part
    let place = JSONChannel.place(part.path)
    if place == JSONChannel.item { part.value = part.value.map(JSONChannel.item) }
    if part.path == Self.items || place == JSONChannel.item {
      for part in window.enter(part, size: part.size) { try handOver(part) }
    } else if case .success(let value) = part.value {
      let name = place.flatMap { $0.first.flatMap { JSONChannel.factNames[$0] } } ?? part.path.first
      if let name { facts.take(value, named: name) }
    }
  }

  private mutating func handOver(_ part: JSONTreeReader.Part) throws {
    count += 1
    try context.record(line: part.line, receive: receive) { try read(part) }
  }

  private mutating func read(_ part: JSONTreeReader.Part) throws {
    do {
      var article = try article(from: part.value.get())
      article.line = part.line
      article.notes = notes + article.notes
      notes = []
      try receive(.success(article))
    } catch var failure as ExtractionFailure {
      failure.detail = "item \(count): " + failure.detail
      failure.line = failure.line ?? part.line
      try receive(.failure(failure))
    }
  }

  private mutating func article(from value: MetadataValue) throws(ExtractionFailure) -> ExtractedArticle {
    guard case .record = value else {
      throw ExtractionFailure(code: .notAnObject, detail: "the item is not an object")
    }
    var article = JSONFeedItem(value, feed: facts, limits: context.limits).article()
    guard !article.title.isEmpty || !article.body.isEmpty else {
      throw ExtractionFailure(code: .missingText, detail: "neither a title nor a text")
    }
    identifiers.separate(&article)
    return article
  }
}
