import Foundation
import Testing

@Suite("searchctl extract")
struct ExtractCommandTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  private static let page = """
    <!doctype html><html lang="en"><head><title>Bees in winter | The Hive</title><meta name="author" content="Ada Moor">
    <meta property="og:site_name" content="The Hive"></head><body><nav><a href="/">Home</a></nav><main>
    <h1>Bees in winter</h1><p>When it is cold, bees gather around their queen, and keep her warm by trembling.</p>
    <p>They take turns at the outside, and live on the honey that they stored in summer.</p></main></body></html>
    """

  @Test("prints the articles of all inputs, which ingest reads back, and touches no index")
  func articles() async throws {
    try place.folder.write(Self.page, to: "in/page.html")
    try place.folder.write(IndexedFolder.lines(0..<2), to: "in/two.jsonl")
    let result = try await place.searchctl.run("extract", place.folder.path("in"))
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    let articles = try result.objects()
    #expect(articles.map { $0["title"] as? String } == ["Bees in winter", "Article 0", "Article 1"])
    let page = try #require(articles.first)
    #expect(page["author"] as? String == "Ada Moor")
    #expect(page["site"] as? String == "The Hive")
    #expect((page["body"] as? String)?.hasPrefix("When it is cold") == true)
    #expect((page["source"] as? [String: Any])?["path"] as? String == place.folder.path("in/page.html"))
    #expect(!FileManager.default.fileExists(atPath: place.index))
    #expect(try await place.ingest("-", input: result.output).status == 0)
    #expect(try await place.ingest(place.folder.path("in")).errors.contains("0 added, 0 replaced, 3 unchanged"))
  }

  @Test("reads standard input when nothing is named, in the format that is")
  func standardInput() async throws {
    let page = try await place.searchctl.run("extract", input: Self.page)
    #expect(try page.objects().first?["title"] as? String == "Bees in winter")
    let text = try await place.searchctl.run("extract", "--format", "text", "-", input: "A title\n\nA text.")
    #expect(try text.objects().first?["body"] as? String == "A text.")
  }

  @Test("names what gives no article, with 1 beside articles and 2 without")
  func failures() async throws {
    let empty = try place.folder.write("", to: "empty.txt")
    let some = try await place.searchctl.run("extract", empty, "-", input: Self.page)
    #expect(some.status == 1)
    #expect(some.lines.count == 1)
    #expect(some.errors.contains("searchctl: not read: \(empty): empty: "))
    let none = try await place.searchctl.run("extract", empty, place.folder.path("absent"))
    #expect(none.status == 2)
    #expect(none.errors.contains("absent: not-found: "))
    #expect(try await place.searchctl.run("extract", "-", "-").status == 2)
  }
}
