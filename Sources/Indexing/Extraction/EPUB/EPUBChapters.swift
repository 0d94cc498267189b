/// The documents of a book as plain text, with the names that its table of contents gives them.
struct EPUBChapters {
  /// One document.
  struct Chapter {
    var name: String?
    var text: String
    var isTruncated: Bool
  }

  private let archive: ArchiveReader
  private let limits: Extractor.Limits
  /// The first name that the table of contents has for a document.
  private let names: [String: String]

  init(_ archive: ArchiveReader, _ package: EPUBPackage, limits: Extractor.Limits) {
    self.archive = archive
    self.limits = limits
    names = Self.names(archive, package)
  }

  /// Reads a document; `nil` when it has no text.
  ///
  /// - Throws: A failure when it is missing or damaged.
  func read(_ path: String) throws(ExtractionFailure) -> Chapter? {
    guard let bytes = try archive.read(path) else {
      throw ExtractionFailure(code: .invalidEPUB, detail: "the document is missing", member: path)
    }
    let tree = HTMLParser.parse(try EPUBMarkup.html(bytes), limits: limits)
    var text = TextRenderer.text(of: 0, in: tree)
    guard !text.isEmpty else { return nil }
    let name = names[path]
    if let name, !Self.begins(text, with: name) { text = name + "\n\n" + text }
    return Chapter(name: name, text: text, isTruncated: tree.isTruncated)
  }

  /// Whether a text has a name in its first lines already.
  private static func begins(_ text: String, with name: String) -> Bool {
    func letters(_ text: some StringProtocol) -> [Character] {
      text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
    let head = String(letters(text.prefix(name.count * 2 + 200)))
    let folded = String(letters(name))
    return folded.isEmpty || head.contains(folded)
  }

  // MARK: Table of contents

  /// A table that cannot be read names nothing.
  private static func names(_ archive: ArchiveReader, _ package: EPUBPackage) -> [String: String] {
    if let path = package.navigation, let bytes = try? archive.read(path) {
      let names = navigation(bytes, path)
      if !names.isEmpty { return names }
    }
    guard let path = package.contents, let bytes = try? archive.read(path) else { return [:] }
    return contents(bytes, path)
  }

  /// The links of the navigation document, in its table of contents when it has several lists.
  private static func navigation(_ bytes: [UInt8], _ path: String) -> [String: String] {
    var names: [String: String] = [:]
    var isInTable = false
    var target: String?
    var label = ""
    try? EPUBMarkup.forEachToken(of: bytes) { token in
      switch token {
      case .start("nav", let attributes): isInTable = attributes["type"].map { $0 == "toc" } ?? true
      case .end("nav"): isInTable = false
      case .start("a", let attributes) where isInTable:
        target = attributes["href"].map { EPUBMarkup.resolve($0, against: path) }
        label = ""
      case .text(let text) where target != nil: label += text
      case .end("a"):
        enter(label, for: target, in: &names)
        target = nil
      default: break
      }
    }
    return names
  }

  /// The points of an NCX document.
  private static func contents(_ bytes: [UInt8], _ path: String) -> [String: String] {
    var names: [String: String] = [:]
    var isInLabel = false
    var label = ""
    try? EPUBMarkup.forEachToken(of: bytes) { token in
      switch token {
      case .start("navlabel", _): (isInLabel, label) = (true, "")
      case .end("navlabel"): isInLabel = false
      case .text(let text) where isInLabel: label += text
      case .start("content", let attributes):
        enter(label, for: attributes["src"].map { EPUBMarkup.resolve($0, against: path) }, in: &names)
      default: break
      }
    }
    return names
  }

  private static func enter(_ label: String, for target: String?, in names: inout [String: String]) {
    let name = PlainText.oneLine(label)
    if let target, !name.isEmpty, name.count <= 300, names[target] == nil { names[target] = name }
  }
}
