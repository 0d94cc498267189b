import Articles
import Testing
import Wire

@testable import Daemon

@Suite("HTTP")
struct HTTPTests {
  @Test(
    "every path answers with its own kind of document",
    arguments: [
      ("/v1/search?q=a", 200, "application/json", "\"hits\":["),
      ("/v1/suggest?q=mas&limit=3", 200, "application/json", "{\"suggestions\":[{\"count\":3"),
      ("/v1/articles/1", 200, "application/json", "\"body\":\"B\""),
      ("/v1/articles?key=k", 200, "application/json", "\"key\":\"k\""),
      ("/v1/articles/1/similar", 200, "application/json", "{\"hits\":[]}"),
      ("/v1/articles/1/copies?limit=3", 200, "application/json", "{\"hits\":[],\"partial\":false,\"total\":3}"),
      ("/v1/stats", 200, "application/json", "\"schema_version\":5"),
      ("/healthz", 200, "application/json", "{\"status\":\"ok\",\"version\":\"\(Software.version)\"}"),
      ("/metrics", 200, "text/plain; version=0.0.4; charset=utf-8", "searchd_index_articles 1\n"),
      ("http://localhost/v1/stats", 200, "application/json", "\"articles\":1"),
    ])
  func paths(target: String, status: Int, type: String, text: String) async throws {
    let response = try await TestServer.run { try $0.get(target) }
    #expect(response.status == status)
    #expect(response.headers["content-type"] == type)
    #expect(response.headers["searchd-api"] == "1")
    #expect(response.body.contains(text))
  }

  @Test("what cannot be answered is a problem that says why", arguments: problems)
  func problem(request: String, status: Int, kind: String, detail: String) async throws {
    let response = try await TestServer.run { server in
      let client = try server.connect()
      client.send(request)
      return try client.response()
    }
    #expect(response.status == status)
    #expect(response.problem == kind)
    #expect(response.body.contains("\"detail\":\"\(detail)"), "\(response.body)")
  }

  static let problems: [(String, Int, String, String)] = [
    ("GET / HTTP/1.1\r\n\r\n", 404, "not-found", "there are /v1/search, /v1/suggest"),
    ("GET /v1/search/ HTTP/1.1\r\n\r\n", 404, "not-found", "there are"),
    ("GET /v2/search?q=a HTTP/1.1\r\n\r\n", 404, "unsupported-version", "this daemon speaks version 1, /v1/…"),
    ("GET /v1/articles/9 HTTP/1.1\r\n\r\n", 404, "no-such-article", "there is no article 9"),
    ("GET /v1/articles/x HTTP/1.1\r\n\r\n", 404, "no-such-article", "articles have numbers"),
    ("GET /v1/articles/0 HTTP/1.1\r\n\r\n", 404, "no-such-article", "articles have numbers"),
    ("GET /v1/articles?key=z HTTP/1.1\r\n\r\n", 404, "no-such-article", "there is no article “z”"),
    ("GET /v1/search HTTP/1.1\r\n\r\n", 400, "parameter", "parameter “q” is missing"),
    ("GET /v1/search?q=%ff HTTP/1.1\r\n\r\n", 400, "parameter", "“%ff” is not percent-encoded UTF-8"),
    ("GET /v1/search?q=a&x=1 HTTP/1.1\r\n\r\n", 400, "parameter", "unknown parameter “x”"),
    ("GET /v1/stats?x HTTP/1.1\r\n\r\n", 400, "parameter", "unknown parameter “x”; this request takes none"),
    ("GET /v1/search?q=crash HTTP/1.1\r\n\r\n", 500, "internal-error", "as asked"),
    ("PUT /v1/search HTTP/1.1\r\n\r\n", 405, "method-not-allowed", "this path answers to GET, HEAD, POST"),
    (
      "POST /v1/stats HTTP/1.1\r\nContent-Length: 1\r\n\r\nx", 405, "method-not-allowed",
      "this path answers to GET, HEAD"
    ),
    ("OPTIONS * HTTP/1.1\r\n\r\n", 404, "not-found", "there are"),
    ("CONNECT a:1 HTTP/1.1\r\n\r\n", 404, "not-found", "there are"),
    (
      "POST /v1/search HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 415,
      "unsupported-media-type", "send one JSON object a line"
    ),
    (
      "POST /v1/search HTTP/1.1\r\nContent-Type: application/x-ndjson\r\nContent-Encoding: gzip\r\n"
        + "Content-Length: 2\r\n\r\n{}", 415, "unsupported-media-type", "send one JSON object a line"
    ),
    (
      "POST /v1/search?q=a HTTP/1.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: 2\r\n\r\n{}", 400,
      "parameter", "a batch takes its parameters in the lines"
    ),
    ("hello\r\n\r\n", 400, "malformed-request", "this is no HTTP/1.1 request"),
    ("GET /healthz HTTP/2.0\r\n\r\n", 505, "http-version", "this daemon speaks HTTP/1.0 and HTTP/1.1"),
    ("GET /healthz HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400, "malformed-request", "this is no"),
    (
      "POST /v1/search HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "malformed-request", "this is no"
    ),
  ]

  @Test("a refused method names those that are allowed")
  func allow() async throws {
    let response = try await TestServer.run { server in
      let client = try server.connect()
      client.send("DELETE /v1/stats HTTP/1.1\r\n\r\n")
      return try client.response()
    }
    #expect(response.headers["allow"] == "GET, HEAD")
  }

  @Test("a connection serves one request after the other")
  func keepAlive() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      for number in 0..<50 {
        client.send("GET /v1/search?q=n\(number) HTTP/1.1\r\n\r\n")
        let response = try client.response()
        #expect(response.body.contains("\"text\":\"n\(number)\""))
        #expect(response.headers["connection"] == nil)
      }
      #expect(server.server.context.metrics.snapshot.acceptedConnections == 1)
    }
  }

  @Test("pipelined requests are answered in order, slow ones too")
  func pipelining() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      let requests = (0..<300).map { number in
        number % 50 == 0
          ? "/v1/search?q=sleep%2020%20n\(number)" : number % 3 == 0 ? "/healthz" : "/v1/search?q=n\(number)"
      }
      client.send(requests.map { "GET \($0) HTTP/1.1\r\n\r\n" }.joined())
      for (number, request) in requests.enumerated() {
        let response = try client.response()
        #expect(response.status == 200)
        if !request.hasPrefix("/healthz") { #expect(response.body.contains("n\(number)\"")) }
      }
    }
  }

  @Test("HEAD has the headers of GET and no body")
  func head() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send("HEAD /v1/articles/1 HTTP/1.1\r\n\r\nGET /v1/articles/1 HTTP/1.1\r\n\r\n")
      let head = try client.response(toHead: true)
      let whole = try client.response()
      #expect(head.headers["content-length"] == String(whole.body.utf8.count))
      #expect(head.headers["content-type"] == whole.headers["content-type"])
    }
  }

  @Test(
    "the connection closes after the answer when the client asks for it or speaks HTTP/1.0",
    arguments: [
      ("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", true),
      ("GET /healthz HTTP/1.0\r\n\r\n", true),
      ("GET /healthz HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", true),
      ("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false),
    ])
  func close(request: String, closes: Bool) async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send(request)
      let response = try client.response()
      #expect(response.status == 200)
      #expect(response.headers["connection"] == (closes ? "close" : "keep-alive"))
      if closes { #expect(try client.isClosed()) }
    }
  }

  @Test("a client that ends its half of the connection still gets its answers")
  func halfClose() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send("GET /v1/search?q=sleep%2020 HTTP/1.1\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n")
      client.endOutput()
      #expect(try client.response().body.contains("sleep 20"))
      #expect(try client.response().body.contains("ok"))
      #expect(try client.isClosed())
    }
  }

  @Test("a client that waits for permission to send its body gets it")
  func expectation() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send(
        "POST /v1/search HTTP/1.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: 10\r\n"
          + "Expect: 100-continue\r\n\r\n")
      #expect(try client.response(informational: true).status == 100)
      client.send("{\"q\":\"a\"}\n")
      #expect(try client.response().body.contains("\"text\":\"a\""))
    }
  }

  @Test("health is a failure while there is no index")
  func noIndex() async throws {
    let response = try await TestServer.run(facts: nil) { try $0.get("/healthz") }
    #expect(response.status == 503)
    #expect(response.body.contains("no-index"))
  }

  @Test(
    "dates are written as HTTP has them",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (1_709_210_096, "Thu, 29 Feb 2024 12:34:56 GMT"),
    ] as [(Int64, String)])
  func date(seconds: Int64, text: String) {
    #expect(HTTPDate.text(seconds: seconds) == text)
  }
}
