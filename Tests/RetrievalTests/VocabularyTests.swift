import Testing

@testable import Retrieval

@Suite("Vocabulary")
struct VocabularyTests {
  @Test("measures edits as the recursive definition does")
  func measuresEdits() {
    var random = SeededGenerator(seed: 9)
    for _ in 0..<2000 {
      let left = String((0..<random.below(7)).map { _ in random.pick(Array("abcdé")) })
      let right = String((0..<random.below(7)).map { _ in random.pick(Array("abcdé")) })
      let exact = ReferenceDistance.between(left, right)
      var measure = EditDistance(from: left, limit: 2)
      #expect(measure.distance(to: right.unicodeScalars) == (exact <= 2 ? exact : nil), "\(left) \(right)")
    }
  }

  @Test("finds every neighbour, nearest and most frequent first")
  func findsNeighbours() {
    var random = SeededGenerator(seed: 10)
    let terms = Set((0..<600).map { _ in String((0..<1 + random.below(6)).map { _ in random.pick(Array("abcdyzé")) }) })
    let sorted = terms.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var vocabulary = Vocabulary(generation: 1)
    for term in sorted { vocabulary.append(term, documents: 1 + random.below(50)) }
    for word in sorted.prefix(60) + ["aaaaaa", "zyx"] {
      for edits in [1, 2] {
        let found = vocabulary.neighbours(of: word, edits: edits)
        let expected = sorted.filter { ReferenceDistance.between($0, word) <= edits }
        #expect(Set(found.map(\.entry.term)) == Set(expected))
        let order = found.map { ($0.distance, -$0.entry.documents) }
        #expect(zip(order, order.dropFirst()).allSatisfy { $0 <= $1 })
      }
    }
  }

  @Test("prefers the spelling with the same consonants among equally near ones, then the more frequent one")
  func prefersConsonants() {
    var vocabulary = Vocabulary(generation: 1)
    for (term, count) in [("army", 3), ("neat", 90), ("nerat", 2), ("nijat", 1)] {
      vocabulary.append(term, documents: count)
    }
    #expect(vocabulary.nearestSpelling(of: "nejat") == "nijat")
    #expect(vocabulary.nearestSpelling(of: "nekat") == "neat")
    #expect(vocabulary.nearestSpelling(of: "qqqqq") == nil)
  }

  @Test("knows counts and completions")
  func completes() {
    var vocabulary = Vocabulary(generation: 1)
    for (term, count) in [("a", 9), ("air", 3), ("airy", 5), ("bridge", 2), ("é", 1)] {
      vocabulary.append(term, documents: count)
    }
    #expect(vocabulary.documentFrequency(of: "airy") == 5)
    #expect(vocabulary.documentFrequency(of: "ai") == 0)
    #expect(vocabulary.documentFrequency(of: "zz") == 0)
    #expect(vocabulary.completions(of: "air", limit: 5).map(\.term) == ["airy", "air"])
    #expect(vocabulary.completions(of: "", limit: 2).map(\.term) == ["a", "airy"])
    #expect(vocabulary.completions(of: "x", limit: 2).isEmpty)
  }
}
