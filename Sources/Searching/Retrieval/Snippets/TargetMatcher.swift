import Analysis

/// Finds the targets of a query among the words of a text.
struct TargetMatcher {
  /// The terms of all targets.
  private(set) var terms = TermSet()
  /// By term, the targets of which it is all.
  private var singles: [[Single]] = []
  /// By term, the phrases that begin with it.
  private var phrases: [[Phrase]] = []
  private var nears: [Near] = []

  private struct Single {
    var target: Int
    var countsCompounds: Bool
  }

  /// Terms one after another, by number.
  fileprivate struct Phrase {
    var terms: [Int]
    var target: Int
  }

  private struct Near {
    var operands: [Phrase]
    var distance: Int
    var target: Int
  }

  /// Makes a matcher for targets.
  init(_ targets: [SnippetTargets.Target]) {
    for (number, target) in targets.enumerated() {
      for part in target.parts {
        switch part {
        case .phrase(let phrase): add(phrase, target: number)
        case .near(let operands, let distance):
          let operands = operands.map { self.phrase($0, target: number) }
          nears.append(Near(operands: operands, distance: distance, target: number))
        }
      }
    }
  }

  private mutating func add(_ part: PhrasePart, target: Int) {
    let phrase = phrase(part, target: target)
    guard let first = phrase.terms.first else { return }
    if phrase.terms.count > 1 {
      phrases[first].append(phrase)
    } else {
      singles[first].append(Single(target: target, countsCompounds: part.countsCompounds))
    }
  }

  private mutating func phrase(_ part: PhrasePart, target: Int) -> Phrase {
    let numbers = part.terms.enumerated().map { index, term in
      number(of: term, isPrefix: part.isPrefix && index == part.terms.count - 1)
    }
    return Phrase(terms: numbers, target: target)
  }

  private mutating func number(of term: String, isPrefix: Bool) -> Int {
    let number = terms.insert(term, isPrefix: isPrefix)
    if number == singles.count {
      singles.append([])
      phrases.append([])
    }
    return number
  }

  /// All occurrences, ascending by position.
  func matches(in text: SpottedText) -> [TargetMatch] {
    var found: [TargetMatch] = []
    found.reserveCapacity(text.occurrences.count)
    let hasCompounds = text.occurrences.contains { $0.isCompound }
    let words = hasCompounds ? text.occurrences.filter { !$0.isCompound } : text.occurrences
    for (index, word) in words.enumerated() {
      for single in singles[word.term] {
        found.append(TargetMatch(positions: word.position..<word.position + 1, target: single.target))
      }
      for phrase in phrases[word.term] where phrase.matches(words, at: index) {
        let range = word.position..<word.position + phrase.terms.count
        found.append(TargetMatch(positions: range, target: phrase.target))
      }
    }
    if hasCompounds { found += matches(ofCompoundsIn: text) }
    for near in nears { found += matches(of: near, in: words) }
    if !found.isAscending { found.sort(by: <) }
    return found
  }

  private func matches(ofCompoundsIn text: SpottedText) -> [TargetMatch] {
    var found: [TargetMatch] = []
    for compound in text.occurrences where compound.isCompound {
      for single in singles[compound.term] where single.countsCompounds {
        let range = compound.position..<compound.position + compound.span
        found.append(TargetMatch(positions: range, target: single.target))
      }
    }
    return found
  }

  private func matches(of near: Near, in words: [SpottedText.Occurrence]) -> [TargetMatch] {
    let positions = near.operands.map { phrase in
      words.indices.filter { words[$0].term == phrase.terms.first && phrase.matches(words, at: $0) }
        .map { words[$0].position }
    }
    return NearEvaluator(lengths: near.operands.map(\.terms.count), distance: near.distance)
      .matches(positions, target: near.target)
  }
}

extension [TargetMatch] {
  /// Whether each stands at or behind the one before, as nearly all that are found in turn do.
  fileprivate var isAscending: Bool {
    indices.dropFirst().allSatisfy { !(self[$0] < self[$0 - 1]) }
  }
}

extension TargetMatcher.Phrase {
  /// Whether the phrase stands where its first term is one of the words found.
  fileprivate func matches(_ words: [SpottedText.Occurrence], at index: Int) -> Bool {
    var next = index
    for (offset, term) in terms.enumerated().dropFirst() {
      let position = words[index].position + offset
      while next < words.count, words[next].position < position { next += 1 }
      while next < words.count, words[next].position == position, words[next].term != term { next += 1 }
      guard next < words.count, words[next].position == position else { return false }
    }
    return true
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
