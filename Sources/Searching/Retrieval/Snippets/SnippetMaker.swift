import Analysis
import Articles
import IndexStore

/// Makes the passages of hits.
///
/// The words of an ordinary article are all looked at, in place and without making anything of them. Of a long one only
/// the neighbourhood of the chosen places is: the index names the positions of the words in it, and the checkpoints lead
/// from there to the text.
struct SnippetMaker {
  private let reader: IndexReader
  private let analyzer: Analyzer
  private let targets: SnippetTargets
  /// What to look for in articles of the language that came last.
  private var current: Search?

  /// Texts above this many bytes are analysed in parts only.
  static let longTextBytes = 1 << 16
  /// How many occurrences of each part of a query are looked at in a long text, and how much of it where the index
  /// cannot say the place (compounds).
  private static let greatestOccurrences = 2000
  private static let scannedBytes = 1 << 18
  /// How many words around a place are analysed.
  private static let margin = 2 * 48

  /// What to look for in the articles of one language.
  private struct Search {
    var language: Language?
    var targets: [SnippetTargets.Target]
    var picker: PassagePicker
    var matcher: TargetMatcher
  }

  init(reader: IndexReader, analyzer: Analyzer, targets: SnippetTargets) {
    self.reader = reader
    self.analyzer = analyzer
    self.targets = targets
  }

  /// The passages of an article, in the order of its text; its beginning where nothing in the text matched.
  mutating func snippets(
    for article: ArticleCard, text: UnsafeBufferPointer<UInt8>, count: Int
  ) throws -> [Snippet] {
    if text.isEmpty { return [] }
    let search = search(article.language)
    let isLong = text.count > Self.longTextBytes
    if isLong {
      let places = search.picker.places(try positions(of: search.targets, in: article.id), count: count)
      if !places.isEmpty {
        return passages(places, in: text, checkpoints: try reader.checkpoints(id: article.id), search.matcher)
      }
    }
    let range = 0..<min(isLong ? Self.scannedBytes : text.count, text.count)
    let part = TextPart(analyzer, text, in: range, firstPosition: 0, terms: search.matcher.terms)
    guard !part.words.isEmpty else { return [] }
    let matches = search.matcher.matches(in: part.spotted)
    let places = search.picker.places(matches, count: count)
    let ordered = places.isEmpty ? [0..<1] : places.sorted { $0.lowerBound < $1.lowerBound }
    let builder = PassageBuilder(part)
    var free = 0
    return ordered.enumerated().map { index, place in
      let next = index + 1 < ordered.count ? ordered[index + 1].lowerBound : part.words.count
      let extent = builder.extent(around: place, within: min(free, place.lowerBound)..<max(next, place.upperBound))
      free = extent.words.upperBound
      return builder.snippet(extent, matches: matches)
    }
  }

  private mutating func search(_ language: Language?) -> Search {
    if let current, current.language == language { return current }
    let targets = targets.applying(to: language)
    let search = Search(
      language: language, targets: targets, picker: PassagePicker(weights: targets.map(\.weight)),
      matcher: TargetMatcher(targets))
    current = search
    return search
  }

  /// Passages of a long text, each with an analysed stretch of its own.
  private func passages(
    _ places: [Range<Int>], in text: UnsafeBufferPointer<UInt8>, checkpoints: [Checkpoint], _ matcher: TargetMatcher
  ) -> [Snippet] {
    var free = 0
    return places.sorted { $0.lowerBound < $1.lowerBound }.compactMap { place in
      let start = checkpoints.last { $0.position <= max(0, place.lowerBound - Self.margin) }
      let end = checkpoints.first { $0.position >= place.upperBound + Self.margin }
      let from = min(start?.offset ?? 0, text.count)
      let to = min(end?.offset ?? text.count, from + Self.longTextBytes)
      let part = TextPart(
        analyzer, text, in: from..<max(from, to), firstPosition: start?.position ?? 0, terms: matcher.terms)
      let first = part.firstPosition
      let core = place.clamped(to: first..<first + part.words.count)
      guard !core.isEmpty else { return nil }
      let builder = PassageBuilder(part)
      let words = core.lowerBound - first..<core.upperBound - first
      let extent = builder.extent(
        around: words, within: min(max(0, free - first), words.lowerBound)..<part.words.count)
      free = first + extent.words.upperBound
      return builder.snippet(extent, matches: matcher.matches(in: part.spotted))
    }
  }

  /// Where the targets stand in the text of an article, from the index.
  private func positions(of targets: [SnippetTargets.Target], in article: ArticleID) throws -> [TargetMatch] {
    var found: [TargetMatch] = []
    for (number, target) in targets.enumerated() {
      for part in target.parts {
        switch part {
        case .phrase(let phrase):
          found += try places(of: phrase, in: article).map { start in
            TargetMatch(positions: start..<start + phrase.terms.count, target: number)
          }
        case .near(let operands, let distance):
          let places = try operands.map { try self.places(of: $0, in: article) }
          let evaluator = NearEvaluator(lengths: operands.map(\.terms.count), distance: distance)
          found += evaluator.matches(places, target: number)
        }
      }
    }
    return found.sorted(by: <)
  }

  private func places(of phrase: PhrasePart, in article: ArticleID) throws -> [Int] {
    var positions: [Int] = []
    for occurrence in try reader.occurrences(of: phrase.terms, prefix: phrase.isPrefix, in: article) {
      guard occurrence.field == .body else { continue }
      positions.append(occurrence.position)
      if positions.count == Self.greatestOccurrences { break }
    }
    return positions
  }
}
