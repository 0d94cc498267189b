import Articles
import Extraction
import Testing

@testable import Ingest

@Suite("Identity of articles")
struct ArticleIdentityTests {
  private let identity = ArticleIdentity(workingDirectory: "/home/a")

  @Test("is the id, else the address, else the absolute path with member and line")
  func precedence() {
    var found = ExtractedArticle(id: "7", url: "https://a.org/x", title: "T", body: "B", line: 3)
    func key(_ path: String) -> String { identity.article(from: found, path: InputPath(path)).key }
    #expect(key("x.jsonl") == "7")
    found.id = ""
    #expect(key("x.jsonl") == "https://a.org/x")
    for frontPage in ["https://a.org", "https://a.org/"] {
      found.url = frontPage
      #expect(key("x.jsonl") == "/home/a/x.jsonl:3")
    }
    found.url = "https://a.org/#/x"
    #expect(key("x.jsonl") == "https://a.org/#/x")
    found.url = "https://a.org/?p=7"
    #expect(key("x.jsonl") == "https://a.org/?p=7")
    found.url = nil
    #expect(key("x.jsonl") == "/home/a/x.jsonl:3")
    found.member = "m"
    #expect(key("x.jsonl") == "/home/a/x.jsonl#m:3")
    found.member = nil
    found.line = nil
    #expect(key("sub/../x.txt") == "/home/a/x.txt")
  }

  @Test("of standard input without id and address is the content")
  func standardInput() {
    func key(_ title: String, _ body: String, line: Int) -> String {
      identity.article(from: ExtractedArticle(title: title, body: body, line: line), path: InputPath("-")).key
    }
    #expect(key("T", "B", line: 1) == key("T", "B", line: 9))
    #expect(key("T", "B", line: 1) != key("TB", "", line: 1))
    #expect(key("T", "B", line: 1).hasPrefix("stdin:"))
    #expect(key("T", "B", line: 1).utf8.count == 6 + 32)
  }

  @Test(
    "makes paths absolute",
    arguments: [
      ("a", "/home/a/a"), ("./a", "/home/a/a"), ("../a", "/home/a"), ("/x//y/./z/", "/x/y/z"), ("/../x", "/x"),
      ("a/b/../c", "/home/a/a/c"), (".", "/home/a"),
    ])
  func absolute(path: String, expected: String) {
    #expect(identity.absolute(path) == expected)
  }

  @Test("keeps the absolute place, which means the same from every directory")
  func place() {
    let found = ExtractedArticle(id: "7", title: "T")
    #expect(identity.article(from: found, path: InputPath("in/../x.txt")).source.path == "/home/a/x.txt")
    #expect(identity.article(from: found, path: InputPath("-")).source.path == "-")
  }

  @Test("keeps the place that an export names")
  func source() {
    var found = ExtractedArticle(id: "7", title: "T")
    found.source = ArticleSource(path: "old.jsonl", line: 4)
    #expect(identity.article(from: found, path: InputPath("export.jsonl")).source == found.source)
  }
}
