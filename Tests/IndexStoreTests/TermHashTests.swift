import Articles
import Testing

@testable import IndexStore

@Suite("Hashes of terms")
struct TermHashTests {
  private func hash(_ term: String, language: String, after offset: Int = 0) -> UInt64 {
    let bytes = Array((String(repeating: "-", count: offset) + term + "?").utf8)
    return bytes.withUnsafeBufferPointer {
      TermHasher(language: Language(rawValue: language)).hash($0, offset..<bytes.count - 1)
    }
  }

  @Test("are equal for equal terms of a language, wherever they stand, and for no others")
  func distinct() {
    let terms = (0..<20_000).map { String($0, radix: 36) } + (1...64).map { String(repeating: "a", count: $0) }
    var hashes: Set<UInt64> = []
    for (number, term) in terms.enumerated() {
      let first = hash(term, language: "en")
      #expect(hash(term, language: "en", after: 1 + number % 9) == first)
      hashes.insert(first)
      hashes.insert(hash(term, language: "de"))
    }
    #expect(hashes.count == 2 * Set(terms).count)
    #expect(!hashes.contains(0))
  }

  @Test("are kept by a set as by the standard library's", arguments: [0, 1, 1000])
  func set(capacity: Int) {
    var set = HashSet(capacity: capacity)
    var reference: Set<UInt64> = []
    for _ in 0..<5000 {
      // Few enough values, and many with the same low bits, that most come again or collide.
      let number = UInt64.random(in: 1...40) << 32 | UInt64.random(in: 0...50)
      #expect(set.insert(number) == reference.insert(number).inserted)
      #expect(set.count == reference.count)
      let other = UInt64.random(in: 1...50) << 32 | UInt64.random(in: 0...60)
      #expect(set.contains(other) == reference.contains(other))
    }
  }
}
