import Testing

@testable import Daemon

@Suite("Stopping")
struct DrainTests {
  @Test("idle connections are closed at once, and new ones are refused")
  func idle() async throws {
    try await TestServer.run { server in
      let fresh = try server.connect()
      let used = try server.connect()
      used.send("GET /healthz HTTP/1.1\r\n\r\n")
      #expect(try used.response().status == 200)
      try await server.eventually { $0.context.metrics.snapshot.openConnections == 2 }
      let start = ContinuousClock.now
      async let isClean = server.server.stop(within: .seconds(10))
      #expect(try used.isClosed())
      #expect(try fresh.isClosed())
      #expect(try await isClean)
      #expect(ContinuousClock.now - start < .seconds(5))
      #expect(throws: RawFailure.self) { try server.connect() }
    }
  }

  @Test("a query under way is answered, and the answer says that the connection ends")
  func inFlight() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send("GET /v1/search?q=hold HTTP/1.1\r\n\r\n")
      try await server.eventually { _ in server.source.log.count(of: .started) == 1 }
      async let isClean = server.server.stop(within: .seconds(10))
      try await server.eventually { $0.context.connections.isDraining }
      // The connection was asked to end, and knows it once its event loop has gone round.
      try await server.server.answerPing()
      server.source.log.release()
      let response = try client.response()
      #expect(response.status == 200)
      #expect(response.headers["connection"] == "close")
      #expect(try await isClean)
    }
  }

  @Test("a request that never ends is cut off at the limit")
  func limit() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send("GET /heal")
      try await server.eventually { $0.context.metrics.snapshot.openConnections == 1 }
      // The connection is open before its bytes are read; they are once its event loop has gone round.
      for _ in 0..<3 { try await server.server.answerPing() }
      #expect(try await server.server.stop(within: .milliseconds(100)) == false)
      #expect(try client.isClosed())
    }
  }
}
