/// A message, or a part of one (RFC 2045, RFC 2046).
struct MailPart {
  /// How deep parts may nest, and how many there may be; what is beyond is left out.
  private static let maximumDepth = 32
  private static let maximumParts = 2000

  let headers: MessageHeaders
  /// `type/subtype` in lower case, with its parameters.
  let type: HeaderParameters
  private(set) var children: [MailPart] = []

  /// Reads a message.
  init(message: ArraySlice<UInt8>) {
    var budget = Self.maximumParts
    self.init(message, defaultType: "text/plain", depth: 0, budget: &budget)
  }

  private init(_ bytes: ArraySlice<UInt8>, defaultType: String, depth: Int, budget: inout Int) {
    headers = MessageHeaders(bytes)
    let stated = HeaderParameters(headers.raw("content-type"))
    // “text” alone and other values that name no type are those of programs older than the standard.
    type = stated.value.contains("/") ? stated : HeaderParameters(Array(defaultType.utf8))
    guard depth < Self.maximumDepth, type.value.hasPrefix("multipart/"), let boundary = stated["boundary"] else {
      return
    }
    let childType = type.value == "multipart/digest" ? "message/rfc822" : "text/plain"
    let parts = Self.split(headers.body, boundary: Array(boundary.utf8), limit: budget)
    budget -= parts.count
    for part in parts {
      children.append(MailPart(part, defaultType: childType, depth: depth + 1, budget: &budget))
    }
  }

  /// The bytes of the part, decoded.
  var content: [UInt8] {
    TransferEncoding.decode(headers.body, named: headers.text("content-transfer-encoding"))
  }

  /// Whether the part is to be shown only when it is asked for.
  var isAttachment: Bool { HeaderParameters(headers.raw("content-disposition")).value == "attachment" }

  /// The message that is attached here.
  var attachedMessage: MailPart { MailPart(message: content[...]) }

  /// The part whose own parts are messages (RFC 2046, section 5.1.5): this one or, with a table of contents before it, one
  /// directly in it.
  var digest: MailPart? {
    let parts = type.value == "multipart/mixed" ? children : [self]
    return parts.first { $0.type.value == "multipart/digest" && !$0.children.isEmpty }
  }

  /// The text of the part.
  func text(declared label: ([UInt8]) -> String? = { _ in nil }) -> DecodedText {
    let bytes = content
    return MailCharset.decode(bytes, label: type["charset"] ?? label(bytes))
  }

  /// The parts between the lines that begin with `--` and the boundary; the last may be unfinished.
  private static func split(_ body: ArraySlice<UInt8>, boundary: [UInt8], limit: Int) -> [ArraySlice<UInt8>] {
    let mark = Array("--".utf8) + boundary
    var parts: [ArraySlice<UInt8>] = []
    var start: Int?
    var rest = body
    while parts.count < limit, let line = rest.firstLine {
      let lineStart = rest.startIndex
      rest = rest[line.end...]
      guard line.text.starts(with: mark) else { continue }
      var tail = line.text.dropFirst(mark.count)
      let isLast = tail.starts(with: "--".utf8)
      if isLast { tail = tail.dropFirst(2) }
      guard tail.allSatisfy({ $0 <= 0x20 }) else { continue }
      if let start { parts.append(body[start..<lineStart]) }
      start = isLast ? nil : line.end
      if isLast { break }
    }
    if let start, start < body.endIndex, parts.count < limit { parts.append(body[start...]) }
    return parts
  }
}
