/// Texts that a page gives in its JSON-LD, where scripts or folded parts may keep them out of the markup: the description
/// of a product, questions with their answers.
struct StructuredText {
  private let texts: [String]

  init(_ data: StructuredData, profile: PageProfile) {
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

  /// Those of the texts of which a body has less than half; texts of a few words are not looked at.
  func missing(from body: String) -> [String] {
    guard !texts.isEmpty else { return [] }
    let known = Set(Self.phrases(body))
    return texts.compactMap { text in
      let plain = HTMLFragment.text(CharacterReferences.decode(text), limits: .init())
      let phrases = Self.phrases(plain)
      guard phrases.count >= 8, phrases.count(where: known.contains) * 2 < phrases.count else { return nil }
      return plain
    }
  }

  /// The hashes of every three words that follow each other.
  private static func phrases(_ text: String) -> [UInt64] {
    let words = text.utf8.split { $0 < 0x80 && !$0.isASCIILetter && !$0.isASCIIDigit }
      .map { NameHash($0.lazy.map(\.asciiLowercased)).value }
    return words.indices.dropLast(2).map { words[$0] &* 31 &+ words[$0 + 1] &* 17 &+ words[$0 + 2] }
  }
}
