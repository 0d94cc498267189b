import Articles
import Testing
import Wire

@Suite("Parameters of a search")
struct SearchRequestTests {
  @Test("a query alone leaves everything else at its default")
  func defaults() throws {
    #expect(try SearchRequest(parameters: [("q", "air bridge")]) == SearchRequest(query: "air bridge"))
  }

  @Test("every parameter is read")
  func everything() throws {
    let text =
      "q=a%20b&limit=1000&cursor=abc&sort=newest&match=all&syntax=strict&site=x.org&category=war&language=prs"
      + "&author=Kim&after=2021&before=2021-08&snippets=5&highlight=html&facets=site,month&explain=true&deadline_ms=60000"
    let request = try SearchRequest(parameters: QueryString.decode(text))
    #expect(
      request
        == SearchRequest(
          query: "a b", limit: 1000, cursor: "abc", sort: .newest, match: .all, syntax: .strict, site: "x.org",
          category: "war", language: "prs", author: "Kim", after: "2021", before: "2021-08", snippets: 5,
          highlight: .html, facets: [.site, .month], explain: true, deadlineMilliseconds: 60_000))
  }

  @Test("what cannot be taken is refused with words that name it", arguments: refusals)
  func refuses(query: String, message: String) {
    let error = #expect(throws: ParameterError.self) {
      try SearchRequest(parameters: QueryString.decode(query))
    }
    #expect(error?.description == message)
  }

  static let refusals: [(String, String)] = [
    ("limit=5", "parameter “q” is missing"),
    ("q=a&q=b", "parameter “q” is given more than once"),
    (
      "q=a&sitte=x",
      "unknown parameter “sitte”; this request takes q, limit, cursor, sort, match, syntax, site, category, language, "
        + "author, after, before, collapse, snippets, highlight, facets, explain, deadline_ms"
    ),
    ("q=a&limit=0", "parameter “limit” is “0”, expected a whole number from 1 to 1000"),
    ("q=a&limit=1001", "parameter “limit” is “1001”, expected a whole number from 1 to 1000"),
    ("q=a&limit=ten", "parameter “limit” is “ten”, expected a whole number from 1 to 1000"),
    (
      "q=a&limit=99999999999999999999",
      "parameter “limit” is “99999999999999999999”, expected a whole number from 1 to 1000"
    ),
    ("q=a&snippets=6", "parameter “snippets” is “6”, expected a whole number from 0 to 5"),
    ("q=a&snippets=-1", "parameter “snippets” is “-1”, expected a whole number from 0 to 5"),
    ("q=a&sort=best", "parameter “sort” is “best”, expected one of relevance, newest, oldest"),
    ("q=a&match=some", "parameter “match” is “some”, expected one of auto, all, any"),
    ("q=a&syntax=Strict", "parameter “syntax” is “Strict”, expected one of lenient, strict"),
    ("q=a&highlight=xml", "parameter “highlight” is “xml”, expected one of ranges, html, plain"),
    (
      "q=a&facets=site,,year",
      "parameter “facets” is “site,,year”, expected some of site, category, author, language, year, month, "
        + "separated by commas"
    ),
    ("q=a&explain=yes", "parameter “explain” is “yes”, expected true, false or profile"),
    ("q=a&deadline_ms=0", "parameter “deadline_ms” is “0”, expected a whole number from 1 to 60000"),
    ("q=a&language=english", "parameter “language” is “english”, expected a language tag such as en, fa or und"),
    ("q=a&site=", "parameter “site” is “”, expected a publication's name or host"),
    ("q=a&cursor", "parameter “cursor” is “”, expected the “next” of an earlier answer"),
    ("q=50%", "“50%” is not percent-encoded UTF-8; write a percent sign itself as %25"),
    ("q=%zz", "“%zz” is not percent-encoded UTF-8; write a percent sign itself as %25"),
    ("q=%ff", "“%ff” is not percent-encoded UTF-8; write a percent sign itself as %25"),
  ]

  @Test("a message never echoes more than sixty characters of a value")
  func shortens() {
    let error = ParameterError.malformed(name: "sort", value: String(repeating: "x", count: 100_000), expected: "y")
    #expect(error.description.unicodeScalars.count < 120)
  }

  @Test("a request is read back from its own parameters and from its own line")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let request = SearchRequest.random(using: &generator)
      let text = QueryString.encode(request.queryItems)
      #expect(try SearchRequest(parameters: QueryString.decode(text)) == request)
      #expect(try SearchRequest(line: request.line) == request)
    }
  }

  @Test("the other requests are read back from their parameters")
  func others() throws {
    let suggest = SuggestRequest(prefix: "mas&s", limit: 7)
    #expect(try SuggestRequest(parameters: suggest.queryItems) == suggest)
    let similar = SimilarRequest(limit: 3)
    #expect(try SimilarRequest(parameters: similar.queryItems) == similar)
    #expect(try SimilarRequest(parameters: []) == SimilarRequest(limit: 10))
    let copies = CopiesRequest(limit: 300)
    #expect(try CopiesRequest(parameters: copies.queryItems) == copies)
    let key = ArticleKeyRequest(key: "https://example.org/?a=b&c")
    #expect(try ArticleKeyRequest(parameters: QueryString.decode(QueryString.encode(key.queryItems))) == key)
    #expect(throws: ParameterError.missing(name: "key")) { try ArticleKeyRequest(parameters: []) }
    #expect(throws: ParameterError.missing(name: "q")) { try SuggestRequest(parameters: []) }
    #expect(throws: ParameterError.unknown(name: "n", known: ["limit"])) {
      try SimilarRequest(parameters: [("n", "1")])
    }
  }
}

@Suite("Lines of a batch")
struct BatchLineTests {
  @Test("numbers, booleans, arrays and null are taken")
  func typedValues() throws {
    let line = #"{"q":"a\u0000\n","limit":5,"explain":true,"facets":["site","year"],"cursor":null,"snippets":"2"}"#
    let expected = SearchRequest(query: "a\0\n", limit: 5, snippets: 2, facets: [.site, .year], explain: true)
    #expect(try SearchRequest(line: line.utf8) == expected)
  }

  @Test(
    "what is no object of parameters is refused",
    arguments: [
      ("", ParameterError.notAnObject), ("[]", .notAnObject), ("\"q\"", .notAnObject), ("{\"q\":\"a\"", .notAnObject),
      ("{}", .missing(name: "q")), (#"{"q":null}"#, .missing(name: "q")),
      (
        #"{"q":["a"]}"#,
        .malformed(
          name: "q", value: "an array, object or fraction", expected: "a string, whole number or boolean")
      ),
      (
        #"{"q":"a","limit":1.5}"#,
        .malformed(
          name: "limit", value: "an array, object or fraction", expected: "a string, whole number or boolean")
      ),
    ])
  func refuses(line: String, error: ParameterError) {
    #expect(throws: error) { try SearchRequest(line: line.utf8) }
  }

  @Test("answers and problems are told apart")
  func answers() throws {
    let timings = SearchResponse.Timings(parse: 1, match: 2, rank: 3, snippets: 4, total: 10)
    let response = SearchResponse(
      query: .init(text: "a", parsed: "a", notes: []), total: .init(value: 0, relation: .exact), hits: [], took: timings
    )
    for answer in [BatchAnswer.answer(response), .problem(ProblemDetails(.overloaded, detail: "wait"))] {
      #expect(try WireJSON.decode(BatchAnswer.self, from: WireJSON.encode(answer)) == answer)
    }
  }
}
