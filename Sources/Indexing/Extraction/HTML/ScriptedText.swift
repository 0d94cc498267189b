/// The text of a page that scripts would make: where the markup has hardly any, what they are given as JSON has it.
struct ScriptedText {
  /// A string and the list it stands in, by a number.
  private struct Piece {
    var text: String
    var list: Int
  }

  /// The strings by the names on the way to them, without places in lists and keys of records.
  private var groups: [UInt64: [Piece]] = [:]
  private var sizes: [UInt64: Int] = [:]
  private var lists = 0

  /// Below so many bytes of sentences there is no text.
  private static let minimumLength = 200

  private init() {}

  /// The sentences in a page's scripts that belong together and are most; `nil` where there are hardly any.
  static func find(in page: [UInt8]) -> String? {
    var text = ScriptedText()
    page.withUnsafeBufferPointer { page in
      for source in sources(page) {
        if let value = value(in: source) { text.collect(value, path: NameHash(), list: 0, depth: 0) }
      }
    }
    // Of two as long ones, one by its hash: the order of a dictionary is another each time.
    guard let best = text.sizes.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), best.value >= minimumLength
    else { return nil }
    return rendered(text.groups[best.key] ?? [])
  }

  /// The contents of scripts, and the attributes in which programs leave what they begin with.
  private static func sources(_ page: UnsafeBufferPointer<UInt8>) -> [String] {
    var sources: [String] = []
    for (opening, closing) in [("<script", "</script"), ("data-preloaded=\"", "\""), ("data-page=\"", "\"")] {
      var index = 0
      while let start = place(of: opening, in: page, from: index).map({ $0 + opening.utf8.count }) {
        let content = closing == "\"" ? start : page.place(of: UInt8(ascii: ">"), from: start).map { $0 + 1 }
        guard let content, let end = place(of: closing, in: page, from: content) else { break }
        index = end + 1
        // Linked data tells of the page, and is read as such.
        let isLinkedData = page[start..<content].contains(UInt8(ascii: "/")) && page[start..<content].contains(0x2b)
        if end - content < minimumLength || isLinkedData { continue }
        let source = String(decoding: page[content..<end], as: UTF8.self)
        sources.append(closing == "\"" ? CharacterReferences.decode(source) : source)
      }
    }
    return sources
  }

  private static func place(of text: String, in page: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    Array(text.utf8).withUnsafeBufferPointer { page.place(of: $0, from: start) }
  }

  /// The JSON that a script is, or that it gives a name (`window.state = {…};`).
  private static func value(in source: String) -> MetadataValue? {
    let bytes = Array(source.utf8)
    guard let start = bytes.firstIndex(of: UInt8(ascii: "{")), bytes.count - start >= minimumLength else { return nil }
    let before = bytes[..<start].last { $0 > 0x20 }
    guard before == nil || before == UInt8(ascii: "="), let end = end(of: bytes[start...]) else { return nil }
    guard case .success(let value) = JSONScanner.parse(bytes[start..<end]) else { return nil }
    return value
  }

  /// The place after the bracket that closes the first one.
  private static func end(of bytes: ArraySlice<UInt8>) -> Int? {
    var (depth, isText, isEscaped) = (0, false, false)
    for index in bytes.indices {
      let byte = bytes[index]
      if isEscaped {
        isEscaped = false
      } else if isText {
        isEscaped = byte == UInt8(ascii: "\\")
        isText = byte != UInt8(ascii: "\"")
      } else if byte == UInt8(ascii: "\"") {
        isText = true
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
    }
    return nil
  }

  // MARK: Collecting

  private mutating func collect(_ value: MetadataValue, path: NameHash, list: Int, depth: Int) {
    guard depth < 64 else { return }
    switch value {
    case .list(let elements):
      lists += 1
      let list = lists
      for element in elements { collect(element, path: path.appending("[".utf8), list: list, depth: depth + 1) }
    case .record(let members):
      for member in members where !Self.isBeside(member.name) {
        let name = member.name.utf8.prefix { $0.isASCIILetter }.map(\.asciiLowercased)
        collect(member.value, path: path.appending(".".utf8).appending(name), list: list, depth: depth + 1)
      }
    case .string(let text):
      if text.utf8.first == UInt8(ascii: "{"), let value = Self.value(in: text) {
        collect(value, path: path, list: list, depth: depth + 1)
      } else if !text.isBlank, !text.contains("://") || text.contains(" ") {
        groups[path.value, default: []].append(Piece(text: text, list: list))
        if Self.isProse(text) { sizes[path.value, default: 0] += text.utf8.count }
      }
    default: return
    }
  }

  /// Whether a text has sentences: words and a mark that ends one, or markup with them.
  private static func isProse(_ text: String) -> Bool {
    guard text.utf8.count >= 60 else { return false }
    let marks = text.utf8.count { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") || $0 == 0xe3 || $0 == 0xef }
    let braces = text.utf8.count { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: ";") }
    let spaces = text.utf8.count { $0 == 0x20 }
    return marks > 0 && braces * 40 < text.utf8.count && (spaces * 15 > text.utf8.count || marks * 60 > text.utf8.count)
  }

  /// Whether a member is called what is beside the text: settings, menus, messages of the program.
  private static func isBeside(_ name: String) -> Bool {
    let name = name.lowercased()
    // “threads” and “uploads” are none.
    return name == "ads" || besides.contains { name.contains($0) }
  }

  private static let besides = [
    "cookie", "consent", "footer", "header", "menu", "navigation", "sidebar", "related", "recommend", "translation",
    "i18n", "locale", "intl", "messages", "config", "setting", "legal", "privacy", "seo", "meta", "schema", "css",
    "style", "script", "query", "error", "newsletter", "banner",
  ]

  // MARK: Rendering

  /// The strings as paragraphs; those of one list where one goes on in the next are one.
  private static func rendered(_ pieces: [Piece]) -> String {
    var paragraphs: [Piece] = []
    var seen: Set<String> = []
    for piece in pieces {
      if let last = paragraphs.last, last.list == piece.list, goesOn(last.text, piece.text) {
        paragraphs[paragraphs.count - 1].text += piece.text
      } else if piece.text.utf8.count < 60 || seen.insert(piece.text).inserted {
        paragraphs.append(piece)
      }
    }
    let texts = paragraphs.map { piece in
      HTMLFragment.looksLikeMarkup(piece.text)
        ? HTMLFragment.text(piece.text, limits: .init()) : PlainText.clean(piece.text)
    }
    return texts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func goesOn(_ one: String, _ other: String) -> Bool {
    guard let last = one.utf8.last, let first = other.utf8.first else { return false }
    return last == 0x20 || first == 0x20 || first == UInt8(ascii: ",") || first == UInt8(ascii: ".")
  }
}
