import Articles
import NIOHTTP1
import Testing
import Wire

@testable import Daemon

/// A reader of the part of YAML that `docs/openapi.yaml` is written in: nested keys by indentation.
private struct OpenAPI {
  private let lines: [(indent: Int, text: Substring)]

  init() throws {
    lines = try Repository.text("docs/openapi.yaml").split(separator: "\n").map { line in
      (line.prefix { $0 == " " }.count, line.drop { $0 == " " })
    }
  }

  /// The keys directly below a path of keys.
  func keys(below path: [String]) -> [String] {
    var range = lines[...]
    var indent = -1
    for key in path {
      guard let start = range.firstIndex(where: { $0.indent > indent && Self.key($0.text) == key }) else { return [] }
      indent = range[start].indent
      let rest = range[(start + 1)...]
      range = rest.prefix { $0.indent > indent }
    }
    guard let level = range.first?.indent else { return [] }
    return range.filter { $0.indent == level }.compactMap { Self.key($0.text) }
  }

  /// The values of `name:` below a path of keys, in order.
  func parameterNames(below path: [String]) -> [String] {
    var range = lines[...]
    var indent = -1
    for key in path {
      guard let start = range.firstIndex(where: { $0.indent > indent && Self.key($0.text) == key }) else { return [] }
      indent = range[start].indent
      range = range[(start + 1)...].prefix { $0.indent > indent }
    }
    return range.filter { $0.text.hasPrefix("- name: ") }.map { String($0.text.dropFirst(8)) }
  }

  private static func key(_ text: Substring) -> String? {
    guard let colon = text.firstIndex(of: ":"), !text.hasPrefix("-") else { return nil }
    return String(text[..<colon])
  }
}

@Suite("docs/openapi.yaml and docs/protocol.md")
struct DocumentationTests {
  private let api: OpenAPI

  init() throws { api = try OpenAPI() }

  @Test("the paths are those the daemon answers on")
  func paths() throws {
    #expect(api.keys(below: ["paths"]).sorted() == Resource.templates.sorted())
    for template in Resource.templates {
      let resource = try Resource(path: template.replacing("{id}", with: "1"))
      let documented = api.keys(below: ["paths", template]).map { $0.uppercased() }
      #expect(documented.sorted() == resource.methods.map(\.rawValue).filter { $0 != "HEAD" }.sorted(), "\(template)")
    }
  }

  @Test(
    "the parameters are those that are read",
    arguments: [
      ("/v1/search", SearchParameter.allCases.map(\.rawValue)),
      ("/v1/suggest", SuggestRequest.Parameter.allCases.map(\.rawValue)),
      ("/v1/articles", ArticleKeyRequest.Parameter.allCases.map(\.rawValue)),
      ("/v1/articles/{id}/similar", SimilarRequest.Parameter.allCases.map(\.rawValue)),
      ("/v1/articles/{id}/copies", CopiesRequest.Parameter.allCases.map(\.rawValue)),
      ("/v1/articles/{id}", []), ("/v1/stats", []), ("/healthz", []), ("/metrics", []),
    ])
  func parameters(path: String, names: [String]) {
    #expect(api.parameterNames(below: ["paths", path, "get"]) == names)
  }

  @Test("a line of a batch has the members of the parameters")
  func batchLine() {
    let members = api.keys(below: ["components", "schemas", "BatchLine", "properties"])
    #expect(members == SearchParameter.allCases.map(\.rawValue))
  }

  /// One value of each shape, with everything that can be absent present.
  private static let shapes: [(String, any JSONWritable & Sendable)] = {
    let part = Hit.Explanation.Part(term: "t", value: 1, documentFrequency: 1, frequencies: [:])
    let passage = Hit.Passage(text: "t", highlights: [])
    let hit = Hit(
      id: 1, key: "k", url: "u", title: "t", author: "a", site: "s", category: "c", language: "en", published: "2021",
      score: 1, copies: 1, snippets: [passage], explanation: .init(parts: [part]))
    let note = SearchResponse.Note(kind: "k", term: "t", detail: "d")
    let report = SearchResponse.QueryReport(text: "t", parsed: "t", notes: [note])
    let total = SearchResponse.Total(value: 1, relation: .exact)
    let took = SearchResponse.Timings(parse: 1, match: 1, rank: 1, snippets: 1, total: 1)
    let profile = SearchResponse.Profile(
      postings: 1, postingsRead: 1, blocksVisited: 1, blocksSkipped: 1, articlesScored: 1)
    let count = SearchResponse.FacetCount(value: "v", count: 1)
    let source = ArticleResponse.Source(path: "p", member: "m", line: 1)
    let suggestion = SuggestResponse.Suggestion(text: "t", kind: "word", count: 1)
    return [
      (
        "SearchResponse",
        SearchResponse(
          query: report, total: total, hits: [hit], facets: ["site": [count]], next: "n", partial: false, took: took,
          profile: profile)
      ),
      ("QueryReport", report), ("Note", note), ("Total", total), ("FacetCount", count), ("Timings", took),
      ("Profile", profile),
      ("Hit", hit),
      ("Passage", passage), ("Explanation", Hit.Explanation(parts: [part])), ("ExplanationPart", part),
      ("SuggestResponse", SuggestResponse(suggestions: [suggestion])), ("Suggestion", suggestion),
      ("SimilarResponse", SimilarResponse(hits: [hit])), ("CopiesResponse", CopiesResponse(total: 1, hits: [hit])),
      (
        "ArticleResponse",
        ArticleResponse(
          id: 1, key: "k", url: "u", title: "t", body: "b", author: "a", site: "s", category: "c", language: "en",
          published: "2021", updated: "2021", captured: "2021", source: source)
      ),
      ("Source", source),
      (
        "StatsResponse",
        StatsResponse(
          articles: 1, terms: 1, bytes: 1, generation: 1, schemaVersion: 1, languages: ["en": 1], version: "v")
      ),
      ("HealthResponse", HealthResponse(status: "ok", version: "v")),
      ("Problem", ProblemDetails(.querySyntax, detail: "d", caret: "c")),
    ]
  }()

  @Test("the schemas have the fields that are written, and no others", arguments: shapes.map(\.0))
  func fields(schema: String) throws {
    let shape = try #require(Self.shapes.first { $0.0 == schema })
    let documented = api.keys(below: ["components", "schemas", schema, "properties"])
    #expect(try Self.members(of: shape.1) == documented.sorted())
  }

  @Test("no schema is left over")
  func schemas() {
    #expect(api.keys(below: ["components", "schemas"]).sorted() == (Self.shapes.map(\.0) + ["BatchLine"]).sorted())
  }

  @Test("every kind of problem is in both, with its status", arguments: ProblemKind.allCases)
  func problems(kind: ProblemKind) throws {
    let protocolPage = try Repository.text("docs/protocol.md")
    #expect(protocolPage.contains("| `/problems/\(kind.rawValue)` | \(kind.status) |"))
    #expect(try Repository.text("docs/openapi.yaml").contains("- /problems/\(kind.rawValue)\n"))
  }

  @Test("the version is that of the programs")
  func version() throws {
    #expect(try Repository.text("docs/openapi.yaml").contains("\n  version: \(Software.version)\n"))
  }

  /// The names of the members of the JSON object of a value, sorted.
  private static func members(of value: some JSONWritable) throws -> [String] {
    let object = try WireJSON.decode([String: Ignored].self, from: WireJSON.encode(value))
    return object.keys.sorted()
  }

  private struct Ignored: Decodable {
    init(from decoder: any Decoder) {}
  }
}
