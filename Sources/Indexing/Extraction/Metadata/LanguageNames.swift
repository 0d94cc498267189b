import Articles

/// Reads languages as publishers state them: by a tag, a code of three letters, or a name.
enum LanguageNames {
  /// The language that a text names; `nil` when it names none.
  static func language(_ text: String) -> Language? {
    let trimmed = text.trimmingSpace
    guard let tagged = Language(tag: trimmed) else { return codes[trimmed.lowercased()].map(Language.init(rawValue:)) }
    guard tagged.rawValue.utf8.count == 3, let short = codes[tagged.rawValue] else { return tagged }
    return Language(rawValue: short)
  }

  /// Codes of ISO 639-1 by those of ISO 639-2, English names, and the language's own name.
  private static let codes: [String: String] = {
    let languages = [
      "en eng english", "de deu ger german deutsch", "fr fra fre french français", "es spa spanish español",
      "it ita italian italiano", "pt por portuguese português", "nl nld dut dutch nederlands",
      "ru rus russian русский", "pl pol polish polski", "sv swe swedish svenska", "da dan danish dansk",
      "no nor norwegian norsk", "nb nob", "nn nno", "fi fin finnish suomi", "cs ces cze czech čeština",
      "sk slk slo slovak slovenčina", "hu hun hungarian magyar", "ro ron rum romanian română",
      "el ell gre greek ελληνικά", "tr tur turkish türkçe", "uk ukr ukrainian українська",
      "bg bul bulgarian български", "hr hrv croatian hrvatski", "sr srp serbian српски", "sl slv slovenian slovenščina",
      "lt lit lithuanian lietuvių", "lv lav latvian latviešu", "et est estonian eesti", "ca cat catalan català",
      "eu eus baq basque euskara", "gl glg galician galego", "ga gle irish gaeilge", "cy cym wel welsh cymraeg",
      "is isl ice icelandic íslenska", "ar ara arabic العربية", "he heb hebrew עברית", "fa fas per persian farsi فارسی",
      "ur urd urdu اردو", "hi hin hindi हिन्दी", "bn ben bengali বাংলা", "ta tam tamil தமிழ்", "th tha thai ไทย",
      "vi vie vietnamese", "id ind indonesian", "ms msa may malay", "ja jpn japanese 日本語", "ko kor korean 한국어",
      "zh zho chi chinese 中文", "la lat latin", "af afr afrikaans", "sw swa swahili", "eo epo esperanto",
    ]
    var table: [String: String] = [:]
    for language in languages {
      let names = language.split(separator: " ").map(String.init)
      for name in names.dropFirst() { table[name] = names[0] }
    }
    return table
  }()
}
