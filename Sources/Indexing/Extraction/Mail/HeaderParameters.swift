/// A header value with parameters, such as `text/plain; charset=utf-8` (RFC 2045, section 5.1; RFC 2231).
struct HeaderParameters {
  /// What stands before the first parameter, in lower case.
  let value: String
  private var parameters: [String: String] = [:]

  init(_ field: [UInt8]?) {
    var parts = Self.split(field ?? [])[...]
    value = PlainText.oneLine(String(decoding: parts.popFirst() ?? [], as: UTF8.self)).lowercased()
    var pieces: [String: [Int: (bytes: [UInt8], isEscaped: Bool)]] = [:]
    for part in parts {
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = PlainText.oneLine(String(decoding: part[..<equals], as: UTF8.self)).lowercased()
      let content = Self.unquoted(part[(equals + 1)...])
      let sections = name.split(separator: "*", omittingEmptySubsequences: false)
      guard let base = sections.first, !base.isEmpty else { continue }
      let number = sections.count > 1 ? Int(sections[1]) ?? 0 : 0
      let isEscaped = sections.count > 1 && (sections.last?.isEmpty ?? false)
      if pieces[String(base)]?[number] == nil { pieces[String(base), default: [:]][number] = (content, isEscaped) }
    }
    for (name, numbered) in pieces {
      parameters[name] = Self.text(numbered.sorted { $0.key < $1.key }.map(\.value))
    }
  }

  /// The value of a parameter, decoded.
  subscript(name: String) -> String? { parameters[name] }

  /// The sections of one value put together (RFC 2231, sections 3 and 4).
  private static func text(_ sections: [(bytes: [UInt8], isEscaped: Bool)]) -> String {
    var label: String?
    var bytes: [UInt8] = []
    for (number, section) in sections.enumerated() {
      var content = section.bytes[...]
      if section.isEscaped, number == 0 {
        let marks = content.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        if marks.count == 3 {
          label = String(decoding: marks[0], as: UTF8.self)
          content = marks[2]
        }
      }
      bytes += section.isEscaped ? unescaped(content) : Array(content)
    }
    if let label { return MailCharset.decode(bytes, label: label).text }
    // Many programs put encoded words where they are not allowed.
    return EncodedWords.decode(bytes)
  }

  private static func unescaped(_ content: ArraySlice<UInt8>) -> [UInt8] {
    let quoted = content.map { $0 == UInt8(ascii: "%") ? UInt8(ascii: "=") : $0 }
    return TransferEncoding.quotedPrintable(quoted[...], trimsLines: false)
  }

  /// The parts between semicolons outside of quotation marks.
  private static func split(_ field: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = field.startIndex
    var isQuoted = false
    var index = start
    while index < field.endIndex {
      switch field[index] {
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ";") where !isQuoted:
        parts.append(field[start..<index])
        start = index + 1
      default: break
      }
      index += 1
    }
    return parts + [field[min(start, field.endIndex)...]]
  }

  private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let trimmed = text.drop { $0 <= 0x20 }
    guard trimmed.first == UInt8(ascii: "\"") else {
      return Array(trimmed.prefix { $0 > 0x20 && $0 != UInt8(ascii: "\"") })
    }
    var output: [UInt8] = []
    var rest = trimmed.dropFirst()
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      output.append(byte == UInt8(ascii: "\\") ? rest.popFirst() ?? byte : byte)
    }
    return output
  }
}
