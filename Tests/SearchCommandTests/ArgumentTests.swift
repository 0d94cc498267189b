import ArgumentParser
import SearchClient
import Testing

@testable import search

@Suite("Arguments of search")
struct ArgumentTests {
  private func request(_ arguments: String...) throws -> SearchRequest {
    let command = try SearchCommand.parse(arguments)
    return try command.request(for: command.text)
  }

  @Test("words are joined by spaces, quoted together or not")
  func words() throws {
    #expect(try request("Tajik", "helicopters").query == "Tajik helicopters")
    #expect(try request("Tajik helicopters").query == "Tajik helicopters")
    #expect(try request("\"air bridge\"", "Mi-17").query == "\"air bridge\" Mi-17")
    #expect(try request("--", "helicopters", "-Russian").query == "helicopters -Russian")
    #expect(try request("").query == "")
  }

  @Test("every option of the selection reaches the request")
  func selection() throws {
    let request = try request(
      "x", "--sort", "newest", "--match", "all", "--strict", "--site", "s", "--category", "c", "--language", "fa",
      "--author", "a", "--after", "2021", "--before", "2022-01", "-n", "7", "--collapse", "none", "--snippets", "3",
      "--facets", "site,year",
      "--explain", "--deadline", "250")
    #expect(
      request
        == SearchRequest(
          query: "x", limit: 7, sort: .newest, match: .all, syntax: .strict, site: "s", category: "c",
          language: "fa", author: "a", after: "2021", before: "2022-01", collapse: .none, snippets: 3,
          facets: [.site, .year],
          explain: true, deadlineMilliseconds: 250))
  }

  @Test("a form of output asks for no more than it prints")
  func economy() throws {
    #expect(try request("x") == SearchRequest(query: "x"))
    #expect(try request("x", "--count") == SearchRequest(query: "x", limit: 1, snippets: 0))
    #expect(try request("x", "-0").snippets == 0)
    #expect(try request("x", "--format", "{title}").snippets == 0)
    #expect(try request("x", "--format", "{snippet}").snippets == 1)
    #expect(try request("x", "--all").limit == 200)
    #expect(try request("x", "--all", "-n", "3").limit == 3)
    #expect(try request("x", "--highlight", "html").highlight == .ranges)
    #expect(try request("x", "--json", "--highlight", "html").highlight == .html)
  }

  @Test(
    "the form of output follows from the options",
    arguments: [
      ([], OutputForm.readable),
      (["--json"], .json),
      (["--ndjson"], .ndjson),
      (["--count"], .count),
      (["-0"], .records(.key, nulTerminated: true)),
      (["--null"], .records(.key, nulTerminated: true)),
    ])
  func form(arguments: [String], form: OutputForm) throws {
    #expect(try SearchCommand.parse(["x"] + arguments).output.form() == form)
  }

  @Test(
    "arguments that make no sense are refused with a word on what would",
    arguments: [
      ("x --json --ndjson", "exclude each other"),
      ("x --count --format {title}", "exclude each other"),
      ("x --json -0", "-0 goes with --format"),
      ("x --limit 0", "1 to 1000"),
      ("x --limit 1001", "use --all"),
      ("x --snippets 6", "0 to 5"), ("x --copies 5", "give no QUERY"), ("--copies 5 --count", "--copies lists"),
      ("--copies 5 --all", "--copies lists"), ("x --collapse some", "story"),
      ("x --timeout 0", "above 0"),
      ("x --deadline 0", "1 to 60000"),
      ("x --facets site,colour", "there is no facet “colour”"),
      ("x --facets site --ndjson", "--facets goes with"),
      ("x --explain --count", "--explain goes with"),
      ("x --all --count", "leave out --all"),
      ("x --format {colour}", "there is no field {colour}"),
      ("x --format \\q", "\\q is no escape"),
      ("x --format {title", "is not closed"),
      ("x --sort best", "relevance"),
      ("--batch x", "give no QUERY"),
      ("--batch --suggest", "exclude each other"),
      ("--batch --json", "lines of JSON"),
      ("--suggest x --count", "prints completions"),
      ("--suggest x -n 200", "1 to 100"),
      ("x --colour", "Unknown option"),
    ])
  func refused(arguments: String, complaint: String) throws {
    let error = #expect(throws: (any Error).self) {
      try SearchCommand.parse(arguments.split(separator: " ").map(String.init))
    }
    #expect(try SearchCommand.fullMessage(for: #require(error)).contains(complaint))
    #expect(try SearchCommand.exitCode(for: #require(error)) != .success)
  }

  @Test(
    "a command without anything to look for is refused, one with a filter or an empty query is not",
    arguments: [("", true), ("--sort newest", true), ("--suggest", true), ("--site a", false), ("--batch", false)])
  func nothing(arguments: String, isRefused: Bool) throws {
    let command = try SearchCommand.parse(arguments.split(separator: " ").map(String.init))
    if isRefused {
      #expect(throws: ValidationError.self) { try command.checkQuery() }
    } else {
      try command.checkQuery()
    }
    try SearchCommand.parse([""]).checkQuery()
  }

  @Test(
    "every error has the exit status that the manual gives it",
    arguments: [
      (SearchClientError.problem(ProblemDetails(.querySyntax, detail: "")), SearchStatus.refused),
      (.problem(ProblemDetails(.overloaded, detail: "")), .unreachable),
      (.problem(ProblemDetails(.indexMissing, detail: "")), .unreachable),
      (.unreachable(path: "/s", reason: .noSocket), .unreachable),
      (.timedOut(after: .seconds(1)), .unreachable),
      (.invalidResponse(""), .unreachable),
      (.versionMismatch(server: "2"), .versionMismatch),
    ])
  func exitStatus(error: SearchClientError, status: SearchStatus) {
    #expect(SearchStatus(error) == status)
  }

  @Test("the status of several answers is the gravest: refused, partial, found, none")
  func tally() {
    func response(hits: Int, partial: Bool = false) -> SearchResponse {
      SearchResponse(
        query: .init(text: "", parsed: "", notes: []), total: .init(value: hits, relation: .exact),
        hits: (0..<hits).map { Hit(id: Int64($0), key: "", title: "", score: 0) }, partial: partial,
        took: .init(parse: 0, match: 0, rank: 0, snippets: 0, total: 0))
    }
    var tally = Tally()
    #expect(tally.status == .none)
    tally.add(.answer(response(hits: 0)))
    #expect(tally.status == .none)
    tally.add(.answer(response(hits: 2)))
    #expect(tally.status == .found)
    tally.add(.answer(response(hits: 0, partial: true)))
    #expect(tally.status == .partial)
    tally.add(.problem(ProblemDetails(.querySyntax, detail: "")))
    #expect(tally.status == .refused)
  }
}
