import Articles
import Testing
import Wire

@Suite("Answers over the wire")
struct ResponseTests {
  @Test("an answer is one line of JSON with the documented names")
  func golden() throws {
    let snippet = Snippet(text: "Tajik helicopters & <arms>", highlights: [0..<5, 6..<17])
    let explanation = Hit.Explanation(
      parts: [.init(term: "tajik", value: 1.5, documentFrequency: 3, frequencies: ["title": 1])])
    let hit = Hit(
      id: 1, key: "https://example.org/a", url: "https://example.org/a", title: "A", published: "2021-08", score: 1.5,
      snippets: [Hit.Passage(snippet, style: .ranges)], explanation: explanation)
    let response = SearchResponse(
      query: .init(text: "tajik", parsed: "tajik", notes: [.init(kind: "relaxed", term: "b", detail: "c")]),
      total: .init(value: 7, relation: .atLeast), hits: [hit], facets: ["site": [.init(value: "x", count: 2)]],
      next: "n", partial: true, took: .init(parse: 1, match: 2, rank: 3, count: 5, snippets: 4, total: 10))
    let json =
      #"{"facets":{"site":[{"count":2,"value":"x"}]},"hits":[{"explanation":{"parts":[{"document_frequency":3,"#
      + #""frequencies":{"title":1},"term":"tajik","value":1.5}]},"id":1,"key":"https://example.org/a","#
      + #""published":"2021-08","score":1.5,"snippets":[{"highlights":[[0,5],[6,17]],"#
      + #""text":"Tajik helicopters & <arms>"}],"title":"A","url":"https://example.org/a"}],"next":"n","partial":true,"#
      + #""query":{"notes":[{"detail":"c","kind":"relaxed","term":"b"}],"parsed":"tajik","text":"tajik"},"#
      + #""took_us":{"count":5,"match":2,"parse":1,"rank":3,"snippets":4,"total":10},"total":{"relation":"at_least","value":7}}"#
    #expect(String(decoding: try WireJSON.encode(response), as: UTF8.self) == json)
    #expect(try WireJSON.decode(SearchResponse.self, from: json.utf8) == response)
  }

  @Test("fields a reader does not know are ignored")
  func unknownFields() throws {
    let json = #"{"status":"ok","version":"1","uptime":{"seconds":5}}"#
    #expect(try WireJSON.decode(HealthResponse.self, from: json.utf8) == HealthResponse(status: "ok", version: "1"))
  }

  @Test("a score that is no number is an error rather than broken JSON")
  func notFinite() {
    let hit = Hit(id: 1, key: "k", title: "", score: .nan)
    #expect(throws: EncodingError.self) { try WireJSON.encode(SimilarResponse(hits: [hit])) }
  }

  @Test(
    "passages are rendered in each style",
    arguments: [
      (HighlightStyle.ranges, "a <b> & “c”", [[0, 1], [2, 5]]), (.plain, "a <b> & “c”", nil),
      (.html, "<mark>a</mark> <mark>&lt;b&gt;</mark> &amp; “c”", nil),
    ] as [(HighlightStyle, String, [[Int]]?)])
  func styles(style: HighlightStyle, text: String, highlights: [[Int]]?) {
    let snippet = Snippet(text: "a <b> & “c”", highlights: [0..<1, 2..<5])
    #expect(Hit.Passage(snippet, style: style) == Hit.Passage(text: text, highlights: highlights))
  }

  @Test(
    "highlights count scalars, may touch, and are dropped when they lie outside the text",
    arguments: [
      ("e\u{301}x", [0..<2], "<mark>e\u{301}</mark>x"), ("🚁b", [0..<1, 1..<2], "<mark>🚁</mark><mark>b</mark>"),
      ("ab", [-1..<1, 1..<3, 1..<1], "ab"), ("ab", [-2..<(-1), 1..<2], "a<mark>b</mark>"), ("", [0..<1], ""),
      ("\"'", [0..<2], "<mark>&quot;&#39;</mark>"),
    ])
  func htmlEdges(text: String, highlights: [Range<Int>], html: String) {
    #expect(Hit.Passage(Snippet(text: text, highlights: highlights), style: .html).text == html)
  }
}

@Suite("Problems")
struct ProblemTests {
  @Test(
    "every kind has a title of its own, an error status and a type that is read back", arguments: ProblemKind.allCases)
  func kinds(kind: ProblemKind) {
    let problem = ProblemDetails(kind, detail: "d")
    #expect((400...599).contains(problem.status))
    #expect(problem.kind == kind)
    #expect(ProblemKind.allCases.filter { $0.title == kind.title } == [kind])
  }

  @Test("a problem is written as RFC 9457 has it")
  func golden() throws {
    let problem = ProblemDetails(.querySyntax, detail: "unclosed quote", caret: "\"air\n^")
    let json =
      #"{"caret":"\"air\n^","detail":"unclosed quote","status":400,"title":"Query syntax error","#
      + #""type":"/problems/query-syntax"}"#
    #expect(String(decoding: try WireJSON.encode(problem), as: UTF8.self) == json)
  }

  @Test("a type of another origin has no kind")
  func foreign() {
    #expect(ProblemDetails(type: "about:blank", title: "x", status: 400).kind == nil)
  }
}

@Suite("Query strings")
struct QueryStringTests {
  @Test(
    "pairs are decoded as forms encode them",
    arguments: [
      ("", []), ("&&", []), ("a", ["a", ""]), ("a=b=c", ["a", "b=c"]), ("a+b=c%2Bd", ["a b", "c+d"]),
      ("q=%00&q=%F0%9F%9A%81", ["q", "\0", "q", "🚁"]), ("=x", ["", "x"]),
    ])
  func decodes(text: String, flat: [String]) throws {
    #expect(try QueryString.decode(text).flatMap { [$0.name, $0.value] } == flat)
  }
}
