import QueryLanguage

/// SplitMix64 (Steele, Lea & Flood 2014): small, seeded and the same everywhere.
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

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(next() % UInt64(elements.count))]
  }
}

/// Makes well-formed trees of every kind of node.
struct RandomQueries {
  var generator: SeededGenerator

  private static let words = [
    "Tajik", "helicopters", "who's", "C++", "C#", ".NET", "W-2", "02091-C-71", "multi-agent", "Mi-17", "12:30", "a::b",
    "foo:bar", "http://example.org/a_(b)?c=d|e", "www.example.org/(x)", "C:\\new\\file", "~/notes", "--verbose", "->",
    "near", "and", "or", "not", "NEARBY", "ANDES", "نجات", "東京", "🎉", "é", "e\u{301}", "a=b", "x~y", "3.5", "24/7",
    "@name", "#tag", "U.S.", "l'armée", "=>", "%", "צה\"ל", "می\u{200C}خواهم", "a,", "&",
  ]
  private static let phrases = [
    "air bridge", "Massoud's army", "a*b", "x", "who's on first",
    "he said “no”", "he said \"no\"", "«a» “b” צה\"ל", "“a” \"b\"", "C:\\dir", "(not a group)", "a OR b", "صلح و ثبات",
    "-minus", "title:x",
  ]
  private static let dates = [
    "2021", "2021-08", "2021-08-31", "2021-08-01..2021-09-15", "2020..", "..2019", "2021-08-31T10:00Z",
  ]

  mutating func query() -> Query {
    int(40) == 0 ? .everything : node(depth: int(4), inField: false)
  }

  private mutating func int(_ bound: Int) -> Int { Int(generator.next() % UInt64(bound)) }

  private mutating func node(depth: Int, inField: Bool) -> Query {
    guard depth > 0 else { return leaf(inField: inField) }
    switch int(9) {
    case 0: return .words(nodes(depth: depth - 1, inField: inField))
    case 1: return .and(nodes(depth: depth - 1, inField: inField))
    case 2: return .or(nodes(depth: depth - 1, inField: inField))
    case 3: return .not(node(depth: depth - 1, inField: inField))
    case 4: return .required(node(depth: depth - 1, inField: inField))
    case 5 where !inField:
      return .field(generator.pick(QueryField.allCases), node(depth: depth - 1, inField: true))
    case 6: return .near((0..<2 + int(3)).map { _ in wordOrPhrase() }, distance: 1 + int(1000))
    default: return leaf(inField: inField)
    }
  }

  private mutating func nodes(depth: Int, inField: Bool) -> [Query] {
    (0..<2 + int(2)).map { _ in node(depth: depth, inField: inField) }
  }

  private mutating func leaf(inField: Bool) -> Query {
    !inField && int(4) == 0 ? .filter(filter()) : wordOrPhrase()
  }

  private mutating func wordOrPhrase() -> Query {
    if int(3) == 0 { return .phrase(generator.pick(Self.phrases)) }
    let word = generator.pick(Self.words)
    let isSimple = word.unicodeScalars.first?.properties.isAlphabetic == true
    switch isSimple ? int(5) : 0 {
    case 1: return .word(word, .exact)
    case 2: return .word(word, .prefix)
    case 3: return .word(word, .fuzzy(edits: 1 + int(2)))
    default: return .word(word, .forms)
    }
  }

  private mutating func filter() -> Filter {
    switch int(5) {
    case 0: return .site(generator.pick(["bbc.co.uk", "The Guardian", "http://bbc.com/x", "a*b", "=x", "AND"]))
    case 1: return .category(generator.pick(["world", "world news", "R&D", "a~2", "اخبار"]))
    case 2: return .language(generator.pick(["en", "fa", "prs"]))
    case 3: return .url(generator.pick(["bbc.co.uk/news", "https://x.org/a?b=c&d", "x.org/a_(b)", "x.org/*", "é.org"]))
    default:
      let text = generator.pick(Self.dates)
      guard let range = try? DateRange(text, now: 0) else { return .site("unreadable date") }
      return range.filter
    }
  }
}
