/// Text and how it was got from bytes.
struct DecodedText {
  var text: String
  var notes: [ExtractionNote] = []
}

/// The same as well-formed UTF-8, without the string that would be made of it.
struct DecodedBytes {
  var bytes: [UInt8]
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
    let found = try find(bytes, declared: declared)
    return DecodedText(text: found.text ?? String(decoding: bytes, as: UTF8.self), notes: found.notes)
  }

  /// Decodes a whole document to UTF-8, most often without a copy.
  static func utf8(of bytes: [UInt8], declared: String?) throws(ExtractionFailure) -> DecodedBytes {
    let found = try find(bytes, declared: declared)
    return DecodedBytes(bytes: found.text.map { Array($0.utf8) } ?? bytes, notes: found.notes)
  }

  /// What was found of a document.
  private struct Finding {
    /// The decoded text; `nil` where the bytes are well-formed UTF-8 as they are.
    var text: String?
    var notes: [ExtractionNote] = []
  }

  private static func find(_ bytes: [UInt8], declared: String?) throws(ExtractionFailure) -> Finding {
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
    if isASCII, name != "ISO-2022-JP" { return Finding() }
    if !isASCII, let text = DoubleEncoding.undone(bytes) { return Finding(text: text) }
    if !isASCII, bytes.isUTF8 { return Finding(notes: contradiction(declared, name, used: "UTF-8")) }
    if let name, name != "UTF-8", !name.hasPrefix("UTF-16"),
      let (text, invalid) = Transcoder.decode(bytes[...], from: name), invalid * 50 <= bytes.count
    {
      return Finding(text: text, notes: invalid > 0 ? [.replacedBytes(count: invalid)] : [])
    }
    return try guess(bytes, declared: declared, name: name)
  }

  private static func guess(
    _ bytes: [UInt8], declared: String?, name: String?
  ) throws(ExtractionFailure) -> Finding {
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
  ) throws(ExtractionFailure) -> Finding {
    if name == "UTF-8" {
      let invalid = UTF8Damage(Array(bytes)).invalidBytes
      let text = String(decoding: bytes, as: UTF8.self)
      return Finding(text: text, notes: invalid > 0 ? [.replacedBytes(count: invalid)] : [])
    }
    guard let (text, invalid) = Transcoder.decode(bytes, from: name) else { throw unsupported(name) }
    return Finding(text: text, notes: invalid > 0 ? [.replacedBytes(count: invalid)] : [])
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
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let length = bytes.lengthOfSequence(at: index)
        if length == 0 {
          invalidBytes += 1
          index += 1
        } else {
          if length > 1 { validSequences += 1 }
          index += length
        }
      }
    }
  }

  /// UTF-8 with a few damaged places: twenty times as many good multi-byte sequences as bad bytes.
  var isMostlyValid: Bool { validSequences >= 20 * invalidBytes }
}
