public import Articles
import CLanguageDetector

/// Tells the language of a text without metadata, by Compact Language Detector 2 (Sites, 2013).
public struct LanguageDetector: Sendable {
  /// How many bytes of a text are looked at: its beginning, and as much from its middle.
  private static let sample = 4096

  /// Makes a detector.
  public init() {}

  /// The language of a text, or `nil` when the detector is not sure of it.
  ///
  /// Costs some 100 µs at most, whatever the length: only the beginning and the middle are read.
  public func detect(_ text: String) -> Language? {
    let utf8 = text.utf8
    var bytes = Array(utf8.prefix(Self.sample))
    if utf8.count > 4 * Self.sample {
      bytes.append(0x20)
      bytes += utf8.dropFirst(utf8.count / 2).prefix(Self.sample)
    }
    // Cutting may have parted a scalar; decoding repairs the ends.
    let sample = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0 != "\u{FFFD}" && $0 != "\0" })
    let repaired = Array(String(String.UnicodeScalarView(sample)).utf8)
    guard let code = cld_detect(repaired, Int32(repaired.count)) else { return nil }
    return Self.language(code: String(cString: code))
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
