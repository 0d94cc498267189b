/// What the package document of a book says: its facts, its documents in reading order, its table of contents.
struct EPUBPackage {
  private(set) var metadata = EPUBMetadata()
  /// The paths of the documents in reading order.
  private(set) var spine: [String] = []
  /// The path of the navigation document of EPUB 3.
  private(set) var navigation: String?
  /// The path of the table of contents of EPUB 2.
  private(set) var contents: String?

  /// Finds and reads the package document.
  ///
  /// - Throws: A failure when there is none, or the book is protected.
  init(_ archive: ArchiveReader) throws(ExtractionFailure) {
    guard let path = try Self.packagePath(archive), let bytes = try archive.read(path) else {
      throw ExtractionFailure(code: .invalidEPUB, detail: "the archive has no package document of a book")
    }
    try read(bytes, folder: path)
    guard !spine.isEmpty else {
      throw ExtractionFailure(code: .invalidEPUB, detail: "the package document names no documents", member: path)
    }
    try checkIsReadable(archive)
  }

  /// The path that `META-INF/container.xml` names, else that of any package document.
  private static func packagePath(_ archive: ArchiveReader) throws(ExtractionFailure) -> String? {
    let other = archive.names.first { $0.lowercased().hasSuffix(".opf") }
    guard let bytes = try archive.read("META-INF/container.xml") else { return other }
    var path: String?
    try EPUBMarkup.forEachToken(of: bytes) { token in
      guard case .start("rootfile", let attributes) = token, path == nil else { return }
      path = attributes["full-path"]
    }
    return path.flatMap { archive.names.contains($0) ? $0 : nil } ?? other
  }

  private mutating func read(_ bytes: [UInt8], folder path: String) throws(ExtractionFailure) {
    var items: [String: String] = [:]
    var order: [String] = []
    var metadata = EPUBMetadata()
    var (navigation, contents): (String?, String?) = (nil, nil)
    try EPUBMarkup.forEachToken(of: bytes) { token in
      metadata.take(token)
      guard case .start(let name, let attributes) = token else { return }
      switch name {
      case "item":
        guard let id = attributes["id"], let href = attributes["href"] else { return }
        let target = EPUBMarkup.resolve(href, against: path)
        items[id] = target
        if attributes["properties"]?.split(separator: " ").contains("nav") == true { navigation = target }
        if attributes["media-type"] == "application/x-dtbncx+xml" { contents = target }
      case "itemref": if let id = attributes["idref"] { order.append(id) }
      default: break
      }
    }
    self.metadata = metadata
    (self.navigation, self.contents) = (navigation, contents)
    var seen: Set<String> = []
    spine = order.compactMap { items[$0] }.filter { seen.insert($0).inserted && $0 != navigation }
  }

  /// Refuses books whose text is encrypted; fonts may be.
  private func checkIsReadable(_ archive: ArchiveReader) throws(ExtractionFailure) {
    guard let bytes = try archive.read("META-INF/encryption.xml") else { return }
    let documents = Set(spine)
    var isProtected = false
    try EPUBMarkup.forEachToken(of: bytes) { token in
      guard case .start("cipherreference", let attributes) = token, let path = attributes["uri"] else { return }
      if documents.contains(EPUBMarkup.resolve(path, against: "")) { isProtected = true }
    }
    if isProtected {
      throw ExtractionFailure(code: .encrypted, detail: "the book is protected against copying")
    }
  }
}

/// The markup of a book that is no text for readers.
enum EPUBMarkup {
  /// A piece of markup with names without prefixes and in lower case.
  enum Token {
    case start(String, [String: String])
    case end(String)
    case text(String)
  }

  /// Calls `body` with every tag and text.
  static func forEachToken(of bytes: [UInt8], _ body: (Token) -> Void) throws(ExtractionFailure) {
    var input = InputStream(MemorySource(bytes), limits: .init())
    var tokens = try XMLTokenizer(&input)
    while let token = try tokens.next(from: &input) {
      switch token {
      case .start(let name, let attributes, let isEmpty):
        let named = attributes.map { (local($0.name), $0.value) }
        body(.start(local(name), Dictionary(named) { first, _ in first }))
        if isEmpty { body(.end(local(name))) }
      case .end(let name): body(.end(local(name)))
      case .text(let text): body(.text(text))
      }
    }
  }

  /// A document as HTML, in which no element closes itself and nothing stands before the body.
  static func html(_ bytes: [UInt8]) throws(ExtractionFailure) -> String {
    var html = ""
    var isInHead = false
    try forEachToken(of: bytes) { token in
      switch token {
      case .start("head", _): isInHead = true
      case .end("head"): isInHead = false
      case _ where isInHead: break
      case .start(let name, let attributes):
        html += "<" + name
        for name in ["hidden", "style", "aria-hidden"] {
          if let value = attributes[name] { html += " \(name)=\"\(value.escapedForMarkup)\"" }
        }
        html += ">"
      case .end(let name): if !HTMLTag(name: name).isVoid { html += "</" + name + ">" }
      case .text(let text): html += text.escapedForMarkup
      }
    }
    return html
  }

  private static func local(_ name: String) -> String {
    (name.split(separator: ":").last.map(String.init) ?? name).lowercased()
  }

  /// The path of a member that another one points to; the fragment goes.
  static func resolve(_ reference: String, against path: String) -> String {
    let target = reference.prefix { $0 != "#" && $0 != "?" }
    let folder = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    var parts = target.hasPrefix("/") ? [] : folder.map(String.init)
    for part in (WebAddress.unescaped(target) ?? String(target)).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }
}
