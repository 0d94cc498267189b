/// The JSON-LD of a page (schema.org), flattened into its nodes.
struct StructuredData {
  /// All records that have a type, in document order.
  private(set) var nodes: [MetadataValue] = []
  private var byID: [String: MetadataValue] = [:]

  /// Reads the `application/ld+json` scripts of a page; a script that is not JSON is passed over.
  init(_ tree: HTMLTree) {
    for script in tree.elements(.script) {
      guard tree.attribute(.type, of: script)?.lowercased().contains("ld+json") == true else { continue }
      let text = tree.descendants(of: script).map { tree.text($0) }.joined()
      guard let value = Self.parse(text) else { continue }
      collect(value, depth: 0)
    }
  }

  /// The node that describes the page's article: the most specific type, the first of its kind.
  var article: MetadataValue? {
    nodes.first { isType($0, endingIn: ["Article", "BlogPosting", "Report", "DiscussionForumPosting", "Recipe"]) }
      ?? nodes.first { isType($0, endingIn: ["Review", "VideoObject", "Course", "Event", "JobPosting", "HowTo"]) }
      ?? nodes.first { isType($0, endingIn: ["WebPage", "Page"]) }
  }

  /// The first node of one of the types.
  func first(ofTypes types: [String]) -> MetadataValue? { nodes.first { isType($0, endingIn: types) } }

  /// All nodes of the types.
  func all(ofTypes types: [String]) -> [MetadataValue] { nodes.filter { isType($0, endingIn: types) } }

  /// The record a value refers to by `@id`, else the value itself.
  func resolve(_ value: MetadataValue) -> MetadataValue {
    guard case .record(let members) = value, members.count == 1, let id = value["@id"]?.scalarText else { return value }
    return byID[id] ?? value
  }

  private func isType(_ node: MetadataValue, endingIn names: [String]) -> Bool {
    let types = node["@type"]?.elements.compactMap(\.scalarText) ?? []
    return types.contains { type in names.contains { type.hasSuffix($0) } }
  }

  private mutating func collect(_ value: MetadataValue, depth: Int) {
    guard depth < 8, nodes.count < 1000 else { return }
    switch value {
    case .list(let elements):
      for element in elements { collect(element, depth: depth + 1) }
    case .record(let members):
      if let id = value["@id"]?.scalarText, members.count > 1 { byID[id] = byID[id] ?? value }
      if value["@type"] != nil { nodes.append(value) }
      for member in members where ["@graph", "mainEntity", "mainEntityOfPage", "itemReviewed"].contains(member.name) {
        collect(member.value, depth: depth + 1)
      }
    default: return
    }
  }

  /// Parses a script, tolerating the comment and CDATA wrappers and raw line breaks that templates leave in it.
  private static func parse(_ text: String) -> MetadataValue? {
    var bytes = text.utf8.map { $0 < 0x20 ? 0x20 : $0 }[...]
    guard let start = bytes.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }),
      let end = bytes.lastIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") }), start < end
    else { return nil }
    bytes = bytes[start...end]
    if case .success(let value) = JSONScanner.parse(bytes) { return value }
    guard case .success(let value) = JSONScanner.parse(withoutStrayCommas(bytes)[...]) else { return nil }
    return value
  }

  /// The text without commas before closing brackets, which templates leave behind the last of a list.
  private static func withoutStrayCommas(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var (isText, isEscaped) = (false, false)
    for byte in bytes {
      if !isText, byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]"),
        let last = output.lastIndex(where: { $0 > 0x20 }), output[last] == UInt8(ascii: ",")
      {
        output.remove(at: last)
      }
      output.append(byte)
      if byte == UInt8(ascii: "\""), !isEscaped { isText.toggle() }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return output
  }
}
