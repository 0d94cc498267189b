import Articles
import Testing

@testable import Extraction

@Suite("JSON documents of many records")
struct JSONFeedTests {
  @Test(
    "are told apart by their first members",
    arguments: [
      (#"{"version": "https://jsonfeed.org/version/1", "items": []}"#, ArticleFormat.jsonFeed),
      (#"{"version":"https:\/\/jsonfeed.org\/version\/1.1"}"#, .jsonFeed),
      ("{\n  \"home_page_url\": \"https://a.example\",\n  \"items\": [\n", .jsonFeed),
      (#"{"db":[{"meta":{"exported_on":1}"#, .ghost), (#"{"meta":{"exported_on":1,"version":"2"},"data":{"#, .ghost),
      (#"{"data":{"posts":[{"id":1,"slug":"a"}"#, .ghost), (#"{"posts": [{"title": "A", "lexical": "{}"}"#, .ghost),
      (#"{"title": "A feed", "body": "see https://jsonfeed.org/version/1"}"#, .jsonLines),
      (#"{"items": [1, 2], "title": "A list"}"#, .jsonLines), (#"{"db": "main", "title": "A"}"#, .jsonLines),
      (#"[{"title": "A", "content_html": "b"}]"#, .jsonLines),
      ("{ \"rss\": {\n \"version\": \"2.0\",\n \"channel\": {\n", .jsonFeed),
      (#"{"channel": {"title": "A"}}"#, .jsonFeed), (#"{"channel": "A", "title": "B"}"#, .jsonLines),
      (#"{"title": "On RSS", "rss": {"channel": {}}}"#, .jsonLines),
    ])
  func detection(text: String, expected: ArticleFormat) {
    #expect(Extractor.detectFormat(name: "a.json", head: Array(text.utf8)) == expected)
  }

  @Test("in UTF-16 and with a byte order mark are read like any other")
  func encodings() throws {
    let feed = #"{"version": "https://jsonfeed.org/version/1", "title": "Café", "items": [{"id": "1", "title": "É"}]}"#
    let utf16: [UInt8] = [0xff, 0xfe] + feed.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    for bytes in [[0xef, 0xbb, 0xbf] + Array(feed.utf8), utf16] {
      let found = try article(bytes, name: "feed.json")
      #expect(found.title == "É")
      #expect(found.site == "Café")
    }
  }

  @Test("of RSS have their elements as members")
  func channel() throws {
    let feed = #"""
      {"rss": {"version": "2.0", "channel": {"title": "A place", "link": "https://a.example/", "language": "en",
        "image": {"title": "Not the title"}, "item": [
          {"title": "B &amp; c", "link": "/d", "guid": {"#value": "e", "isPermaLink": "false"},
           "description": "<p>Short</p>", "content:encoded": "<p>The whole <b>text</b></p>",
           "pubDate": "Fri, 5 Mar 2021 10:00:00 GMT", "dc:creator": "F G", "category": ["h", {"#value": "i"}]},
          {"description": "Only this."}, 3]}}}
      """#
    let results = try read(Array(feed.utf8), name: "feed.json")
    #expect(codes(results) == [nil, nil, .notAnObject])
    let first = try #require(try results.first?.get())
    #expect(first.title == "B & c")
    #expect(first.body == "The whole text")
    #expect(first.url == "https://a.example/d")
    #expect(first.author == "F G")
    #expect(first.site == "A place")
    #expect(first.category == ["h", "i"].joined(separator: Article.listSeparator))
    #expect(first.language?.rawValue == "en")
    #expect(first.published?.text == "2021-03-05T10:00:00Z")
    #expect(try results[1].get().body == "Only this.")
  }

  @Test("that are none are refused with a reason")
  func refused() throws {
    #expect(try codes(read("[1]", name: "x", format: .jsonFeed)) == [.notAnObject])
    #expect(try codes(read("{\"items\": []}", name: "x", format: .jsonFeed)) == [.empty])
    for channel in [#"{"rss": 1}"#, #"{"rss": {"channel": 1}}"#, #"{"channel": {"item": 1, "title": "A"}}"#] {
      #expect(try codes(read(channel, name: "x", format: .jsonFeed)) == [.empty])
    }
    #expect(try codes(read("{\"posts\": []}", name: "x", format: .ghost)) == [.empty])
    #expect(try codes(read("{", name: "x", format: .ghost)) == [.invalidJSON])
  }

  @Test("with an item beyond the limit lose only that item")
  func tooLarge() throws {
    var limits = Extractor.Limits()
    limits.maximumDocumentBytes = 200
    let long = String(repeating: "x", count: 300)
    let feed = #"{"items": [{"title": "A"}, {"title": "\#(long)"}, {"title": "B"}]}"#
    let results = try read(Array(feed.utf8), name: "x", format: .jsonFeed, limits: limits)
    #expect(codes(results) == [nil, .tooLarge, nil])
  }

  @Test("of very many items pass through without being held")
  func streaming() throws {
    let text = String(repeating: "some words ", count: 9_000)
    let item = Array(#"{"id": "1", "content_text": "\#(text)"},"#.utf8)
    let (articles, growth) = try stream(
      RepeatingSource(
        head: Array(#"{"version": "https://jsonfeed.org/version/1", "items": ["#.utf8), line: item,
        count: 24_000_000 / item.count, tail: Array(#"{"id": "2", "title": "A"}]}"#.utf8)))
    #expect(articles == 24_000_000 / item.count + 1)
    #expect(growth < 16_000)
  }

  @Test("nested deeper than any text is are read without harm")
  func deepLexical() throws {
    let depth = 60
    let open = String(repeating: #"{\"children\":["#, count: depth)
    let close = String(repeating: "]}", count: depth)
    let lexical = #"{\"root\":\#(open)\#(close)}"#
    let export = #"{"posts":[{"title":"A","lexical":"\#(lexical)","status":"published"}]}"#
    #expect(try article(export, name: "x.json").title == "A")
  }
}
