import Dispatch
import Synchronization
import Testing

@testable import Ingest

@Suite("The meeting point of the pipeline")
struct PipelineMonitorTests {
  private func chunk(_ number: Int, weight: Int) -> Chunk {
    var chunk = Chunk(number: number)
    chunk.weight = weight
    return chunk
  }

  @Test("never lets more than its capacity be on the way")
  func capacity() {
    let monitor = PipelineMonitor(capacity: 10)
    let weight = Mutex((now: 0, most: 0))
    let group = DispatchGroup()
    let queue = DispatchQueue(label: "test", attributes: .concurrent)
    queue.async(group: group) {
      for number in 0..<200 {
        try? monitor.submit(chunk(number, weight: 1 + number % 5))
        weight.withLock {
          $0.now += 1 + number % 5
          $0.most = max($0.most, $0.now)
        }
      }
      monitor.readerIsThrough()
    }
    for _ in 0..<2 {
      queue.async(group: group) {
        while case .examine(let chunk)? = monitor.nextJob() { monitor.finish(.examined(chunk)) }
      }
    }
    var seen: Set<Int> = []
    loop: while true {
      switch monitor.nextMessage(within: 10) {
      case .examined(let chunk):
        seen.insert(chunk.number)
        weight.withLock { $0.now -= chunk.weight }
        monitor.release(weight: chunk.weight)
      case .drained: break loop
      case .starved: continue
      case .prepared, .quiet:
        Issue.record("nothing was prepared, and nothing should take ten seconds")
        break loop
      }
    }
    monitor.stop()
    group.wait()
    #expect(seen == Set(0..<200))
    #expect(weight.withLock { $0.most } <= 10 + 5)
  }

  @Test("lets a chunk pass that is heavier than the capacity, alone")
  func heavy() throws {
    let monitor = PipelineMonitor(capacity: 10)
    try monitor.submit(chunk(0, weight: 1000))
    guard case .examine(let first)? = monitor.nextJob() else {
      Issue.record("the chunk should be there to be examined")
      return
    }
    #expect(first.weight == 1000)
  }

  @Test("says when nothing can move before weight is released")
  func starvation() throws {
    let monitor = PipelineMonitor(capacity: 10)
    let group = DispatchGroup()
    try monitor.submit(chunk(0, weight: 8))
    guard case .examine(let first)? = monitor.nextJob() else { return }
    DispatchQueue.global().async(group: group) { try? monitor.submit(chunk(1, weight: 8)) }
    monitor.finish(.examined(first))
    guard case .examined = monitor.nextMessage(within: 10) else {
      Issue.record("the first chunk is examined")
      return
    }
    guard case .starved = monitor.nextMessage(within: 10) else {
      Issue.record("the reader has no room")
      return
    }
    monitor.release(weight: 8)
    group.wait()
    guard case .examine(let second)? = monitor.nextJob() else { return }
    #expect(second.number == 1)
  }

  @Test("sends everybody home when it is stopped")
  func stopping() throws {
    let monitor = PipelineMonitor(capacity: 10)
    try monitor.submit(chunk(0, weight: 8))
    monitor.stop()
    if case .some = monitor.nextJob() { Issue.record("there should be no job") }
    #expect(throws: Stopped.self) { try monitor.submit(chunk(1, weight: 8)) }
  }
}
