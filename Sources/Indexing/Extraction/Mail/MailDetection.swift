/// Knows messages and mailboxes by their first lines.
enum MailDetection {
  /// The format of an input, `nil` when it is no mail.
  ///
  /// - Parameter head: The beginning of the input, after byte order mark and white space.
  static func format(_ head: ArraySlice<UInt8>) -> ArticleFormat? {
    guard let first = head.firstLine else { return nil }
    if first.text.starts(with: "From ".utf8) {
      let next = head[first.end...].firstLine?.text ?? []
      guard next.starts(with: ">From ".utf8) || MessageHeaders.field(next) != nil else { return nil }
      return isMessage(head[first.end...]) ? .mailbox : nil
    }
    // One mail program puts the number of bytes before the message.
    if !first.text.isEmpty, first.text.allSatisfy({ $0.isASCIIDigit || $0 == 0x20 }) {
      return isMessage(head[first.end...]) ? .mail : nil
    }
    guard isMessage(head) else { return nil }
    return isSavedPage(head) ? .webArchive : .mail
  }

  /// Whether this begins with the fields of a message.
  ///
  /// At least two that every message has, one of which only messages have: texts with front matter of their own form
  /// have `Title:` and `Date:`.
  private static func isMessage(_ head: ArraySlice<UInt8>) -> Bool {
    guard let line = head.firstLine?.text, MessageHeaders.field(line) != nil || line.starts(with: ">From ".utf8) else {
      return false
    }
    let names = Set(MessageHeaders(head).fields.map(\.name))
    return !names.isDisjoint(with: telling) && names.count { telling.contains($0) || usual.contains($0) } >= 2
  }

  private static let telling: Set<String> = [
    "from", "received", "message-id", "return-path", "mime-version", "delivered-to", "content-transfer-encoding",
    "x-mozilla-status", "newsgroups", "dkim-signature", "authentication-results", "x-received",
  ]
  private static let usual: Set<String> = [
    "to", "subject", "date", "cc", "bcc", "reply-to", "sender", "content-type", "in-reply-to", "references", "path",
    "x-mailer", "user-agent", "list-id",
  ]

  /// Whether a message was made by a browser: a page with its parts that was sent nowhere.
  private static func isSavedPage(_ head: ArraySlice<UInt8>) -> Bool {
    let headers = MessageHeaders(head)
    if headers.has("snapshot-content-location") { return true }
    let wasSent = ["received", "to", "delivered-to", "return-path", "message-id"].contains { headers.has($0) }
    return !wasSent && HeaderParameters(headers.raw("content-type")).value == "multipart/related"
  }
}
