import Analysis

/// Finds the targets of a query among the words of a text.
struct TargetMatcher {
  fileprivate struct Pattern {
    var terms: [String]
    var isPrefix: Bool
    var target: Int
  }

  private struct NearPattern {
    var operands: [PhrasePart]
    var distance: Int
    var target: Int
  }

  /// Single words by term, with the numbers of the targets they belong to.
  private var words: [String: [Int]] = [:]
  /// Single words that may stand as compounds.
  private var compounds: [String: [Int]] = [:]
  private var prefixes: [Pattern] = []
  private var compoundPrefixes: [Pattern] = []
  /// Phrases by their first term.
  private var phrases: [String: [Pattern]] = [:]
  private var nears: [NearPattern] = []

  /// Makes a matcher for targets.
  init(_ targets: [SnippetTargets.Target]) {
    for (number, target) in targets.enumerated() {
      for part in target.parts {
        switch part {
        case .phrase(let phrase): add(phrase, target: number)
        case .near(let operands, let distance):
          nears.append(NearPattern(operands: operands, distance: distance, target: number))
        }
      }
    }
  }

  private mutating func add(_ phrase: PhrasePart, target: Int) {
    let pattern = Pattern(terms: phrase.terms, isPrefix: phrase.isPrefix, target: target)
    if phrase.terms.count > 1, let first = phrase.terms.first {
      phrases[first, default: []].append(pattern)
    } else if phrase.isPrefix {
      prefixes.append(pattern)
      if phrase.countsCompounds { compoundPrefixes.append(pattern) }
    } else if let term = phrase.terms.first {
      words[term, default: []].append(target)
      if phrase.countsCompounds { compounds[term, default: []].append(target) }
    }
  }

  /// All occurrences, ascending by position.
  func matches(in part: AnalyzedPart) -> [TargetMatch] {
    var found: [TargetMatch] = []
    for (index, word) in part.words.enumerated() {
      let one = word.position..<word.position + 1
      for target in words[word.term] ?? [] { found.append(TargetMatch(positions: one, target: target)) }
      for pattern in prefixes where pattern.matches(word) {
        found.append(TargetMatch(positions: one, target: pattern.target))
      }
      for pattern in phrases[word.term] ?? [] where pattern.matches(part.words, at: index) {
        let range = word.position..<word.position + pattern.terms.count
        found.append(TargetMatch(positions: range, target: pattern.target))
      }
    }
    for compound in part.compounds {
      let range = compound.position..<compound.position + compound.span
      for target in compounds[compound.term] ?? [] { found.append(TargetMatch(positions: range, target: target)) }
      for pattern in compoundPrefixes where pattern.matches(compound) {
        found.append(TargetMatch(positions: range, target: pattern.target))
      }
    }
    for near in nears { found += matches(of: near, in: part) }
    found.sort { ($0.positions.lowerBound, $0.target) < ($1.positions.lowerBound, $1.target) }
    return found
  }

  private func matches(of near: NearPattern, in part: AnalyzedPart) -> [TargetMatch] {
    let patterns = near.operands.map { Pattern(terms: $0.terms, isPrefix: $0.isPrefix, target: near.target) }
    let positions = patterns.map { pattern in
      part.words.indices.filter { pattern.matches(part.words, at: $0) }.map { part.words[$0].position }
    }
    let lengths = patterns.map(\.terms.count)
    return NearEvaluator(lengths: lengths, distance: near.distance).matches(positions, target: near.target)
  }
}

extension TargetMatcher.Pattern {
  fileprivate func matches(_ word: Token) -> Bool {
    guard let term = terms.last else { return false }
    return isPrefix ? word.term.utf8.starts(with: term.utf8) : word.term == term
  }

  fileprivate func matches(_ words: [Token], at index: Int) -> Bool {
    guard index + terms.count <= words.count else { return false }
    for (offset, term) in terms.dropLast().enumerated() where words[index + offset].term != term { return false }
    return matches(words[index + terms.count - 1])
  }
}

extension NearEvaluator {
  /// The occurrences that make the clumps in one text.
  func matches(_ positions: [[Int]], target: Int) -> [TargetMatch] {
    var found: [TargetMatch] = []
    forEachClump(positions) { heads in
      for (operand, index) in heads.enumerated() {
        let start = positions[operand][index]
        found.append(TargetMatch(positions: start..<start + lengths[operand], target: target))
      }
    }
    return found
  }
}
