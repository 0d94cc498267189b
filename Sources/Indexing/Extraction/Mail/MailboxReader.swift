import Articles

/// Reads mailboxes in one file (mbox, RFC 4155, and its dialects), a message at a time.
struct MailboxReader: ArticleReader {
  static let format = ArticleFormat.mailbox

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    var lines = LineSplitter(limit: context.limits.maximumDocumentBytes)
    var messages = MailboxMessages(limit: context.limits.maximumDocumentBytes)
    func handOver() throws {
      guard let message = messages.take() else { return }
      try Self.handOver(message, context)
    }
    while true {
      let line: LineSplitter.Line?
      do {
        line = try lines.next(from: &input)
      } catch {
        messages.finish()
        try handOver()
        throw error
      }
      guard let line else { break }
      if case .bytes(let bytes, let number) = line { messages.append(bytes, number: number) }
      try handOver()
    }
    messages.finish()
    try handOver()
    if messages.isEmpty { throw ExtractionFailure(code: .empty, detail: "the mailbox holds no message") }
  }

  /// Reading a message is work for other threads.
  private static func handOver(_ message: MailboxMessages.Message, _ context: DocumentContext) throws {
    var place = context.place
    place.line = message.line
    place.published = message.date
    try context.defer(context.deferred(message.bytes, format: .mail, place: place))
  }
}

/// Cuts the lines of a mailbox into messages.
///
/// A message begins at a line `From `, after a blank line, when it has the time in it, or a field follows: letters have
/// lines that begin so too, and not every program marks them.
private struct MailboxMessages {
  struct Message {
    /// The number of the line that it begins with.
    let line: Int
    var bytes: [UInt8] = []
    /// When it was delivered.
    let date: ArticleDate?
  }

  private let limit: Int
  private var current: Message?
  private var finished: Message?
  /// A line that may begin a message; what follows decides.
  private var candidate: (text: [UInt8], number: Int)?
  private var isAfterBlank = true
  private(set) var isEmpty = true

  init(limit: Int) {
    self.limit = limit
  }

  /// The message that ended with the last line, if one did.
  mutating func take() -> Message? {
    defer { finished = nil }
    return finished
  }

  mutating func append(_ line: ArraySlice<UInt8>, number: Int) {
    if let candidate {
      self.candidate = nil
      let isField = line.starts(with: ">From ".utf8) || MessageHeaders.field(line) != nil
      if isField {
        begin(candidate)
      } else {
        add(candidate.text[...])
      }
    }
    if isAfterBlank, line.starts(with: "From ".utf8), current == nil || Self.hasTime(line) {
      candidate = (Array(line), number)
    } else {
      add(line)
    }
    isAfterBlank = line.isEmpty
  }

  /// Says that no line follows.
  mutating func finish() {
    if let candidate { add(candidate.text[...]) }
    candidate = nil
    finished = current
    current = nil
  }

  private mutating func begin(_ line: (text: [UInt8], number: Int)) {
    finished = current
    isEmpty = false
    current = Message(line: line.number, date: Self.date(line.text))
  }

  /// What is before the first message belongs to none.
  private mutating func add(_ line: ArraySlice<UInt8>) {
    guard let count = current?.bytes.count, count + line.count < limit else { return }
    let marks = line.prefix { $0 == UInt8(ascii: ">") }
    let isMarked = !marks.isEmpty && line[marks.endIndex...].starts(with: "From ".utf8)
    current?.bytes += isMarked ? line.dropFirst() : line
    current?.bytes.append(0x0a)
  }

  /// Whether there is a time of day in the line.
  private static func hasTime(_ line: ArraySlice<UInt8>) -> Bool {
    let colon = UInt8(ascii: ":")
    return line.indices.dropFirst().dropLast().contains {
      line[$0] == colon && line[$0 - 1].isASCIIDigit && line[$0 + 1].isASCIIDigit
    }
  }

  /// The date behind the sender: `From ann@example.org Mon May  3 10:00:00 2021`.
  private static func date(_ line: [UInt8]) -> ArticleDate? {
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    return DateParser.parse(words.dropFirst(2).joined(separator: " "))
  }
}
