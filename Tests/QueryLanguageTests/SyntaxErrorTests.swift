import QueryLanguage
import Testing

@Suite("Syntax errors")
struct SyntaxErrorTests {
  private let parser = QueryParser(now: september2021)

  @Test("are drawn below the query", arguments: GoldenFile.all(".error.txt"))
  func drawings(file: GoldenFile) throws {
    if GoldenFile.isRecording { try file.record { drawing(of: $0.query) } }
    for expected in file.cases where !GoldenFile.isRecording {
      #expect(drawing(of: expected.query) == expected.answer, "\(expected.query)")
    }
  }

  private func drawing(of escaped: String) -> [String] {
    do throws(QuerySyntaxError) {
      _ = try parser.parseStrict(GoldenFile.unescaped(escaped))
      return ["no error"]
    } catch {
      let lines = error.caret.split(separator: "\n")
      return lines.map { "  | \($0)" } + ["error: \(error)"]
    }
  }

  @Test("each say something of their own")
  func wording() {
    let kinds = Self.everyKind
    #expect(Set(kinds.map { "\($0)" }).count == kinds.count)
    #expect(kinds.allSatisfy { !"\($0)".isEmpty })
  }

  @Test("show a long query only around the mistake, and no control characters")
  func window() throws {
    let text = String(repeating: "word ", count: 50) + "\"\u{1B}[31m" + String(repeating: " more", count: 5)
    let error = try #require(throws: QuerySyntaxError.self) { try parser.parseStrict(text) }
    let lines = error.caret.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].count <= 74)
    #expect(lines[0].hasPrefix("…") && lines[0].contains("␛"))
    let column = try #require(lines[1].firstIndex(of: "^"))
    #expect(Array(lines[0])[lines[1].distance(from: lines[1].startIndex, to: column)] == "␛")
  }

  static let everyKind: [QuerySyntaxError.Kind] = [
    .tooLong(bytes: 5000, limit: 4096), .tooManyTerms(limit: 64), .tooDeep(limit: 32), .controlCharacter("U+0000"),
    .unmatchedQuote, .unmatchedOpening, .unmatchedClosing, .emptyGroup, .emptyPhrase, .loneOperator("-"),
    .missingLeft("OR"), .missingRight("OR"), .nearOperand, .nearDistance("0", limit: 1000), .mixedDistances,
    .innerWildcard("a*b"), .fuzziness("a~3"), .conflictingModifiers("=a*"), .missingValue(field: "title"),
    .nestedField(field: "site"), .modifiedValue("bbc*"), .invalidLanguage("klingon"), .invalidDate("soon"),
    .reversedDates("2022..2021"),
  ]
}

@Suite("Limits")
struct LimitTests {
  private let parser = QueryParser(now: september2021)

  @Test("refuse a text that is too long in both readings", arguments: [4097, 100_000])
  func length(bytes: Int) throws {
    let text = String(repeating: "a", count: bytes)
    let expected = QuerySyntaxError(kind: .tooLong(bytes: bytes, limit: 4096), column: 4097, query: text)
    #expect(throws: expected) { try parser.parse(text) }
    #expect(throws: expected) { try parser.parseStrict(text) }
    #expect(throws: Never.self) { try parser.parse(String(repeating: "a", count: 4096)) }
  }

  @Test("keep the first words of a query with too many")
  func terms() throws {
    let text = (1...70).map { "w\($0)" }.joined(separator: " ")
    let parsed = try parser.parse(text)
    guard case .words(let words) = parsed.query else {
      Issue.record("\(parsed.query.treeDescription)")
      return
    }
    #expect(words.count == 64)
    #expect(words.last == .word("w64", .forms))
    #expect(parsed.notes.map(\.kind) == [.truncated])
    let error = try #require(throws: QuerySyntaxError.self) { try parser.parseStrict(text) }
    #expect(error.kind == .tooManyTerms(limit: 64))
  }

  @Test(
    "count each word of a phrase and cut the phrase",
    arguments: [("a \"b c d\" e", "a \"b c\""), ("a b (c OR d", "a b c")])
  func phrases(text: String, expected: String) throws {
    let small = QueryParser(limits: QueryParser.Limits(maximumTerms: 3), now: september2021)
    let parsed = try small.parse(text)
    #expect(parsed.query.description == expected)
    #expect(parsed.notes.map(\.kind) == [.truncated])
  }

  @Test("ignore nesting that is too deep", arguments: ["(", "-(", "NOT ", "title:(", "NEAR(", "+("])
  func depth(opening: String) throws {
    let text = String(repeating: opening, count: 500) + "deep"
    let parsed = try parser.parse(text)
    #expect(parsed.notes.contains { $0.kind == .ignored })
    #expect(parsed.query.description.contains("deep"))
    #expect(throws: QuerySyntaxError.self) { try parser.parseStrict(text) }
    #expect(try parser.parseStrict(parsed.query.description).query == parsed.query)
  }

  @Test("allow what is just within them")
  func boundary() throws {
    let text = String(repeating: "(", count: 32) + "a b" + String(repeating: ")", count: 32)
    #expect(try parser.parseStrict(text).query == .words([.word("a", .forms), .word("b", .forms)]))
  }
}
