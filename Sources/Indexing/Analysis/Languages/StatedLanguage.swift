public import Articles

extension LanguageDetector {
  /// The language that is stated for a text, or another in which nearly all of a text of some length is plainly written.
  ///
  /// Languages that are hard to tell apart do not contradict each other.
  public func settled(_ stated: Language, by text: String) -> Language {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count >= StatedLanguage.shortSample else { return stated }
      // Most texts are what is said of them, which less of them tells.
      let short = Self.sample(of: bytes, part: StatedLanguage.shortSample)
      if Self.language(of: short, share: StatedLanguage.share) == stated { return stated }
      let sample = Self.sample(of: bytes, part: StatedLanguage.sample)
      let found = sample.withUnsafeBufferPointer { ScriptLanguage.detect(ByteText($0)) }
      return StatedLanguage.chosen(stated, found ?? Self.language(of: sample, share: StatedLanguage.share))
    }
  }
}

/// What it takes to contradict the language that is stated for a text.
private enum StatedLanguage {
  /// How many bytes are looked at first, and without which nothing is contradicted.
  static let shortSample = 384
  /// How many bytes of the beginning, and of the middle, are looked at.
  static let sample = 4096
  /// What part of them must be in one language, in per cent.
  static let share: Int32 = 90

  static func chosen(_ stated: Language, _ found: Language?) -> Language {
    guard let found, found != stated else { return stated }
    let areAlike = relatives.contains { $0.contains(stated.rawValue) && $0.contains(found.rawValue) }
    return areAlike ? stated : found
  }

  /// Languages that the detector takes for one another, or that are names for the same.
  private static let relatives: [Set<String>] = [
    ["no", "nb", "nn", "da", "sv"], ["hr", "bs", "sr", "sh", "me", "cnr", "sl", "mk", "bg"], ["id", "ms", "jv", "su"],
    ["cs", "sk"], ["pt", "gl", "es", "ca", "oc", "ast", "an"], ["nl", "af", "fy", "nds", "lb"], ["tl", "fil", "ceb"],
    ["zh", "yue", "wuu", "ja"], ["ru", "uk", "be"], ["fa", "prs", "tg", "ps", "ur", "ar"], ["ro", "mo"],
    ["he", "iw", "yi"], ["hi", "mr", "ne", "bh", "sa"], ["en", "sco"], ["tr", "az", "tk"], ["gd", "ga"],
    ["it", "co", "scn"], ["de", "gsw", "lb"],
  ]
}
