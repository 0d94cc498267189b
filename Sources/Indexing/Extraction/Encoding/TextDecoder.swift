/// Text and how it was got from bytes.
struct DecodedText {
  var text: String
  var notes: [ExtractionNote] = []
}

/// Finds the encoding of a document and decodes it.
///
/// In order: byte order mark; the declared encoding, unless the bytes hold valid UTF-8 beyond ASCII and contradict it
/// (a web server's header, which a saved page has lost, overrides the page); valid UTF-8; the best guess.
enum TextDecoder {
  /// Decodes a whole document.
  ///
  /// - Parameters:
  ///   - bytes: The document.
  ///   - declared: The label the document itself gives.
  /// - Returns: The text, with notes on what had to be assumed.
  /// - Throws: A failure with the code `binary` or `encoding`.
  static func decode(_ bytes: [UInt8], declared: String? = nil) throws(ExtractionFailure) -> DecodedText {
    if let mark = ByteOrderMark(bytes) {
      return try decode(bytes.dropFirst(mark.length), as: mark.rawValue, declared: nil)
    }
    if let unmarked = ByteOrderMark.unmarkedUTF16(Array(bytes.prefix(4096))) {
      return try decode(bytes[...], as: unmarked.rawValue, declared: nil)
    }
    if BinaryDetector.isBinary(Array(bytes.prefix(64 << 10))) {
      throw ExtractionFailure(code: .binary, detail: "the input is not text")
    }
    let isASCII = bytes.isASCII
    let name = declared.flatMap(EncodingLabel.canonicalName)
    if isASCII, name != "ISO-2022-JP" { return DecodedText(text: String(decoding: bytes, as: UTF8.self)) }
    if !isASCII, let text = DoubleEncoding.undone(bytes) { return DecodedText(text: text) }
    if !isASCII, let text = String(validating: bytes, as: UTF8.self) {
      return DecodedText(text: text, notes: contradiction(declared, name, used: "UTF-8"))
    }
    if let name, name != "UTF-8", !name.hasPrefix("UTF-16"),
      let (text, invalid) = Transcoder.decode(bytes[...], from: name), invalid * 50 <= bytes.count
    {
      return DecodedText(text: text, notes: invalid > 0 ? [.replacedBytes(count: invalid)] : [])
    }
    return try guess(bytes, declared: declared, name: name)
  }

  private static func guess(
    _ bytes: [UInt8], declared: String?, name: String?
  ) throws(ExtractionFailure) -> DecodedText {
    let damage = UTF8Damage(bytes)
    if damage.isMostlyValid { return try decode(bytes[...], as: "UTF-8", declared: nil) }
    let guess = EncodingGuesser.guess(bytes.prefix(256 << 10))
    var decoded = try decode(bytes[...], as: guess, declared: nil)
    decoded.notes = contradiction(declared, name, used: guess) + [.guessedEncoding(guess)] + decoded.notes
    return decoded
  }

  private static func contradiction(_ declared: String?, _ name: String?, used: String) -> [ExtractionNote] {
    guard let declared, name != used else { return [] }
    return [.contradictedEncoding(declared: declared, used: used)]
  }

  private static func decode(
    _ bytes: ArraySlice<UInt8>, as name: String, declared: String?
  ) throws(ExtractionFailure) -> DecodedText {
    if name == "UTF-8" {
      let invalid = UTF8Damage(Array(bytes)).invalidBytes
      let text = String(decoding: bytes, as: UTF8.self)
      return DecodedText(text: text, notes: invalid > 0 ? [.replacedBytes(count: invalid)] : [])
    }
    guard let (text, invalid) = Transcoder.decode(bytes, from: name) else { throw unsupported(name) }
    return DecodedText(text: text, notes: invalid > 0 ? [.replacedBytes(count: invalid)] : [])
  }

  static func unsupported(_ name: String) -> ExtractionFailure {
    ExtractionFailure(code: .encoding, detail: "this system cannot convert \(name); convert the file to UTF-8")
  }
}

/// The encoding of a text as far as its beginning tells.
struct FoundEncoding {
  /// A name `iconv` knows.
  var name: String
  /// The length of the byte order mark.
  var markLength = 0
  var notes: [ExtractionNote] = []
}

extension TextDecoder {
  /// Finds the encoding of a text of which only the beginning is at hand, by the rules of ``decode(_:declared:)``.
  static func encoding(ofHead head: [UInt8], declared: String?) throws(ExtractionFailure) -> FoundEncoding {
    if let mark = ByteOrderMark(head) {
      return FoundEncoding(name: mark.rawValue, markLength: mark.length)
    }
    if let unmarked = ByteOrderMark.unmarkedUTF16(Array(head.prefix(4096))) {
      return FoundEncoding(name: unmarked.rawValue)
    }
    if BinaryDetector.isBinary(Array(head.prefix(64 << 10))) {
      throw ExtractionFailure(code: .binary, detail: "the input is not text")
    }
    let name = declared.flatMap(EncodingLabel.canonicalName)
    let isASCII = head.allSatisfy { $0 < 0x80 }
    // The head may end in the middle of a character.
    let whole = head.lastIndex { $0 & 0xc0 != 0x80 }.map { head.count - $0 <= 4 ? Array(head[..<$0]) : head } ?? head
    let damage = UTF8Damage(whole)
    if !isASCII, damage.invalidBytes == 0 {
      return FoundEncoding(name: "UTF-8", notes: contradiction(declared, name, used: "UTF-8"))
    }
    if let name, name != "UTF-8", !name.hasPrefix("UTF-16") { return FoundEncoding(name: name) }
    if isASCII || damage.isMostlyValid { return FoundEncoding(name: "UTF-8") }
    let guess = EncodingGuesser.guess(head.prefix(256 << 10))
    return FoundEncoding(name: guess, notes: contradiction(declared, name, used: guess) + [.guessedEncoding(guess)])
  }
}

/// How far bytes are from valid UTF-8.
struct UTF8Damage {
  private(set) var invalidBytes = 0
  private var validSequences = 0

  init(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      let length = Self.sequenceLength(bytes, at: index)
      if length == 0 {
        invalidBytes += 1
        index += 1
      } else {
        if length > 1 { validSequences += 1 }
        index += length
      }
    }
  }

  /// UTF-8 with a few damaged places: twenty times as many good multi-byte sequences as bad bytes.
  var isMostlyValid: Bool { validSequences >= 20 * invalidBytes }

  /// The length of the well-formed sequence that begins at an offset, or 0 (Unicode Standard, table 3-7).
  private static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int {
    let lead = bytes[index]
    if lead < 0x80 { return 1 }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch lead {
    case 0xc2...0xdf: length = 2
    case 0xe0...0xef:
      length = 3
      if lead == 0xe0 { second = 0xa0...0xbf }
      if lead == 0xed { second = 0x80...0x9f }
    case 0xf0...0xf4:
      length = 4
      if lead == 0xf0 { second = 0x90...0xbf }
      if lead == 0xf4 { second = 0x80...0x8f }
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    return bytes[(index + 1)..<(index + length)].allSatisfy { $0 & 0xc0 == 0x80 } ? length : 0
  }
}
