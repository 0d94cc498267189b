/// Decodes the text of header fields: encoded words (RFC 2047) and bytes that should not be there.
enum EncodedWords {
  /// The text of a value.
  ///
  /// White space between encoded words goes. Neighbours in the same encoding are decoded together, because programs cut
  /// characters in two. What is not encoded is UTF-8, else a guess.
  static func decode(_ value: [UInt8]) -> String {
    var decoder = Decoder()
    var rest = value[...]
    while let start = rest.firstRange(of: [0x3d, 0x3f]) {
      guard let word = word(at: rest[start.lowerBound...]) else {
        decoder.append(plain: rest[..<start.upperBound])
        rest = rest[start.upperBound...]
        continue
      }
      decoder.append(plain: rest[..<start.lowerBound])
      decoder.append(word)
      rest = rest[word.end...]
    }
    decoder.append(plain: rest)
    return decoder.finish()
  }

  private struct Word {
    let label: String
    let bytes: [UInt8]
    let end: Int
  }

  /// The encoded word at the beginning: `=?label?B or Q?text?=`; white space inside, which is not allowed, is passed over.
  private static func word(at text: ArraySlice<UInt8>) -> Word? {
    let question = UInt8(ascii: "?")
    let start = text.startIndex + 2
    guard let first = text[start...].firstIndex(of: question), first - start <= 60,
      let second = text[(first + 1)...].firstIndex(of: question), second == first + 2,
      let end = text[(second + 1)...].firstRange(of: [question, 0x3d])
    else { return nil }
    let label = String(decoding: text[start..<first].prefix { $0 != UInt8(ascii: "*") }, as: UTF8.self)
    let content = text[(second + 1)..<end.lowerBound]
    switch text[first + 1].asciiLowercased {
    case UInt8(ascii: "b"): return Word(label: label, bytes: TransferEncoding.base64(content), end: end.upperBound)
    case UInt8(ascii: "q"): return Word(label: label, bytes: quoted(content), end: end.upperBound)
    default: return nil
    }
  }

  private static func quoted(_ content: ArraySlice<UInt8>) -> [UInt8] {
    TransferEncoding.quotedPrintable(Array(content.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 })[...], trimsLines: false)
  }

  /// Puts plain stretches and encoded words together.
  private struct Decoder {
    private var text = ""
    private var plain: [UInt8] = []
    private var pending: (label: String, bytes: [UInt8])?

    mutating func append(plain bytes: ArraySlice<UInt8>) { plain += bytes }

    mutating func append(_ word: Word) {
      if plain.allSatisfy({ $0 <= 0x20 }), pending != nil { plain = [] }
      if let before = pending, plain.isEmpty, before.label.lowercased() == word.label.lowercased() {
        pending = (before.label, before.bytes + word.bytes)
        return
      }
      flush()
      pending = (word.label, word.bytes)
    }

    mutating func finish() -> String {
      flush()
      return text
    }

    /// The word came before what is plain now.
    private mutating func flush() {
      if let pending { text += MailCharset.decode(pending.bytes, label: pending.label).text }
      pending = nil
      if !plain.isEmpty { text += MailCharset.decode(plain, label: nil).text }
      plain = []
    }
  }
}

/// Decodes texts of messages, which have a few encodings that the web does not.
enum MailCharset {
  private static let names = [
    "utf-7": "UTF-7", "unicode-1-1-utf-7": "UTF-7", "iso-2022-kr": "ISO-2022-KR", "iso-2022-cn": "ISO-2022-CN",
    "iso-2022-jp-1": "ISO-2022-JP-1", "iso-2022-jp-2": "ISO-2022-JP-2", "iso-2022-jp-3": "ISO-2022-JP-3",
  ]

  /// The text of bytes in the encoding of a label, or in the one that fits; nothing when they are no text.
  static func decode(_ bytes: [UInt8], label: String?) -> DecodedText {
    if let name = label.flatMap({ names[$0.lowercased()] }),
      let (text, invalid) = Transcoder.decode(bytes[...], from: name)
    {
      return DecodedText(text: text, notes: invalid > 0 ? [.replacedBytes(count: invalid)] : [])
    }
    return (try? TextDecoder.decode(bytes, declared: label)) ?? DecodedText(text: "")
  }
}
