import SearchClient
import Testing
import Wire

@Suite("Requests of the client")
struct RequestTests {
  @Test("a search goes out with its parameters and comes back typed")
  func search() async throws {
    let server = try await ScriptedServer { _ in .hits([7, 8], next: "c1", total: 20) }
    let client = SearchClient(socketPath: server.path)
    let response = try await client.search(
      SearchRequest(query: "air & bridge =x", limit: 2, sort: .newest, site: "a.org", facets: [.site, .year]))
    #expect(response.hits.map(\.id) == [7, 8])
    #expect(response.next == "c1")
    #expect(response.total.value == 20)
    let request = try #require(server.requests.first)
    #expect(request.method == "GET")
    #expect(request.path == "/v1/search")
    #expect(request.parameter("q") == "air & bridge =x")
    #expect(request.parameter("limit") == "2")
    #expect(request.parameter("sort") == "newest")
    #expect(request.parameter("site") == "a.org")
    #expect(request.parameter("facets") == "site,year")
  }

  @Test("fields and words that a newer daemon adds are tolerated")
  func tolerance() async throws {
    let json = searchJSON([1]).replacing("\"exact\"", with: "\"roughly\"").replacing(
      "{\"id\"", with: "{\"new\":[1],\"id\"")
    let server = try await ScriptedServer { _ in .answer(json) }
    let response = try await SearchClient(socketPath: server.path).search("x")
    #expect(response.total.relation == .atLeast)
    #expect(response.hits.map(\.id) == [1])
  }

  @Test("suggestions, similar articles, copies, statistics and health have their paths")
  func otherRequests() async throws {
    let server = try await ScriptedServer { request in
      switch request.path {
      case "/v1/suggest": .answer(#"{"suggestions":[{"text":"tajik","kind":"word","count":3}]}"#)
      case "/v1/articles/5/similar":
        .answer(#"{"hits":[{"id":6,"key":"k","title":"T","score":2,"snippets":[]}]}"#)
      case "/v1/articles/5/copies":
        .answer(#"{"total":9,"hits":[{"id":7,"key":"k","title":"T","score":1,"snippets":[]}],"partial":false}"#)
      case "/v1/stats":
        .answer(
          #"{"articles":2,"terms":9,"bytes":100,"generation":3,"schema_version":1,"languages":{"en":2},"version":"1"}"#)
      default: .answer(#"{"status":"no-index","version":"1"}"#, status: "503 Service Unavailable")
      }
    }
    let client = SearchClient(socketPath: server.path)
    #expect(try await client.suggest("taj", limit: 3).suggestions.map(\.text) == ["tajik"])
    #expect(try await client.similar(to: 5, limit: 20).map(\.id) == [6])
    let copies = try await client.copies(of: 5, limit: 20)
    #expect(copies.total == 9 && copies.hits.map(\.id) == [7])
    #expect(try await client.stats().languages == ["en": 2])
    #expect(try await client.health().status == "no-index")
    #expect(
      server.requests.map(\.target)
        == [
          "/v1/suggest?q=taj&limit=3", "/v1/articles/5/similar?limit=20", "/v1/articles/5/copies?limit=20", "/v1/stats",
          "/healthz",
        ])
  }

  @Test("an article is fetched by number or key, and is nil where there is none")
  func articles() async throws {
    let server = try await ScriptedServer { request in
      guard request.path != "/v1/articles/404" else {
        return .problem("no-such-article", status: "404 Not Found", detail: "no article 404")
      }
      return .answer(#"{"id":5,"key":"a b","title":"T","body":"B","source":{"path":"/p","line":2}}"#)
    }
    let client = SearchClient(socketPath: server.path)
    #expect(try await client.article(id: 5)?.source.line == 2)
    #expect(try await client.article(key: "a b&c")?.body == "B")
    #expect(try await client.article(id: 404) == nil)
    #expect(server.requests[1].parameter("key") == "a b&c")
  }

  @Test("hits are paged lazily, in order, with the same parameters")
  func paging() async throws {
    let server = try await ScriptedServer { request in
      switch request.parameter("cursor") {
      case nil: .hits([1, 2], next: "p2")
      case "p2": .hits([], next: "p3")
      case "p3": .hits([3], next: "p4")
      default: .hits([4])
      }
    }
    let client = SearchClient(socketPath: server.path)
    var ids: [Int64] = []
    for try await hit in client.hits(for: SearchRequest(query: "x", limit: 2, sort: .oldest)) {
      ids.append(hit.id)
      if ids.count == 2 { #expect(server.requests.count == 1) }
    }
    #expect(ids == [1, 2, 3, 4])
    #expect(server.requests.map { $0.parameter("cursor") } == [nil, "p2", "p3", "p4"])
    #expect(server.requests.allSatisfy { $0.parameter("sort") == "oldest" && $0.parameter("limit") == "2" })
    #expect(server.connectionsOpened == 1)
  }

  @Test("a batch is answered in order, refusals in their place, a part of it a request")
  func batch() async throws {
    let server = try await ScriptedServer { request in
      let answers = request.body.split(separator: "\n").map { line in
        line.contains("bad")
          ? #"{"type":"/problems/query-syntax","title":"T","status":400}"#
          : searchJSON([Int(line.filter(\.isNumber)) ?? -1])
      }
      return .answer(answers.joined(separator: "\n") + "\n")
    }
    let client = SearchClient(socketPath: server.path)
    let requests = (0..<100).map { SearchRequest(query: $0 == 50 ? "bad" : "n\($0)") }
    var answers: [Int64] = []
    for try await answer in client.batch(requests) {
      switch answer {
      case .success(let response): answers.append(response.hits[0].id)
      case .failure(let problem):
        #expect(problem.kind == .querySyntax)
        answers.append(-1)
      }
    }
    #expect(answers == (0..<100).map { $0 == 50 ? -1 : $0 })
    #expect(server.requests.count == 4)
    #expect(server.requests.allSatisfy { $0.method == "POST" && $0.path == "/v1/search" })
  }

  @Test("a batch that is refused as a whole is refused line by line")
  func refusedBatch() async throws {
    let server = try await ScriptedServer { _ in
      .problem("body-too-large", status: "413 Content Too Large", detail: "too large")
    }
    let client = SearchClient(socketPath: server.path)
    var statuses: [Int] = []
    for try await answer in client.batch([SearchRequest(query: "a"), SearchRequest(query: "b")]) {
      if case .failure(let problem) = answer { statuses.append(problem.status) }
    }
    #expect(statuses == [413, 413])
  }

  @Test("a batch with a missing answer is not taken for a complete one")
  func shortBatch() async throws {
    let server = try await ScriptedServer { _ in .answer(searchJSON([1]) + "\n") }
    let answers = SearchClient(socketPath: server.path).batch([SearchRequest(query: "a"), SearchRequest(query: "b")])
    await #expect(throws: SearchClientError.invalidResponse("1 answers to a batch of 2 queries")) {
      for try await _ in answers {}
    }
  }
}
