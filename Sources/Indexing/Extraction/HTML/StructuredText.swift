/// Texts that a page gives in its JSON-LD, where scripts or folded parts may keep them out of the markup: the description
/// of a product, questions with their answers.
struct StructuredText {
  private let texts: [String]
  private let articleBody: String?

  init(_ data: StructuredData, profile: PageProfile) {
    articleBody = profile.isDiscussion ? nil : data.article?["articleBody"]?.scalarText
    switch profile.kind {
    case .discussion: texts = []
    case .product: texts = Self.descriptions(data)
    case .article, .other: texts = Self.answers(data)
    }
  }

  private static func descriptions(_ data: StructuredData) -> [String] {
    let products = data.all(ofTypes: ["Product", "ProductGroup"])
    return products.count == 1 ? products.compactMap { $0["description"]?.scalarText } : []
  }

  private static func answers(_ data: StructuredData) -> [String] {
    data.all(ofTypes: ["FAQPage"]).flatMap { $0["mainEntity"]?.elements ?? [] }.compactMap { question in
      guard let name = question["name"]?.scalarText, let answer = question["acceptedAnswer"]?["text"]?.scalarText
      else { return nil }
      return "<p>\(name)</p><p>\(answer)</p>"
    }
  }

  /// The text of the article, where a body has less than half of it and is shorter: scripts make the page, or it shows the
  /// beginning alone.
  func whole(besides body: String) -> String? {
    guard let articleBody, articleBody.utf8.count > body.utf8.count else { return nil }
    let text = CharacterReferences.decode(articleBody)
    let plain = HTMLFragment.looksLikeMarkup(text) ? HTMLFragment.text(text, limits: .init()) : PlainText.clean(text)
    return Self.isMissing(plain, from: Set(Self.phrases(body))) && plain.utf8.count > body.utf8.count ? plain : nil
  }

  /// Those of the texts of which a body has less than half; texts of a few words are not looked at.
  func missing(from body: String) -> [String] {
    guard !texts.isEmpty else { return [] }
    let known = Set(Self.phrases(body))
    return texts.compactMap { text in
      let plain = HTMLFragment.text(CharacterReferences.decode(text), limits: .init())
      return Self.isMissing(plain, from: known) ? plain : nil
    }
  }

  private static func isMissing(_ text: String, from known: Set<UInt64>) -> Bool {
    let phrases = phrases(text)
    return phrases.count >= 8 && phrases.count(where: known.contains) * 2 < phrases.count
  }

  /// The hashes of every three words that follow each other.
  private static func phrases(_ text: String) -> [UInt64] {
    let words = text.utf8.split { $0 < 0x80 && !$0.isASCIILetter && !$0.isASCIIDigit }
      .map { NameHash($0.lazy.map(\.asciiLowercased)).value }
    return words.indices.dropLast(2).map { words[$0] &* 31 &+ words[$0 + 1] &* 17 &+ words[$0 + 2] }
  }
}
