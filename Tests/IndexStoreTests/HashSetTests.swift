import Testing

@testable import IndexStore

@Suite("Sets of hashes")
struct HashSetTests {
  @Test("keep numbers as the standard library's sets do", arguments: [0, 1, 1000])
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
