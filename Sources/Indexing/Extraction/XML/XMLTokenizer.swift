import Glibc

/// An attribute with its references replaced.
struct XMLAttribute: Equatable {
  var name: String
  var value: String
}

/// A piece of markup or text, before elements are nested.
enum XMLToken: Equatable {
  case start(name: String, attributes: [XMLAttribute], isEmpty: Bool)
  case end(name: String)
  /// Text or CDATA with references replaced; long text comes in several pieces.
  case text(String)
}

/// Cuts XML into tags and text as it comes, forgiving what writers of feeds get wrong.
///
/// A parser after the letter of XML 1.0 stops at the first unescaped ampersand, and libxml2's recovery drops the text
/// around it; here every byte that is no markup is text. Entities are those of XML and HTML and those of
/// ``XMLEntities``. Nothing is fetched, and nothing expands twice. Memory is bounded by the largest tag, 1 MiB, and time
/// is linear in the length of the text.
struct XMLTokenizer {
  private static let maximumTag = 1 << 20
  private static let textPiece = 64 << 10

  private var decoded: DecodedInput
  private var buffer: [UInt8] = []
  private var index = 0
  private var isAtEnd = false
  private var isInCDATA = false
  private var entities: [String: String] = [:]
  private var sawDocumentType = false
  private var line = 1
  /// The number of the line that the last tag begins on.
  private(set) var tagLine = 1

  /// Begins to read.
  ///
  /// - Parameters:
  ///   - input: The document.
  ///   - encoding: The label of the encoding that it was sent with, which counts before the one it declares.
  init(_ input: inout InputStream, encoding: String? = nil) throws(ExtractionFailure) {
    decoded = try DecodedInput(&input) { encoding ?? DeclaredEncoding.label(in: $0) }
  }

  /// What was assumed about the encoding.
  var notes: [ExtractionNote] { decoded.notes }

  /// The next token, `nil` at the end.
  mutating func next(from input: inout InputStream) throws(ExtractionFailure) -> XMLToken? {
    while try has(1, &input) {
      if isInCDATA {
        if let text = try cdata(&input) { return text }
      } else if buffer[index] != UInt8(ascii: "<") {
        return try text(&input)
      } else if let token = try markup(&input) {
        return token
      }
    }
    return nil
  }

  // MARK: Input

  /// Whether so many bytes lie ahead.
  private mutating func has(_ count: Int, _ input: inout InputStream) throws(ExtractionFailure) -> Bool {
    while buffer.count - index < count, !isAtEnd {
      let more = try decoded.read(from: &input)
      isAtEnd = more.isEmpty
      buffer.removeSubrange(..<index)
      index = 0
      buffer += more
    }
    return buffer.count - index >= count
  }

  private mutating func advance(_ count: Int) {
    let end = min(buffer.count, index + count)
    line += buffer[index..<end].count { $0 == 0x0a }
    index = end
  }

  /// The distance to the next occurrence of a byte string, looked for in at most `limit` bytes.
  private mutating func find(
    _ pattern: StaticString, from start: Int = 0, limit: Int, _ input: inout InputStream
  ) throws(ExtractionFailure) -> Int? {
    var searched = start
    while true {
      let available = buffer.count - index
      if searched < available, let found = buffer.firstOffset(of: pattern, from: index + searched) {
        return found - index
      }
      searched = max(start, available - pattern.utf8CodeUnitCount + 1)
      guard available < limit, try has(available + 1, &input) else { return nil }
    }
  }

  private mutating func starts(with pattern: StaticString, _ input: inout InputStream) throws(ExtractionFailure) -> Bool
  {
    let count = pattern.utf8CodeUnitCount
    guard try has(count, &input) else { return false }
    return buffer[index..<(index + count)].elementsEqual(
      UnsafeBufferPointer(start: pattern.utf8Start, count: count), by: { Self.folded($0) == Self.folded($1) })
  }

  private static func folded(_ byte: UInt8) -> UInt8 { byte.isASCIILetter ? byte | 0x20 : byte }

  // MARK: Text

  private mutating func text(_ input: inout InputStream) throws(ExtractionFailure) -> XMLToken {
    let end = try find("<", limit: Self.textPiece, &input)
    let text = CharacterReferences.decode(take(end ?? pieceLength()), declared: entities)
    return .text(Windows1252Controls.repair(text))
  }

  private mutating func cdata(_ input: inout InputStream) throws(ExtractionFailure) -> XMLToken? {
    let end = try find("]]>", limit: Self.textPiece, &input)
    let text = take(end ?? max(1, pieceLength() - 2 * (isAtEnd ? 0 : 1)))
    if end != nil {
      advance(3)
      isInCDATA = false
    }
    return text.isEmpty ? nil : .text(Windows1252Controls.repair(String(decoding: text, as: UTF8.self)))
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    let start = index
    advance(count)
    return buffer[start..<index]
  }

  /// How much of the buffer is text that can go on its way: not half of a character or of a reference.
  private func pieceLength() -> Int {
    let rest = buffer[index...]
    guard !isAtEnd else { return rest.count }
    var end = rest.endIndex
    if let ampersand = rest.suffix(40).lastIndex(of: UInt8(ascii: "&")) { end = ampersand }
    while end > rest.startIndex, end < buffer.count ? buffer[end] & 0xc0 == 0x80 : buffer[end - 1] >= 0x80 { end -= 1 }
    return max(1, end - rest.startIndex)
  }

  // MARK: Markup

  /// Takes a tag, or something that is passed over.
  private mutating func markup(_ input: inout InputStream) throws(ExtractionFailure) -> XMLToken? {
    guard try has(2, &input) else { return literal() }
    switch buffer[index + 1] {
    case UInt8(ascii: "!"): return try declaration(&input)
    case UInt8(ascii: "?"):
      try skipInstruction(&input)
      return nil
    case UInt8(ascii: "/"):
      guard try has(3, &input), Self.beginsName(buffer[index + 2]) else { return literal() }
      return try tag(&input)
    case let byte where Self.beginsName(byte): return try tag(&input)
    default: return literal()
    }
  }

  /// A `<` that begins nothing is text.
  private mutating func literal() -> XMLToken {
    advance(1)
    return .text("<")
  }

  private static func beginsName(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
  }

  private mutating func declaration(_ input: inout InputStream) throws(ExtractionFailure) -> XMLToken? {
    if try starts(with: "<!--", &input) {
      advance(4)
      try skip(through: "-->", &input)
    } else if try starts(with: "<![CDATA[", &input) {
      advance(9)
      isInCDATA = true
    } else if try starts(with: "<!DOCTYPE", &input) {
      try skipDocumentType(&input)
    } else {
      try skip(through: ">", &input)
    }
    return nil
  }

  /// Passes over everything up to the end of a byte string; to the end of the input where it does not come.
  private mutating func skip(through pattern: StaticString, _ input: inout InputStream) throws(ExtractionFailure) {
    while true {
      if let end = try find(pattern, limit: Self.textPiece, &input) {
        return advance(end + pattern.utf8CodeUnitCount)
      }
      advance(max(1, buffer.count - index - (isAtEnd ? 0 : pattern.utf8CodeUnitCount - 1)))
      guard try has(1, &input) else { return }
    }
  }

  /// Ends at `>`, or before a `<`: what is meant for another program has neither, and is looked at once.
  private mutating func skipInstruction(_ input: inout InputStream) throws(ExtractionFailure) {
    advance(2)
    while try has(1, &input) {
      let rest = buffer[index...]
      guard let end = rest.firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<") }) else {
        advance(rest.count)
        continue
      }
      return advance(end - index + (buffer[end] == UInt8(ascii: ">") ? 1 : 0))
    }
  }

  /// Passes over a document type; of its internal subset only plain entities are kept.
  ///
  /// Only the first one is looked into, so that a text full of them costs no more than any other.
  private mutating func skipDocumentType(_ input: inout InputStream) throws(ExtractionFailure) {
    guard !sawDocumentType, let close = try find(">", limit: Self.maximumTag, &input) else {
      return try skip(through: ">", &input)
    }
    sawDocumentType = true
    guard let bracket = buffer[index..<(index + close)].firstIndex(of: UInt8(ascii: "[")) else {
      return advance(close + 1)
    }
    let offset = bracket - index
    guard let end = try find("]", from: offset, limit: Self.maximumTag, &input) else { return advance(offset + 1) }
    entities = XMLEntities.plain(in: buffer[(index + offset)..<(index + end)])
    advance(end)
    try skip(through: ">", &input)
  }

  // MARK: Tags

  private mutating func tag(_ input: inout InputStream) throws(ExtractionFailure) -> XMLToken? {
    guard let length = try tagLength(&input) else { return literal() }
    tagLine = line
    let isClosed = buffer[index + length - 1] == UInt8(ascii: ">")
    var scanner = XMLTagScanner(take(length).dropFirst().dropLast(isClosed ? 1 : 0), entities: entities)
    return scanner.token()
  }

  /// The length of a tag, which ends at `>` outside quotes, or before a `<`: it belongs in no tag.
  ///
  /// Where a quote is not closed before a `<`, the tag ends at the first `>` after it.
  private mutating func tagLength(_ input: inout InputStream) throws(ExtractionFailure) -> Int? {
    var offset = 1
    var quote: UInt8?
    var closeInQuote: Int?
    var isValue = false
    while offset < Self.maximumTag, try has(offset + 1, &input) {
      let byte = buffer[index + offset]
      offset += 1
      if let open = quote {
        switch byte {
        case open: (quote, closeInQuote) = (nil, nil)
        case UInt8(ascii: "<"): return closeInQuote ?? offset - 1
        case UInt8(ascii: ">"): closeInQuote = closeInQuote ?? offset
        default: break
        }
        continue
      }
      switch byte {
      case UInt8(ascii: ">"): return offset
      case UInt8(ascii: "<"): return offset - 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"): if isValue { quote = byte }
      case UInt8(ascii: "="): isValue = true
      case 0x20, 0x09, 0x0a, 0x0d: break
      default: isValue = false
      }
    }
    return closeInQuote
  }
}

extension [UInt8] {
  /// The index at which a byte string begins, at or after an index.
  fileprivate func firstOffset(of pattern: StaticString, from start: Int) -> Int? {
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      let length = pattern.utf8CodeUnitCount
      var position = start
      while position + length <= bytes.count,
        let found = memchr(base + position, Int32(pattern.utf8Start[0]), bytes.count - length + 1 - position)
      {
        if memcmp(found, pattern.utf8Start, length) == 0 { return UnsafeRawPointer(found) - base }
        position = UnsafeRawPointer(found) - base + 1
      }
      return nil
    }
  }
}
