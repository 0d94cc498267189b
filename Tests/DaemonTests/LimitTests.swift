import Glibc
import Testing
import Wire

@testable import Daemon

@Suite("Limits")
struct LimitTests {
  @Test(
    "what is too large is refused with a problem, however large it is",
    arguments: [
      ("GET /v1/search?q=" + String(repeating: "x", count: 100_000) + " HTTP/1.1\r\n\r\n", 414, "target-too-long"),
      ("GET /v1/search?q=" + String(repeating: "x", count: 4_000_000) + " HTTP/1.1\r\n\r\n", 414, "target-too-long"),
      ("GET /healthz HTTP/1.1\r\nX: " + String(repeating: "x", count: 100_000) + "\r\n\r\n", 431, "headers-too-large"),
      (
        "GET /healthz HTTP/1.1\r\n" + String(repeating: "X: 1234567890\r\n", count: 10_000) + "\r\n", 431,
        "headers-too-large"
      ),
      (
        "POST /v1/search HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n" + String(repeating: "x", count: 1_000_000), 413,
        "body-too-large"
      ),
      (
        "POST /v1/search HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n900000\r\n"
          + String(repeating: "x", count: 0x900000),
        413, "body-too-large"
      ),
      (
        "POST /v1/search HTTP/1.1\r\nContent-Length: 9000000\r\nExpect: 100-continue\r\n\r\n", 413, "body-too-large"
      ),
    ])
  func oversized(request: String, status: Int, kind: String) async throws {
    let response = try await TestServer.run { server in
      let client = try server.connect()
      client.send(request)
      let response = try client.response()
      client.endOutput()
      #expect(try client.isClosed())
      return response
    }
    #expect(response.status == status)
    #expect(response.problem == kind)
    #expect(response.headers["connection"] == "close")
  }

  @Test(
    "a request that trickles in is cut off in time",
    arguments: [
      "GET /healthz HTTP/1.1\r\nX: ", "GET /hea",
      "POST /v1/search HTTP/1.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100\r\n\r\n",
    ])
  func slowloris(start: String) async throws {
    try await TestServer.run({ $0.requestTimeout = .milliseconds(150) }) { server in
      let client = try server.connect()
      client.send(start)
      for _ in 0..<20 {
        client.send("a")
        Pause.milliseconds(20)
      }
      let response = try client.response()
      #expect(response.status == 408)
      #expect(response.problem == "request-timeout")
    }
  }

  @Test("a silent connection is closed without a word")
  func idle() async throws {
    try await TestServer.run({ $0.idleTimeout = .milliseconds(50) }) { server in
      let fresh = try server.connect()
      #expect(try fresh.isClosed())
      let used = try server.connect()
      used.send("GET /healthz HTTP/1.1\r\n\r\n")
      #expect(try used.response().status == 200)
      #expect(try used.isClosed())
    }
  }

  @Test("a client that does not read is cut off")
  func slowReader() async throws {
    try await TestServer.run({ $0.writeTimeout = .milliseconds(100) }) { server in
      let client = try server.connect()
      client.send("GET /v1/search?q=large%2010000000 HTTP/1.1\r\n\r\n")
      try await server.eventually { $0.context.metrics.snapshot.timeouts["write"] == 1 }
      try await server.eventually { $0.context.metrics.snapshot.openConnections == 0 }
    }
  }

  @Test("one connection too many is told so")
  func tooManyConnections() async throws {
    try await TestServer.run({ $0.maximumConnections = 2 }) { server in
      let first = try server.connect()
      let second = try server.connect()
      first.send("GET /healthz HTTP/1.1\r\n\r\n")
      second.send("GET /healthz HTTP/1.1\r\n\r\n")
      #expect(try first.response().status == 200)
      #expect(try second.response().status == 200)
      let third = try server.connect()
      let response = try third.response()
      #expect(response.problem == "too-many-connections")
      #expect(response.headers["retry-after"] == "1")
    }
  }

  @Test("clients beyond those that are being refused wait to be told so, and take no descriptors meanwhile")
  func manyTooManyConnections() async throws {
    try await TestServer.run({ $0.maximumConnections = 2 }) { server in
      let admitted = try (0..<2).map { _ in try server.connect() }
      try await server.eventually { $0.context.metrics.snapshot.openConnections == 2 }
      var refused = try (0..<60).map { _ in try server.connect() }
      let greatest = 2 + Listener.refusedAtOnce
      try await server.eventually { $0.context.metrics.snapshot.openConnections == greatest }
      Pause.milliseconds(100)
      #expect(server.server.context.metrics.snapshot.openConnections == greatest)
      while !refused.isEmpty {
        #expect(try refused.removeFirst().response().problem == "too-many-connections")
        #expect(server.server.context.metrics.snapshot.openConnections <= greatest)
      }
      admitted[0].send("GET /healthz HTTP/1.1\r\n\r\n")
      #expect(try admitted[0].response().status == 200)
    }
  }

  @Test("a thousand idle connections do not disturb another one")
  func idleConnections() async throws {
    _ = ProcessFacts.raiseOpenFileLimit(to: 8_192)
    try await TestServer.run { server in
      let idle = try (0..<1_000).map { _ in try server.connect() }
      try await server.eventually { $0.context.metrics.snapshot.openConnections == 1_000 }
      #expect(try server.get("/healthz").status == 200)
      #expect(idle.count == 1_000)
    }
  }

  @Test("queries beyond the queue are refused with the time to come back")
  func overload() async throws {
    try await TestServer.run({
      $0.queryThreads = 1
      $0.queueLength = 1
    }) { server in
      let running = try server.connect()
      running.send("GET /v1/search?q=wait&deadline_ms=60000 HTTP/1.1\r\n\r\n")
      try await server.eventually { _ in server.source.log.count(of: .started) == 1 }
      let waiting = try server.connect()
      waiting.send("GET /v1/search?q=b HTTP/1.1\r\n\r\n")
      try await server.eventually { $0.context.pool.load.waiting == 1 }
      let refused = try server.get("/v1/search?q=c")
      #expect(refused.status == 503)
      #expect(refused.problem == "overloaded")
      #expect(refused.headers["retry-after"] == "1")
      #expect(try server.get("/healthz").status == 200)
    }
  }

  @Test("at its deadline a query answers with what it has")
  func deadline() async throws {
    let response = try await TestServer.run { try $0.get("/v1/search?q=wait&deadline_ms=30") }
    #expect(response.status == 200)
    #expect(response.body.contains("\"partial\":true"))
  }

  @Test("a query of a moment is answered at once, a longer one is begun anew by a query thread")
  func attempts() async throws {
    try await TestServer.run({ $0.queryThreads = 1 }) { server in
      let log = server.source.log
      #expect(try server.get("/v1/search?q=a").status == 200)
      #expect(log.count(of: .attempted) == 1)
      #expect(log.count(of: .started) == 0)
      let longer = try server.get("/v1/search?q=wait&deadline_ms=30")
      #expect(longer.body.contains("\"partial\":true"))
      #expect(log.count(of: .attempted) == 2)
      #expect(log.count(of: .started) == 1)
      #expect(server.server.context.metrics.snapshot.requests.values.reduce(0, +) == 2)
    }
  }

  @Test("an attempt that has not found all is no answer")
  func incompleteAttempt() async throws {
    try await TestServer.run({ $0.queryThreads = 1 }) { server in
      let response = try server.get("/v1/search?q=early")
      #expect(server.source.log.count(of: .attempted) == 1)
      #expect(response.status == 200 && response.body.contains("\"partial\":false"))
    }
  }

  @Test("connections that take turns on an event loop have query threads answer, as long as more than one is idle")
  func turns() async throws {
    try await TestServer.run({ $0.queryThreads = 8 }) { server in
      let count = 2 * server.server.context.loops.count
      let clients = try (0..<count).map { _ in try server.connect() }
      try await server.eventually { $0.context.loops.loads(second: 0).reduce(0) { $0 + $1.open } == count }
      for _ in 0..<5 {
        for client in clients {
          client.send("GET /v1/search?q=a HTTP/1.1\r\n\r\n")
          #expect(try client.response().status == 200)
        }
      }
      #expect(server.source.log.count(of: .attempted) == 0)
      let alone = clients[0]
      for _ in 0..<3 {
        alone.send("GET /v1/search?q=a HTTP/1.1\r\n\r\n")
        #expect(try alone.response().status == 200)
      }
      #expect(server.source.log.count(of: .attempted) == 2)
    }
  }

  @Test("a query waits for its turn where all threads are at work")
  func noAttempt() async throws {
    try await TestServer.run({ $0.queryThreads = 1 }) { server in
      let running = try server.connect()
      running.send("GET /v1/search?q=hold HTTP/1.1\r\n\r\n")
      try await server.eventually { _ in server.source.log.count(of: .started) == 1 }
      let waiting = try server.connect()
      waiting.send("GET /v1/search?q=a HTTP/1.1\r\n\r\n")
      try await server.eventually { $0.context.pool.load.waiting == 1 }
      #expect(server.source.log.count(of: .attempted) == 1)
      server.source.log.release()
      #expect(try running.response().status == 200)
      #expect(try waiting.response().status == 200)
    }
  }

  @Test("the deadline of the configuration holds for queries that name none")
  func standardDeadline() async throws {
    let response = try await TestServer.run({ $0.deadline = .milliseconds(30) }) { try $0.get("/v1/search?q=wait") }
    #expect(response.body.contains("\"partial\":true"))
  }

  @Test("the time spent waiting for a thread counts towards the deadline")
  func lateStart() async throws {
    try await TestServer.run({ $0.queryThreads = 1 }) { server in
      let slow = try server.connect()
      slow.send("GET /v1/search?q=hold HTTP/1.1\r\n\r\n")
      try await server.eventually { _ in server.source.log.count(of: .started) == 1 }
      let late = try server.connect()
      late.send("GET /v1/search?q=wait&deadline_ms=1 HTTP/1.1\r\n\r\n")
      try await server.eventually { $0.context.pool.load.waiting == 1 }
      Pause.milliseconds(5)
      server.source.log.release()
      #expect(try late.response().body.contains("\"partial\":true"))
    }
  }

  @Test("a query whose client has gone away is given up")
  func cancellation() async throws {
    try await TestServer.run { server in
      do {
        let client = try server.connect()
        client.send("GET /v1/search?q=wait&deadline_ms=60000 HTTP/1.1\r\n\r\n")
        try await server.eventually { _ in server.source.log.count(of: .started) == 1 }
      }
      try await server.eventually { _ in server.source.log.count(of: .cancelled) == 1 }
      #expect(server.server.context.metrics.snapshot.cancelledQueries == 1)
    }
  }

  @Test("a slow query is logged without its text unless that is allowed", arguments: [false, true])
  func slowQuery(showsText: Bool) async throws {
    let lines = try await TestServer.run({
      $0.slowQuery = .milliseconds(1)
      $0.logsQueryText = showsText
    }) { server in
      _ = try server.get("/v1/search?q=sleep%2020")
      return server.log.all
    }
    let line = try #require(lines.first { $0.contains("slow query") })
    #expect(line.hasPrefix("<4>level=warning message=\"slow query\" duration_ms="))
    #expect(line.contains("query=\"sleep 20\"") == showsText)
    #expect(lines.filter { $0.contains("sleep") }.count == (showsText ? 1 : 0))
  }

  @Test("connections are logged with the user at the other end")
  func peer() async throws {
    let lines = try await TestServer.run { server in
      _ = try server.get("/healthz")
      return server.log.all
    }
    #expect(lines.contains { $0.contains("connection opened") && $0.contains("peer_uid=\(getuid())") })
  }
}

extension TestServer {
  /// Looks every few milliseconds until something has come about, for at most a minute.
  func eventually(_ condition: (Server) -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while !condition(server) {
      try #require(ContinuousClock.now < end, "it did not come about in a minute")
      try await Task.sleep(for: .milliseconds(2))
    }
  }
}
