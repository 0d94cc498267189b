import CBlockSums
import Testing

@Suite("Sums over a block of documents")
struct BlockSumTests {
  @Test("adding 256 impacts at once is adding what each adds, which is no less than its exact share", arguments: 1...20)
  func adds(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let factor = UInt16(random.below(20_000))
    let impacts = (0..<256).map { _ in UInt8(random.chance(50) ? 0 : random.below(256)) }
    var sums = (0..<256).map { _ in UInt16(random.below(40_000)) }
    let before = sums
    cblocksums_add(&sums, impacts, factor)
    for document in 0..<256 {
      let summand = cblocksums_summand(impacts[document], factor)
      #expect(sums[document] == before[document] + summand)
      #expect(Double(summand) >= Double(impacts[document]) / 255 * (Double(factor) * 65_535 / 65_536))
      #expect((summand == 0) == (impacts[document] == 0))
    }
  }

  @Test("adding any number of impacts is adding what each adds")
  func addsSome() {
    var random = SeededGenerator(seed: 2)
    for count in 0..<100 {
      let factor = UInt16(random.below(20_000))
      let impacts = (0..<count).map { _ in UInt8(random.chance(50) ? 0 : random.below(256)) }
      let before = (0..<count + 1).map { _ in UInt16(random.below(40_000)) }
      var sums = before
      cblocksums_add_some(&sums, impacts, count, factor)
      #expect(sums[count] == before[count])
      for place in 0..<count { #expect(sums[place] == before[place] + cblocksums_summand(impacts[place], factor)) }
    }
  }

  @Test("counts the bits of words, and tells what every impact adds")
  func counts() {
    var random = SeededGenerator(seed: 1)
    for count in 0..<40 {
      let words = (0..<count).map { _ in random.next() }
      #expect(cblocksums_count(words, words.count) == words.reduce(0) { $0 + $1.nonzeroBitCount })
    }
    for factor in [0, 1, 257, 30_000, UInt16.max] {
      var summands = [UInt16](repeating: 0, count: 256)
      cblocksums_summands(&summands, factor)
      #expect(summands == (0...255).map { cblocksums_summand($0, factor) })
    }
  }

  @Test("counts the bits that all of some sets have")
  func countsSets() {
    var random = SeededGenerator(seed: 3)
    for count in [0, 1, 63, 64, 65, 200] {
      for number in 1...4 {
        let sets = (0..<number).map { _ in (0..<count).map { _ in random.next() } }
        let flat = sets.flatMap { $0 }
        flat.withUnsafeBufferPointer { flat in
          let pointers = (0..<number).map { set in flat.baseAddress.map { $0 + set * count } }
          let all = (0..<count).reduce(0) { sum, word in sum + sets.reduce(.max) { $0 & $1[word] }.nonzeroBitCount }
          #expect(cblocksums_count_all(pointers, number, count) == all)
        }
      }
    }
  }

  @Test("the sums that reach a value are those that are not below it", arguments: 1...20)
  func reaches(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let sums = (0..<64).map { _ in UInt16(random.below(random.pick([3, 65_536]))) }
    for least in [0, 1, sums[17], .max] {
      let bits = cblocksums_reaching(sums, least)
      for document in 0..<64 { #expect((bits >> UInt64(document) & 1 == 1) == (sums[document] >= least)) }
    }
  }
}
