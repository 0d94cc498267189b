import FoundationEssentials
import Testing
import Wire

@Suite("Writing JSON")
struct JSONWriterTests {
  /// What the standard encoder makes of a value.
  private func reference(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  private func check(_ value: some Encodable & JSONWritable) throws {
    let written = try WireJSON.encode(value)
    let expected = try reference(value)
    #expect(written == expected, "\(String(decoding: written, as: UTF8.self))")
  }

  @Test("random answers are written as the standard encoder writes them, in 2,000 cases")
  func sameAsEncoder() throws {
    var random = RandomValues(seed: 1)
    for _ in 0..<2_000 {
      let response = random.response()
      try check(response)
      #expect(try WireJSON.decode(SearchResponse.self, from: WireJSON.encode(response)) == response)
    }
  }

  @Test("so are the answers to all other requests, in 500 cases")
  func others() throws {
    var random = RandomValues(seed: 2)
    for _ in 0..<500 {
      try check(SimilarResponse(hits: random.few { $0.hit() }))
      try check(CopiesResponse(total: random.integer(), hits: random.few { $0.hit() }, partial: true))
      try check(
        SuggestResponse(
          suggestions: random.few { .init(text: $0.text(), kind: $0.text(), count: $0.optional { $0.integer() }) }))
      try check(random.article())
      try check(
        StatsResponse(
          articles: random.integer(), terms: random.integer(), bytes: random.integer(), generation: .min,
          schemaVersion: random.integer(), languages: ["en": random.integer(), "ar": 1, "": 2], version: random.text()))
      try check(HealthResponse(status: random.text(), version: random.text()))
      let problem = ProblemDetails(
        type: random.text(), title: random.text(), status: random.integer(), detail: random.optional { $0.text() },
        caret: random.optional { $0.text() })
      try check(problem)
      try check(BatchAnswer.problem(problem))
    }
  }

  @Test("every character of a string comes back, those below the space in the short form where there is one")
  func escapes() throws {
    let scalars = (0...0xFF).compactMap { Unicode.Scalar($0 as Int) } + ["\u{2028}", "\u{FFFF}", "🚁", "\u{10FFFF}"]
    for scalar in scalars {
      let value = HealthResponse(status: "a\(Character(scalar))b", version: String(Character(scalar)))
      try check(value)
      #expect(try WireJSON.decode(HealthResponse.self, from: WireJSON.encode(value)) == value)
    }
  }
}

/// Answers made of texts and numbers that are hard to write.
private struct RandomValues {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func integer() -> Int {
    let values = [0, 1, 9, 10, 1_234_567_890, -1, -10, .max, .min]
    return values.randomElement(using: &generator) ?? 0
  }

  mutating func number() -> Double {
    let values: [Double] = [
      0, -0.0, 1, 1.5, 1e-7, 0.1 + 0.2, 12_345_678.9, 1e21, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -3,
    ]
    return Bool.random(using: &generator)
      ? values.randomElement(using: &generator) ?? 0 : Double.random(in: 0...40, using: &generator)
  }

  mutating func text() -> String {
    let pieces = [
      "a", "Tajik ", "/", "\\", "\"", "\n", "\t", "\u{0}", "\u{1F}", "\u{7F}", "é", "ن", "🚁", "e\u{301}", "",
    ]
    return (0..<Int.random(in: 0...9, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
      .joined()
  }

  mutating func optional<Value>(_ make: (inout Self) -> Value) -> Value? {
    Bool.random(using: &generator) ? make(&self) : nil
  }

  mutating func few<Value>(_ make: (inout Self) -> Value) -> [Value] {
    (0..<Int.random(in: 0...3, using: &generator)).map { _ in make(&self) }
  }

  mutating func hit() -> Hit {
    let explanation = optional { random in
      Hit.Explanation(
        parts: random.few { random in
          Hit.Explanation.Part(
            term: random.text(), value: random.number(), documentFrequency: random.optional { $0.integer() },
            frequencies: random.optional { ["title": $0.integer(), "body": $0.integer(), "": 1] })
        })
    }
    return Hit(
      id: Int64(integer()), key: text(), url: optional { $0.text() }, title: text(), author: optional { $0.text() },
      site: optional { $0.text() }, category: optional { $0.text() }, language: optional { $0.text() },
      published: optional { $0.text() }, score: number(), copies: optional { $0.integer() },
      snippets: few { random in
        Hit.Passage(
          text: random.text(), highlights: random.optional { $0.few { [$0.integer(), $0.integer()] } })
      }, explanation: explanation)
  }

  mutating func response() -> SearchResponse {
    SearchResponse(
      query: .init(
        text: text(), parsed: text(), notes: few { .init(kind: $0.text(), term: $0.text(), detail: $0.text()) }),
      total: .init(value: integer(), relation: Bool.random(using: &generator) ? .exact : .atLeast),
      hits: few { $0.hit() },
      facets: optional { random in
        ["site": random.few { .init(value: $0.text(), count: $0.integer()) }, "year": [], "\"": []]
      }, next: optional { $0.text() }, partial: Bool.random(using: &generator),
      took: .init(
        parse: integer(), match: integer(), rank: integer(), count: integer(), snippets: integer(), total: integer()),
      profile: optional { random in
        .init(
          postings: random.integer(), postingsRead: random.integer(), blocksVisited: random.integer(),
          blocksSkipped: random.integer(), articlesScored: random.integer())
      })
  }

  mutating func article() -> ArticleResponse {
    ArticleResponse(
      id: Int64(integer()), key: text(), url: optional { $0.text() }, title: text(), body: text(),
      author: optional { $0.text() }, site: optional { $0.text() }, category: optional { $0.text() },
      language: optional { $0.text() }, published: optional { $0.text() }, updated: optional { $0.text() },
      captured: optional { $0.text() },
      source: .init(path: text(), member: optional { $0.text() }, line: optional { $0.integer() }))
  }
}
