public import Articles
import CLanguageDetector

/// Tells the language of a text without metadata.
///
/// A script that one language writes decides by itself, also for a few words; plain English is known by its function words;
/// else Compact Language Detector 2 decides (Sites, 2013), which wants a sentence or two.
public struct LanguageDetector: Sendable {
  /// How many bytes of a text are looked at: its beginning, and as much from its middle.
  private static let sample = 4096
  /// How many bytes are enough where nearly all of them are one language, which saves half of the time.
  private static let shortSample = 384
  /// What part of a short sample must be one language, in per cent.
  private static let shortShare: Int32 = 90

  /// Makes a detector.
  public init() {}

  /// The language of an article, or `nil` when the detector is not sure of it.
  public func detect(title: String, body: String) -> Language? {
    var (title, body) = (title, body)
    let isPlainEnglish = title.withUTF8 { title in
      body.withUTF8 { body in
        Self.pieces(title, body, Self.sample).allSatisfy(Self.isASCII)
          && EnglishWords.areCertain(in: Self.pieces(title, body, Self.shortSample))
      }
    }
    return isPlainEnglish ? Language(rawValue: "en") : detect(title + "\n" + body)
  }

  /// The parts of an article that are looked at, as they would be of its headline and text with a line break between them.
  private static func pieces(
    _ title: UnsafeBufferPointer<UInt8>, _ body: UnsafeBufferPointer<UInt8>, _ part: Int
  ) -> [UnsafeBufferPointer<UInt8>] {
    var pieces: [UnsafeBufferPointer<UInt8>] = []
    let start = title.count + 1
    for range in parts(of: start + body.count, part) {
      pieces.append(UnsafeBufferPointer(rebasing: title[range.clamped(to: 0..<title.count)]))
      let inBody = range.clamped(to: start..<start + body.count)
      pieces.append(UnsafeBufferPointer(rebasing: body[inBody.lowerBound - start..<inBody.upperBound - start]))
    }
    return pieces
  }

  /// The language of a text, or `nil` when the detector is not sure of it.
  ///
  /// Costs some 100 µs at most, whatever the length: only the beginning and the middle are read.
  public func detect(_ text: String) -> Language? {
    var text = text
    return text.withUTF8 { bytes in
      if !Self.parts(of: bytes.count, Self.sample)
        .allSatisfy({ Self.isASCII(UnsafeBufferPointer(rebasing: bytes[$0])) }),
        let language = Self.sample(of: bytes, part: Self.sample).withUnsafeBufferPointer({
          ScriptLanguage.detect(ByteText($0))
        })
      {
        return language
      }
      let pieces = Self.parts(of: bytes.count, Self.shortSample).map { UnsafeBufferPointer(rebasing: bytes[$0]) }
      if EnglishWords.areCertain(in: pieces) { return Language(rawValue: "en") }
      if bytes.count > Self.shortSample,
        let language = Self.language(of: Self.sample(of: bytes, part: Self.shortSample), share: Self.shortShare)
      {
        return language
      }
      return Self.language(of: Self.sample(of: bytes, part: Self.sample), share: 0)
    }
  }

  /// Whether a text has no letter that could give a script away.
  private static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(text)
    var index = 0
    var bits: UInt64 = 0
    while index + 8 <= raw.count {
      bits |= raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      index += 8
    }
    while index < raw.count {
      bits |= UInt64(raw[index])
      index += 1
    }
    return bits & 0x8080_8080_8080_8080 == 0
  }

  /// The language that has at least `share` per cent of a sample, if the detector is sure of it.
  static func language(of sample: [UInt8], share: Int32) -> Language? {
    var percent: Int32 = 0
    guard let code = cld_detect(sample, Int32(sample.count), &percent), percent >= share else { return nil }
    return language(code: String(cString: code))
  }

  /// The beginning of a text and, of one that has much more, its middle, in bytes.
  private static func parts(of size: Int, _ part: Int) -> [Range<Int>] {
    let beginning = 0..<min(part, size)
    return size > 4 * part ? [beginning, size / 2..<size / 2 + part] : [beginning]
  }

  /// These parts without the control characters that CLD2 refuses, a space between them.
  static func sample(of text: UnsafeBufferPointer<UInt8>, part: Int) -> [UInt8] {
    var sample: [UInt8] = []
    sample.reserveCapacity(min(text.count, 2 * part + 1))
    for (number, range) in parts(of: text.count, part).enumerated() {
      if number > 0 { sample.append(0x20) }
      append(text, range, to: &sample)
    }
    return sample
  }

  /// Appends the whole scalars of a range but for controls and U+FFFD, which is what repairing has left.
  private static func append(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to sample: inout [UInt8]) {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, text[start] & 0xC0 == 0x80 { start += 1 }
    while end < text.count, end > start, text[end] & 0xC0 == 0x80 { end -= 1 }
    var index = start
    // What stands between two scalars that are left out is copied in one piece.
    while index < end {
      let byte = text[index]
      let isReplacement = byte == 0xEF && index + 2 < end && text[index + 1] == 0xBF && text[index + 2] == 0xBD
      guard byte < 0x20 && byte != 0x0A || isReplacement else {
        index += 1
        continue
      }
      sample.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      index += isReplacement ? 3 : 1
      start = index
    }
    sample.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
  }

  /// The BCP 47 subtag for a code of CLD2, which has a few of its own.
  private static func language(code: String) -> Language? {
    switch code {
    case "iw": Language(rawValue: "he")
    case "jw": Language(rawValue: "jv")
    case "nb": Language(rawValue: "no")
    case "mo": Language(rawValue: "ro")
    default: Language(tag: code)
    }
  }
}
