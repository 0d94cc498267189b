public import Articles
import CLanguageDetector

/// Tells the language of a text without metadata.
///
/// A script that one language writes decides by itself, also for a few words; else Compact Language Detector 2 does
/// (Sites, 2013), which wants a sentence or two.
public struct LanguageDetector: Sendable {
  /// How many bytes of a text are looked at: its beginning, and as much from its middle.
  private static let sample = 4096

  /// Makes a detector.
  public init() {}

  /// The language of a text, or `nil` when the detector is not sure of it.
  ///
  /// Costs some 100 µs at most, whatever the length: only the beginning and the middle are read.
  public func detect(_ text: String) -> Language? {
    let sample = Self.sample(of: text)
    if let language = ScriptLanguage.detect(sample.unicodeScalars) { return language }
    let bytes = Array(sample.utf8)
    guard let code = cld_detect(bytes, Int32(bytes.count)) else { return nil }
    return Self.language(code: String(cString: code))
  }

  /// The parts of a text to look at, without the control characters that CLD2 refuses.
  private static func sample(of text: String) -> String {
    let utf8 = text.utf8
    var bytes = Array(utf8.prefix(sample))
    if utf8.count > 4 * sample {
      bytes.append(0x20)
      bytes += utf8.dropFirst(utf8.count / 2).prefix(sample)
    }
    // Cutting may have parted a scalar; decoding repairs the ends.
    var scalars = String.UnicodeScalarView()
    scalars += String(decoding: bytes, as: UTF8.self).unicodeScalars.lazy.filter {
      $0 != "\u{FFFD}" && ($0.value >= 0x20 || $0 == "\n")
    }
    return String(scalars)
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
