import Analysis
import Articles
import Foundation
import IndexStore
import QueryLanguage

/// Finds the rows whose facts fulfil conditions.
struct FilterEvaluator {
  let snapshot: ColumnSnapshot
  let reader: IndexReader
  let analyzer: Analyzer
  let deadline: Deadline

  /// The rows among some that fulfil every condition.
  ///
  /// Conditions on columns cost nanoseconds a row. An address is read from the index, microseconds a row, for what the
  /// other conditions left; past the deadline the rows not looked at are taken not to match.
  func rows(_ filters: [Filter], among candidates: Bitmap) throws -> Bitmap {
    guard !filters.isEmpty else { return candidates }
    var left = candidates
    for filter in filters {
      if let test = test(filter) { left = left.filtered(test) }
    }
    for case .url(let prefix) in filters { left = try rows(withAddress: prefix, among: left) }
    return left
  }

  private func test(_ filter: Filter) -> ((Int) -> Bool)? {
    let dictionaries = snapshot.dictionaries
    switch filter {
    case .site(let name):
      let wanted = FactMatch(name, analyzer: analyzer)
      return valueTest(snapshot.sites, dictionaries.sites, wanted.matchesSite)
    case .category(let name):
      let wanted = FactMatch(name, analyzer: analyzer)
      return valueTest(snapshot.categories, dictionaries.categories, wanted.matchesOne)
    case .author(let name):
      let wanted = FactMatch(name, analyzer: analyzer)
      return valueTest(snapshot.authors, dictionaries.authors, wanted.matchesOne)
    case .language(let tag):
      let wanted = Language(tag: tag)?.rawValue ?? tag.lowercased()
      return valueTest(snapshot.languages, dictionaries.languages) { $0 == wanted }
    case .published(let from, let to, _):
      let published = snapshot.published
      return { ordinal in
        let moment = published[ordinal]
        return moment != ColumnSnapshot.unknownDate && moment >= from ?? .min && (to.map { moment < $0 } ?? true)
      }
    case .url: return nil
    }
  }

  /// A test that looks at each distinct value once, when a row with it comes up.
  private func valueTest(
    _ column: NumberColumn, _ dictionary: ValueDictionary, _ matches: @escaping (String) -> Bool
  ) -> (Int) -> Bool {
    let values = dictionary.values
    var known = [Bool?](repeating: nil, count: values.count)
    known[0] = false
    return { ordinal in
      let number = Int(column[ordinal])
      if let answer = known[number] { return answer }
      let answer = matches(values[number])
      known[number] = answer
      return answer
    }
  }

  private func rows(withAddress prefix: String, among candidates: Bitmap) throws -> Bitmap {
    let wanted = FactMatch.address(prefix)
    var left = Bitmap(count: candidates.count)
    for (index, ordinal) in candidates.ordinals.enumerated() {
      if index & 255 == 255, deadline.isPast { break }
      let url = try reader.article(id: snapshot.id(Int(ordinal)))?.url
      if let url, FactMatch.address(url).hasPrefix(wanted) { left[Int(ordinal)] = true }
    }
    return left
  }
}

extension Bitmap {
  fileprivate func filtered(_ test: (Int) -> Bool) -> Bitmap {
    var kept = Bitmap(count: count)
    forEach { if test($0) { kept[$0] = true } }
    return kept
  }
}

/// Compares the value of a condition with the facts of articles.
struct FactMatch {
  private let text: String
  private let terms: [String]
  private let analyzer: Analyzer

  init(_ text: String, analyzer: Analyzer) {
    self.text = text.lowercased()
    self.analyzer = analyzer
    terms = Self.terms(text, analyzer)
  }

  /// Whether a site is the wanted one, a host below it, or has the wanted words in order.
  func matchesSite(_ site: String) -> Bool {
    let site = site.lowercased()
    return site == text || site.hasSuffix("." + text) || hasWords(site)
  }

  /// Whether one of the values in a joined value is the wanted one or has the wanted words in order.
  func matchesOne(of joined: String) -> Bool {
    joined.split(separator: Article.listSeparator).contains { value in
      value.lowercased() == text || hasWords(String(value))
    }
  }

  /// An address without what need not be typed: scheme, `www.`, capitals of the host.
  static func address(_ url: String) -> String {
    var rest = Substring(url)
    if let scheme = rest.range(of: "://") { rest = rest[scheme.upperBound...] }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let lowered = host.lowercased()
    return (lowered.hasPrefix("www.") ? String(lowered.dropFirst(4)) : lowered) + rest[host.endIndex...]
  }

  private func hasWords(_ value: String) -> Bool {
    guard !terms.isEmpty else { return false }
    let found = Self.terms(value, analyzer)
    guard found.count >= terms.count else { return false }
    return (0...(found.count - terms.count)).contains { found[$0..<($0 + terms.count)].elementsEqual(terms) }
  }

  private static func terms(_ text: String, _ analyzer: Analyzer) -> [String] {
    analyzer.analyze(text).tokens.filter { $0.kind == .word }.map(\.term)
  }
}
