import Extraction
import Testing

@testable import Isolation

@Suite("Sources that were looked at")
struct HeadedSourceTests {
  private let bytes = Array("one\ntwo\nthree".utf8)

  @Test("are taken whole when they are small")
  func small() throws {
    var source = HeadedSource(MemorySource(bytes))
    _ = source.peekLine(limit: 4)
    #expect(source.takeAll(limit: bytes.count) == bytes)
    #expect(try source.read(upTo: 10).isEmpty)
  }

  @Test("keep all their bytes when they are larger than they said")
  func grown() throws {
    var source = HeadedSource(MemorySource(bytes))
    #expect(source.takeAll(limit: 6) == nil)
    var read: [UInt8] = []
    while true {
      let more = try source.read(upTo: 4)
      if more.isEmpty { break }
      read += more
    }
    #expect(read == bytes)
  }
}
