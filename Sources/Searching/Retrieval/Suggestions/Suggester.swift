import Analysis
import Articles
public import IndexStore
import QueryLanguage

/// One completion of what is being typed.
public struct Suggestion: Sendable, Equatable {
  /// What a suggestion was made from.
  public enum Kind: String, Sendable {
    /// A term of the index's vocabulary.
    case word
    /// The title of an article.
    case title
  }

  /// The completed text.
  public var text: String
  /// What it was made from.
  public var kind: Kind
  /// How many articles have the word; `nil` for a title.
  public var count: Int?

  /// Makes a suggestion.
  public init(text: String, kind: Kind, count: Int? = nil) {
    self.text = text
    self.kind = kind
    self.count = count
  }
}

extension Searcher {
  /// The most suggestions one call gives.
  public static let maximumSuggestions = 100

  /// Completes what is being typed: its last word from the vocabulary, most frequent first, then all of it as a title.
  ///
  /// Words take half of the room, or what the titles leave. A title is suggested when it has all the words, the last one
  /// as a beginning; titles that begin with the text come first, then shorter ones.
  ///
  /// - Parameters:
  ///   - prefix: The text so far; nothing is suggested when there is no letter or digit in it.
  ///   - limit: How many suggestions at most, up to ``maximumSuggestions``.
  ///   - deadline: When to stop and answer with what there is.
  public func suggest(
    prefix: String, limit: Int, deadline: Deadline = .none
  ) throws(SearchError) -> [Suggestion] {
    let limit = min(max(limit, 0), Self.maximumSuggestions)
    let terms = index.analyzer.queryWords(prefix).flatMap(\.terms)
    guard let last = terms.last, limit > 0 else { return [] }
    return try withSnapshot { snapshot in
      let titles = try self.titles(having: terms, prefix: prefix, limit: limit, snapshot, deadline)
      let words = try self.words(beginningWith: last, in: prefix, limit: limit, snapshot)
      let room = max(limit - titles.count, (limit + 1) / 2)
      let chosen = Array(words.prefix(room))
      return chosen + titles.prefix(limit - chosen.count)
    }
  }

  private func words(
    beginningWith term: String, in prefix: String, limit: Int, _ snapshot: ColumnSnapshot
  ) throws -> [Suggestion] {
    let entries = try completions(of: term, limit: limit, snapshot)
    let head = prefix.lastIndex(where: \.isWhitespace).map { String(prefix[...$0]) } ?? ""
    return entries.map { Suggestion(text: head + $0.term, kind: .word, count: $0.documents) }
  }

  /// From memory when the vocabulary is there, else from the index, so that the first key stroke need not wait.
  private func completions(of term: String, limit: Int, _ snapshot: ColumnSnapshot) throws -> [Vocabulary.Entry] {
    if let vocabulary = try index.vocabulary.vocabularyWithoutWaiting(generation: snapshot.generation) {
      return vocabulary.completions(of: term, limit: limit)
    }
    var part = Vocabulary(generation: snapshot.generation)
    try reader.vocabulary(prefix: term) { term, documents in
      part.append(term, documents: documents)
      return true
    }
    return part.completions(of: term, limit: limit)
  }

  private func titles(
    having terms: [String], prefix: String, limit: Int, _ snapshot: ColumnSnapshot, _ deadline: Deadline
  ) throws -> [Suggestion] {
    let parts = terms.enumerated().map { index, term in
      Atom(parts: [.term(term, isPrefix: index == terms.count - 1, countsCompounds: false)], field: .title)
    }
    var plan = Plan(atoms: parts)
    plan.root = .all(parts.indices.map { .atom($0, label: terms[$0]) })
    let run = SearchRun(searcher: self, snapshot: snapshot, query: SearchQuery(text: prefix, deadline: deadline))
    let evaluation = try run.evaluate(plan)
    let shortest = run.rows(evaluation).ordinals.sorted {
      (snapshot.lengths[Int($0)].title, $0) < (snapshot.lengths[Int($1)].title, $1)
    }
    var seen: Set<String> = []
    var titles: [(text: String, begins: Bool)] = []
    for row in shortest.prefix(4 * limit) {
      guard let title = try reader.article(id: snapshot.id(Int(row)))?.title, seen.insert(title).inserted else {
        continue
      }
      titles.append((title, begins(title, with: terms)))
    }
    let ordered = titles.filter(\.begins) + titles.filter { !$0.begins }
    return ordered.prefix(limit).map { Suggestion(text: $0.text, kind: .title) }
  }

  private func begins(_ title: String, with terms: [String]) -> Bool {
    let words = index.analyzer.analyze(title).tokens.filter { $0.kind == .word }.map(\.term)
    guard words.count >= terms.count, let last = terms.last else { return false }
    return words.starts(with: terms.dropLast()) && words[terms.count - 1].hasPrefix(last)
  }
}
