/// Finds the text of a message in its parts.
struct MailText {
  /// The text in the form articles have.
  private(set) var text = ""
  private(set) var notes: [ExtractionNote] = []

  /// How deep a message may be in other messages.
  private static let maximumDepth = 8

  private let limits: Extractor.Limits
  /// Whether the message answers another one, so that what it quotes is not its own.
  private let isReply: Bool
  /// Whether the message went to many, so that its form is made with care.
  private let isBulk: Bool

  /// - Parameters:
  ///   - message: The message with its parts.
  ///   - limits: Bounds on markup.
  ///   - depth: How many messages this one is in.
  init(_ message: MailPart, limits: Extractor.Limits, depth: Int = 0) {
    self.limits = limits
    isReply = Self.isReply(message.headers)
    isBulk =
      Self.headersOfBulk.contains { message.headers.has($0) }
      || message.headers.text("precedence")?.lowercased() == "bulk"
    let pieces = pieces(of: message)
    text = pieces.joined(separator: "\n\n")
    if isBulk { text = MailFurniture.trimmed(text) }
    if text.isEmpty, depth < Self.maximumDepth, let forwarded = Self.forwarded(in: message) {
      let inner = MailText(forwarded, limits: limits, depth: depth + 1)
      text = inner.text
      notes += inner.notes
    }
  }

  /// The headers that programs for newsletters and lists add (RFC 2369, RFC 2919; Feedback-ID is asked for by mail hosts).
  private static let headersOfBulk = ["list-unsubscribe", "list-id", "feedback-id"]

  private static func isReply(_ headers: MessageHeaders) -> Bool {
    if headers.has("in-reply-to") || headers.has("references") { return true }
    guard let subject = headers.text("subject")?.lowercased(), let colon = subject.firstIndex(of: ":") else {
      return false
    }
    return replyMarks.contains(String(subject[..<colon].prefix { $0.isLetter || $0 == "." }))
  }

  /// What mail programs put before the subject of an answer.
  private static let replyMarks: Set<String> = [
    "re", "aw", "antw", "antwort", "sv", "vs", "odp", "ref", "rif", "r", "res", "ynt", "hl", "ha", "回复", "答复", "回覆",
  ]

  /// The first message that is attached, when there is nothing else.
  private static func forwarded(in part: MailPart) -> MailPart? {
    if part.type.value == "message/rfc822" { return part.attachedMessage }
    guard part.type.value != "multipart/digest" else { return nil }
    return part.children.lazy.compactMap { forwarded(in: $0) }.first
  }

  /// The texts to be read one after the other.
  private mutating func pieces(of part: MailPart) -> [String] {
    guard !part.isAttachment else { return [] }
    switch part.type.value {
    case "multipart/alternative": return best(of: part.children)
    case "multipart/related": return pieces(of: root(of: part))
    case "multipart/signed": return pieces(of: part.children.first)
    case "multipart/digest", "multipart/encrypted": return []
    case let type where type.hasPrefix("multipart/"):
      // Without a boundary that occurs there is one part, which has lost its own header.
      if part.children.isEmpty { return plain(part) }
      return part.children.flatMap { pieces(of: $0) }
    case "text/html", "application/xhtml+xml", "text/enriched", "text/richtext": return markup(part)
    case "text/plain", "text", "": return plain(part)
    default: return []
    }
  }

  private mutating func pieces(of part: MailPart?) -> [String] { part.map { pieces(of: $0) } ?? [] }

  /// The part of a page with pictures that is the page (RFC 2387, section 3.2).
  private func root(of part: MailPart) -> MailPart? {
    guard let start = part.type["start"] else { return part.children.first }
    return part.children.first { $0.headers.text("content-id") == start } ?? part.children.first
  }

  /// The fullest of several forms of the same text.
  ///
  /// A person's plain text is what was written, and its markup was made from it. A newsletter is made the other way
  /// round, and its plain text often says only that there is markup.
  private mutating func best(of parts: [MailPart]) -> [String] {
    let notesBefore = notes
    var choices: [(pieces: [String], notes: [ExtractionNote], length: Int, isPlain: Bool)] = []
    for part in parts {
      notes = notesBefore
      let found = pieces(of: part)
      let length = found.reduce(0) { $0 + $1.utf8.count { $0 > 0x20 } }
      if length > 0 { choices.append((found, notes, length, part.type.value == "text/plain")) }
    }
    notes = notesBefore
    let rich = choices.last { !$0.isPlain }
    let plain = choices.first { $0.isPlain }
    let share = isBulk ? 2.0 : 0.7
    let chosen: (pieces: [String], notes: [ExtractionNote], length: Int, isPlain: Bool)?
    if let rich, let plain {
      chosen = Double(plain.length) >= share * Double(rich.length) ? plain : rich
    } else {
      chosen = rich ?? plain
    }
    guard let chosen else { return [] }
    notes = chosen.notes
    return chosen.pieces
  }

  private mutating func plain(_ part: MailPart) -> [String] {
    let decoded = part.text()
    notes += decoded.notes
    let isFlowed = part.type["format"]?.lowercased() == "flowed"
    let lines =
      isFlowed
      ? FlowedText.lines(decoded.text, deletesSpace: part.type["delsp"]?.lowercased() == "yes")
      : decoded.text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    let own = PlainText.clean(MailLines.own(lines, isReply: isReply).joined(separator: "\n"))
    return own.isEmpty ? [] : [isFlowed ? own : WrappedLines.join(own)]
  }

  private mutating func markup(_ part: MailPart) -> [String] {
    let decoded = part.text { DeclaredEncoding.label(in: $0) }
    notes += decoded.notes
    let markup = MailMarkup(decoded.text, limits: limits)
    if markup.isTruncated { notes.append(.truncatedMarkup) }
    let text = markup.text(isReply: isReply)
    guard !text.isEmpty else { return [] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let own = MailLines.withoutDeviceLine(isReply ? MailLines.withoutCopy(lines) : lines)
    return [own.count == lines.count ? text : PlainText.clean(own.joined(separator: "\n"))]
  }
}

/// Undoes the soft line breaks of `format=flowed` (RFC 3676).
enum FlowedText {
  /// - Parameters:
  ///   - text: The text as it was sent.
  ///   - deletesSpace: Whether the space before a soft break goes too (`delsp=yes`).
  /// - Returns: The lines as they were written, with the marks of quotations.
  static func lines(_ text: String, deletesSpace: Bool) -> [String] {
    var lines: [String] = []
    var open: (depth: Int, text: String)?
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let depth = line.prefix { $0 == ">" }.count
      var content = line.dropFirst(depth)
      if content.first == " " { content = content.dropFirst() }
      let isSignature = content == "-- "
      let isSoft = content.last == " " && !isSignature
      if isSoft, deletesSpace { content = content.dropLast() }
      if let before = open {
        if before.depth == depth, !isSignature {
          open = (depth, before.text + content)
        } else {
          lines.append(marked(before.text, before.depth))
          open = (depth, String(content))
        }
      } else {
        open = (depth, String(content))
      }
      if !isSoft, let whole = open {
        lines.append(marked(whole.text, whole.depth))
        open = nil
      }
    }
    if let rest = open { lines.append(marked(rest.text, rest.depth)) }
    return lines
  }

  private static func marked(_ text: String, _ depth: Int) -> String {
    depth == 0 ? text : String(repeating: ">", count: depth) + " " + text
  }
}
