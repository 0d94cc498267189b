import SearchClient
import Testing
import Wire

@Suite("Failures of the client")
struct FailureTests {
  @Test(
    "answers that are none of the daemon's are refused",
    arguments: [
      ("SSH-2.0-OpenSSH_9.2\r\n", "does not speak HTTP"),
      ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", "not JSON"),
      ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", "“query” is missing"),
      ("HTTP/1.1 404 Not Found\r\ncontent-length: 6\r\n\r\n<html>", "status 404 without a problem document"),
    ])
  func garbage(bytes: String, complaint: String) async throws {
    let server = try await ScriptedServer { _ in [.send(bytes)] }
    let error = await #expect(throws: SearchClientError.self) {
      try await SearchClient(socketPath: server.path).search("x")
    }
    guard case .invalidResponse(let what) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(what.contains(complaint))
  }

  @Test("an answer that is cut off is an error, and its connection is not used again")
  func cutOff() async throws {
    let server = try await ScriptedServer { request in
      request.number == 0
        ? [.send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"query\":"), .close] : .hits([1])
    }
    let client = SearchClient(socketPath: server.path)
    await #expect(
      throws: SearchClientError.invalidResponse("the connection closed in the middle of an answer")
    ) { try await client.search("x") }
    #expect(try await client.search("x").hits.count == 1)
  }

  @Test("an answer larger than the limit is given up on")
  func tooLarge() async throws {
    let server = try await ScriptedServer { _ in .answer(String(repeating: " ", count: 5000)) }
    let client = SearchClient(socketPath: server.path, configuration: .init(maximumAnswerBytes: 4096))
    await #expect(throws: SearchClientError.invalidResponse("an answer of more than 4096 bytes")) {
      try await client.search("x")
    }
  }

  @Test("a daemon of another version is named")
  func versionMismatch() async throws {
    let server = try await ScriptedServer { request in
      request.number == 0
        ? .answer("{}", headers: ["searchd-api: 2"])
        : .problem("unsupported-version", status: "404 Not Found", detail: "no v1", headers: [])
    }
    let client = SearchClient(socketPath: server.path)
    await #expect(throws: SearchClientError.versionMismatch(server: "2")) { try await client.search("x") }
    await #expect(throws: SearchClientError.versionMismatch(server: "unknown")) { try await client.search("x") }
  }

  @Test("a refusal is thrown as the daemon's problem")
  func problem() async throws {
    let server = try await ScriptedServer { _ in
      .problem("query-syntax", status: "400 Bad Request", detail: "a parenthesis is open")
    }
    let error = await #expect(throws: SearchClientError.self) {
      try await SearchClient(socketPath: server.path).search("(")
    }
    #expect(error?.description == "a parenthesis is open")
  }

  @Test("an overloaded daemon is asked again when its pause fits into the timeout")
  func overloaded() async throws {
    let server = try await ScriptedServer { request in
      request.number % 2 == 1
        ? .hits([1])
        : .problem(
          "overloaded", status: "503 Service Unavailable", detail: "busy",
          headers: ["retry-after: \(request.parameter("q") ?? "")"])
    }
    let client = SearchClient(socketPath: server.path, configuration: .init(timeout: .seconds(5)))
    #expect(try await client.search("0").hits.count == 1)
    let error = await #expect(throws: SearchClientError.self) { try await client.search("60") }
    guard case .problem(let problem) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(problem.kind == .overloaded)
    #expect(server.requests.count == 3)
  }

  @Test("a slow answer times out, and its connection is closed so that the daemon stops")
  func timeout() async throws {
    let server = try await ScriptedServer { request in
      request.number == 0 ? [.send("HTTP/1.1 200 OK\r\n"), .pause(milliseconds: 60_000)] : .hits([1])
    }
    let client = SearchClient(socketPath: server.path, configuration: .init(timeout: .milliseconds(50)))
    await #expect(throws: SearchClientError.timedOut(after: .milliseconds(50))) { try await client.search("x") }
    try await server.waitForClosed(1)
    #expect(server.connectionsClosed == 1)
  }

  @Test("waiting for a connection counts as time of the request")
  func timeoutInLine() async throws {
    let server = try await ScriptedServer { _ in [.pause(milliseconds: 60_000)] }
    let client = SearchClient(
      socketPath: server.path, configuration: .init(timeout: .milliseconds(50), maximumConnections: 1))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<3 {
        group.addTask {
          await #expect(throws: SearchClientError.timedOut(after: .milliseconds(50))) { try await client.search("x") }
        }
      }
    }
  }

  @Test("cancelling a task closes its connection and leaves the client usable")
  func cancellation() async throws {
    let server = try await ScriptedServer { request in
      request.number == 0 ? [.pause(milliseconds: 60_000)] : .hits([1])
    }
    let client = SearchClient(socketPath: server.path)
    let task = Task { try await client.search("x") }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
    task.cancel()
    await #expect(throws: SearchClientError.cancelled) { try await task.value }
    try await server.waitForClosed(1)
    #expect(server.connectionsClosed == 1)
    #expect(try await client.search("x").hits.count == 1)
  }

  @Test("a task that was cancelled before sends nothing")
  func cancelledBefore() async throws {
    let server = try await ScriptedServer { _ in .hits([1]) }
    let client = SearchClient(socketPath: server.path)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await client.search("x")
    }
    task.cancel()
    await #expect(throws: SearchClientError.cancelled) { try await task.value }
    #expect(server.requests.isEmpty)
  }

  @Test(
    "a socket that cannot be used says what is wrong with it",
    arguments: [
      ("/nonexistent/searchd.sock", SearchClientError.Unreachability.noSocket),
      ("/etc/passwd", .notListening),
      ("/" + String(repeating: "x", count: 120), .pathTooLong),
    ])
  func unreachable(path: String, reason: SearchClientError.Unreachability) async throws {
    await #expect(throws: SearchClientError.unreachable(path: path, reason: reason)) {
      try await SearchClient(socketPath: path).search("x")
    }
  }

  @Test("every error says something different, and what to do where something can be done")
  func descriptions() {
    let problem = ProblemDetails(.querySyntax, detail: "it is open", caret: "(a\n^")
    let errors: [(SearchClientError, String)] = [
      (.unreachable(path: "/s", reason: .noSocket), "searchd --index PATH --socket /s"),
      (.unreachable(path: "/s", reason: .notListening), "systemctl start searchd"),
      (.unreachable(path: "/s", reason: .permissionDenied), "usermod"),
      (.unreachable(path: "/s", reason: .pathTooLong), "107 bytes"),
      (.unreachable(path: "/s", reason: .hungUp), "try again"),
      (.unreachable(path: "/s", reason: .system(code: 24, text: "Too many open files")), "Too many open files"),
      (.problem(problem), "it is open\n(a\n^"),
      (.problem(ProblemDetails(type: "t", title: "Odd", status: 418)), "Odd (418)"),
      (.timedOut(after: .milliseconds(1500)), "within 1.5 s"),
      (.versionMismatch(server: "2"), "version 2"),
      (.invalidResponse("it hums"), "it hums"),
      (.cancelled, "cancelled"),
      (.shutDown, "shut down"),
    ]
    for (error, part) in errors { #expect(error.description.contains(part)) }
    #expect(Set(errors.map(\.0.description)).count == errors.count)
  }
}
