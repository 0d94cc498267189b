import Glibc
import SearchClient
import Testing
import Wire

@Suite("Connections of the client")
struct ConnectionTests {
  @Test("requests one after the other share a connection")
  func keepAlive() async throws {
    let server = try await ScriptedServer { _ in .hits([1]) }
    let client = SearchClient(socketPath: server.path)
    for _ in 0..<20 { _ = try await client.search("x") }
    #expect(server.connectionsOpened == 1)
  }

  @Test("a connection that the server wants closed is not used again")
  func connectionClose() async throws {
    let server = try await ScriptedServer { _ in
      .answer(searchJSON([1]), headers: ["searchd-api: 1", "connection: close"])
    }
    let client = SearchClient(socketPath: server.path)
    for _ in 0..<3 { _ = try await client.search("x") }
    #expect(server.connectionsOpened == 3)
    try await server.waitForClosed(3)
    #expect(server.connectionsClosed == 3)
  }

  @Test("a pooled connection that closes on the next request is replaced, once")
  func stalePooledConnection() async throws {
    let server = try await ScriptedServer { $0.number == 1 ? [.close] : .hits([$0.number]) }
    let client = SearchClient(socketPath: server.path)
    _ = try await client.search("x")
    #expect(try await client.search("y").hits.map(\.id) == [2])
    #expect(server.requests.map(\.connection) == [0, 0, 1])
  }

  @Test("a daemon that was restarted is reached again without an error")
  func restartedDaemon() async throws {
    let first = try await ScriptedServer { $0.number == 0 ? .hits([1]) : [.close] }
    let client = SearchClient(socketPath: first.path)
    _ = try await client.search("x")
    try await first.stop()
    let second = try await ScriptedServer(path: first.path) { _ in .hits([2]) }
    #expect(try await client.search("x").hits.map(\.id) == [2])
    #expect(second.requests.count == 1)
  }

  @Test("a fresh connection that closes without an answer is an error")
  func hungUp() async throws {
    let server = try await ScriptedServer { _ in [.close] }
    await #expect(throws: SearchClientError.unreachable(path: server.path, reason: .hungUp)) {
      try await SearchClient(socketPath: server.path).search("x")
    }
    #expect(server.requests.count == 1)
  }

  @Test("never more connections than allowed, and everyone is served")
  func maximumConnections() async throws {
    let server = try await ScriptedServer { _ in [.pause(milliseconds: 5)] + .hits([1]) }
    let client = SearchClient(socketPath: server.path, configuration: .init(maximumConnections: 3))
    let hits = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<60 { group.addTask { try await client.search("x").hits.count } }
      return try await group.reduce(0, +)
    }
    #expect(hits == 60)
    #expect((1...3).contains(server.connectionsOpened))
  }

  @Test("an answer in chunks, in pieces and with an informational head before it is put together")
  func chunked() async throws {
    let json = searchJSON([1, 2, 3])
    let half = json.index(json.startIndex, offsetBy: json.count / 2)
    let chunks = [json[..<half], json[half...]].map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }
    let server = try await ScriptedServer { _ in
      [
        .send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nsearchd-"), .pause(milliseconds: 2),
        .send("api: 1\r\ntransfer-encoding: chunked\r\n\r\n" + chunks[0]), .pause(milliseconds: 2),
        .send(chunks[1] + "0\r\n\r\n"),
      ]
    }
    let client = SearchClient(socketPath: server.path)
    for _ in 0..<2 { #expect(try await client.search("x").hits.map(\.id) == [1, 2, 3]) }
    #expect(server.connectionsOpened == 1)
  }

  @Test("an answer that ends with the connection is complete")
  func untilClosed() async throws {
    let server = try await ScriptedServer { _ in [.send("HTTP/1.0 200 OK\r\n\r\n" + searchJSON([4])), .close] }
    #expect(try await SearchClient(socketPath: server.path).search("x").hits.map(\.id) == [4])
  }

  @Test("shutting down closes the connections and refuses requests")
  func shutdown() async throws {
    let server = try await ScriptedServer { _ in .hits([1]) }
    let client = SearchClient(socketPath: server.path)
    _ = try await client.search("x")
    client.shutdown()
    try await server.waitForClosed(1)
    #expect(server.connectionsClosed == 1)
    await #expect(throws: SearchClientError.shutDown) { try await client.search("x") }
  }

  @Test("a client that is let go of leaves no connection behind")
  func deinitialisation() async throws {
    let server = try await ScriptedServer { _ in .hits([1]) }
    for _ in 0..<5 { _ = try await SearchClient(socketPath: server.path).search("x") }
    try await server.waitForClosed(5)
    #expect(server.connectionsClosed == 5)
  }

  @Test("a client waits for a daemon whose queue of connections is full")
  func fullQueue() async throws {
    let listener = try Listener(backlog: 0)
    let waiting = try (0..<2).compactMap { _ in try listener.connect() }
    let client = SearchClient(socketPath: listener.path, configuration: .init(timeout: .milliseconds(100)))
    await #expect(throws: SearchClientError.timedOut(after: .milliseconds(100))) { try await client.search("x") }
    withExtendedLifetime(waiting) {}
  }
}

/// A listening socket that nobody accepts connections from.
private final class Listener {
  let path: String
  private let descriptor: Int32
  private var connections: [Int32] = []

  init(backlog: Int32) throws {
    path = "/tmp/search-client-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    try Self.with(path) { address, length in
      try #require(bind(descriptor, address, length) == 0)
    }
    try #require(listen(descriptor, backlog) == 0)
  }

  deinit {
    for connection in connections + [descriptor] { close(connection) }
    unlink(path)
  }

  /// Opens a connection; `nil` when the queue is full.
  func connect() throws -> Int32? {
    let connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    connections.append(connection)
    return try Self.with(path) { Glibc.connect(connection, $0, $1) == 0 ? connection : nil }
  }

  private static func with<Value>(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Value
  ) throws -> Value {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return try withUnsafePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        try body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
