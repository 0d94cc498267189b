import Articles
import Testing

@testable import Extraction

@Suite("Facts of pages")
struct PageFactTests {
  private func page(_ body: String, head: String = "") throws -> ExtractedArticle {
    let prose = "<p>They tremble to keep warm, all winter long, in a ball around the queen.</p>"
    return try article(
      "<!doctype html><html lang=\"en\"><head><title>Bees in winter</title>\(head)</head><body><article>"
        + "<h1>Bees in winter</h1>\(body)\(prose)</article></body></html>", name: "a.html")
  }

  @Test(
    "have the address that a browser, SingleFile or HTTrack wrote into a comment, and the day of saving",
    arguments: [
      ("saved from url=(0028)https://boats.example/pier/a", "https://boats.example/pier/a", nil),
      ("saved from url=(0014)about:internet", nil, nil), ("saved from url=(0016)file:///a/b.html", nil, nil),
      (
        "\n Page saved with SingleFile \n url: https://boats.example/p?x=1 \n saved date: Fri Mar 05 2021 10:00:00 GMT+0100 (CET)\n",
        "https://boats.example/p?x=1", "2021-03-05T10:00:00+01:00"
      ),
      (
        " Mirrored from boats.example/pier by HTTrack Website Copier/3.x [XR&CO'2014], Fri, 05 Mar 2021 10:00:00 GMT ",
        "http://boats.example/pier", "2021-03-05T10:00:00Z"
      ),
      (" Mirrored from here ", nil, nil),
    ])
  func savedAddress(comment: String, address: String?, date: String?) throws {
    let found = try page("", head: "<!--\(comment)-->")
    #expect(found.url == address)
    #expect(found.captured?.text == date)
  }

  @Test("name another address only on the site that they were saved from, and not its front page")
  func savedAddressAndCanonical() throws {
    for (named, expected) in [
      ("https://boats.example/pier", "https://boats.example/pier"),
      ("https://boats.example/", "https://boats.example/p?1"),
      ("https://boats.example/index.php", "https://boats.example/p?1"),
      ("https://cars.example/x", "https://boats.example/p?1"),
    ] {
      let head = "<!-- saved from url=(0025)https://boats.example/p?1 --><link rel=canonical href=\"\(named)\">"
      #expect(try page("", head: head).url == expected)
    }
    #expect(try page("", head: "<link rel=canonical href=\"https://boats.example/index.html\">").identifyingURL == nil)
  }

  @Test(
    "name the author beside a label, in an address, or below the heading without what follows",
    arguments: [
      ("<div><span>By</span><span>Ann Lee</span></div>", "Ann Lee"),
      ("<div><h3>Author</h3> <p> Ann Lee</p></div>", "Ann Lee"),
      ("<p>Stand by</p><p>Great Northern</p>", nil), ("<div>By</div><div>the sea we stood</div>", nil),
      ("<aside><address><a rel=\"author\" href=\"/p\">Ann Lee</a></address></aside>", "Ann Lee"),
      ("<aside><a rel=\"author\" href=\"/p\">Ann Lee</a></aside>", nil),
      ("<div><p>By Ann Lee</p><p>Co-founder and Chief Architect</p></div>", "Ann Lee"),
      ("<div><span>By Ann Lee</span><span>5 March 2021</span></div>", "Ann Lee"),
      (
        "<footer><div class=\"submitted\">Submitted by <span>Ann Lee</span> on <span>5 March 2021</span></div></footer>",
        "Ann Lee"
      ),
      ("<div class=\"byline\">Photographs by Ann Lee</div>", "Ann Lee"),
      ("<div><span>2021-03-05</span> <span>来源：日报</span> <span>作者：李小云</span></div>", "李小云"),
      ("<div class=\"byline\">كتبت: ليلى حداد</div>", "ليلى حداد"),
      ("<div itemprop=\"author\"><a>ann</a><span>12 points</span></div>", "ann"),
      ("<span class=\"posted\">Posted by Ann at March 5, 2021 11:15 AM</span>", "Ann"),
      ("<p class=\"authors\">Authors: Ann Lee and Bo Ray, keepers of bees</p>", "Ann Lee; Bo Ray"),
      ("<p class=\"author-description\">A Keeper of Bees</p>", nil),
    ] as [(String, String?)])
  func authors(body: String, expected: String?) throws {
    #expect(try page(body).author == expected)
  }

  @Test(
    "have no author that a template has left",
    arguments: ["page.head.extra.author", "{{ author }}", "[object Object]"])
  func placeholders(name: String) throws {
    #expect(try page("", head: "<meta name=\"author\" content=\"\(name)\">").author == nil)
    #expect(try page("", head: "<meta name=\"author\" content=\"sean.g\">").author == "sean.g")
  }

  @Test("name a person rather than the site, and the site where there is nobody")
  func sites() throws {
    let head =
      "<meta property=\"og:site_name\" content=\"The Hive\"><script type=\"application/ld+json\">"
      + "{\"@type\":\"Article\",\"author\":{\"@type\":\"Organization\",\"name\":\"The Hive\"}}</script>"
    #expect(try page("<p class=\"byline\">By Ann Lee</p>", head: head).author == "Ann Lee")
    #expect(try page("", head: head).author == "The Hive")
  }

  @Test("are by who began a discussion, whatever the name")
  func discussions() throws {
    let posts = ["tern77", "ann"].map { name in
      "<div class=\"messages\"><article class=\"message\"><section class=\"message-user\"><a class=\"username\">\(name)</a>"
        + "<h5>Member</h5></section><div>It went on and on, as threads do, until somebody knew the answer.</div></article></div>"
    }
    let discussion = try article(
      "<!doctype html><body><header><a class=\"username\">guest</a></header><h1>Oars</h1>\(posts.joined())</body>",
      name: "a.html")
    #expect(discussion.author == "tern77")
  }

  @Test("have the day of a change that a label before it names, in the footer of the article too")
  func changes() throws {
    let changed = try page("<footer>Last updated on <b><time datetime=\"2023-06-07\">Jun 7, 2023</time></b></footer>")
    #expect(changed.updated?.text == "2023-06-07")
    let below = try page("<p>Made by <b>Ann</b>, last modified on <a href=\"#\">Mar 03, 2021</a></p>")
    #expect(below.updated?.text == "2021-03-03")
    let line = try page("<p>Publié le 12 avril 2021 à 08h15, mis à jour le 13 avril 2021 à 10h00</p>")
    #expect(line.published?.text.prefix(10) == "2021-04-12" && line.updated?.text.prefix(10) == "2021-04-13")
    #expect(
      try page(
        "",
        head: "<script type=\"application/ld+json\">{\"@type\":\"JobPosting\",\"datePosted\":\"2023-08-01\"}</script>"
      ).published?.text == "2023-08-01")
  }

  @Test(
    "lose the site's name behind the heading",
    arguments: ["Bees in winter_日报", "Bees in winter : r/bees", "Bees in winter"])
  func suffixes(title: String) throws {
    #expect(
      try article("<!doctype html><title>\(title)</title><h1>Bees in winter</h1><p>x</p>", name: "a.html").title
        == "Bees in winter")
  }

  @Test("have the lesser heading for a title where the main one is the site's name")
  func siteNames() throws {
    let thread = try article(
      "<!doctype html><title>Oiling an oar - The Rowers</title><h1>The Rowers</h1><h2>Oiling an oar</h2><p>x</p>",
      name: "a.html")
    #expect(thread.title == "Oiling an oar")
  }

  @Test(
    "have the day that is shown where the stated one can be two, and the only day in a column beside the text",
    arguments: [
      ("<p>Published March 9, 2026</p>", "<meta name=\"article:published_time\" content=\"03-09-2026\">", "2026-03-09"),
      ("<p>Published March 9, 2025</p>", "<meta name=\"article:published_time\" content=\"03-09-2026\">", "2026"),
      ("<aside><time datetime=\"2024-08-30T12:00:00Z\">August 30, 2024</time></aside>", "", "2024-08-30T12:00:00Z"),
      ("<aside><time datetime=\"2024-08-30\">a</time><time datetime=\"2024-08-29\">b</time></aside>", "", nil),
    ] as [(String, String, String?)])
  func dates(body: String, head: String, expected: String?) throws {
    #expect(try page(body, head: head).published?.text == expected)
  }

  @Test("have no author of a comment, and that of the first post where posts are comments")
  func commenters() throws {
    let comment = { (name: String) in
      "<div itemscope itemtype=\"https://schema.org/Comment\"><b class=\"username\" itemprop=\"author\">\(name)</b></div>"
    }
    #expect(try page("<p class=\"byline\">By Ann Lee</p>" + comment("bo")).author == "Ann Lee")
    #expect(try page("<b class=\"username\">cy</b>" + comment("bo") + comment("di")).author == "cy")
  }

  @Test("are found in what the whole page is put into")
  func wrappers() throws {
    let page = try article(
      "<!doctype html><title>Bees</title><aside class=\"shell\"><main><h1>Bees in winter</h1>"
        + "<p class=\"author\">Ann Lee</p><p>They tremble to keep warm, all winter long.</p></main></aside>",
      name: "a.html")
    #expect(page.author == "Ann Lee")
  }

  @Test(
    "have the title of what a discussion is about",
    arguments: [
      ("Oiling an oar / Boats / The Rowers", "<h1>The Rowers</h1>"), ("Oiling an oar - Rowers' Forum", ""),
      ("oars - How is an oar oiled? - Rowers", "<h1>How is an oar oiled?</h1>"),
      ("The Rowers - Oiling an oar", "<h1>The Rowers</h1><h2>Oiling an oar</h2>"),
    ])
  func discussions(title: String, headings: String) throws {
    let post = { (name: String) in
      "<div class=\"blockpost\"><div class=\"postleft\"><b class=\"username\">\(name)</b></div><div class=\"postmsg\">"
        + "<p>Linseed oil it is, twice a year, and never in the rain, as my uncle said.</p></div></div>"
    }
    let thread = try article(
      "<!doctype html><title>\(title)</title>\(headings)\(post("ann"))\(post("bo"))", name: "a.html")
    #expect(["Oiling an oar", "How is an oar oiled?"].contains(thread.title))
    #expect(thread.author == "ann")
  }

  @Test("have the heading of a list for a title, and no heading in capitals where the title is written otherwise")
  func headings() throws {
    let items = (1...12).map {
      "<li><img><h3>Oar \($0)</h3><p>Made of ash wood, \($0) metres</p><a href=\"/\($0)\">See it</a></li>"
    }
    let list = try article(
      "<!doctype html><title>Buy Wooden Oars for Boats</title><h1>Wooden Oars</h1><ul>\(items.joined())</ul>",
      name: "a.html")
    #expect(list.title == "Wooden Oars")
    let loud = try article(
      "<!doctype html><title>How to Oil an Oar</title><meta property=\"og:title\" content=\"How to Oil an Oar\">"
        + "<h1>HOW TO OIL AN OAR WELL</h1><p>x</p>", name: "a.html")
    #expect(loud.title == "How to Oil an Oar")
  }
}
