/// Reads the exports of Ghost: as its administration writes them (`db[0].data`), without the wrapping, and in the form
/// that its migration tools write (`posts` with their authors and tags inside).
struct GhostReader: ArticleReader {
  static let format = ArticleFormat.ghost

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    try withoutActuallyEscaping(receive) { receive in
      var export = GhostExport(context: context, receive: receive)
      try export.read(&input)
    }
  }
}

/// One export on its way.
///
/// The tables that name authors and tags of posts stand in any order, mostly after the posts. Posts wait for them as
/// articles, without the forms of their text that are not shown.
private struct GhostExport {
  /// The most text that waits, in bytes; when there is more, posts go without what is not known of them yet.
  private static let maximumWaiting = 128 << 20

  private let context: DocumentContext
  private let receive: ArticleReceiver
  private var tables = GhostTables()
  private var waiting: [GhostPost] = []
  private var waitingSize = 0
  private var count = 0
  /// What is told with the first article.
  private var notes: [ExtractionNote] = []

  init(context: DocumentContext, receive: @escaping ArticleReceiver) {
    self.context = context
    self.receive = receive
  }

  mutating func read(_ input: inout InputStream) throws {
    var rows = try JSONTreeReader(&input, limits: context.limits, interest: Self.interest)
    notes = rows.notes
    do {
      while let row = try rows.next(from: &input) { try take(row) }
    } catch let failure as ExtractionFailure {
      try release()
      throw failure
    }
    try release()
    if count == 0 { throw ExtractionFailure(code: .empty, detail: "there are no posts in the export") }
  }

  /// Opens `db`, its first element, `data`, and the tables in them; takes the rows of the tables that are known.
  private static func interest(_ path: [String]) -> JSONTreeReader.Interest {
    var rest = path[...]
    if rest.first == "db" { rest = rest.dropFirst() }
    if rest.first == JSONTreeReader.element { rest = rest.dropFirst() }
    if rest.first == "data" { rest = rest.dropFirst() }
    guard let table = rest.first else { return .open }
    guard GhostTables.names.contains(table) else { return .skip }
    return rest.count == 1 ? .open : .take
  }

  private mutating func take(_ row: JSONTreeReader.Part) throws {
    guard row.path.last == JSONTreeReader.element, let table = row.path.dropLast().last else { return }
    guard table == "posts" else {
      if case .success(let record) = row.value { tables.take(record, table: table) }
      return
    }
    count += 1
    do {
      try context.begin(line: row.line)
      defer { context.end() }
      let post = try GhostPost(row.value.get(), number: count, line: row.line, limits: context.limits)
      waiting.append(post)
      waitingSize += post.size
      if waitingSize > Self.maximumWaiting { try release() }
    } catch var failure as ExtractionFailure {
      failure.detail = "post \(count): " + failure.detail
      failure.line = failure.line ?? row.line
      // In its place among the others.
      waiting.append(GhostPost(failure))
    }
  }

  private mutating func release() throws {
    let released = waiting
    (waiting, waitingSize) = ([], 0)
    for post in released {
      var result = post.result(tables, limits: context.limits)
      if case .success(var article) = result {
        article.notes = notes + article.notes
        notes = []
        result = .success(article)
      }
      try receive(result)
    }
  }
}
