import Foundation
import Testing

@Suite("search, with a daemon")
struct SearchCommandTests {
  private static let articles: [[String: String]] = [
    [
      "id": "bridge", "url": "https://example.org/bridge", "title": "An air bridge to Panjshir", "lang": "en",
      "body": "Tajik helicopters deliver weapons. The air bridge holds, says the army.", "site": "example.org",
      "published": "2021-09-01", "author": "A. Writer", "category": "War",
    ],
    [
      "id": "trade", "title": "Trade resumes", "body": "Lorries cross the bridge again. Helicopters are gone.",
      "lang": "en", "site": "example.net", "published": "2022-03-05",
    ],
    ["id": "poem", "title": "Nejat", "body": "A song of rescue.", "lang": "en", "published": "2020-01-01"],
  ]

  private func stage() async throws -> SearchStage {
    try await SearchStage(files: ["a.jsonl": try articleLines(Self.articles)])
  }

  @Test("the status is 0 when something is found, 1 when nothing is, 2 when the query or an option is wrong")
  func statuses() async throws {
    let stage = try await stage()
    let found = try await stage.run("helicopters")
    #expect(found.status == 0)
    #expect(found.output.contains("An air bridge to Panjshir"))
    let none = try await stage.run("submarines")
    #expect(none.status == 1)
    #expect(none.output.isEmpty)
    #expect(none.errors.contains("no article matches “submarines”"))
    let mistaken = try await stage.run("--strict", "(bridge")
    #expect(mistaken.status == 2)
    #expect(mistaken.errors.contains("^"))
    #expect(try await stage.run("(bridge").status == 0)
    let unknown = try await stage.run("bridge", "-army")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("search -- -word"))
    #expect(try await stage.run("--", "helicopters", "-army").output.contains("Trade resumes"))
    #expect(try await stage.run("--after", "the day before the flood", "bridge").status == 2)
  }

  @Test("every form of output prints what it says")
  func forms() async throws {
    let stage = try await stage()
    let json = try #require(try await stage.run("--json", "--explain", "--facets", "site", "bridge").objects().first)
    #expect(Set(json.keys).isSuperset(of: ["query", "total", "hits", "facets", "partial", "took_us"]))
    let hits = try #require(json["hits"] as? [[String: Any]])
    #expect(hits.count == 2)
    #expect(hits.allSatisfy { $0["explanation"] != nil })
    let lines = try await stage.run("--ndjson", "bridge").objects()
    #expect(lines.compactMap { $0["key"] as? String } == hits.compactMap { $0["key"] as? String })
    #expect(try await stage.run("--format", "{rank} {key}", "air bridge").lines.first == "1 bridge")
    #expect(try await stage.run("-0", "--sort", "oldest", "bridge").output == "bridge\0trade\0")
    #expect(try await stage.run("--count", "bridge").output == "2\n")
    #expect(try await stage.run("--count", "--facets", "site", "bridge").lines.contains { $0.hasSuffix("example.net") })
    #expect(
      try await stage.run("--format", "{snippet}", "weapons").output.contains("Tajik helicopters deliver weapons"))
    #expect(try await stage.run("--suggest", "helicop").lines.first == "helicopters")
    #expect(try await stage.run("--suggest", "--json", "helicop").objects().first?["suggestions"] != nil)
    let readable = try await stage.run("\"air bridge\"").lines
    #expect(readable.first == "1. An air bridge to Panjshir")
    #expect(readable.contains("   https://example.org/bridge"))
    #expect(readable.last?.hasPrefix("1 of 1 article, ") == true)
  }

  @Test(
    "filters and orders are passed on",
    arguments: [
      ("--site example.org bridge", ["bridge"]),
      ("--category War bridge", ["bridge"]),
      ("--language de bridge", []),
      ("--after 2022 bridge", ["trade"]),
      ("--before 2022 bridge", ["bridge"]),
      ("--sort newest helicopters", ["trade", "bridge"]),
      ("--sort oldest helicopters", ["bridge", "trade"]),
      ("--match all weapons lorries", []),
      ("--match any --sort oldest weapons lorries", ["bridge", "trade"]),
      ("--site example.net", ["trade"]),
      ("-n 1 --sort newest bridge", ["trade"]),
    ])
  func selection(arguments: String, keys: [String]) async throws {
    let stage = try await stage()
    let command = ["--format", "{key}"] + arguments.split(separator: " ").map(String.init)
    let output = try await Tool("search").run(command, environment: ["SEARCHD_SOCKET": stage.socket])
    #expect(output.lines == keys)
    #expect(output.status == (keys.isEmpty ? 1 : 0))
  }

  @Test("all pages together are one big page, whatever their size")
  func paging() async throws {
    let articles = (0..<230).map { number in
      [
        "id": "k\(number)", "title": "Bulletin \(number % 7)",
        "body": String(repeating: "bridge ", count: number % 5 + 1),
      ]
    }
    let stage = try await SearchStage(files: ["a.jsonl": try articleLines(articles)])
    for sort in ["relevance", "newest"] {
      let whole = try await stage.run("-n", "1000", "-0", "--sort", sort, "bridge").output
      #expect(whole.split(separator: "\0").count == 230)
      for size in ["7", "230", "1000"] {
        #expect(try await stage.run("--all", "-n", size, "-0", "--sort", sort, "bridge").output == whole)
      }
      #expect(try await stage.run("--all", "-0", "--sort", sort, "bridge").output == whole)
    }
    #expect(try await stage.run("--all", "--json", "-n", "100", "bridge").objects().count == 3)
    let readable = try await stage.run("--all", "bridge")
    #expect(readable.lines.last?.hasPrefix("230 of 230 articles, ") == true)
  }

  @Test("a batch is answered line by line, in order; options go to plain lines, refusals stay in their place")
  func batch() async throws {
    let stage = try await stage()
    var input = ""
    for number in 0..<90 {
      input +=
        number % 3 == 0 ? "helicopters\n" : number % 3 == 1 ? "nothingwhatever\r\n" : #"{"q":"Nejat","limit":5}"# + "\n"
    }
    let output = try await stage.run("--batch", "-n", "1", input: input + "\n" + #"{"q":"x","limit":0}"#)
    let answers = try output.objects()
    #expect(answers.count == 92)
    for (number, answer) in answers.prefix(90).enumerated() {
      let query = (answer["query"] as? [String: Any])?["text"] as? String
      #expect(query == ["helicopters", "nothingwhatever", "Nejat"][number % 3])
      #expect((answer["hits"] as? [Any])?.count == [1, 0, 1][number % 3])
    }
    #expect((answers[90]["total"] as? [String: Any])?["value"] as? Int == 3)
    #expect(answers[91]["type"] as? String == "/problems/parameter")
    #expect(output.status == 2)
    #expect(try await stage.run("--batch", input: "helicopters\n").status == 0)
    #expect(try await stage.run("--batch", input: "nothingwhatever\n").status == 1)
    #expect(try await stage.run("--batch", input: "").status == 1)
  }

  @Test("a reader that goes away ends the command quietly")
  func brokenPipe() async throws {
    let stage = try await stage()
    let (output, errors) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try Tool("search").path)
    process.arguments = ["--socket", stage.socket, "--json", "bridge"]
    process.standardOutput = output.fileHandleForWriting
    process.standardError = errors
    try output.fileHandleForReading.close()
    try process.run()
    let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    #expect(complaint.isEmpty)
  }

  @Test("on a terminal there are emphasis and links; articles cannot add any of their own")
  func terminal() async throws {
    let evil = [
      "id": "evil", "url": "https://example.org/\u{1B}]0;owned\u{7}", "title": "\u{1B}[2J\u{9B}31mTitle \u{202E}elttil",
      "body": "The bridge \u{1B}]8;;https://evil.example\u{1B}\\burns\u{7F}. Nothing \u{85}else\u{2028}happened.",
      "author": "\u{1B}c", "site": "s\u{8}ite",
    ]
    let stage = try await SearchStage(files: ["a.jsonl": try articleLines([evil])])
    for form in [
      [], ["--explain"], ["--json"], ["--ndjson"], ["--format", "{title} {url} {author} {snippet}"], ["-0"],
    ] {
      let search = try Tool("search").path
      let raw = try PseudoTerminal(columns: 40).output(
        of: search, form + ["bridge"], environment: ["SEARCHD_SOCKET": stage.socket, "TERM": "xterm"])
      #expect(raw.contains(form == ["-0"] ? "evil" : "itle"))
      let rest = Self.withoutOwnSequences(raw)
      let hazards = rest.unicodeScalars.filter { scalar in
        scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\0"
          || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      }
      #expect(hazards.isEmpty, "\(form): \(hazards.map { $0.value })")
    }
  }

  @Test("colour and links depend on the terminal, NO_COLOR and --color; lines fit")
  func colors() async throws {
    let stage = try await stage()
    let plain = try stage.runOnTerminal("air bridge", columns: 40)
    #expect(plain.contains("\u{1B}[1;33m"))
    #expect(plain.contains("\u{1B}]8;;https://example.org/bridge\u{1B}\\"))
    #expect(Self.withoutOwnSequences(plain).split(separator: "\n").allSatisfy { $0.count <= 40 })
    let colourless = try stage.runOnTerminal("air bridge", environment: ["NO_COLOR": "1"])
    #expect(!colourless.contains("\u{1B}["))
    #expect(colourless.contains("\u{1B}]8;;"))
    #expect(!(try stage.runOnTerminal("air bridge", environment: ["TERM": "dumb"]).contains("\u{1B}")))
    #expect(!(try await stage.run("air bridge").output.contains("\u{1B}")))
    #expect(try await stage.run("--color", "always", "air bridge").output.contains("\u{1B}[1;33m"))
  }

  @Test(
    "the searches of the seed article find it first, and show why",
    .enabled(if: SeedArticle.text != nil, "needs ../shared/data/seed beside the checkout, or $SEARCHD_SHARED"))
  func seedArticle() async throws {
    let others = try articleLines([
      ["id": "1", "title": "The museum shows helicopters", "body": "Fourteen of them, none from here.", "lang": "en"],
      ["id": "2", "title": "Repairs of the bridge", "body": "The air is cold, the troops help.", "lang": "en"],
    ])
    let stage = try await SearchStage(files: ["seed.txt": try #require(SeedArticle.text), "others.jsonl": others])
    let queries = [
      "Tajik helicopters", "Nejat", "نجات", "Islami-yi Milli", "Massoud's army", "Mi-17", "12,000 troops",
      "\"air bridge\"",
    ]
    for query in queries {
      let hits = try await stage.hits(query)
      #expect((hits.first?["key"] as? String)?.hasSuffix("seed.txt") == true, "\(query)")
      let snippets = try #require(hits.first?["snippets"] as? [[String: Any]])
      #expect(snippets.contains { ($0["highlights"] as? [[Int]])?.isEmpty == false }, "\(query)")
    }
  }

  /// Removes the sequences that the command itself writes: SGR of its three styles and well-formed links of the web.
  private static func withoutOwnSequences(_ text: String) -> String {
    text.replacing(/\u{1B}\[(0|1|2|1;33)m/, with: "").replacing(
      /\u{1B}\]8;;(https?:\/\/[\x21-\x7E]*)?\u{1B}\\/, with: "")
  }
}

/// The article of the shared test data; it is no part of the project.
private enum SeedArticle {
  static let text: String? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
    let shared = ProcessInfo.processInfo.environment["SEARCHD_SHARED"] ?? root.appending(path: "../shared").path
    return try? String(contentsOfFile: shared + "/data/seed/tajik-helicopters.txt", encoding: .utf8)
  }()
}
