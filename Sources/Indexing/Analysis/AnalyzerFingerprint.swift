import CICU
import CStemmer

/// What decides the terms of a text: two analyzers with equal fingerprints make equal terms.
///
/// Printed as `version/ICU/Snowball/self-test`, for example `1/72.1/2.2/9e107d9d372bb682`.
public struct AnalyzerFingerprint: Sendable, Equatable, CustomStringConvertible {
  /// The printed form.
  public let description: String

  /// Reads the printed form.
  ///
  /// - Returns: `nil` when the text is no number, two versions and a hash.
  public init?(_ description: String) {
    let parts = description.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4, Int(parts[0]) != nil, !parts[1].isEmpty, !parts[2].isEmpty,
      UInt64(parts[3], radix: 16) != nil
    else { return nil }
    self.description = description
  }

  private init(version: Int) {
    let icu = String(cString: cicu_version())
    let snowball = String(cString: cstemmer_version())
    let terms = Analyzer().terms(of: Self.selfTest)
    var stems = ""
    for language in Stemmer.languages.sorted() {
      let stemmer = Stemmer(language: language)
      stems += Self.stemmed.map { stemmer?.stem($0) ?? "" }.joined(separator: " ")
    }
    let hash = FNV1a.hash((terms.terms + "\n" + terms.compounds + "\n" + stems).utf8)
    description = "\(version)/\(icu)/\(snowball)/\(String(hash, radix: 16))"
  }

  /// The fingerprint of this build; grows its first number when a rule changes on purpose.
  static let current = AnalyzerFingerprint(version: 1)

  private static let selfTest = """
    Massoud’s army reached 12,000 men by 3.5 p.m. on the Mi-17, 24/7; l'armée, L'Oréal, O'Brien, don't, Paris–Dakar,
    C++17, .NET, #tag, AT&T, a.b@example.org, https://www.example.com/a-b?c=%D0 Straße ĲSSEL ﬁnd İstanbul Łódź ½ x² ㎏
    Ελλάς Ёлка йод Київ п'ять نِجات کتابِ می\u{200C}خواهم مدرسة ي٤٢ שָׁלוֹם हिन्दी क\u{93C} கெ\u{BBE} 用户体验 コーヒー ｶﾞｽ 한국어
    ภาษาไทย น้ำ မြန်မာ 🚁 🇹🇯 👍🏽
    """
  private static let stemmed = [
    "running", "helicopters", "солдаты", "maisons", "hauser", "kitaplar", "المدرسه", "nacoes", "किताबों", "வீடுகள்",
    "ανθρωποι", "talossa", "hazakat", "flickorna",
  ]
}

extension Analyzer {
  /// What decides the terms this build makes.
  public static var fingerprint: AnalyzerFingerprint { AnalyzerFingerprint.current }
}

/// The 64-bit FNV-1a hash (Fowler, Noll and Vo; RFC 9923).
enum FNV1a {
  static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
