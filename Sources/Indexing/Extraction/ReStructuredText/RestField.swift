/// A line `:name: value`.
struct RestField {
  let name: Substring
  let value: Substring

  init?(_ line: Substring) {
    guard line.first == ":" else { return nil }
    let rest = line.dropFirst()
    var end = rest.startIndex
    while end < rest.endIndex {
      if rest[end] == "\\" {
        end = rest.index(after: end)
        if end == rest.endIndex { return nil }
      } else if rest[end] == ":" {
        let after = rest.index(after: end)
        if after == rest.endIndex || rest[after] == " " { break }
      }
      end = rest.index(after: end)
    }
    guard end < rest.endIndex, end > rest.startIndex, rest.first != " ", rest.first != ":" else { return nil }
    name = rest[..<end]
    value = rest[rest.index(after: end)...].drop { $0 == " " }
    // A role before its text.
    if name.contains("`") { return nil }
  }

  /// What the document says of itself in the field.
  ///
  /// - Parameters:
  ///   - lines: The lines of the value below the first, of which a list is several values.
  ///   - inline: Takes the marks out of a text.
  func member(with lines: ArraySlice<RestLine>, inline: (String) -> String) -> MetadataMember {
    let more = lines.map { String($0.text) }.filter { !$0.isEmpty }
    let items = more.filter { $0.hasPrefix("- ") || $0.hasPrefix("* ") }
    if value.isEmpty, !items.isEmpty, items.count == more.count {
      return MetadataMember(
        name: String(name), value: .list(items.map { .string(inline($0.dropFirst(2).trimmingSpace)) }))
    }
    return MetadataMember(name: String(name), value: .string(inline(([String(value)] + more).joined(separator: " "))))
  }
}

/// The first line of a directive: `name:: argument`.
struct RestDirective {
  let name: String
  let argument: Substring

  init?(_ text: Substring) {
    var end = text.startIndex
    while end < text.endIndex, !text[end...].hasPrefix("::") {
      let character = text[end]
      guard character.isLetter || character.isNumber || "-_:+. ".contains(character) else { return nil }
      if character == " ", !text[end...].hasPrefix(" ::") { return nil }
      end = text.index(after: end)
    }
    let rest = text[end...].dropFirst(2)
    guard end < text.endIndex, end > text.startIndex, rest.isEmpty || rest.first == " " else { return nil }
    name = text[..<end].trimmingSpace.lowercased()
    argument = rest.drop { $0 == " " }
  }
}
