import Testing
import Wire

@testable import Daemon

@Suite("Batches")
struct BatchTests {
  private static func post(_ lines: String) -> String {
    "POST /v1/search HTTP/1.1\r\nContent-Type: application/x-ndjson; charset=utf-8\r\n"
      + "Content-Length: \(lines.utf8.count)\r\n\r\n\(lines)"
  }

  private static func answers(_ response: RawResponse) throws -> [BatchAnswer] {
    try response.body.split(separator: "\n").map { try WireJSON.decode(BatchAnswer.self, from: $0.utf8) }
  }

  @Test("answers come in the order of the lines, though slow queries are among them")
  func order() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      let lines = (0..<200).map { "{\"q\":\"\($0 % 20 == 0 ? "sleep 5" : "word") n\($0)\"}\n" }
      client.send(Self.post(lines.joined()))
      let response = try client.response()
      #expect(response.headers["content-type"] == "application/x-ndjson")
      let texts = try Self.answers(response).map { answer in
        guard case .answer(let response) = answer else { return "" }
        return String(response.query.text.split(separator: " ").last ?? "")
      }
      #expect(texts == (0..<200).map { "n\($0)" })
      client.send("GET /healthz HTTP/1.1\r\n\r\n")
      #expect(try client.response().status == 200)
    }
  }

  @Test("a line that cannot be answered is a problem in its place; blank lines are none")
  func problems() async throws {
    let response = try await TestServer.run { server in
      let client = try server.connect()
      client.send(
        Self.post("{\"q\":\"a\"}\r\n\n \t\r\nnonsense\n{\"q\":\"b\",\"limit\":0}\n{\"q\":\"crash\"}\n{\"q\":\"c\"}"))
      return try client.response()
    }
    let kinds = try Self.answers(response).map { answer in
      if case .problem(let problem) = answer { problem.kind?.rawValue ?? "?" } else { "answer" }
    }
    #expect(kinds == ["answer", "parameter", "parameter", "internal-error", "answer"])
  }

  @Test("an empty batch has an empty answer", arguments: ["", "\n\n"])
  func empty(lines: String) async throws {
    let response = try await TestServer.run { server in
      let client = try server.connect()
      client.send(Self.post(lines))
      return try client.response()
    }
    #expect(response.status == 200)
    #expect(response.body.isEmpty)
  }

  @Test("an answer is sent as soon as it is there")
  func streaming() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send(Self.post("{\"q\":\"first\"}\n{\"q\":\"wait\",\"deadline_ms\":300}\n"))
      _ = try? client.response(toHead: true)
      let start = ContinuousClock.now
      #expect(try client.chunk().contains("first"))
      #expect(ContinuousClock.now - start < .milliseconds(250))
      #expect(try client.chunk().contains("\"partial\":true"))
      #expect(try client.chunk().isEmpty)
    }
  }

  @Test("a batch waits for its turn while the queue is full")
  func fullQueue() async throws {
    try await TestServer.run({
      $0.queryThreads = 1
      $0.queueLength = 1
    }) { server in
      let running = try server.connect()
      running.send("GET /v1/search?q=hold HTTP/1.1\r\n\r\n")
      try await server.eventually { _ in server.source.log.count(of: .started) == 1 }
      let waiting = try server.connect()
      waiting.send("GET /v1/search?q=x HTTP/1.1\r\n\r\n")
      try await server.eventually { $0.context.pool.load.waiting == 1 }
      let batch = try server.connect()
      batch.send(Self.post("{\"q\":\"a\"}\n{\"q\":\"b\"}\n"))
      Pause.milliseconds(60)
      server.source.log.release()
      let answers = try Self.answers(batch.response())
      #expect(answers.count == 2)
      #expect(answers.allSatisfy { if case .answer = $0 { true } else { false } })
    }
  }

  @Test("a client that reads slowly gets everything, and one that goes away stops the work")
  func backpressure() async throws {
    try await TestServer.run { server in
      let lines = String(repeating: "{\"q\":\"large 200000\"}\n", count: 40)
      let client = try server.connect()
      client.send(Self.post(lines))
      Pause.milliseconds(100)
      let early = server.server.context.metrics.snapshot
      #expect(early.requests.isEmpty, "the batch must not be finished before it is read")
      #expect(try Self.answers(client.response()).count == 40)
      do {
        let deserter = try server.connect()
        deserter.send(Self.post(String(repeating: "{\"q\":\"wait\",\"deadline_ms\":60000}\n", count: 10)))
        try await server.eventually { _ in server.source.log.count(of: .started) >= 1 }
      }
      try await server.eventually { $0.context.pool.load.running == 0 }
      #expect(server.source.log.count(of: .started) <= 4)
    }
  }

  @Test("to a client of HTTP/1.0 the answer ends with the connection")
  func oldClient() async throws {
    let text = try await TestServer.run { server in
      let client = try server.connect()
      client.send(
        "POST /v1/search HTTP/1.0\r\nContent-Type: application/x-ndjson\r\nContent-Length: 9\r\n\r\n{\"q\":\"a\"}")
      return try client.readToEnd()
    }
    #expect(text.contains("connection: close"))
    #expect(text.contains("\r\n\r\n{\"hits\""))
  }
}
