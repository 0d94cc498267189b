/// A list of feeds (OPML 2.0, opml.org): what its outlines point to.
public struct FeedList: Sendable {
  /// An address in the list.
  public struct Reference: Sendable, Equatable {
    /// The address as it stands in the list: a path, a `file:` address, or any other.
    public var address: String
    /// What the list calls it.
    public var title: String?
    /// The line of the outline, counted from 1.
    public var line: Int

    /// The path of a local file, relative to the list or absolute; `nil` for addresses of the network.
    ///
    /// A path may be written as it is or with escapes (RFC 3986); that of a `file:` address has escapes.
    public var localPaths: [String] {
      var path = address[...]
      if let colon = address.firstIndex(of: ":"), address[..<colon].lowercased() == "file" {
        path = address[address.index(after: colon)...]
        if path.hasPrefix("//") { path = path.dropFirst(2).drop { $0 != "/" } }
        return WebAddress.unescaped(path).map { [$0] } ?? []
      }
      if path.hasPrefix("//") || WebAddress.hasScheme(address) { return [] }
      let unescaped = path.contains("%") ? WebAddress.unescaped(path).map { [$0] } ?? [] : []
      return [String(path)] + unescaped
    }
  }

  /// The longest list that is read, in bytes.
  public static let maximumBytes = 16 << 20

  /// All addresses, in the order of the list.
  public let references: [Reference]
  let notes: [ExtractionNote]
  /// Whether the list ends before its outermost element is closed.
  let isTruncated: Bool

  /// Whether a document that begins like this is a list.
  public static func isList(name: String, head: [UInt8]) -> Bool {
    Extractor.detectFormat(name: name, head: head) == .opml
  }

  /// Reads a list; what is broken in it is passed over.
  public init(_ bytes: [UInt8]) throws(ExtractionFailure) {
    var input = InputStream(MemorySource(bytes), limits: .init())
    try self.init(&input)
  }

  init(_ input: inout InputStream) throws(ExtractionFailure) {
    var tokens = try XMLTokenizer(&input)
    notes = tokens.notes
    var found: [Reference] = []
    var isClosed = false
    while let token = try tokens.next(from: &input) {
      switch token {
      case .start("outline", let attributes, _):
        found += Self.references(in: attributes, line: tokens.tagLine)
      case .end("opml"): isClosed = true
      default: break
      }
    }
    references = found
    isTruncated = !isClosed
  }

  /// The feed and, where it is a local file or there is no feed, the page of an outline.
  private static func references(in attributes: [XMLAttribute], line: Int) -> [Reference] {
    func value(_ name: String) -> String? {
      attributes.first { $0.name.lowercased() == name }.map(\.value.trimmingSpace).flatMap { $0.isEmpty ? nil : $0 }
    }
    let title = (value("title") ?? value("text")).map(PlainText.oneLine)
    let feed = (value("xmlurl") ?? value("url")).map { Reference(address: $0, title: title, line: line) }
    let page = value("htmlurl").map { Reference(address: $0, title: title, line: line) }
    guard let feed else { return page.map { [$0] } ?? [] }
    guard let page, page.address != feed.address, !page.localPaths.isEmpty else { return [feed] }
    return [feed, page]
  }
}
