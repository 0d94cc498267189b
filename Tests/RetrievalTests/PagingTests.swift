import Articles
import IndexStore
import QueryLanguage
import Retrieval
import Testing

@Suite("Pages, deadlines and changes")
struct PagingTests {
  private func articles(_ count: Int) -> [Article] {
    (0..<count).map { .made("\($0)", body: "word number \($0 % 7)", published: "20\(10 + $0 % 9)") }
  }

  @Test("continues behind the last hit, ties and all", arguments: [SortOrder.relevance, .newest, .oldest])
  func pages(sort: SortOrder) throws {
    let searcher = try TestIndex(articles(50)).searcher()
    let whole = try searcher.search(SearchQuery(text: "word 3", limit: 1000, sort: sort))
    var query = SearchQuery(text: "word 3", limit: 8, sort: sort)
    var keys: [String] = []
    repeat {
      let page = try searcher.search(query)
      #expect(page.total == whole.total)
      keys += page.keys
      query.cursor = page.next
    } while query.cursor != nil
    #expect(keys == whole.keys)
  }

  @Test("refuses a cursor of another question, and what is no cursor")
  func refusesCursors() throws {
    let searcher = try TestIndex(articles(5)).searcher()
    let next = try #require(try searcher.search(SearchQuery(text: "word", limit: 2)).next)
    #expect(next.utf8.allSatisfy { $0 == 0x2D || $0 == 0x5F || ($0 >= 0x30 && $0 <= 0x7A) })
    var others = [SearchQuery(text: "words"), SearchQuery(text: "word", sort: .newest)]
    others += [SearchQuery(text: "word", match: .all), SearchQuery(text: "word", filters: [.language("en")])]
    for var other in others {
      other.cursor = next
      #expect(throws: SearchError.badCursor(next)) { try searcher.search(other) }
    }
    for text in ["", "!", "AAAA", next + "A", String(next.dropLast())] {
      #expect(throws: SearchError.badCursor(text)) { try searcher.search(SearchQuery(text: "word", cursor: text)) }
    }
  }

  @Test("counts without hits when the limit is 0, and gives 1,000 hits at most")
  func boundsLimit() throws {
    let searcher = try TestIndex(articles(1010)).searcher()
    let none = try searcher.search(SearchQuery(text: "word", limit: 0))
    #expect(none.hits.isEmpty && none.total.value == 1010 && none.next == nil)
    #expect(try searcher.search(SearchQuery(text: "word", limit: 5000, snippets: 0)).hits.count == 1000)
  }

  @Test("leaves a group of dozens of words that are everywhere when the deadline is past")
  func deadlineOfGroup() throws {
    let body = String(repeating: "tick ", count: 3000)
    let searcher = try TestIndex((0..<40).map { .made("\($0)", title: "Clock", body: body) }).searcher()
    let text = [String](repeating: "tick", count: 60).joined(separator: " NEAR/5 ")
    let start = ContinuousClock.now
    let result = try searcher.search(SearchQuery(text: text, deadline: Deadline(milliseconds: 100)))
    #expect(result.partial)
    #expect(ContinuousClock.now - start < .seconds(3))
  }

  @Test("answers with what there is when the deadline is past")
  func answersPartially() throws {
    let searcher = try TestIndex(articles(20)).searcher()
    let late = Deadline(milliseconds: -1)
    let result = try searcher.search(SearchQuery(text: "word -number", deadline: late))
    #expect(result.partial && result.hits.isEmpty && !result.total.isExact)
    #expect(try searcher.search(SearchQuery(text: "-word", deadline: late)).hits.isEmpty)
  }

  @Test("follows an index that changes, on one generation each")
  func followsChanges() throws {
    let index = try TestIndex(articles(10))
    let searcher = try index.searcher()
    #expect(try searcher.search(SearchQuery(text: "word")).total.value == 10)
    try index.add([.made("new", body: "word"), .made("3", body: "something else")])
    _ = try index.writer.remove(keys: ["4", "5"])
    let result = try searcher.search(SearchQuery(text: "word", limit: 20))
    #expect(Set(result.keys) == ["0", "1", "2", "6", "7", "8", "9", "new"])
    #expect(try searcher.search(SearchQuery(text: "")).total.value == 9)
  }

  @Test("is shared by searchers on several threads while it changes")
  func isShared() async throws {
    let index = try TestIndex(articles(50))
    let shared = try SearchIndex(path: index.path)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let searcher = try Searcher(index: shared)
          var before = 50
          for _ in 0..<20 {
            let total = try searcher.search(SearchQuery(text: "word", limit: 3)).total.value
            #expect(total >= before)
            before = total
          }
        }
      }
      for number in 0..<20 { try index.add([.made("new\(number)", body: "word")]) }
      try await group.waitForAll()
    }
  }

  @Test("opens nothing where there is no index")
  func needsIndex() {
    #expect(throws: SearchError.self) { try SearchIndex(path: "/nowhere/index.db") }
  }
}
