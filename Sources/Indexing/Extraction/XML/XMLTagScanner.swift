/// Reads what stands between the angle brackets of a tag.
struct XMLTagScanner {
  private var rest: ArraySlice<UInt8>
  private let entities: [String: String]

  init(_ bytes: ArraySlice<UInt8>, entities: [String: String]) {
    rest = bytes
    self.entities = entities
  }

  mutating func token() -> XMLToken {
    if rest.first == UInt8(ascii: "/") {
      rest = rest.dropFirst()
      return .end(name: name())
    }
    let elementName = name()
    var attributes: [XMLAttribute] = []
    while true {
      skipSpace()
      if rest.isEmpty { return .start(name: elementName, attributes: attributes, isEmpty: false) }
      if rest.first == UInt8(ascii: "/") {
        rest = rest.dropFirst()
        if rest.isEmpty { return .start(name: elementName, attributes: attributes, isEmpty: true) }
        continue
      }
      let attributeName = name()
      if attributeName.isEmpty {
        rest = rest.dropFirst()
        continue
      }
      attributes.append(XMLAttribute(name: attributeName, value: value()))
    }
  }

  private mutating func skipSpace() { rest = rest.drop { $0 <= 0x20 } }

  private mutating func name() -> String {
    let name = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "/") }
    rest = rest[name.endIndex...]
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func value() -> String {
    skipSpace()
    guard rest.first == UInt8(ascii: "=") else { return "" }
    rest = rest.dropFirst()
    skipSpace()
    if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let text = rest.dropFirst().prefix { $0 != quote }
      rest = rest[text.endIndex...].dropFirst()
      return CharacterReferences.decode(text, declared: entities)
    }
    let text = rest.prefix { $0 > 0x20 }
    rest = rest[text.endIndex...]
    return CharacterReferences.decode(text, declared: entities)
  }
}
