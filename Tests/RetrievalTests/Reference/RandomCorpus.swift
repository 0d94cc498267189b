import Articles
import QueryLanguage

/// Makes articles and queries of few words, so that everything meets everything.
struct RandomCorpus {
  var random: SeededGenerator

  private static let words = [
    "run", "running", "runs", "tree", "trees", "house", "housing", "houses", "data", "date", "dates", "rund", "Baum",
    "Bäume", "laufen", "läuft", "Mi-17", "mi17", "O'Brien", "obrien", "café", "cafe", "air-bridge", "bridge", "air",
    "東京都庁", "東京", "北京大学", "12,000", "U.S.", "the", "the", "the", "of", "of", "river",
  ]
  private static let authors = ["Ann Lee", "Ann Lee; Bo Park", "Bo Park", "Cy Lee"]
  private static let sites = ["news.example.org", "example.org", "Daily River"]
  private static let categories = ["World", "World; Trees", "Sport"]

  private mutating func text(_ count: Int) -> String {
    (0..<count).map { _ in random.pick(Self.words) }.joined(separator: " ")
  }

  mutating func article(_ key: String) -> Article {
    let language: String? = random.pick(["en", "en", "de", "ja", nil])
    let day = 1 + random.below(9)
    return .made(
      key, title: text(random.below(4)), body: text(random.below(25)),
      author: random.chance(50) ? random.pick(Self.authors) : nil,
      site: random.chance(70) ? random.pick(Self.sites) : nil,
      category: random.chance(50) ? random.pick(Self.categories) : nil, language: language,
      published: random.chance(70) ? "2021-08-0\(day)" : nil,
      url: random.chance(50) ? "https://example.org/\(random.below(3))/\(key)" : nil)
  }

  /// A query of any kind; no word comes twice in it.
  mutating func query() -> Query {
    var words = Array(Set(Self.words)).sorted()
    words.shuffle(using: &random)
    return part(depth: 2, &words)
  }

  private mutating func part(depth: Int, _ words: inout [String]) -> Query {
    guard depth > 0, random.chance(75) else { return leaf(&words) }
    let count = 2 + random.below(3)
    let parts = (0..<count).map { _ in part(depth: depth - 1, &words) }
    switch random.below(10) {
    case 0: return .and(parts)
    case 1, 2: return .or(parts)
    case 3: return .words([.not(leaf(&words))] + parts)
    case 4: return .words([.required(leaf(&words))] + parts)
    case 5: return .words([filter()] + parts)
    case 6: return .not(parts[0])
    default: return .words(parts)
    }
  }

  private mutating func leaf(_ words: inout [String]) -> Query {
    let word = words.removeLast()
    switch random.below(12) {
    case 0: return .word(word, .exact)
    case 1: return .word(String(word.prefix(2)), .prefix)
    case 2: return .word(word, .fuzzy(edits: 1 + random.below(2)))
    case 3: return .phrase(word + " " + words.removeLast())
    case 4: return .phrase("the " + word)
    case 5: return .near([.word(word, .exact), .word(words.removeLast(), .exact)], distance: 1 + random.below(6))
    case 6: return .field(random.pick([.title, .author]), .word(random.chance(50) ? word : "Lee", .forms))
    default: return .word(word, .forms)
    }
  }

  private mutating func filter() -> Query {
    switch random.below(5) {
    case 0: .filter(.site(random.pick(["example.org", "river"])))
    case 1: .filter(.category(random.pick(["world", "Trees"])))
    case 2: .filter(.language(random.pick(["en", "de"])))
    case 3: .filter(.url("example.org/\(random.below(3))"))
    default: .filter(.published(from: 1_627_948_800, to: 1_628_208_000, text: "2021-08-03..2021-08-05"))
    }
  }
}
