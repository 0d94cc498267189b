import QueryLanguage
import Testing

@Suite("The printed form of a query")
struct RoundTripTests {
  private let parser = QueryParser(limits: QueryParser.Limits(maximumTerms: 1000), now: september2021)

  @Test("reads back strictly as the same tree", arguments: 0..<4)
  func randomTrees(seed: UInt64) throws {
    var source = RandomQueries(generator: SeededGenerator(seed: seed))
    for _ in 0..<1000 {
      let query = source.query()
      try expectRoundTrip(query, from: query.treeDescription)
    }
  }

  @Test("of any text reads back strictly as the same tree", arguments: 0..<4)
  func randomTexts(seed: UInt64) throws {
    var source = RandomTexts(generator: SeededGenerator(seed: seed))
    for _ in 0..<2500 {
      let text = source.text()
      try expectRoundTrip(try parser.parse(text).query, from: text)
    }
  }

  @Test("is what a second reading prints too")
  func stable() throws {
    var source = RandomTexts(generator: SeededGenerator(seed: 99))
    for _ in 0..<1000 {
      let text = source.text()
      let printed = try parser.parse(text).query.description
      let again = try parser.parse(printed).query.description
      #expect(again == printed, "\(text.debugDescription)")
    }
  }

  @Test("of a mistake points into the text", arguments: 0..<4)
  func errorColumns(seed: UInt64) {
    var source = RandomTexts(generator: SeededGenerator(seed: seed &+ 1000))
    for _ in 0..<2500 {
      let text = source.text()
      do throws(QuerySyntaxError) {
        _ = try parser.parseStrict(text)
      } catch {
        #expect((1...text.unicodeScalars.count).contains(error.column), "\(text.debugDescription): \(error)")
        #expect(error.caret.split(separator: "\n").count == 2, "\(text.debugDescription): \(error.caret)")
      }
    }
  }

  private func expectRoundTrip(_ query: Query, from origin: String) throws {
    let printed = query.description
    do throws(QuerySyntaxError) {
      let again = try parser.parseStrict(printed).query
      #expect(again == query, "\(origin.debugDescription) printed as \(printed)")
    } catch {
      Issue.record("\(origin.debugDescription) printed as \(printed): \(error)")
    }
  }
}

/// Makes texts out of the pieces that queries are made of, and of what people paste.
private struct RandomTexts {
  var generator: SeededGenerator

  private static let pieces = [
    " ", " ", " ", " ", "  ", "a", "bc", "Mi-17", "who's", "\"", "\"", "“", "”", "«", "»", "＂", "(", ")", "(", ")", "|",
    "||", "+", "-", "*", "~", "=", "~2", "~9", "AND", " AND ", " OR ", " NOT ", "OR", "NOT", "NEAR", " NEAR ",
    " NEAR/3 ", "NEAR/0", "NEAR(", ",", ", 5)", "5", ":", "::", "title:", "author:", "site:", "category:", "lang:",
    "url:", "after:", "before:", "date:", "Title:", "foo:", "http://", "www.", "en", "2021", "2021-08", "..", "30d",
    "last-week", "\t", "\n", "\u{0}", "\u{1B}", "\u{200F}", "\u{200D}", "\u{301}", "é", "نجات", "東京", "🎉", "👩‍👩‍👧",
    "צה\"ל", "א", ".", "/", "\\", "<", ">", "#", "@", "&", "'", "\u{FEFF}", "\u{600}", "％", "＊",
  ]

  /// The queries of the golden files, to be mutated.
  private static let seeds = GoldenFile.all(".query.txt").flatMap { $0.cases.map { GoldenFile.unescaped($0.query) } }

  mutating func text() -> String {
    generator.next() % 2 == 0 ? assembled() : mutated()
  }

  /// A known query with a few scalars removed, repeated, exchanged or put in.
  private mutating func mutated() -> String {
    var scalars = Array(generator.pick(Self.seeds).unicodeScalars)
    for _ in 0..<1 + generator.next() % 4 {
      let index = Int(generator.next() % UInt64(scalars.count + 1))
      switch generator.next() % 4 {
      case 0 where index < scalars.count: scalars.remove(at: index)
      case 1 where index < scalars.count: scalars.insert(scalars[index], at: index)
      case 2 where index + 1 < scalars.count: scalars.swapAt(index, index + 1)
      default: scalars.insert(contentsOf: generator.pick(Self.pieces).unicodeScalars, at: index)
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private mutating func assembled() -> String {
    var text = ""
    for _ in 0..<Int(generator.next() % 16) { text += generator.pick(Self.pieces) }
    return text
  }
}
