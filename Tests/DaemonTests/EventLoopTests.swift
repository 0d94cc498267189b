import Foundation
import Testing

@testable import Daemon

@Suite("Event loops")
struct EventLoopTests {
  @Test("connections that ask are counted for the second they ask in and the next")
  func asking() {
    let (first, second) = (NSObject(), NSObject())
    var load = LoopLoad()
    for connection in [first, second] { load.ask(ObjectIdentifier(connection), second: 7) }
    #expect([6, 7, 8, 9].map { load.asking(second: $0) } == [0, 2, 2, 0])
    load.ask(ObjectIdentifier(first), second: 8)
    #expect([8, 9].map { load.asking(second: $0) } == [2, 1])
    load.ask(ObjectIdentifier(second), second: 11)
    #expect([11, 12, 13].map { load.asking(second: $0) } == [1, 1, 0])
    load.leave(ObjectIdentifier(second))
    #expect(load.asking(second: 11) == 0)
  }

  @Test("new connections go where the fewest ask, then where the fewest are open, else in turn")
  func dealing() async throws {
    let loops = EventLoops(queryThreads: 2)
    let seats = (0..<loops.count).map { _ in loops.take(second: 7) }
    #expect(Set(seats.map(ObjectIdentifier.init)).count == loops.count)
    for seat in seats.dropLast() { seat.ask(ObjectIdentifier(seat), second: 7) }
    let idle = seats[loops.count - 1]
    for _ in 0..<3 { idle.open() }
    #expect(loops.take(second: 8) === idle)
    for _ in 0..<4 { #expect(loops.take(second: 9) !== idle) }
    try await loops.shutDown()
  }

  @Test("clients that look whether the daemon is there and then ask have an event loop each", arguments: 0..<5)
  func ofTheirOwn(round: Int) async throws {
    try await TestServer.run({ $0.queryThreads = 2 }) { server in
      let loops = server.server.context.loops
      var clients: [RawClient] = []
      for _ in 0..<loops.count {
        _ = try server.connect()
        let client = try server.connect()
        client.send("GET /v1/search?q=a HTTP/1.1\r\n\r\n")
        #expect(try client.response().status == 200)
        clients.append(client)
      }
      #expect(loops.loads(second: EventLoops.second).map(\.asking) == [Int](repeating: 1, count: loops.count))
      withExtendedLifetime(clients) {}
    }
  }

  @Test("connections that are closed take no event loop from those that come")
  func closed() async throws {
    try await TestServer.run({ $0.queryThreads = 2 }) { server in
      let loops = server.server.context.loops
      func ask() throws -> RawClient {
        let client = try server.connect()
        client.send("GET /v1/search?q=a HTTP/1.1\r\n\r\n")
        #expect(try client.response().status == 200)
        return client
      }
      do {
        let gone = try (1..<loops.count).map { _ in try ask() }
        withExtendedLifetime(gone) {}
      }
      while loops.loads(second: EventLoops.second).contains(where: { $0.open > 0 }) {
        try await Task.sleep(for: .milliseconds(1))
      }
      let clients = try (0..<loops.count).map { _ in try server.connect() }
      for client in clients {
        client.send("GET /v1/search?q=a HTTP/1.1\r\n\r\n")
        #expect(try client.response().status == 200)
      }
      #expect(loops.loads(second: EventLoops.second).map(\.asking) == [Int](repeating: 1, count: loops.count))
      withExtendedLifetime(clients) {}
    }
  }
}
