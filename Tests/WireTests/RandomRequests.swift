import Articles
import Wire

/// SplitMix64 (Steele, Lea and Flood 2014): the same seed gives the same sequence on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension SearchRequest {
  /// A request whose every part is now and then away from its default.
  static func random(using generator: inout SeededGenerator) -> SearchRequest {
    var request = SearchRequest(query: text(from: 0, using: &generator))
    request.limit = Int.random(in: limitRange, using: &generator)
    request.cursor = optionalText(using: &generator)
    request.sort = SortOrder.allCases.randomElement(using: &generator) ?? .relevance
    request.match = MatchMode.allCases.randomElement(using: &generator) ?? .auto
    request.syntax = SyntaxMode.allCases.randomElement(using: &generator) ?? .lenient
    request.site = optionalText(using: &generator)
    request.category = optionalText(using: &generator)
    request.language = Bool.random(using: &generator) ? nil : "fa"
    request.author = optionalText(using: &generator)
    request.after = optionalText(using: &generator)
    request.before = optionalText(using: &generator)
    request.collapse = CollapseMode.allCases.randomElement(using: &generator) ?? .story
    request.snippets = Int.random(in: snippetsRange, using: &generator)
    request.highlight = HighlightStyle.allCases.randomElement(using: &generator) ?? .ranges
    request.facets = FacetName.allCases.filter { _ in Bool.random(using: &generator) }
    request.explain = Bool.random(using: &generator)
    request.profile = request.explain && Bool.random(using: &generator)
    request.deadlineMilliseconds = Bool.random(using: &generator) ? nil : 250
    return request
  }

  private static func optionalText(using generator: inout SeededGenerator) -> String? {
    Bool.random(using: &generator) ? nil : text(from: 1, using: &generator)
  }

  private static func text(from minimum: Int, using generator: inout SeededGenerator) -> String {
    let alphabet: [Unicode.Scalar] = [
      "a", " ", "+", "&", "=", "%", "\"", "\\", "/", "\0", "\n", "\u{7F}", "ن", "🚁", "\u{301}",
    ]
    var text = ""
    for _ in 0..<Int.random(in: minimum...12, using: &generator) {
      text.unicodeScalars.append(alphabet.randomElement(using: &generator) ?? "a")
    }
    return text
  }
}
