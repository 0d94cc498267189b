/// What a crawler fetched, when it is something that may hold articles.
struct CrawledDocument {
  /// A name like that of a file, from the address.
  let name: String
  let bytes: [UInt8]
  /// `nil` when the content is to tell.
  let format: ArticleFormat?
  let place: DocumentPlace

  /// - Returns: `nil` for everything that is no text which was found where it was looked for.
  /// - Throws: A failure when such a text cannot be read.
  init?(_ record: WARCRecord, limits: Extractor.Limits) throws(ExtractionFailure) {
    guard ["response", "resource", "conversion"].contains(record.kind) else { return nil }
    guard let address = record.address, !Self.isForPrograms(address) else { return nil }
    guard let block = record.block else {
      throw ExtractionFailure(code: .tooLarge, detail: "the record is larger than \(limits.maximumDocumentBytes) bytes")
    }
    var body = block[...]
    var type = HeaderParameters(record.contentType.map { Array($0.utf8) })
    if record.kind == "response", type.value == "application/http" || block.starts(with: "HTTP/".utf8) {
      guard let answer = HTTPAnswer(block), answer.isSuccess else { return nil }
      type = HeaderParameters(answer.headers.raw("content-type"))
      guard Self.mayHoldArticles(type.value) else { return nil }
      body = try answer.body(limits: limits)[...]
    }
    guard let format = Self.format(of: type.value, body, address: address) else { return nil }
    self.format = format
    bytes = Array(body)
    name = Self.name(of: address)
    place = DocumentPlace(
      url: WebAddress.absolute(address), captured: record.date.flatMap(DateParser.parse), encoding: type["charset"],
      isTruncated: record.isTruncated)
  }

  private static func mayHoldArticles(_ type: String) -> Bool {
    type.isEmpty || formats[type] != nil || feeds.contains(type) || type == "unknown/unknown"
  }

  private static let formats: [String: ArticleFormat] = [
    "text/html": .html, "application/xhtml+xml": .html, "text/plain": .text, "text/markdown": .markdown,
    "text/x-markdown": .markdown,
  ]

  /// Types of feeds and of much else: the content decides.
  private static let feeds: Set<String> = [
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    "application/feed+json", "application/json",
  ]

  private static func format(of type: String, _ body: ArraySlice<UInt8>, address: String) -> ArticleFormat? {
    if let format = formats[type] { return format }
    let found = Extractor.detectFormat(name: name(of: address), head: Array(body.prefix(4096)))
    let readable: [ArticleFormat] =
      type.isEmpty || type == "unknown/unknown" ? [.html, .feed, .jsonFeed] : [.feed, .jsonFeed, .html]
    return found.flatMap { readable.contains($0) ? $0 : nil }
  }

  /// Whether an address is one of those where sites have instructions for programs.
  private static func isForPrograms(_ address: String) -> Bool {
    guard let scheme = address.firstRange(of: "://") else { return !address.hasPrefix("urn:") }
    // Crawlers keep their logs under schemes of their own.
    guard ["http", "https", "ftp", "file"].contains(address[..<scheme.lowerBound].lowercased()) else { return true }
    let path = address[scheme.upperBound...].drop { $0 != "/" }.prefix { $0 != "?" && $0 != "#" }.lowercased()
    return path == "/robots.txt" || path == "/ads.txt" || path == "/app-ads.txt" || path == "/humans.txt"
      || path.hasPrefix("/.well-known/")
  }

  private static func name(of address: String) -> String {
    let path = address.prefix { $0 != "?" && $0 != "#" }
    return path.split(separator: "/").last.map(String.init) ?? address
  }
}

/// An answer of a web server, as it came through the wire (RFC 9112).
struct HTTPAnswer {
  let headers: MessageHeaders
  private let status: Int

  /// `nil` when the bytes are no answer.
  init?(_ bytes: [UInt8]) {
    guard let line = bytes[...].firstLine, line.text.starts(with: "HTTP/".utf8) else { return nil }
    let words = String(decoding: line.text, as: UTF8.self).split(separator: " ")
    guard words.count > 1, let status = Int(words[1]) else { return nil }
    self.status = status
    headers = MessageHeaders(bytes[line.end...])
  }

  /// Whether what was asked for was sent.
  var isSuccess: Bool { status == 200 || status == 203 }

  /// The content without the encodings it was sent in; gzip, which is known by itself, stays.
  ///
  /// Crawlers often take these encodings away and leave the fields that name them, so each is undone only where it is.
  func body(limits: Extractor.Limits) throws(ExtractionFailure) -> [UInt8] {
    var body = Array(headers.body)
    if headers.text("transfer-encoding")?.lowercased().contains("chunked") == true {
      body = Self.unchunked(body) ?? body
    }
    let encodings = headers.text("content-encoding")?.lowercased() ?? ""
    if encodings == "deflate" { return try Inflate.inflated(body, limits: limits) ?? body }
    if encodings == "br" {
      if let decompressed = try Brotli.decompressed(body, limits: limits) { return decompressed }
      guard !BinaryDetector.isBinary(Array(body.prefix(4096))) else {
        throw ExtractionFailure(code: .encoding, detail: "it was sent compressed with brotli, and that is damaged")
      }
    }
    return body
  }

  /// The chunks put together (RFC 9112, section 7.1); `nil` when the bytes are not in chunks.
  private static func unchunked(_ body: [UInt8]) -> [UInt8]? {
    var output: [UInt8] = []
    var rest = body[...]
    while let line = rest.firstLine {
      let digits = line.text.prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 }
      guard !digits.isEmpty, digits.count <= 8, let length = Int(String(decoding: digits, as: UTF8.self), radix: 16),
        length >= 0
      else { return output.isEmpty ? nil : output + rest }
      if length == 0 { return output }
      output += rest[line.end...].prefix(length)
      rest = rest[line.end...].dropFirst(length)
      if rest.first == 0x0d { rest = rest.dropFirst() }
      if rest.first == 0x0a { rest = rest.dropFirst() }
    }
    return output.isEmpty ? nil : output
  }
}
