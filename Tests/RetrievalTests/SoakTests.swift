import Articles
import Dispatch
import Foundation
import IndexStore
import Synchronization
import Testing

@testable import Retrieval

@Suite("Searching while the index changes")
struct SoakTests {
  /// How long, in seconds; `SEARCHD_SOAK_SECONDS` makes it longer.
  private static let seconds = ProcessInfo.processInfo.environment["SEARCHD_SOAK_SECONDS"].flatMap(Double.init) ?? 4

  private final class Findings: Sendable {
    let problems = Mutex<[String]>([])
    let queries = Atomic<Int>(0)
    let isOver = Atomic<Bool>(false)
  }

  @Test("ranks like a plain scan at every moment of adding, replacing and removing", arguments: [1 << 20, 64 << 20])
  func ranksExactly(cacheBytes: Int) throws {
    var corpus = RandomCorpus(random: SeededGenerator(seed: 5))
    let index = try TestIndex((0..<700).map { corpus.article("a\($0)") })
    let shared = try SearchIndex(path: index.path, cacheBytes: cacheBytes)
    let findings = Findings()
    let ended = DispatchGroup()
    for number in 0..<3 {
      ended.enter()
      Thread {
        Self.ask(shared, seed: UInt64(number), findings)
        ended.leave()
      }.start()
    }
    let end = ContinuousClock.now + .seconds(Self.seconds)
    var round = 0
    while ContinuousClock.now < end {
      round += 1
      try index.add((0..<4).map { corpus.article("n\(round)-\($0)") })
      try index.add([corpus.article("a\(corpus.random.below(700))")])
      _ = try index.writer.remove(keys: ["a\(corpus.random.below(700))", "n\(corpus.random.below(round))-1"])
      Thread.sleep(forTimeInterval: 0.02)
    }
    findings.isOver.store(true, ordering: .relaxed)
    #expect(ended.wait(timeout: .now() + 60) == .success)
    #expect(findings.problems.withLock { $0 } == [])
    #expect(findings.queries.load(ordering: .relaxed) > 50)
    #expect(shared.postingsCache.counters.updates > 0)
  }

  private static func ask(_ index: SearchIndex, seed: UInt64, _ findings: Findings) {
    do {
      var verifier = try QueryVerifier(index: index, seed: seed)
      while !findings.isOver.load(ordering: .relaxed) {
        let report = try verifier.verify(queries: 20) { findings.isOver.load(ordering: .relaxed) }
        findings.queries.add(report.queries, ordering: .relaxed)
        findings.problems.withLock { $0 += report.problems }
      }
    } catch {
      findings.problems.withLock { $0.append("\(error)") }
    }
  }
}
