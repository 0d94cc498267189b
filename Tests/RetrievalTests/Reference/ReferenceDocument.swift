import Analysis
import Articles

/// An article as the rules of matching and ranking see it, for the straight scan.
struct ReferenceDocument {
  var article: Article
  /// Its number in the index, for ties.
  var id: Int64
  /// The words of each field in order.
  var words: [Field: [String]]

  init(_ article: Article, id: Int64, analyzer: Analyzer) {
    self.article = article
    self.id = id
    let texts: [Field: String?] = [
      .title: article.title, .body: article.body, .author: article.author, .site: article.site,
      .category: article.category,
    ]
    words = [:]
    var compounds: [String] = []
    for (field, text) in texts {
      let indexed = analyzer.terms(of: text ?? "")
      words[field] = indexed.terms.split(separator: " ").map(String.init)
      compounds += indexed.compounds.split(separator: " ").map(String.init)
    }
    words[.compound] = compounds
  }

  func count(_ fields: Field...) -> Int { fields.reduce(0) { $0 + (words[$1]?.count ?? 0) } }
}

/// What can be looked for in a document, with what counts as an occurrence.
enum ReferenceLeaf: Hashable {
  /// A word; with `stems`, every word of the same stem by the document's language too.
  case word(String, stems: Bool)
  /// Every word that begins so.
  case prefix(String)
  /// Every word within some edits.
  case fuzzy(String, edits: Int)
  /// Words in order, the last perhaps as a prefix; never in compounds.
  case phrase([String], prefix: Bool)
  /// A written compound: its words in order, or its joined form as a word.
  case compound([String], joined: String, prefix: Bool)
  /// Words or phrases close to each other.
  case near([Operand], distance: Int)

  /// A word or phrase of a NEAR group.
  struct Operand: Hashable {
    var terms: [String]
    var isPrefix = false
  }

  /// How often it occurs in each field.
  func occurrences(in document: ReferenceDocument, _ lexicon: ReferenceLexicon) -> [Field: Int] {
    var counts: [Field: Int] = [:]
    for field in Field.allCases {
      let words = document.words[field] ?? []
      switch self {
      case .word(let word, let stems):
        let language = stems ? document.article.language : nil
        counts[field] = words.count { $0 == word || lexicon.haveSameStem($0, word, language) }
      case .prefix(let start): counts[field] = words.count { $0.utf8.starts(with: start.utf8) }
      case .fuzzy(let word, let edits):
        counts[field] = words.count { lexicon.distance($0, word) <= edits }
      case .phrase(let terms, let prefix):
        counts[field] = field == .compound ? 0 : Self.starts(of: terms, prefix, in: words).count
      case .compound(let terms, let joined, let prefix):
        guard field != .compound else { continue }
        counts[field] =
          Self.starts(of: terms, prefix, in: words).count + Self.starts(of: [joined], prefix, in: words).count
      case .near(let operands, let distance):
        counts[field] = field == .compound ? 0 : Self.clumps(operands, distance, in: words)
      }
    }
    return counts
  }

  private static func starts(of terms: [String], _ prefix: Bool, in words: [String]) -> [Int] {
    words.indices.filter { start in
      guard start + terms.count <= words.count else { return false }
      return terms.indices.allSatisfy { index in
        let word = words[start + index]
        return prefix && index == terms.count - 1 ? word.utf8.starts(with: terms[index].utf8) : word == terms[index]
      }
    }
  }

  /// The most clumps that do not overlap: every choice of one occurrence each is looked at, and of those that are close
  /// enough the one that ends first is taken, again and again.
  private static func clumps(_ operands: [Operand], _ distance: Int, in words: [String]) -> Int {
    let ranges = operands.map { operand in
      starts(of: operand.terms, operand.isPrefix, in: words).map { $0..<$0 + operand.terms.count }
    }
    var choices: [[Range<Int>]] = [[]]
    for list in ranges { choices = choices.flatMap { choice in list.map { choice + [$0] } } }
    let spans = choices.compactMap { choice -> Range<Int>? in
      let sorted = choice.sorted { $0.lowerBound < $1.lowerBound }
      let apart = zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }
      let gap = sorted[sorted.count - 1].lowerBound - (sorted[0].upperBound - 1)
      return apart && gap <= distance ? sorted[0].lowerBound..<sorted[sorted.count - 1].upperBound : nil
    }
    var count = 0
    var free = 0
    for span in spans.sorted(by: { $0.upperBound < $1.upperBound }) where span.lowerBound >= free {
      count += 1
      free = span.upperBound
    }
    return count
  }
}

/// Facts about pairs of words, each found out once.
final class ReferenceLexicon {
  private var distances: [String: Int] = [:]
  private var stems: [String: String] = [:]

  func distance(_ left: String, _ right: String) -> Int {
    let pair = left + " " + right
    if let known = distances[pair] { return known }
    let distance = ReferenceDistance.between(left, right)
    distances[pair] = distance
    return distance
  }

  /// Whether two words have one stem in a language that has stems.
  func haveSameStem(_ left: String, _ right: String, _ language: Language?) -> Bool {
    guard let language, Stemmer.languages.contains(language) else { return false }
    return stem(left, language) == stem(right, language)
  }

  private func stem(_ word: String, _ language: Language) -> String {
    let name = language.rawValue + " " + word
    if let known = stems[name] { return known }
    let stem = Stemmer(language: language)?.stem(word) ?? word
    stems[name] = stem
    return stem
  }
}

/// Edits between words by the recursive definition.
enum ReferenceDistance {
  static func between(_ left: String, _ right: String) -> Int {
    let a = Array(left.unicodeScalars)
    let b = Array(right.unicodeScalars)
    var known: [[Int]: Int] = [:]
    func distance(_ i: Int, _ j: Int) -> Int {
      if i == 0 || j == 0 { return i + j }
      if let value = known[[i, j]] { return value }
      var value = min(
        distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1))
      if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { value = min(value, distance(i - 2, j - 2) + 1) }
      known[[i, j]] = value
      return value
    }
    return distance(a.count, b.count)
  }
}
