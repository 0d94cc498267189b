import Analysis
import Articles
import IndexStore

/// Makes the passages of hits.
///
/// The whole of an ordinary article is analysed. Of a long one only the neighbourhood of the chosen places is: the index
/// names the positions of the words in it, and the checkpoints lead from there to the text.
struct SnippetMaker {
  let reader: IndexReader
  let analyzer: Analyzer
  let targets: SnippetTargets

  /// Texts above this many bytes are analysed in parts only.
  static let longTextBytes = 1 << 16
  /// How many occurrences of each part of a query are looked at in a long text, and how much of it where the index
  /// cannot say the place (compounds).
  private static let greatestOccurrences = 2000
  private static let scannedBytes = 1 << 18
  /// How many words around a place are analysed.
  private static let margin = 2 * 48

  /// The passages of an article, in the order of its text; its beginning where nothing in the text matched.
  func snippets(for article: StoredArticle, count: Int) throws -> [Snippet] {
    guard let stored = try reader.text(id: article.id), !stored.body.isEmpty else { return [] }
    let targets = targets.applying(to: article.language)
    let picker = PassagePicker(weights: targets.map(\.weight))
    let matcher = TargetMatcher(targets)
    let body = stored.body
    if body.utf8.count > Self.longTextBytes {
      let positions = try positions(of: targets, in: article.id)
      let places = picker.places(positions, count: count)
      if !places.isEmpty { return passages(places, in: stored, matcher: matcher) }
    }
    let limit = body.utf8.count > Self.longTextBytes ? Self.scannedBytes : body.utf8.count
    let part = AnalyzedPart(analyzer, body, in: 0..<min(limit, body.utf8.count), firstPosition: 0)
    let matches = matcher.matches(in: part)
    let places = picker.places(matches, count: count)
    guard !part.words.isEmpty else { return [] }
    let ordered = places.isEmpty ? [0..<1] : places.sorted { $0.lowerBound < $1.lowerBound }
    let builder = PassageBuilder(body, part: part)
    var free = 0
    return ordered.enumerated().map { index, place in
      let next = index + 1 < ordered.count ? ordered[index + 1].lowerBound : part.words.count
      let extent = builder.extent(around: place, within: min(free, place.lowerBound)..<max(next, place.upperBound))
      free = extent.words.upperBound
      return builder.snippet(extent, matches: matches)
    }
  }

  /// Passages of a long text, each with an analysed stretch of its own.
  private func passages(_ places: [Range<Int>], in stored: StoredText, matcher: TargetMatcher) -> [Snippet] {
    var free = 0
    return places.sorted { $0.lowerBound < $1.lowerBound }.compactMap { place in
      let start = stored.checkpoints.last { $0.position <= max(0, place.lowerBound - Self.margin) }
      let end = stored.checkpoints.first { $0.position >= place.upperBound + Self.margin }
      let from = start?.offset ?? 0
      let to = min(end?.offset ?? stored.body.utf8.count, from + Self.longTextBytes)
      let part = AnalyzedPart(analyzer, stored.body, in: from..<max(from, to), firstPosition: start?.position ?? 0)
      let first = part.firstPosition
      let core = place.clamped(to: first..<first + part.words.count)
      guard !core.isEmpty else { return nil }
      let builder = PassageBuilder(stored.body, part: part)
      let words = core.lowerBound - first..<core.upperBound - first
      let extent = builder.extent(
        around: words, within: min(max(0, free - first), words.lowerBound)..<part.words.count)
      free = first + extent.words.upperBound
      return builder.snippet(extent, matches: matcher.matches(in: part))
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
    return found.sorted { ($0.positions.lowerBound, $0.target) < ($1.positions.lowerBound, $1.target) }
  }

  private func places(of phrase: PhrasePart, in article: ArticleID) throws -> [Int] {
    let occurrences = try reader.occurrences(of: phrase.terms, prefix: phrase.isPrefix, in: article)
    return occurrences.lazy.filter { $0.field == .body }.prefix(Self.greatestOccurrences).map(\.position)
  }
}
