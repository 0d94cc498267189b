import TOMLKit
import Yams

/// The metadata block at the head of a Markdown file: YAML between `---` lines, TOML between `+++` lines, JSON between `;;;`
/// lines, any of them between `---` lines of which the first names it (`---json`), or an object of JSON that ends with a line
/// `}`.
struct FrontMatter {
  /// What the block says; empty when there is none or it is broken.
  var members: [MetadataMember] = []
  /// The lines after the block.
  var body: ArraySlice<Substring>
  /// Why a block that is there could not be read.
  var problem: String?

  /// A block larger than this is taken for something else.
  private static let maximumBytes = 256 << 10
  private static let maximumNodes = 20_000

  init(_ lines: [Substring]) {
    body = lines[...]
    if let end = lines.firstIndex(where: { $0.trimmingEnd == "}" }), lines[0].hasPrefix("{"),
      let members = Self.json(lines[...end].joined(separator: "\n"))
    {
      self.members = members
      body = lines[(end + 1)...]
      return
    }
    guard let first = lines.first, let fence = Fence(first) else {
      readUnopened(lines)
      return
    }
    guard let end = lines.dropFirst().firstIndex(where: { fence.closers.contains($0.trimmingEnd) }) else { return }
    let block = lines[1..<end].joined(separator: "\n")
    // A page may begin with a thematic break; a block says something about itself.
    guard block.contains(fence.language == .toml ? "=" : ":") || block.trimmingSpace.isEmpty else { return }
    body = lines[(end + 1)...]
    do throws(Problem) {
      members =
        switch fence.language {
        case .yaml: try Self.yaml(block)
        case .toml: try Self.toml(block)
        case .json: try Self.members(ofJSON: block)
        }
    } catch {
      problem = error.detail
    }
  }

  /// A block of YAML without the line that begins one, as old versions of Hexo wrote it: at least two members, one of them a title.
  private mutating func readUnopened(_ lines: [Substring]) {
    guard let first = lines.first, first.prefixMatch(of: /[A-Za-z_-]{1,30}:/) != nil,
      let end = lines.prefix(64).firstIndex(where: { $0.trimmingEnd == "---" }), end > 1,
      !lines[..<end].contains(where: \.isBlank),
      let members = try? Self.yaml(lines[..<end].joined(separator: "\n")), members.count > 1,
      members.contains(where: { ArticleProperty.fold($0.name) == "title" })
    else { return }
    self.members = members
    body = lines[(end + 1)...]
  }

  /// The line that begins a block.
  struct Fence {
    enum Language {
      case yaml, toml, json
    }

    let language: Language
    let closers: Set<String>

    init?(_ line: some StringProtocol) {
      switch line.trimmingSpace.lowercased() {
      case "---", "---yaml", "---yml", "--- yaml", "--- yml": (language, closers) = (.yaml, ["---", "..."])
      case "---toml", "--- toml": (language, closers) = (.toml, ["---"])
      case "---json", "--- json": (language, closers) = (.json, ["---"])
      case "+++": (language, closers) = (.toml, ["+++"])
      case ";;;": (language, closers) = (.json, [";;;"])
      default: return nil
      }
    }
  }

  /// Whether the text begins without such a block.
  var isAbsent: Bool { members.isEmpty && problem == nil && body.startIndex == 0 }

  /// Whether the author keeps the document back.
  var isDraft: Bool { DraftMark.isIn(members) }

  private struct Problem: Error {
    var detail: String
  }

  // MARK: YAML

  private static func yaml(_ block: String) throws(Problem) -> [MetadataMember] {
    guard block.utf8.count <= maximumBytes, !isNestedDeeply(block) else {
      throw Problem(detail: "too large or too deep")
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: block)
    } catch {
      throw Problem(detail: "invalid YAML: " + PlainText.oneLine("\(error)"))
    }
    var budget = maximumNodes
    switch try node.map({ (node) throws(Problem) in try value(of: node, depth: 0, &budget) }) {
    case .record(let members)?: return members
    case nil, .null?: return []
    default: throw Problem(detail: "the YAML is no mapping")
    }
  }

  /// Bounds nesting before the parser, which is recursive, sees the text.
  private static func isNestedDeeply(_ block: String) -> Bool {
    var depth = 0
    var indicators = 0
    for byte in block.utf8 {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): indicators += 1
      case UInt8(ascii: "\n"): indicators = 0
      case UInt8(ascii: " "): continue
      default: if indicators < 64 { indicators = 0 }
      }
      if depth > 64 || indicators > 256 { return true }
    }
    return false
  }

  /// Converts a node; the budget bounds what aliases can multiply.
  private static func value(of node: Node, depth: Int, _ budget: inout Int) throws(Problem) -> MetadataValue {
    budget -= 1
    guard budget > 0, depth < 100 else { throw Problem(detail: "the YAML expands too far") }
    switch node {
    case .scalar(let scalar): return value(of: scalar)
    case .mapping(let mapping):
      var members: [MetadataMember] = []
      for (key, element) in mapping {
        guard case .scalar(let name) = key else { continue }
        members.append(MetadataMember(name: name.string, value: try value(of: element, depth: depth + 1, &budget)))
      }
      return .record(members)
    case .sequence(let sequence):
      var elements: [MetadataValue] = []
      for element in sequence { elements.append(try value(of: element, depth: depth + 1, &budget)) }
      return .list(elements)
    case .alias: return .null
    }
  }

  private static func value(of scalar: Node.Scalar) -> MetadataValue {
    guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
    switch scalar.string {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return .string(scalar.string)
    }
  }

  // MARK: JSON

  private static func json(_ block: String) -> [MetadataMember]? {
    guard block.utf8.count <= maximumBytes,
      case .success(.record(let members)) = JSONScanner.parse(Array(block.utf8)[...])
    else { return nil }
    return members
  }

  /// What stands between fences, with or without the braces around it.
  private static func members(ofJSON block: String) throws(Problem) -> [MetadataMember] {
    let text = block.trimmingSpace
    guard !text.isEmpty else { return [] }
    guard let members = json(text.hasPrefix("{") ? text : "{" + text + "}") else {
      throw Problem(detail: "invalid JSON")
    }
    return members
  }

  // MARK: TOML

  /// Goes through the JSON the TOML library writes, so that one set of rules reads all values.
  private static func toml(_ block: String) throws(Problem) -> [MetadataMember] {
    guard block.utf8.count <= maximumBytes, !isNestedDeeply(block) else {
      throw Problem(detail: "too large or too deep")
    }
    guard !hasHeaderWithoutKey(block) else { throw Problem(detail: "invalid TOML: a table without a name") }
    guard !lacksValue(block) else { throw Problem(detail: "invalid TOML: an array without a value where one belongs") }
    let json: String
    do {
      json = try TOMLTable(string: block).convert(to: .json)
    } catch {
      throw Problem(detail: "invalid TOML: " + PlainText.oneLine("\(error)"))
    }
    guard case .success(.record(let members)) = JSONScanner.parse(Array(json.utf8)[...]) else {
      throw Problem(detail: "the TOML holds values that are no text")
    }
    return members
  }

  /// Whether what begins like the header of a table goes on with what begins no key: the library ends the process then.
  private static func hasHeaderWithoutKey(_ block: String) -> Bool {
    block.utf8.split(separator: UInt8(ascii: "\n")).contains { line in
      let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
      var rest = line.drop(while: isBlank)
      guard rest.popFirst() == UInt8(ascii: "[") else { return false }
      if rest.first == UInt8(ascii: "[") { rest = rest.dropFirst() }
      guard let first = rest.drop(while: isBlank).first else { return true }
      return !first.isASCIILetter && !first.isASCIIDigit && !"_-\"']".utf8.contains(first)
    }
  }

  /// Whether a brace, or a character beyond ASCII, stands where a value of an array belongs: the library ends the process
  /// then.
  private static func lacksValue(_ block: String) -> Bool {
    var rest = Array(block.utf8)[...]
    var isWanted = false
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        skipString(&rest, quote: byte)
        isWanted = false
      case UInt8(ascii: "#"): rest = rest.drop { $0 != 0x0a }
      case UInt8(ascii: "["), UInt8(ascii: ","): isWanted = true
      case 0x09, 0x0a, 0x0d, 0x20: continue
      case UInt8(ascii: "}"), 0x80...: if isWanted { return true }
      default: isWanted = false
      }
    }
    return false
  }

  /// Skips what is left of a string after its first quote.
  private static func skipString(_ rest: inout ArraySlice<UInt8>, quote: UInt8) {
    let isLong = rest.starts(with: [quote, quote])
    if isLong { rest = rest.dropFirst(2) }
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        rest = rest.dropFirst()
      } else if isLong ? byte == quote && rest.starts(with: [quote, quote]) : byte == quote || byte == 0x0a {
        if isLong { rest = rest.dropFirst(2) }
        return
      }
    }
  }
}

extension StringProtocol {
  /// The text without white space at its end.
  var trimmingEnd: String {
    lastIndex { !$0.isWhitespace }.map { String(self[...$0]) } ?? ""
  }
}
