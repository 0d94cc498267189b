import Articles
import QueryLanguage

/// Makes up queries from the words of an index, the same ones for the same seed.
struct QuerySampler {
  private let frequent: [String]
  private let vocabulary: Vocabulary
  private var random: SplitMix64

  init(_ vocabulary: Vocabulary, seed: UInt64) {
    self.vocabulary = vocabulary
    frequent = vocabulary.mostFrequent(limit: 300).map(\.term)
    random = SplitMix64(seed: seed)
  }

  /// A query of any kind that ranks by relevance.
  mutating func query() -> (query: Query, match: MatchMode) {
    let words = (0..<(1 + below(4))).map { _ in word() }
    let match: MatchMode = [.auto, .auto, .all, .any][below(4)]
    switch below(8) {
    case 0: return (.or(words + [word()]), match)
    case 1: return (.words(words + [.not(word())]), match)
    case 2: return (.phrase("\(term()) \(term())"), match)
    case 3: return (.words([.field(.title, word())] + words), match)
    case 4: return (.words([.required(word())] + words), match)
    case 5: return (.and([.or([word(), word()]), word()]), match)
    default: return (.words(words), match)
    }
  }

  private mutating func word() -> Query {
    let term = term()
    switch below(12) {
    case 0..<5: return .word(term, .exact)
    case 5 where term.utf8.count > 4: return .word(String(term.prefix(4)), .prefix)
    default: return .word(term, .forms)
    }
  }

  /// A frequent word, or in one of three cases any word.
  private mutating func term() -> String {
    if !frequent.isEmpty, below(3) > 0 { return frequent[below(frequent.count)] }
    return vocabulary.count > 0 ? vocabulary.term(below(vocabulary.count)) : "a"
  }

  private mutating func below(_ bound: Int) -> Int { random.below(bound) }
}

/// SplitMix64 (Steele, Lea, Flood, “Fast Splittable Pseudorandom Number Generators”, 2014).
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A number below a bound.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
