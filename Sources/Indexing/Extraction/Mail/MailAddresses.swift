/// The senders in a field (RFC 5322, section 3.4), as programs write them.
enum MailAddresses {
  /// The names in a field; the address where there is no name.
  static func names(_ field: [UInt8]) -> [String] {
    split(field).compactMap { part in
      let name = name(part)
      return name.isEmpty ? nil : name
    }
  }

  /// The parts between commas and semicolons outside of quotation marks, angle brackets and comments.
  private static func split(_ field: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var (start, index, depth) = (0, 0, 0)
    var isQuoted = false
    while index < field.count {
      switch field[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "<") where !isQuoted, UInt8(ascii: "(") where !isQuoted: depth += 1
      case UInt8(ascii: ">") where !isQuoted, UInt8(ascii: ")") where !isQuoted: depth = max(0, depth - 1)
      case UInt8(ascii: ",") where !isQuoted && depth == 0, UInt8(ascii: ";") where !isQuoted && depth == 0:
        parts.append(field[start..<index])
        start = index + 1
      default: break
      }
      index += 1
    }
    return parts + [field[min(start, field.count)...]]
  }

  private static func name(_ part: ArraySlice<UInt8>) -> String {
    if let open = part.lastIndex(of: UInt8(ascii: "<")) {
      let name = tidy(withoutComments(part[..<open]))
      return name.isEmpty ? tidy(part[(open + 1)...].prefix { $0 != UInt8(ascii: ">") }) : name
    }
    // “ann@example.org (Ann Lee)”, in archives of lists “ann at example.org (Ann Lee)”
    if let open = part.firstIndex(of: UInt8(ascii: "(")),
      part[..<open].contains(UInt8(ascii: "@")) || part[..<open].firstRange(of: Array(" at ".utf8)) != nil
    {
      let comment = tidy(part[(open + 1)...].prefix { $0 != UInt8(ascii: ")") })
      if !comment.isEmpty { return comment }
      return tidy(part[..<open])
    }
    return tidy(part)
  }

  /// A name without what stands in parentheses outside of quotation marks.
  private static func withoutComments(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.contains(UInt8(ascii: "(")), !bytes.contains(UInt8(ascii: "\"")) else { return bytes }
    var kept: [UInt8] = []
    var depth = 0
    for byte in bytes {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if depth == 0 { kept.append(byte) }
      if byte == UInt8(ascii: ")") { depth = max(0, depth - 1) }
    }
    // What is nothing but a comment is the name after all.
    return kept.contains { $0 > 0x20 } ? kept[...] : bytes.filter { !"()".utf8.contains($0) }[...]
  }

  private static func tidy(_ bytes: ArraySlice<UInt8>) -> String {
    var text = PlainText.oneLine(EncodedWords.decode(Array(bytes)))
    text = text.replacing("\\\"", with: "\"").trimmingSpace
    while let first = text.first, let last = text.last, text.count >= 2, first == last, first == "\"" || first == "'" {
      text = String(text.dropFirst().dropLast()).trimmingSpace
    }
    return text
  }
}
