/// Reads what crawlers write: WARC (ISO 28500) and its forerunner ARC, a record at a time.
struct WARCReader: ArticleReader {
  static let format = ArticleFormat.warc

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    var records = WARCRecords(input, limit: context.limits.maximumDocumentBytes)
    defer { input = records.input }
    var found = 0
    while let record = try Self.next(&records, context: context, receive: receive) {
      let place = "record \(records.count)"
      do {
        guard let document = try CrawledDocument(record, limits: context.limits) else { continue }
        found += 1
        let inner = context.entering(place, name: document.name)
        try context.defer(inner.deferred(document.bytes, format: document.format, place: document.place))
      } catch let failure as ExtractionFailure {
        found += 1
        try receive(.failure(Self.naming(place, failure)))
      }
    }
    if found == 0 { throw ExtractionFailure(code: .notAnArticle, detail: "no record holds a page or feed") }
  }

  /// The next record; where one is broken, the reading goes on at the next that can be found.
  private static func next(
    _ records: inout WARCRecords, context: DocumentContext, receive: ArticleReceiver
  ) throws -> WARCRecord? {
    while true {
      do throws(ExtractionFailure) {
        return try records.next()
      } catch {
        let named = naming("record \(records.count)", error)
        guard named.code == .corruptRecord else { throw named }
        try receive(.failure(named))
      }
    }
  }

  private static func naming(_ place: String, _ failure: ExtractionFailure) -> ExtractionFailure {
    var failure = failure
    failure.member = failure.member ?? place
    return failure
  }
}

/// A record as it is in the file.
struct WARCRecord {
  /// What stands in the block, such as `response` or `conversion`.
  var kind: String
  var address: String?
  var date: String?
  /// Of the block.
  var contentType: String?
  /// `nil` when it was longer than the limit.
  var block: [UInt8]?
  /// Whether the crawler took a part only.
  var isTruncated = false
}

/// Cuts the stream into records.
struct WARCRecords {
  private(set) var input: InputStream
  /// The number of records that were begun.
  private(set) var count = 0
  private let limit: Int
  private var buffer: ArraySlice<UInt8> = []

  init(_ input: InputStream, limit: Int) {
    self.input = input
    self.limit = limit
  }

  /// The next record, `nil` at the end.
  ///
  /// - Throws: A failure; with the code `corrupt-record` the reading can go on.
  mutating func next() throws(ExtractionFailure) -> WARCRecord? {
    guard let line = try firstLine() else { return nil }
    count += 1
    if line.starts(with: "WARC/".utf8) { return try record() }
    if let (words, length) = Self.arcLine(line) { return try record(words, length: length) }
    try skipToRecord()
    throw ExtractionFailure(code: .corruptRecord, detail: "a record does not begin as records do")
  }

  /// The line that begins a record of ARC: `address IP date type length`.
  private static func arcLine(_ line: [UInt8]) -> (words: [Substring], length: Int)? {
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard words.count >= 5, words[0].contains("://"), let length = words.last.flatMap({ Int($0) }), length >= 0 else {
      return nil
    }
    return (words, length)
  }

  private mutating func record() throws(ExtractionFailure) -> WARCRecord {
    let headers = try headers()
    guard let length = headers.text("content-length").flatMap({ Int($0) }), length >= 0 else {
      try skipToRecord()
      throw ExtractionFailure(code: .corruptRecord, detail: "the record does not tell its length")
    }
    var record = WARCRecord(kind: headers.text("warc-type")?.lowercased() ?? "")
    record.address = headers.text("warc-target-uri").map { String($0.filter { $0 != "<" && $0 != ">" }) }
    record.date = headers.text("warc-date")
    record.contentType = headers.text("content-type")
    record.isTruncated = headers.has("warc-truncated")
    let isWanted = ["response", "resource", "conversion"].contains(record.kind)
    record.block = try take(length, keeps: isWanted && length <= limit)
    return record
  }

  /// A record of ARC: its line, then the block.
  private mutating func record(_ words: [Substring], length: Int) throws(ExtractionFailure) -> WARCRecord {
    var record = WARCRecord(kind: words[0].hasPrefix("filedesc:") ? "filedesc" : "response")
    record.address = String(words[0])
    record.date = Self.date(words[2])
    record.contentType = "application/http"
    record.block = try take(length, keeps: record.kind == "response" && length <= limit)
    return record
  }

  /// `20210503101500` as ISO 8601.
  private static func date(_ digits: Substring) -> String? {
    guard digits.count == 14, digits.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
    let text = Array(digits)
    func part(_ range: Range<Int>) -> String { String(text[range]) }
    return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z"
  }

  private mutating func headers() throws(ExtractionFailure) -> MessageHeaders {
    var bytes: [UInt8] = []
    while let line = try line(), !line.isEmpty, bytes.count < 1 << 20 { bytes += line + [0x0a] }
    return MessageHeaders(bytes[...])
  }

  // MARK: Bytes

  /// The next line that is not blank, `nil` at the end.
  private mutating func firstLine() throws(ExtractionFailure) -> [UInt8]? {
    while let line = try line() {
      if !line.allSatisfy({ $0 <= 0x20 }) { return line }
    }
    return nil
  }

  /// The next line without its break, up to 64 KiB of it.
  private mutating func line() throws(ExtractionFailure) -> [UInt8]? {
    var line: [UInt8] = []
    var hasBegun = false
    while line.count < 64 << 10 {
      guard try fill() else { return hasBegun ? line : nil }
      hasBegun = true
      let end = buffer.firstIndex(of: 0x0a)
      line += buffer[..<(end ?? buffer.endIndex)]
      buffer = end.map { buffer[($0 + 1)...] } ?? []
      if end != nil { break }
    }
    if line.last == 0x0d { line.removeLast() }
    return line
  }

  /// Takes the bytes of a block.
  private mutating func take(_ length: Int, keeps: Bool) throws(ExtractionFailure) -> [UInt8]? {
    var left = length
    var block: [UInt8] = []
    while left > 0 {
      guard try fill() else {
        throw ExtractionFailure(code: .truncatedArchive, detail: "the record lacks \(left) of \(length) bytes")
      }
      let part = buffer.prefix(left)
      if keeps { block += part }
      left -= part.count
      buffer = buffer[part.endIndex...]
    }
    return keeps ? block : nil
  }

  /// Passes over everything before the next line that begins a record.
  private mutating func skipToRecord() throws(ExtractionFailure) {
    while let line = try line() {
      guard line.starts(with: "WARC/".utf8) || Self.arcLine(line) != nil else { continue }
      buffer = (line + [0x0a] + buffer)[...]
      return
    }
  }

  private mutating func fill() throws(ExtractionFailure) -> Bool {
    if buffer.isEmpty { buffer = try input.read()[...] }
    return !buffer.isEmpty
  }
}
