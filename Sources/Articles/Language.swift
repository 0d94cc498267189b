/// A language, as the primary subtag of BCP 47 in lower case (`en`, `fa`, `prs`, `zh`).
public struct Language: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  /// Two or three letters `a`–`z`.
  public var rawValue: String

  /// Wraps a subtag that is known to be well formed.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Reads the primary subtag of a BCP 47 tag or POSIX locale: `en-US`, `pt_BR.UTF-8`, `EN`.
  ///
  /// - Returns: `nil` when the text does not begin with two or three ASCII letters followed by a separator or nothing,
  ///   or when the tag is `und`.
  public init?(tag: some StringProtocol) {
    var subtag = ""
    for byte in tag.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): subtag.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): subtag.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        guard (2...3).contains(subtag.utf8.count), subtag != "und" else { return nil }
        self.rawValue = subtag
        return
      default: return nil
      }
    }
    guard (2...3).contains(subtag.utf8.count), subtag != "und" else { return nil }
    self.rawValue = subtag
  }

  /// Orders by subtag.
  public static func < (left: Language, right: Language) -> Bool { left.rawValue < right.rawValue }
}

extension Language: CustomStringConvertible {
  /// The subtag.
  public var description: String { rawValue }
}
