import Analysis
import Articles
import Foundation
import QueryLanguage

@testable import Retrieval

/// The rules of `docs/ranking.md` as a straight scan of all documents; slow, and simple enough to be read against them.
struct ReferenceEngine {
  var documents: [ReferenceDocument]
  var similarity: Similarity
  private let analyzer = Analyzer()
  private let memory = Memory()

  private struct Wanted: Hashable {
    var leaf: ReferenceLeaf
    var field: QueryField?
  }

  /// What was counted before, by what was looked for: the occurrences in every document.
  private final class Memory {
    var counts: [Wanted: [[Field: Int]]] = [:]
    let lexicon = ReferenceLexicon()
  }

  /// The mean lengths that the index scores with.
  let means: FieldMeans

  init(documents: [ReferenceDocument], similarity: Similarity, means: FieldMeans) {
    self.documents = documents
    self.similarity = similarity
    self.means = means
  }

  /// A document found.
  struct Found {
    var key: String
    var id: Int64
    var tier: Int
    var score: Double
    var published: Int64?
  }

  private indirect enum Node {
    case leaf(ReferenceLeaf, QueryField?)
    case group(required: [Node], requiresWords: Bool, typed: Int, operands: [Operand])
    case all([Node])
    case any([Node])
    case not(Node)
    case filter(Filter)
    case everything
    case nothing
  }

  private struct Operand {
    var node: Node
    var words: [Node] = []
    /// What is looked for in place of it when not everything must match, perhaps only among more than three words.
    var loose: [Node] = []
    var isLooseAmongFew = false
  }

  /// The matching documents in order.
  func search(_ query: Query, filters: [Filter], match: MatchMode, sort: Articles.SortOrder) -> [Found] {
    let typed = Node.all([group([query], nil)] + filters.map(Node.filter))
    var root = takenApart(typed, match, sort, relaxed: false)
    let strict = Set(documents.indices.filter { holds(root, $0, match, sort, relaxed: false) })
    var matching = strict
    if match == .auto, strict.count < (sort == .relevance ? 10 : 1) {
      let relaxedRoot = takenApart(typed, match, sort, relaxed: true)
      matching = Set(documents.indices.filter { holds(relaxedRoot, $0, match, sort, relaxed: true) })
      if matching != strict { root = relaxedRoot }
    }
    let leaves = scoring(root)
    let order = leaves.isEmpty && sort == .relevance ? .newest : sort
    let found = matching.map { index in
      let document = documents[index]
      return Found(
        key: document.article.key, id: document.id, tier: strict.contains(index) ? 0 : 1,
        score: score(leaves, index), published: document.article.published?.seconds)
    }
    return found.sorted { left, right in
      if left.tier != right.tier { return left.tier < right.tier }
      switch order {
      case .relevance: if left.score != right.score { return left.score > right.score }
      case .newest: if left.published != right.published { return (left.published ?? .min) > (right.published ?? .min) }
      case .oldest: if left.published != right.published { return (left.published ?? .max) < (right.published ?? .max) }
      }
      return left.id < right.id
    }
  }
}

// MARK: - Reading

extension ReferenceEngine {
  private func group(_ parts: [Query], _ field: QueryField?) -> Node {
    if parts.count == 1, case .words(let inner) = parts[0] { return group(inner, field) }
    var required: [Node] = []
    var requiresWords = false
    var operands: [Operand] = []
    for part in parts {
      switch part {
      case .required(let inner):
        if let node = node(inner, field) {
          required.append(node)
          requiresWords = true
        }
      case .filter, .not, .everything: required += node(part, field).map { [$0] } ?? []
      case .word, .phrase, .near: operands += leaves(part, field)
      case .field(let inner, let word) where !leaves(word, inner).isEmpty: operands += leaves(word, inner)
      default: operands += node(part, field).map { [Operand(node: $0)] } ?? []
      }
    }
    if required.isEmpty, operands.isEmpty { return .nothing }
    return .group(required: required, requiresWords: requiresWords, typed: operands.count, operands: operands)
  }

  private func node(_ query: Query, _ field: QueryField?) -> Node? {
    switch query {
    case .everything: return .everything
    case .filter(let filter): return .filter(filter)
    case .words(let parts): return group(parts, field)
    case .and(let parts): return .all(parts.compactMap { node($0, field) })
    case .or(let parts): return .any(parts.compactMap { node($0, field) })
    case .required(let part): return node(part, field)
    case .not(let part): return node(part, field).map { .not($0) }
    case .field(let field, let part): return node(part, field)
    case .word, .phrase, .near:
      let found = leaves(query, field)
      return found.isEmpty ? nil : .all(found.map(\.node))
    }
  }

  private func leaves(_ query: Query, _ field: QueryField?) -> [Operand] {
    switch query {
    case .word(let text, let match):
      let words = analyzer.queryWords(text)
      if words.count > 1, match == .exact || match == .prefix {
        return [Operand(node: .leaf(.phrase(words.flatMap(\.terms), prefix: match == .prefix), field))]
      }
      return words.map { operand($0, match, field) }
    case .phrase(let text):
      let terms = analyzer.queryWords(text).flatMap(\.terms)
      if terms.isEmpty { return [] }
      let words = terms.count > 1 ? terms.map { Node.leaf(.word($0, stems: false), field) } : []
      return [Operand(node: .leaf(.phrase(terms, prefix: false), field), words: words)]
    case .near(let parts, let distance):
      let operands = parts.map { part -> ReferenceLeaf.Operand in
        switch part {
        case .word(let text, let match):
          ReferenceLeaf.Operand(terms: analyzer.queryWords(text).flatMap(\.terms), isPrefix: match == .prefix)
        case .phrase(let text): ReferenceLeaf.Operand(terms: analyzer.queryWords(text).flatMap(\.terms))
        default: ReferenceLeaf.Operand(terms: [])
        }
      }
      return [Operand(node: .leaf(.near(operands, distance: distance), field))]
    default: return []
    }
  }

  private func operand(_ word: QueryWord, _ match: WordMatch, _ field: QueryField?) -> Operand {
    let prefix = match == .prefix
    if let joined = word.compound {
      let node = Node.leaf(.compound(word.terms, joined: joined, prefix: prefix), field)
      guard match == .forms else { return Operand(node: node) }
      let words = word.terms.map { Node.leaf(.word($0, stems: true), field) }
      return Operand(node: node, words: words, loose: [.leaf(.phrase([joined], prefix: false), field)] + words)
    }
    if word.terms.count > 1 {
      let words = word.terms.map { Node.leaf(.word($0, stems: false), field) }
      return Operand(
        node: .leaf(.phrase(word.terms, prefix: prefix), field), words: words,
        loose: [.leaf(.phrase(word.terms, prefix: prefix), field)] + words, isLooseAmongFew: true)
    }
    let term = word.terms[0]
    switch match {
    case .forms: return Operand(node: .leaf(.word(term, stems: true), field))
    case .exact: return Operand(node: .leaf(.word(term, stems: false), field))
    case .prefix: return Operand(node: .leaf(.prefix(term), field))
    case .fuzzy(let edits): return Operand(node: .leaf(.fuzzy(term, edits: edits), field))
    }
  }

  private func takenApart(_ node: Node, _ match: MatchMode, _ sort: Articles.SortOrder, relaxed: Bool) -> Node {
    guard match != .all else { return node }
    switch node {
    case .all(let nodes): return .all(nodes.map { takenApart($0, match, sort, relaxed: relaxed) })
    case .any(let nodes): return .any(nodes.map { takenApart($0, match, sort, relaxed: relaxed) })
    case .group(let required, let requiresWords, let typed, let operands):
      let replaced = operands.flatMap { operand -> [Operand] in
        guard !operand.words.isEmpty, case .leaf(let leaf, let field) = operand.node else { return [operand] }
        let words = operand.words.map { Operand(node: $0) }
        if !documents.indices.contains(where: { has(leaf, field, $0) }) { return words }
        if wantsAll(typed, match, sort, relaxed: relaxed) { return [operand] }
        let isLoose = !operand.loose.isEmpty && (typed > 3 || operand.isLooseAmongFew)
        return isLoose ? operand.loose.map { Operand(node: $0) } : [operand]
      }
      return .group(required: required, requiresWords: requiresWords, typed: typed, operands: replaced)
    default: return node
    }
  }

  private func wantsAll(_ typed: Int, _ match: MatchMode, _ sort: Articles.SortOrder, relaxed: Bool) -> Bool {
    match == .all || (match == .auto && !relaxed && (typed <= 3 || sort != .relevance))
  }
}

// MARK: - Matching

extension ReferenceEngine {
  private func holds(
    _ node: Node, _ document: Int, _ match: MatchMode, _ sort: Articles.SortOrder, relaxed: Bool,
    negated: Bool = false
  ) -> Bool {
    func holds(_ node: Node) -> Bool {
      self.holds(node, document, match, sort, relaxed: relaxed, negated: negated)
    }
    switch node {
    case .everything: return true
    case .nothing: return false
    case .leaf(let leaf, let field): return has(leaf, field, document)
    case .filter(let filter): return fulfils(filter, documents[document].article)
    case .all(let nodes): return nodes.allSatisfy(holds)
    case .any(let nodes): return nodes.contains(where: holds)
    case .not(let inner): return !self.holds(inner, document, match, sort, relaxed: false, negated: true)
    case .group(let required, let requiresWords, let typed, let operands):
      guard required.allSatisfy(holds) else { return false }
      if operands.isEmpty || negated || wantsAll(typed, match, sort, relaxed: relaxed) {
        return operands.allSatisfy { holds($0.node) }
      }
      return requiresWords || operands.contains { holds($0.node) }
    }
  }

  /// The occurrences in every document.
  private func counts(_ leaf: ReferenceLeaf, _ field: QueryField?) -> [[Field: Int]] {
    let wanted = Wanted(leaf: leaf, field: field)
    if let counts = memory.counts[wanted] { return counts }
    let counts = documents.map { document in
      leaf.occurrences(in: document, memory.lexicon).filter { field == nil || $0.key.rawValue == field?.rawValue }
    }
    memory.counts[wanted] = counts
    return counts
  }

  private func has(_ leaf: ReferenceLeaf, _ field: QueryField?, _ document: Int) -> Bool {
    counts(leaf, field)[document].values.contains { $0 > 0 }
  }

  private func fulfils(_ filter: Filter, _ article: Article) -> Bool {
    func words(_ text: String) -> String { " " + analyzer.terms(of: text).terms + " " }
    func one(_ joined: String?, is wanted: String) -> Bool {
      (joined ?? "").components(separatedBy: "; ").contains { !$0.isEmpty && words($0).contains(words(wanted)) }
    }
    switch filter {
    case .site(let name): return words(article.site ?? "").contains(words(name))
    case .category(let name): return one(article.category, is: name)
    case .author(let name): return one(article.author, is: name)
    case .language(let tag): return article.language?.rawValue == tag
    case .url(let start): return (article.url ?? "").replacing("https://", with: "").hasPrefix(start)
    case .published(let from, let to, _):
      guard let moment = article.published?.seconds else { return false }
      return moment >= from ?? .min && moment < to ?? .max
    }
  }
}

// MARK: - Scoring

extension ReferenceEngine {
  private func scoring(_ node: Node) -> [(ReferenceLeaf, QueryField?)] {
    switch node {
    case .leaf(let leaf, let field): [(leaf, field)]
    case .group(let required, _, _, let operands): required.flatMap(scoring) + operands.flatMap { scoring($0.node) }
    case .all(let nodes), .any(let nodes): nodes.flatMap(scoring)
    case .not, .filter, .everything, .nothing: []
    }
  }

  private func score(_ leaves: [(ReferenceLeaf, QueryField?)], _ index: Int) -> Double {
    let document = documents[index]
    var score = 0.0
    var idfs = 0.0
    var inTitle = 0
    var covered = 0
    for (leaf, field) in leaves {
      let having = documents.indices.count { has(leaf, field, $0) }
      let idf = log(1 + (Double(documents.count - having) + 0.5) / (Double(having) + 0.5))
      idfs += idf
      let counts = counts(leaf, field)[index]
      func count(_ fields: Field...) -> Int { fields.reduce(0) { $0 + (counts[$1] ?? 0) } }
      let weighted =
        part(similarity.title, count(.title), means.title, document) { $0.count(.title) }
        + part(similarity.body, count(.body, .compound), means.body, document) { $0.count(.body) }
        + part(similarity.rest, count(.author, .site, .category), means.rest, document) {
          $0.count(.author, .site, .category)
        }
      score += weighted > 0 ? idf * weighted / (similarity.saturation + weighted) : 0
      inTitle += count(.title) > 0 ? 1 : 0
      covered += count(.title) * span(leaf)
    }
    if inTitle == leaves.count, inTitle > 0, covered >= document.count(.title) {
      score += similarity.titleMatchBoost * idfs
    }
    return score
  }

  private func part(
    _ group: Similarity.FieldGroup, _ count: Int, _ average: Double, _ document: ReferenceDocument,
    length: (ReferenceDocument) -> Int
  ) -> Double {
    let b = average > 0 ? group.lengthNormalization : 0
    return group.weight * Double(count) / (1 - b + (b > 0 ? b * Double(length(document)) / average : 0))
  }

  private func span(_ leaf: ReferenceLeaf) -> Int {
    switch leaf {
    case .phrase(let terms, _), .compound(let terms, _, _): terms.count
    default: 1
    }
  }
}
