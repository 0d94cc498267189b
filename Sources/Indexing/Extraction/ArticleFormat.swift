/// A kind of input that articles are read from.
public enum ArticleFormat: String, CaseIterable, Sendable, Codable {
  /// JSON: an object a line, one object, or an array of objects.
  case jsonLines = "jsonl"
  /// Plain text, one article a file.
  case text
  /// Markdown, one article a file, with or without front matter.
  case markdown
  /// An HTML page, one article a file.
  case html
  /// RSS or Atom, one article an entry.
  case feed
  /// An export of WordPress, one article a post or page.
  case wordPress = "wxr"
  /// JSON Feed, one article an item.
  case jsonFeed = "jsonfeed"
  /// An export of Ghost, one article a post or page.
  case ghost
  /// Values separated by commas, semicolons or tabs below a header, one article a row.
  case table = "csv"
  /// An export of Blogger, one article a post or page.
  case blogger
  /// The XML that publishers keep articles in (JATS, NITF, NewsML, TEI, DocBook), one article or many.
  case publisherXML = "xml"
  /// An export of Evernote, one article a note.
  case evernote = "enex"
  /// An export of Telegram in JSON, one article a message.
  case telegram
  /// A list of feeds, which holds no articles itself.
  case opml
  /// ReStructuredText, one article a file.
  case reStructuredText = "rst"
  /// AsciiDoc, one article a file.
  case asciiDoc = "asciidoc"
  /// A book in EPUB, one article a book.
  case epub
  /// PDF, one article a file.
  case pdf
  /// An e-mail.
  case mail
  /// A mailbox in one file, one article a message.
  case mailbox = "mbox"
  /// A page with its parts in one file, as browsers save it.
  case webArchive = "mhtml"
  /// The archive of a crawler, one article a page.
  case warc

  /// Whether the format is a ZIP archive with rules of its own, which is read as a whole and not member by member.
  var isPackage: Bool { self == .epub }

  /// Whether inputs of the format need not be text.
  var mayHoldData: Bool { isPackage || self == .warc || self == .pdf }
}

/// Tells formats apart by the first bytes, then by the file name.
struct FormatDetector {
  private let name: FileName
  private let head: DecodedHead
  private let start: ArraySlice<UInt8>

  init(name: String, head: [UInt8]) {
    self.name = FileName(name)
    start = head[...]
    self.head = DecodedHead(head)
  }

  func detect() -> ArticleFormat? {
    if let format = binaryFormat { return format }
    if head.beginsLikeJSON { return Self.formats[name.fileExtension] == .markdown ? .markdown : head.jsonFormat }
    if let format = head.feedFormat ?? head.carrierFormat { return format }
    if head.beginsLikePage { return .html }
    if Self.feedExtensions.contains(name.fileExtension), let format = head.hiddenFeedFormat { return format }
    if head.beginsLikeOtherMarkup { return nil }
    if Self.tableExtensions.contains(name.fileExtension), head.beginsLikeTable { return .table }
    if Self.proseExtensions.contains(name.fileExtension), let format = LightMarkup.format(of: head.bytes) {
      return format
    }
    if let format = Self.formats[name.fileExtension] { return format }
    if MaildirName(name.path).isMessage { return .mail }
    guard name.fileExtension.isEmpty || !name.extensionNamesFormat else { return nil }
    if head.beginsLikeFrontMatter { return .markdown }
    return head.hasMarkupTag ? .html : .text
  }

  /// What a file is that is no text: a book by its first member, else by its name; PDF by its first bytes.
  private var binaryFormat: ArticleFormat? {
    if start.starts(with: "%PDF-".utf8) { return .pdf }
    guard ArchiveSignature.isZip(Array(start.prefix(8))) else { return nil }
    let isBook = start.dropFirst(30).starts(with: "mimetypeapplication/epub+zip".utf8)
    return isBook || name.fileExtension == "epub" ? .epub : nil
  }

  /// Whether the first line of JSON holds nothing but the bracket that opens a value over several lines.
  static func isCutJSON(_ head: [UInt8]) -> Bool {
    let text = head.drop { $0.isJSONSpace }
    return text.first == UInt8(ascii: "{") && text.dropFirst().first { $0 != 0x20 && $0 != 0x0d } == 0x0a
  }

  /// The extensions of files that feeds may stand in, where something else has got before them.
  private static let feedExtensions: Set<String> = ["xml", "rss", "rdf", "atom"]

  /// The extensions of files that are tables when they begin like one.
  private static let tableExtensions: Set<String> = ["", "txt", "text", "dat", "csv"]

  /// The extensions of files that may be in any markup language for prose.
  private static let proseExtensions: Set<String> = ["", "txt", "text", "asc"]

  private static let formats: [String: ArticleFormat] = [
    "rst": .reStructuredText, "rest": .reStructuredText, "adoc": .asciiDoc, "asciidoc": .asciiDoc,
    "csv": .table, "tsv": .table, "tab": .table, "psv": .table,
    "jsonl": .jsonLines, "ndjson": .jsonLines, "jsonlines": .jsonLines, "json": .jsonLines, "ldjson": .jsonLines,
    "txt": .text, "text": .text, "asc": .text,
    "md": .markdown, "markdown": .markdown, "mdown": .markdown, "mkd": .markdown, "mkdn": .markdown,
    "mdwn": .markdown, "mdx": .markdown, "qmd": .markdown, "rmd": .markdown,
    "rss": .feed, "rdf": .feed, "atom": .feed, "opml": .opml, "enex": .evernote,
    "eml": .mail, "emlx": .mail, "mbox": .mailbox, "mbx": .mailbox,
    "mht": .webArchive, "mhtml": .webArchive, "warc": .warc, "arc": .warc,
    "html": .html, "htm": .html, "xhtml": .html, "xht": .html, "shtml": .html,
  ]
}

/// The parts of a file's name that say something about its content.
struct FileName {
  /// Lower case, without the dot; that of `a.html.gz` is `html`.
  let fileExtension: String
  /// The last component without directory and extension.
  let stem: String
  let path: String

  init(_ path: String) {
    self.path = path
    var last = path.split(separator: "/").last.map(String.init) ?? ""
    for suffix in [".gz", ".xz", ".zst", ".bz2"] where last.lowercased().hasSuffix(suffix) {
      last.removeLast(suffix.count)
    }
    if let dot = last.lastIndex(of: "."), dot != last.startIndex {
      fileExtension = last[last.index(after: dot)...].lowercased()
      stem = String(last[..<dot])
    } else {
      fileExtension = ""
      stem = last == "-" ? "" : last
    }
  }

  /// Whether the extension looks like that of a file format; `v2` in `notes.v2` and `21` in `letter.3.21` do not.
  var extensionNamesFormat: Bool {
    (1...6).contains(fileExtension.utf8.count) && fileExtension.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7a }
  }

  /// The name as a title: `_`, or `-` where there is no other word separator, become spaces.
  var title: String {
    let spaced = String(stem.map { $0 == "_" ? " " : $0 })
    if spaced.contains(" ") { return spaced }
    return String(spaced.map { $0 == "-" ? " " : $0 })
  }
}

/// The beginning of an input as ASCII-compatible bytes, after byte order mark and white space.
private struct DecodedHead {
  let bytes: ArraySlice<UInt8>
  private let lowered: String

  init(_ head: [UInt8]) {
    let unmarked = ByteOrderMark.unmarkedUTF16(head).map { _ in head.filter { $0 != 0 }[...] }
    let ascii = ByteOrderMark(head)?.asciiView(of: head) ?? unmarked ?? head[...]
    bytes = ascii.drop { $0.isJSONSpace || $0 == 0x0c }
    // Feeds may begin with long comments.
    let isMarkup = bytes.contains(UInt8(ascii: "<"))
    let told = isMarkup ? bytes : bytes.prefix(1024)
    lowered = String(decoding: told.map(\.asciiLowercased), as: UTF8.self)
  }

  var beginsLikeJSON: Bool {
    guard let first = bytes.first else { return false }
    let rest = bytes.dropFirst().drop { $0.isJSONSpace }
    switch (first, rest.first) {
    case (UInt8(ascii: "{"), UInt8(ascii: "\"")?), (UInt8(ascii: "{"), UInt8(ascii: "}")?): return true
    case (UInt8(ascii: "["), UInt8(ascii: "{")?): return true
    default: return false
    }
  }

  var beginsLikeTable: Bool { TableHeader.begins(bytes) }

  /// What a text that begins like JSON is: what the first members say, else lines or an array of objects.
  var jsonFormat: ArticleFormat {
    guard bytes.first == UInt8(ascii: "{") else { return .jsonLines }
    let text = String(decoding: bytes, as: UTF8.self).replacing("\\/", with: "/")
    func has(_ names: [String]) -> Bool { names.contains { text.contains("\"\($0)\"") } }
    // Folders of small files have this asked many times, and the patterns below are slow.
    guard has(["version", "items", "db", "meta", "posts", "channel", "messages", "personal_information"]) else {
      return .jsonLines
    }
    if has(["messages"]), has(["date_unixtime", "from_id", "actor_id", "text_entities"]) { return .telegram }
    if text.contains(/^\{\s*"about"\s*:/), has(["personal_information"]) { return .telegram }
    if text.contains(/"version"\s*:\s*"https?:\/\/jsonfeed\.org\//) { return .jsonFeed }
    if text.contains(/"items"\s*:\s*\[/), has(["feed_url", "home_page_url", "content_html", "content_text"]) {
      return .jsonFeed
    }
    if text.contains(/^\{\s*("rss"\s*:\s*\{[^{]*)?"channel"\s*:\s*\{/) { return .jsonFeed }
    if text.contains(/^\{\s*"db"\s*:\s*\[/), has(["data", "meta"]) { return .ghost }
    if text.contains(/^\{\s*"meta"\s*:\s*\{[^{}]*"exported_on"/) { return .ghost }
    if text.contains(/^\{\s*("data"\s*:\s*\{\s*)?"[a-z_]+"\s*:\s*\[/), text.contains(/"posts"\s*:\s*\[/),
      has(["mobiledoc", "lexical", "feature_image", "slug", "custom_excerpt"])
    {
      return .ghost
    }
    return .jsonLines
  }

  var beginsLikePage: Bool {
    let start = skippingProlog()
    if start.hasPrefix("<!doctype html") || start.hasPrefix("<!doctype \"html") { return true }
    return ["<html", "<head", "<body"].contains { start.hasPrefix($0) && !start.hasPrefix("<header") }
  }

  var beginsLikeOtherMarkup: Bool { lowered.hasPrefix("<?xml") }

  var beginsLikeFrontMatter: Bool {
    guard let first = bytes.first, "-+;".utf8.contains(first) else { return false }
    let lines = lowered.split(whereSeparator: \.isNewline)
    guard lines.count > 2, let fence = FrontMatter.Fence(lines[0]) else { return false }
    let closer = lowered.prefix(3)
    guard lines.dropFirst(2).contains(closer) else { return false }
    switch fence.language {
    case .yaml: return lines[1].contains(":")
    case .toml: return lines[1].contains("=")
    case .json: return lines[1].trimmingSpace == "{" || lines[1].contains("\":") || lines[1].contains("\" :")
    }
  }

  var hasMarkupTag: Bool {
    let start = skippingProlog()
    return ["<div", "<p>", "<article", "<main", "<section", "<title", "<meta", "<h1", "<header", "<table"].contains {
      start.hasPrefix($0)
    }
  }

  /// The text after an XML declaration and comments.
  private func skippingProlog() -> Substring { XMLProlog.skip(lowered[...], documentType: false) }

  /// The format of mail, or of a crawler's archive.
  var carrierFormat: ArticleFormat? {
    if bytes.starts(with: "WARC/".utf8) || bytes.starts(with: "filedesc://".utf8) { return .warc }
    return MailDetection.format(bytes)
  }

  /// The format that the outermost element stands for.
  var feedFormat: ArticleFormat? {
    switch XMLProlog.root(lowered[...]) {
    case "rss" where lowered.contains("wordpress.org/export/") || lowered.contains("<wp:wxr_version"): .wordPress
    case "feed" where lowered.contains("schemas.google.com/blogger/") || lowered.contains("tag:blogger.com,"): .blogger
    case "opml": .opml
    case "en-export": .evernote
    case "rss", "rdf", "feed", "channel": .feed
    case "entry" where lowered.contains("/atom"): .feed
    case let root? where ArticleFormat.isPublisherXML(root: root, in: lowered): .publisherXML
    default: nil
    }
  }

  /// The same for an element behind something that does not belong there, such as a warning of the publisher's program.
  var hiddenFeedFormat: ArticleFormat? {
    let tags = ["<rss", "<rdf:rdf", "<feed"].compactMap { lowered.firstRange(of: $0)?.upperBound }
    return tags.contains { lowered[$0...].first.map { $0.isWhitespace || $0 == ">" } ?? false } ? .feed : nil
  }
}
