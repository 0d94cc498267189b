/// The header of a message or of a part of one (RFC 5322, section 2.2); those of HTTP and WARC are written alike.
struct MessageHeaders {
  /// A field: its name in lower case, and its value as it stands, lines joined.
  struct Field {
    let name: String
    var value: [UInt8]
  }

  private(set) var fields: [Field] = []
  /// What follows the header.
  private(set) var body: ArraySlice<UInt8> = []

  /// Takes the header from the beginning of a message or part.
  ///
  /// A line that is neither a field nor the continuation of one belongs to the field before it when another field
  /// follows; otherwise the text begins there, and the blank line was lost.
  init(_ message: ArraySlice<UInt8>) {
    var rest = message
    while let line = rest.firstLine {
      let after = rest[line.end...]
      if line.text.isEmpty {
        rest = after
        break
      }
      if let first = line.text.first, first == 0x20 || first == 0x09 {
        append(line.text)
      } else if let field = Self.field(line.text) {
        fields.append(field)
      } else if line.text.starts(with: "From ".utf8) || line.text.starts(with: ">From ".utf8) {
        // The line that mailboxes put before a message.
      } else if !fields.isEmpty, Self.goesOn(after) {
        append(line.text)
      } else {
        break
      }
      rest = after
    }
    body = rest
  }

  /// Whether a field follows, after the rest of another one.
  private static func goesOn(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    for _ in 0..<4 {
      guard let line = rest.firstLine, let first = line.text.first else { return false }
      if first != 0x20, first != 0x09 { return field(line.text) != nil }
      rest = rest[line.end...]
    }
    return false
  }

  private mutating func append(_ line: ArraySlice<UInt8>) {
    guard let last = fields.indices.last, fields[last].value.count < 1 << 20 else { return }
    fields[last].value.append(0x20)
    fields[last].value += line.drop { $0 == 0x20 || $0 == 0x09 }
  }

  /// The field in a line, `nil` when it is none.
  static func field(_ line: ArraySlice<UInt8>) -> Field? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return nil }
    var name = line[..<colon]
    while let last = name.last, last == 0x20 || last == 0x09 { name.removeLast() }
    guard !name.isEmpty, name.count <= 100, name.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
    return Field(name: String(decoding: name, as: UTF8.self).lowercased(), value: Array(value))
  }

  /// The value of the first field of a name that is not blank.
  func raw(_ name: String) -> [UInt8]? {
    fields.first { $0.name == name && !$0.value.allSatisfy { $0 <= 0x20 } }?.value
  }

  /// The values of all fields of a name.
  func all(_ name: String) -> [[UInt8]] { fields.filter { $0.name == name }.map(\.value) }

  /// Whether there is a field of a name.
  func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

  /// The text of the first field of a name, decoded, as one line; `nil` when there is none.
  func text(_ name: String) -> String? {
    guard let value = raw(name) else { return nil }
    let line = PlainText.oneLine(EncodedWords.decode(value))
    return line.isEmpty ? nil : line
  }
}

extension ArraySlice<UInt8> {
  /// The first line without its break, and where the next begins; `nil` at the end.
  var firstLine: (text: ArraySlice<UInt8>, end: Int)? {
    guard !isEmpty else { return nil }
    guard let newline = firstIndex(of: 0x0a) else { return (self, endIndex) }
    var text = self[..<newline]
    if text.last == 0x0d { text.removeLast() }
    return (text, newline + 1)
  }
}
