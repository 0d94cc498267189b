import Testing

@testable import Analysis

@Suite("Lexicons")
struct LexiconTests {
  private static let texts = [
    "", "One two ONE t.w.o 1,000 one-two", "Mi-17s flew O'Brien's C++ to @home #18; the U.S.-led air-bridge",
    "Ünïcödé Straße ﬁne ﷺ 用户体验 ไทยแลนด์ И́ван 한국어 🇫🇷 ½ x\u{300}\u{301}",
    String(repeating: "a", count: 70) + " " + String(repeating: "ÀB", count: 50) + " abcdefgh abcdefghi Abcdefgh",
    (0..<3000).map { "w\($0 * 7919 % 1000)" }.joined(separator: " "),
  ]

  @Test("number the words and compounds that texts are indexed with, and find the same checkpoints")
  func sameAsTerms() {
    let analyzer = Analyzer()
    let numberer = TermNumberer(analyzer: analyzer)
    // Twice, since memory is used again.
    for _ in 0..<2 {
      var articles: [[UInt32]] = []
      for text in Self.texts {
        let found = numberer.add(text, checkpointEvery: 7)
        let expected = analyzer.terms(of: text, checkpointEvery: 7)
        #expect(found.words == expected.wordCount)
        #expect(found.checkpoints == expected.checkpoints)
        articles.append(numberer.takeArticle())
      }
      let lexicon = numberer.takeLexicon()
      for (text, numbers) in zip(Self.texts, articles) {
        let expected = analyzer.terms(of: text)
        let terms = [expected.terms, expected.compounds].flatMap { $0.split(separator: " ").map(String.init) }
        #expect(numbers.map { String(decoding: lexicon.term($0), as: UTF8.self) } == terms)
      }
      #expect(Set(articles.joined()).count == lexicon.count)
    }
    #expect(numberer.takeLexicon().count == 0)
  }

  @Test("have the hashes that words are known by without one")
  func wordHashes() {
    let numberer = TermNumberer(analyzer: Analyzer())
    let hasher = WordHasher()
    for text in Self.texts {
      let count = numberer.add(text).words
      let numbers = numberer.takeArticle()[..<count]
      let hashes = numberer.takeLexicon().hashes
      let found = Array(text.utf8).withUnsafeBufferPointer { Array(hasher.hashes(of: $0)) }
      #expect(found == numbers.map { hashes[Int($0)] })
    }
  }

  @Test("give equal terms equal hashes and fingerprints, and others others")
  func hashes() {
    let terms = (0..<20_000).map { String($0, radix: 36) } + (1...64).map { String(repeating: "a", count: $0) }
    let lexicons = [terms, terms.reversed()].map { terms in
      let table = TermTable()
      for term in terms { _ = Array(term.utf8).withUnsafeBufferPointer { table.number(of: $0) } }
      return table.lexicon
    }
    for values in lexicons.map({ [$0.hashes, $0.fingerprints] }) {
      for values in values { #expect(Set(values).count == Set(terms).count) }
    }
    #expect(!lexicons[0].hashes.contains(0))
    #expect(Set(lexicons[0].hashes) == Set(lexicons[1].hashes))
    var hash: UInt64?
    lexicons[1].forEachTerm { term, found in if term.elementsEqual("aaaaaaaaa".utf8) { hash = found } }
    let number = (0..<UInt32(lexicons[0].count)).first { lexicons[0].term($0).elementsEqual("aaaaaaaaa".utf8) }
    #expect(number.map { lexicons[0].hashes[Int($0)] } == hash)
  }

  @Test("are entered in another table by their hashes, under one number each")
  func tables() {
    let numberer = TermNumberer(analyzer: Analyzer())
    _ = numberer.add("one two three aconsiderablylongword")
    let first = numberer.takeLexicon()
    _ = numberer.add("aconsiderablylongword four two anotherlongword")
    let table = TermTable()
    var numbers: [UInt32] = []
    for lexicon in [first, numberer.takeLexicon()] {
      lexicon.forEachTerm { term, hash in numbers.append(table.number(of: term, hash: hash)) }
    }
    #expect(numbers == [0, 1, 2, 3, 3, 4, 1, 5])
    #expect(table.term(3).elementsEqual("aconsiderablylongword".utf8))
  }
}
