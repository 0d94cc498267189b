import Foundation
import Testing

@Suite("searchctl on documents and exports")
struct FormatsCommandTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  private struct Sample {
    var name: String
    var text: String
    /// The titles of its articles, in order.
    var titles: [String]
    /// What is told of the parts that are no articles.
    var reasons: [String] = []
  }

  private static let samples = [
    Sample(
      name: "feed.json",
      text:
        #"{"version": "https://jsonfeed.org/version/1.1", "title": "Bees", "items": [{"id": "u:1", "title": "Swarms", "content_html": "<p>They leave in May.</p>"}, {"id": "u:2"}]}"#,
      titles: ["Swarms"], reasons: [":1: missing-text"]),
    Sample(
      name: "ghost.json",
      text:
        #"{"db":[{"data":{"posts":[{"id":"1","uuid":"g1","title":"Wax","html":"<p>It melts.</p>","status":"published"},{"id":"2","title":"Later","status":"draft"}],"posts_authors":[{"post_id":"1","author_id":"9"}],"users":[{"id":"9","name":"Ada Moor"}]}}]}"#,
      titles: ["Wax"], reasons: ["draft"]),
    Sample(
      name: "table.csv", text: "title;text;date\nCombs;\"Six sides,\neach alike.\";2021-03-05\nToo;many;cells;here\n",
      titles: ["Combs"], reasons: [":4: invalid-csv"]),
    Sample(name: "bare.tsv", text: "1\t2\n3\t4\n", titles: [], reasons: [":1: missing-header"]),
    Sample(
      name: "blog.xml",
      text:
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'><entry><id>tag:blogger.com,1999:blog-1.post-2</id><blogger:type>POST</blogger:type><title>Drones</title></entry><entry><blogger:type>COMMENT</blogger:type><title>So true</title></entry></feed>",
      titles: ["Drones"], reasons: ["not-an-article"]),
    Sample(
      name: "subscriptions.opml",
      text: "<opml><body><outline text='Hives' xmlUrl='http://hives.example/feed'/></body></opml>",
      titles: [], reasons: [":1: remote: ", "curl -fsSL -o 'hives.example.xml' 'http://hives.example/feed'"]),
    Sample(
      name: "notes.rst", text: "Smoke\n=====\n\n:author: Ada Moor\n\nIt calms *them*.\n\n.. include:: /etc/passwd\n",
      titles: ["Smoke"]),
    Sample(
      name: "notes.adoc", text: "= Frames\nAda Moor\n\nTen in a *box*.\n\ninclude::/etc/passwd[]\n", titles: ["Frames"]),
  ]

  @Test("prints what is in each format, and names what is not")
  func extract() async throws {
    for sample in Self.samples {
      let path = try place.folder.write(sample.text, to: "in/" + sample.name)
      let result = try await place.searchctl.run("extract", path)
      #expect(try result.objects().compactMap { $0["title"] as? String } == sample.titles, "\(sample.name)")
      for reason in sample.reasons { #expect(result.errors.contains(reason), "\(sample.name)") }
      #expect(sample.reasons.isEmpty == result.errors.isEmpty, "\(result.errors)")
    }
  }

  @Test("puts a folder of all of them into an index that verifies, once")
  func ingest() async throws {
    for sample in Self.samples { try place.folder.write(sample.text, to: "in/" + sample.name) }
    let count = Self.samples.reduce(0) { $0 + $1.titles.count }
    #expect(try await place.ingest(place.folder.path("in")).errors.contains("\(count) added"))
    #expect(try await place.ingest(place.folder.path("in")).errors.contains("0 added, 0 replaced, \(count) unchanged"))
    #expect(try await place.searchctl.run("verify", "--index", place.index).status == 0)
  }

  @Test("reads the files that a named list of feeds has below its folder, and no others")
  func listOfFeeds() async throws {
    let feed = "<rss><channel><item><title>A new hive</title><link>https://h.example/1</link></item></channel></rss>"
    try place.folder.write(feed, to: "lists/feeds/my hive.xml")
    try place.folder.write("Secret\n\nText.", to: "secret.txt")
    let list = """
      <opml><body><outline text="Local" xmlUrl="feeds/my%20hive.xml"/><outline text="Gone" xmlUrl="feeds/gone.xml"/>
      <outline text="Far" xmlUrl="https://far.example/feed"/><outline text="Up" xmlUrl="../secret.txt"/></body></opml>
      """
    let path = try place.folder.write(list, to: "lists/all.opml")
    let result = try await place.ingest(path)
    #expect(result.status == 1)
    for reason in ["1 added", "all.opml:2: remote: ", "gone.xml: not-found: ", "all.opml:2: outside-folder: "] {
      #expect(result.errors.contains(reason), "\(reason)")
    }
    #expect(try await place.count() == 1)
    let printed = try await place.searchctl.run("extract", place.folder.path("lists"))
    #expect(try printed.objects().compactMap { $0["title"] as? String } == ["A new hive"])
  }

  private static let hasPoppler = (try? Tool("/usr/bin/pdftotext")) != nil

  @Test("reads PDF where Poppler is installed, and says what to install where it is not")
  func portableDocuments() async throws {
    let text = "BT /F1 12 Tf 72 700 Td (A queen is born) Tj ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
      "<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream", "<< /Title (Queens) /Author (Ada Moor) >>",
    ]
    let body = objects.enumerated().map { "\($0.offset + 1) 0 obj\n\($0.element)\nendobj\n" }.joined()
    let path = try place.folder.write("%PDF-1.4\n\(body)trailer\n<< /Root 1 0 R /Info 6 0 R >>\n", to: "queens.pdf")
    let absent = try await place.searchctl.run("extract", path, environment: ["PATH": "/nowhere"])
    #expect(absent.status == 2)
    #expect(absent.errors.contains("missing-program: ") && absent.errors.contains("apt install poppler-utils"))
    guard Self.hasPoppler else { return }
    let found = try #require(try await place.searchctl.run("extract", path).objects().first)
    #expect(found["title"] as? String == "Queens")
    #expect(found["author"] as? String == "Ada Moor")
    #expect(found["body"] as? String == "A queen is born")
    #expect(try await place.ingest(path).errors.contains("1 added"))
  }

  @Test("reads a book")
  func books() async throws {
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as book:
          book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
          book.writestr("META-INF/container.xml", "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>")
          book.writestr("b.opf", "<package><metadata><title>The hive</title><creator>Ada Moor</creator></metadata>"
              "<manifest><item id='a' href='a.xhtml'/></manifest><spine><itemref idref='a'/></spine></package>")
          book.writestr("a.xhtml", "<html><head><title/></head><body><h1>One</h1><p>Text of it.</p></body></html>")
      """
    let path = place.folder.path("hive.epub")
    try #require(try await Tool("/usr/bin/python3").run("-c", script, path).status == 0)
    let found = try #require(try await place.searchctl.run("extract", path).objects().first)
    #expect(found["title"] as? String == "The hive")
    #expect(found["author"] as? String == "Ada Moor")
    #expect(found["body"] as? String == "One\n\nText of it.")
    #expect(try await place.ingest(path).errors.contains("1 added"))
  }
}
