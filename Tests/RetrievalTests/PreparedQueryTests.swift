import IndexStore
import QueryLanguage
import Testing

@testable import Retrieval

@Suite("Queries that are kept")
struct PreparedQueryTests {
  private struct Refusal: Error {}

  private func read(_ text: String) throws -> ParsedQuery { try QueryParser(now: 0).parse(text) }

  @Test("are read once, and planned once as long as the forms of their words are the same")
  func once() throws {
    let shelf = QueryShelf()
    let first = try shelf.query(of: "harbour ship", parse: read)
    let again = try shelf.query(of: "harbour ship") { (_: String) throws(Refusal) in throw Refusal() }
    #expect(first === again)
    var made = 0
    let forms = RecentForms(since: 2)
    for generation: Int64 in [1, 1, 2, 2, 3, 4] {
      _ = again.plan(generation: generation, forms: forms) { _ in
        made += 1
        return (Plan(), FormUse(stems: [7]))
      }
    }
    #expect(made == 2)
  }

  @Test("are planned anew for each generation when they have words of the vocabulary")
  func vocabulary() throws {
    let query = PreparedQuery(try read("ship~"))
    var made = 0
    for generation: Int64 in [1, 1, 2] {
      _ = query.plan(generation: generation, forms: RecentForms(since: 0)) { _ in
        made += 1
        return (Plan(), FormUse(hasVocabulary: true))
      }
    }
    #expect(made == 2)
  }

  @Test("are not kept when they mean something else tomorrow")
  func dates() throws {
    let shelf = QueryShelf()
    for text in ["after:30d", "ship after:30d", "ship -(date:today)"] {
      let first = try shelf.query(of: text, parse: read)
      #expect(try shelf.query(of: text, parse: read) !== first)
    }
  }

  @Test("are planned again when the deadline cut the plan short")
  func incomplete() throws {
    let query = PreparedQuery(try read("ship~"))
    var made = 0
    for _ in 0..<2 {
      _ = query.plan(generation: 1, forms: RecentForms(since: 0)) { _ in
        made += 1
        return (Plan(isIncomplete: true), FormUse())
      }
    }
    #expect(made == 2)
  }

  @Test("are not kept when they are long, and their plans not when they are large")
  func bounds() throws {
    let shelf = QueryShelf()
    let long = String(repeating: "ship ", count: 60)
    let first = try shelf.query(of: long, parse: read)
    #expect(try shelf.query(of: long, parse: read) !== first)
    let query = PreparedQuery(try read("ship~"))
    var made = 0
    for _ in 0..<2 {
      _ = query.plan(generation: 1, forms: RecentForms(since: 0)) { _ in
        made += 1
        return (Plan(atoms: [Atom(parts: (0..<300).map { .term("\($0)") })]), FormUse())
      }
    }
    #expect(made == 2)
  }

  @Test("find what has come since, and keep the filters of each request apart")
  func freshness() throws {
    let index = try TestIndex([.made("a", title: "Harbour", body: "Ships run.", site: "a.example", language: "en")])
    let searcher = try index.searcher()
    #expect(try searcher.search(SearchQuery(text: "running")).keys == ["a"])
    try index.add([.made("b", title: "Harbour", body: "They ran, running.", site: "b.example", language: "en")])
    #expect(try Set(searcher.search(SearchQuery(text: "running")).keys) == ["a", "b"])
    #expect(try searcher.search(SearchQuery(text: "running", filters: [.site("b.example")])).keys == ["b"])
    #expect(try Set(searcher.search(SearchQuery(text: "running")).keys) == ["a", "b"])
  }
}
