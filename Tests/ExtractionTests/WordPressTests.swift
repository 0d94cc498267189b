import Testing

@testable import Extraction

/// The body of a post with a content.
private func body(_ content: String) -> String {
  HTMLFragment.text(WordPressMarkup(content).html, limits: .init())
}

@Suite("WordPress exports")
struct WordPressTests {
  @Test(
    "lose their shortcodes and keep what those stand around",
    arguments: [
      ("a [gallery] b", "a b"), ("a [gallery ids=\"1,2\" link='x']", "a"), ("[b]bold[/b] text", "bold text"),
      ("[vc_row css=\".x{a: b}\"][vc_column]text[/vc_column][/vc_row]", "text"), ("a [name x=1/] b", "a b"),
      ("[youtube https://v.example/?a=1]", ""), ("[embed width=\"1\"]https://v.example/1[/embed] x", "x"),
      ("[quote by=\"A ] B\"]said[/quote]", "said"), ("[audio=https://v.example/a.mp3] x", "x"),
      ("a\n[recent-posts]\nb", "a\n\nb"),
      ("[caption id=\"1\" caption=\"Old form\"]<img src=\"x\">[/caption]", "Old form"),
      ("[code]\n a < b\n   [x]c[/x]\n[/code]", "a < b\n   [x]c[/x]"), ("[php]&lt;?php echo 1;[/php]", "<?php echo 1;"),
      ("[[toc]]", "[toc]"), ("[vc_row]a[/vc_row][vc_btn title=\"Buy\"]", "a"),
      (
        "[et_pb_blurb title=\"Berths\" url=\"#\"]All have power.[/et_pb_blurb][et_pb_code]b[/et_pb_code]",
        "Berths\n\nAll have power.\n\nb"
      ),
      ("a\n[vc_custom_heading text=\"Tides\"][vc_raw_html]JTNDcCUzRQ==[/vc_raw_html]b", "a\n\nTides\n\nb"),
    ])
  func shortcodes(content: String, expected: String) {
    #expect(body(content) == expected)
  }

  @Test("keep items apart that have one identifier, or none, by the numbers that WordPress gives them")
  func identifiers() throws {
    func item(_ number: Int, link: String, guid: String) -> String {
      """
      <item><title>T\(number)</title><link>\(link)</link><guid isPermaLink="false">\(guid)</guid>
      <content:encoded>Text \(number)</content:encoded><wp:post_date_gmt>2021-03-05 09:00:00</wp:post_date_gmt>
      <wp:post_id>\(number)</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
      """
    }
    let export = """
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Boats</title><link>https://b.example</link>
      \(item(1, link: "https://b.example/a/", guid: "https://b.example/?p=1"))
      \(item(2, link: "https://b.example/b/", guid: "https://b.example/?p=1"))
      \(item(3, link: "https://b.example/", guid: ""))
      \(item(4, link: "https://b.example/", guid: ""))
      \(item(5, link: "https://b.example/e/", guid: "http://localhost/?p=5"))
      \(item(6, link: "https://b.example/f/", guid: "http://192.168.1.2:8080/wp/?p=6"))
      </channel></rss>
      """
    let found = try read(export, name: "export.xml").map { try $0.get() }
    #expect(
      found.map { $0.id ?? $0.url } == [
        "https://b.example/?p=1", "https://b.example/?p=1#2", "https://b.example?p=3", "https://b.example?p=4",
        "https://b.example/e/", "https://b.example/f/",
      ])
  }

  @Test(
    "keep brackets that are text",
    arguments: [
      "as he said [sic] and [1] and [...]", "[and/or]", "a[i] = b[my_index]", "in [square brackets]", "[x = 5]",
      "an open [bracket", "[", "x]", "[]", "[self-made] men", "[Update] It was true.", "a [citation-needed] b",
      "[/] [/ b]",
    ])
  func brackets(content: String) {
    #expect(body(content) == content)
  }

  @Test(
    "have the line breaks and paragraphs that WordPress shows",
    arguments: [
      ("a\nb", "a\nb"), ("a\r\n\r\nb", "a\n\nb"), ("a\n\n\n\nb", "a\n\nb"), ("<p>a</p>\n<p>b</p>", "a\n\nb"),
      ("<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>", "- a\n- b"), ("<b>a</b>\n<i>b</i>", "a\nb"), ("a<br />\nb", "a\nb"),
      ("<pre>a\n  b</pre>\nc", "a\n  b\n\nc"), ("a\n<blockquote>b\nc</blockquote>\nd", "a\n\nb\nc\n\nd"),
      ("1 < 2\n3 > 2", "1 < 2\n3 > 2"), ("a<!--more-->\nb", "a\nb"), ("a\n\n<!--more-->\n\nb", "a\n\nb"),
      ("<!-- wp:p -->\n<p>a\nb</p>\n<!-- /wp:p -->", "a b"), ("<!-- wp:x /-->\na\nb", "a\nb"), ("a <", "a <"),
    ])
  func lineBreaks(content: String, expected: String) {
    #expect(body(content) == expected)
  }

  @Test("cost time in proportion to their length, whatever is wrong with them")
  func pathologies() {
    let closed = [("[/code]", "[code]"), ("[/x]", "[x]")]
    let open = ["[a b=\"", "[a ", "[/a", "[[a]", "<!--", "<pre>", "<", "\n", "[embed]http://x"].map { ("", $0) }
    for (start, piece) in closed + open {
      let isLinear = growsInProportion(from: 10_000) { count in
        _ = WordPressMarkup(start + String(repeating: piece, count: count))
      }
      #expect(isLinear, "\(piece)")
    }
  }

  @Test("show the captions of the picture above the text and of those in a gallery")
  func captions() throws {
    let names =
      "xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\""
      + " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
    let pictures = [("1", "Above the text"), ("2", "In the gallery")].map { id, caption in
      "<item><wp:post_id>\(id)</wp:post_id><wp:post_type>attachment</wp:post_type>"
        + "<excerpt:encoded>\(caption)</excerpt:encoded></item>"
    }
    let post =
      "<item><title>Boats</title><content:encoded>Text [gallery ids=\"2\"]</content:encoded><wp:postmeta>"
      + "<wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>1</wp:meta_value></wp:postmeta></item>"
    let export = "<rss \(names)><channel>\(pictures.joined())\(post)</channel></rss>"
    let bodies = try read(export, name: "export.xml").compactMap { try? $0.get().body }
    #expect(bodies == ["Text\n\nAbove the text\n\nIn the gallery"])
  }

  @Test("of very many posts pass through without being held, and authors and captions are found far away")
  func streaming() throws {
    let names = "xmlns:wp=\"http://wordpress.org/export/1.2/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    let text = String(repeating: "some words ", count: 9_000)
    let post = Array(
      ("<item><title>A</title><dc:creator>a</dc:creator><content:encoded><![CDATA[\(text)]]></content:encoded>"
        + "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>\n").utf8)
    let (articles, growth) = try stream(
      RepeatingSource(
        head: Array("<rss \(names)><channel>".utf8), line: post, count: 24_000_000 / post.count,
        tail: Array("</channel></rss>".utf8)))
    #expect(articles == 24_000_000 / post.count)
    #expect(growth < 12_000)
  }
}
