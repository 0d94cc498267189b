import Articles
import Testing

@testable import Extraction

@Suite("Feeds as publishers write them")
struct FeedVariantTests {
  private func entry(_ elements: String) throws -> ExtractedArticle {
    try article(
      "<rss version=\"2.0\"><channel><title>Quay</title><link>https://q.example/</link><item><title>Bees</title>\(elements)"
        + "</item></channel></rss>", name: "a.xml")
  }

  @Test(
    "lose what blog programs write below the text",
    arguments: [
      ("<p>They tremble.</p><p>The post <a>Bees</a> appeared first on <a>Quay</a>.</p>", "They tremble."),
      ("<p>They tremble.</p><p>Der Beitrag <a>Bees</a> erschien zuerst auf <a>Quay</a>.</p>", "They tremble."),
      ("<p>They tremble … <a>Continue reading <span>Bees</span> <span>→</span></a></p>", "They tremble …"),
      ("<p>They tremble.</p><p><a>Weiterlesen</a></p>", "They tremble."),
      ("<p>They like to Read more</p>", "They like to Read more"),
      ("<p>The post office appeared first on the map.</p>", "The post office appeared first on the map."),
      (
        "<p>One.</p><p>The post office appeared first on the map.</p>",
        "One.\n\nThe post office appeared first on the map."
      ),
      ("<p>The post Bees appeared first on Quay.</p>", "The post Bees appeared first on Quay."),
    ])
  func footers(text: String, expected: String) throws {
    #expect(try entry("<description><![CDATA[\(text)]]></description>").body == expected)
  }

  @Test(
    "have dates of many kinds",
    arguments: [
      ("Thu, 10 Jul 2014 08:00:00 MEST", "2014-07-10T08:00:00+02:00"),
      ("Thu, 10 Jul 2014 08:00:00 -700", "2014-07-10T08:00:00-07:00"),
      ("Παρ, 11 Ιούν 2004 08:00:00 EST", "2004-06-11T08:00:00-05:00"), ("2003-365", "2003-12-31"),
      ("2004-060", "2004-02-29"),
      ("2003-366", nil), ("Thu, 01 Jan 1970 00:00:00 +0000", nil), ("1970-01-01", "1970-01-01"),
      ("11 جويلية 2021", "2021-07-11"), ("5. desember 2021", "2021-12-05"), ("5. октобар 2021", "2021-10-05"),
    ] as [(String, String?)])
  func dates(written: String, expected: String?) throws {
    #expect(try entry("<pubDate>\(written)</pubDate>").published?.text == expected)
  }

  @Test("have their full text in the element that news aggregators ask for")
  func fullText() throws {
    let found = try entry("<description>Short.</description><yandex:full-text>All of it.</yandex:full-text>")
    #expect(found.body == "All of it.")
  }

  @Test(
    "of RSS 1.0 have their full text among the forms of the content module",
    arguments: [
      "<r:value r:parseType=\"Literal\" xmlns=\"http://www.w3.org/1999/xhtml\"><p>All of <em>it</em>.</p></r:value>",
      "<r:value>&lt;p&gt;All of &lt;em&gt;it&lt;/em&gt;.&lt;/p&gt;</r:value>",
    ])
  func contentItems(value: String) throws {
    let feed = """
      <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:c="http://purl.org/rss/1.0/modules/content/"><item r:about="http://a.example/1"><title>Boats</title>
      <description>Some of it.</description><c:items><r:Bag><r:li><c:item/></r:li><r:li><c:item>
      <c:format r:resource="http://www.w3.org/1999/xhtml"/>\(value)</c:item></r:li></r:Bag></c:items></item></r:RDF>
      """
    #expect(try article(feed, name: "a.rdf").body == "All of it.")
  }

  @Test("of Atom 0.3 are unescaped once more where they say so")
  func escaped() throws {
    let found = try article(
      "<feed xmlns=\"http://purl.org/atom/ns#\"><title mode=\"escaped\">Quay &amp;amp; Pier</title><entry>"
        + "<title mode=\"escaped\">Bees &amp;amp; wasps</title><id>https://q.example/bees</id></entry></feed>",
      name: "a.atom")
    #expect(found.site == "Quay & Pier" && found.title == "Bees & wasps")
  }

  @Test("have the address of the page in their own language")
  func languages() throws {
    let found = try article(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><entry><title>Bees</title><id>urn:x:1</id>"
        + "<link href=\"https://q.example/de\" hreflang=\"de\"/><link href=\"https://q.example/en\" hreflang=\"en\"/>"
        + "</entry></feed>", name: "a.atom")
    #expect(found.url == "https://q.example/en")
  }

  @Test("of Atom have their identifier for an address when there is none, and the richest of several forms of the text")
  func atom() throws {
    let found = try article(
      "<feed xmlns=\"http://purl.org/atom/ns#\"><entry><title>Bees</title><id>https://q.example/bees</id>"
        + "<content type=\"multipart/alternative\"><content type=\"text/plain\">They *tremble*.</content>"
        + "<content type=\"text/html\" mode=\"escaped\">&lt;p&gt;They tremble.&lt;/p&gt;</content></content></entry></feed>",
      name: "a.atom")
    #expect(found.url == "https://q.example/bees" && found.body == "They tremble.")
  }

  @Test(
    "of WordPress have the types that plug-ins make up when they have pages of their own",
    arguments: [
      ("recipe", "https://q.example/recipe/honey/", nil),
      ("acf-field", "https://q.example/?post_type=acf&p=1", .notAnArticle),
      ("wp_block", "https://q.example/block/", .notAnArticle), ("nav_menu_item", "https://q.example/1/", .notAnArticle),
    ] as [(String, String, ReasonCode?)])
  func types(type: String, link: String, expected: ReasonCode?) throws {
    let export =
      "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">"
      + "<channel><item><title>Honey</title><link>\(link.replacing("&", with: "&amp;"))</link>"
      + "<content:encoded>Stir it.</content:encoded><wp:post_type>\(type)</wp:post_type><wp:status>publish</wp:status>"
      + "</item></channel></rss>"
    #expect(codes(try read(export, name: "a.xml")) == [expected])
  }

  @Test("lose the marks of footnotes, which would become parts of words")
  func noteMarks() throws {
    let text =
      "<p>Bees<sup><a href=\"#n1\">1</a></sup> tremble<sup><a href=\"#n2\">[2]</a></sup>, 10 m<sup>2</sup>.</p>"
    #expect(try entry("<description><![CDATA[\(text)]]></description>").body == "Bees tremble, 10 m2.")
  }
}
