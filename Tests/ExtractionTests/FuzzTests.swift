import Foundation
import Testing

@testable import Extraction

/// Changes bytes at random: replaces, removes, repeats, inserts what the formats treat as special.
enum Mutator {
  private static let special = [
    "\"", "\\", "{", "}", "[", "]", "<", ">", "&", "&#x110000;", "</", "<!--", "-->", "`", "```", "*", "_", "|",
    "---\n",
    "+++\n", ":", "\n", "\r", "\u{c}", "\0", "\u{feff}", "=", "'", "<p>", "</div>", "<script>", "{{<", "{%", "- ", "> ",
    "\\ud800", "\u{202e}", "é", "漢字",
  ].map { Array($0.utf8) }

  static func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let position = Int.random(in: 0...bytes.count, using: &generator)
      let end = min(bytes.count, position + Int.random(in: 1...12, using: &generator))
      switch Int.random(in: 0..<5, using: &generator) {
      case 0 where position < bytes.count: bytes[position] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.removeSubrange(position..<end)
      case 2: bytes.insert(contentsOf: bytes[position..<end], at: position)
      case 3: bytes.removeSubrange(position...)
      default: bytes.insert(contentsOf: special.randomElement(using: &generator) ?? [], at: position)
      }
    }
  }

  /// Puts a stretch of another document in.
  static func splice(_ bytes: inout [UInt8], with other: [UInt8], using generator: inout SeededGenerator) {
    let start = Int.random(in: 0..<other.count, using: &generator)
    let end = min(other.count, start + Int.random(in: 1...2048, using: &generator))
    bytes.insert(contentsOf: other[start..<end], at: Int.random(in: 0...bytes.count, using: &generator))
  }
}

@Suite("Any bytes at all")
struct FuzzTests {
  /// How many documents of each format are tried; `make fuzz` asks for more.
  private static let rounds = ProcessInfo.processInfo.environment["FUZZ_ROUNDS"].flatMap { Int($0) } ?? 2_000
  private static let isThorough = rounds > 2_000
  /// The formats that are tried, all unless some are named.
  private static let formats: [ArticleFormat] =
    ProcessInfo.processInfo.environment["FUZZ_FORMATS"].map { names in
      names.split(separator: ",").compactMap { ArticleFormat(rawValue: String($0)) }
    } ?? ArticleFormat.allCases

  private static let seeds: [ArticleFormat: [String]] = [
    .jsonLines: [
      "{\"id\": 1, \"title\": \"A\", \"body\": \"b\\n\", \"author\": [{\"name\": \"C\"}], \"date\": \"2021-03-05\"}\n{\"title\": \"B\"}\n",
      "[\n {\"title\": \"A\", \"html\": \"<p>b</p>\"},\n {\"text\": \"c\"}\n]",
    ],
    .text: [
      "Site\nUncategorized\n\nA headline here\n\nA sentence that is long enough to be taken for prose, I think.\n\n2 thoughts on “A headline here”\n\nComments are closed.\n",
      "Title\n\nBy Ann Lee\n\nSome text that is wrapped at\nsome width or other, and\ngoes on.\n",
    ],
    .markdown: [
      "---\ntitle: A\ntags: [x, y]\n---\n# A\n\nText *b* [c](d) ![e][f] `g` <b>h</b>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[f]: g\n",
      "+++\ntitle = \"A\"\n+++\n> - quoted\n\n```\ncode\n```\n\n    more\n\nA\n===\n{{< x >}} &amp; ~~s~~\n",
    ],
    .html: [
      "<html lang=en><head><title>A | B</title><meta property=\"og:title\" content=\"A\"><script type=\"application/ld+json\">{\"@type\":\"Article\",\"author\":{\"name\":\"C\"}}</script></head><body><nav><a href=/>x</a></nav><p>Some prose, which is long enough to be counted as such by the rules.</p><ul><li>y</ul></body>",
      "<meta charset=koi8-r><div class=\"post\" hidden><table><tr><td>1<td>2</table><pre> a\n b</pre></div><time datetime=2021-03-05>",
    ],
    .feed: [
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"b\">]><rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>A</title><link>http://b.example</link><item><title>C &a; &amp; d</title><link>/e</link><guid>1</guid><dc:creator>F</dc:creator><pubDate>Fri, 5 Mar 2021 10:00:00 GMT</pubDate><description><![CDATA[<p>g <b>h</b>]]></description></item><item><description>i &lt;br&gt; j</description></item></channel></rss>",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"http://a.example/b/\" xml:lang=\"en\"><title type=\"html\">A</title><entry><id>tag:a,1:1</id><title>B</title><link rel=\"alternate\" href=\"../c\"/><author><name>D</name></author><updated>2021-03-05T10:00:00Z</updated><category term=\"e\"/><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>f<br/>g</p></div></content></entry></feed>",
    ],
    .wordPress: [
      "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>A</title><wp:author><wp:author_login>b</wp:author_login><wp:author_display_name>B</wp:author_display_name></wp:author><item><title>C</title><dc:creator>b</dc:creator><content:encoded><![CDATA[d [caption id=\"e\"]<img> f[/caption]\n\n[code]g &lt; h[/code]<!-- wp:i {\"j\":1} -->k<!-- /wp:i --> [l m=n] [[gallery ids=\"1\"]]]]></content:encoded><wp:post_id>1</wp:post_id><wp:post_date_gmt>2021-03-05 10:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item><item><wp:post_type>attachment</wp:post_type><wp:post_id>2</wp:post_id><wp:post_parent>1</wp:post_parent><excerpt:encoded>o</excerpt:encoded></item></channel></rss>"
    ],
    .publisherXML: [
      "<!DOCTYPE article SYSTEM \"jats.dtd\"><article xml:lang=\"en\"><front><article-meta><article-id pub-id-type=\"doi\">10.1/a</article-id><title-group><article-title>A <i>b</i></article-title></title-group><contrib-group><contrib><name><surname>C</surname><given-names>D</given-names></name></contrib></contrib-group><pub-date><month>6</month><year>2019</year></pub-date><abstract><p>e</p></abstract></article-meta></front><body><sec><title>F</title><p>g [<xref ref-type=\"bibr\">1</xref>]</p><table-wrap><table><tr><td>h</td></tr></table></table-wrap></sec></body></article>",
      "<newsMessage><itemSet><newsItem guid=\"urn:a\"><itemMeta><itemClass qcode=\"ninat:text\"/><versionCreated>2012-05-03T12:00:00Z</versionCreated></itemMeta><contentMeta><headline>A</headline></contentMeta><contentSet><inlineXML><nitf><body><body.content><block class=\"full_text\"><p>b</p></block></body.content></body></nitf></inlineXML></contentSet></newsItem></itemSet></newsMessage>",
      "<TEI><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt><publicationStmt><date when=\"1911\"/></publicationStmt></fileDesc></teiHeader><text><body><lg><l>b</l><l>c<note>d</note></l></lg><choice><sic>e</sic><corr>f</corr></choice></body></text></TEI>",
    ],
    .evernote: [
      "<en-export><note><title>A</title><content><![CDATA[<?xml version=\"1.0\"?><!DOCTYPE en-note SYSTEM \"a\"><en-note><div>b</div><en-todo/>c</en-note>]]></content><created>20190503T101112Z</created><tag>d</tag><note-attributes><source-url>https://a.example/1</source-url></note-attributes><resource><data encoding=\"base64\">QUJD</data></resource></note></en-export>"
    ],
    .telegram: [
      "{\"name\":\"A\",\"type\":\"channel\",\"id\":1,\"messages\":[\n{\"id\":2,\"type\":\"message\",\"date_unixtime\":\"1577959200\",\"from\":\"B\",\"from_id\":\"user3\",\"text\":[\"c \",{\"type\":\"bold\",\"text\":\"d\"}]},\n{\"id\":3,\"type\":\"service\",\"text\":\"\"}]}",
      "{\"about\":\"A\",\"personal_information\":{},\"chats\":{\"list\":[{\"name\":\"B\",\"id\":4,\"messages\":[{\"id\":2,\"type\":\"message\",\"text\":\"c\",\"poll\":{\"question\":\"d\",\"answers\":[{\"text\":\"e\"}]}}]}]}}",
    ],
    .jsonFeed: [
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"A\",\"home_page_url\":\"https://a.example\",\"items\":[\n{\"id\":1,\"url\":\"/b\",\"title\":\"B\",\"content_html\":\"<p>c</p>\",\"authors\":[{\"name\":\"D\"}],\"tags\":[\"e\"]},\n{\"id\":\"2\",\"content_text\":\"f\"}]}"
    ],
    .ghost: [
      "{\"db\":[{\"data\":{\"posts\":[\n{\"id\":\"1\",\"uuid\":\"u\",\"title\":\"A\",\"html\":null,\"lexical\":\"{\\\"root\\\":{\\\"children\\\":[{\\\"type\\\":\\\"paragraph\\\",\\\"children\\\":[{\\\"type\\\":\\\"text\\\",\\\"text\\\":\\\"b\\\"}]}]}}\",\"status\":\"published\"},\n{\"id\":\"2\",\"title\":\"C\",\"mobiledoc\":\"{\\\"cards\\\":[[\\\"code\\\",{\\\"code\\\":\\\"d\\\"}]],\\\"atoms\\\":[],\\\"sections\\\":[[1,\\\"p\\\",[[0,[],0,\\\"e\\\"]]],[10,0]]}\"}],\"posts_tags\":[{\"post_id\":\"1\",\"tag_id\":\"3\"}],\"tags\":[{\"id\":\"3\",\"name\":\"F\"}]}}]}"
    ],
    .table: [
      "id,title,body,author,date\n1,A,\"b, \"\"c\"\"\nd\",\"Lee, Ann\",2021-03-05\n2,B,<p>e</p>,,\n",
      "sep=;\r\ntitle;text\r\nA;\"b\r\nc\"\r\n", "title\ttext\nA\tb\n",
    ],
    .blogger: [
      "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'><title>A</title><entry><id>tag:blogger.com,1999:blog-1.post-2</id><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status><title>B</title><content type='html'>&lt;p&gt;c&lt;/p&gt;</content><published>2021-03-05T10:00:00Z</published><category scheme='s' term='d'/></entry><entry><category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#page'/><title>E</title></entry></feed>"
    ],
    .opml: [
      "<opml version=\"2.0\"><head><title>A</title></head><body><outline text=\"B\"><outline text=\"C &amp; d\" xmlUrl=\"http://e.example/f?g='h'\"/><outline xmlUrl=\"i/j%20k.xml\" htmlUrl=\"file:///l\"/></outline></body></opml>"
    ],
    .reStructuredText: [
      "A title\n=======\n\n:author: B\n\n.. |c| replace:: d\n\nText *e* ``f`` `g <h>`_ |c| :i:`j` [1]_ k_.\n\n* l\n\n  - m::\n\n      n\n\n.. note:: o\n\n   p\n\n+---+---+\n| q | r |\n+---+---+\n\n== ==\ns  t\n== ==\n\n.. csv-table::\n\n   u, v\n"
    ],
    .asciiDoc: [
      "= A title\nB C <d@e>\nv1, 2021-03-05\n:f: g\n\n== H\n\nText *i* _j_ `k` {f} http://l[m] <<n,o>> footnote:[p] \"`q`\".\n\n* r\n** s\n+\nt\n\nu:: v\n\n[quote, w]\n____\nx\n____\n\n|===\n|y |z\n|===\n\n----\na\n----\nifdef::f[]\nb\nendif::[]\n"
    ],
    .mail: [
      "From: \"A, B\" <a@b.c>\nTo: d@e.f\nSubject: =?utf-8?Q?G=C3=A4?= =?utf-8?B?w6Q=?=\nDate: Mon, 3 May 2021 10:00:00 +0200 (CEST)\nMessage-ID: <1@b.c>\nIn-Reply-To: <0@b.c>\nContent-Type: multipart/mixed; boundary*0=\"x\"; boundary*1*=%79\n\n--xy\nContent-Type: multipart/alternative; boundary=z\n\n--z\nContent-Type: text/plain; format=flowed\n\nYes. \nOn Monday, B wrote:\n> so?\n-- \nA\n--z\nContent-Type: text/html; charset=koi8-r\nContent-Transfer-Encoding: quoted-printable\n\n<p>Y=65s <blockquote type=3Dcite>so?</blockquote>\n--z--\n--xy\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nRnJvbTogYQoKYg==\n--xy--\n",
      "123\nFrom: a@b.c (A)\nSubject: s\nContent-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: t\n\nu\nbegin 644 v\n#0V%T\n`\nend\n--x\n\nSubject: w\n\n-----BEGIN PGP SIGNED MESSAGE-----\n\ny\n-----BEGIN PGP SIGNATURE-----\n--x--\n",
    ],
    .mailbox: [
      "From a Mon May  3 10:00:00 2021\nFrom: a\nSubject: b\n\nc\n>From d\n\nFrom e Tue May  4 10:00:00 2021\nFrom: e\nX-Mozilla-Status: 0008\n\nf\n\nFrom g Wed May  5 10:00:00 2021\nSubject: h\n\ni\n"
    ],
    .webArchive: [
      "Snapshot-Content-Location: https://a.example/b\nSubject: A\nDate: Mon, 3 May 2021 10:00:00 +0000\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\nContent-Location: https://a.example/b\n\n<title>A</title><p>b =3D c\n--x\nContent-Type: image/png\n\nd\n--x--\n"
    ],
    .warc: [
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/b\r\nWARC-Date: 2021-05-03T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: 107\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n14;x\r\n<title>A</title><p>b\r\n0\r\n\r\n\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: urn:c\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nA\n\nb\r\n\r\n",
      "filedesc://a 0.0.0.0 20210503100000 text/plain 4\n1 0\n\nhttps://a.example/b 1.2.3.4 20210503100000 text/html 62\nHTTP/1.0 200 OK\nContent-Type: text/html\n\n<title>A</title><p>b\n",
    ],
  ]

  private static func seedBytes(of format: ArticleFormat) -> [[UInt8]]? {
    switch format {
    case .epub: [EPUBTests.book]
    case .pdf: [pdf([["A title", "Some text."]], info: "/Title (B) /CreationDate (D:20210305)")]
    default: seeds[format]?.map { Array($0.utf8) }
    }
  }

  @Test(
    "of real documents give articles or reasons, never a crash or a broken promise",
    .enabled(if: sharedData != nil, "the folder ../shared/data is not here; set SEARCHD_SHARED to it"),
    arguments: formats)
  func realMutation(format: ArticleFormat) throws {
    guard let seeds = SharedSeeds.byFormat[format] else { return }
    var generator = SeededGenerator(seed: 43)
    // Real documents are long: without more rounds than usual a few must do.
    let rounds = Self.isThorough ? Self.rounds : Self.rounds / 20
    for _ in 0..<(format == .pdf ? rounds / 100 : rounds) {
      guard var bytes = seeds.randomElement(using: &generator) else { return }
      Mutator.mutate(&bytes, using: &generator)
      if Bool.random(using: &generator), let other = seeds.randomElement(using: &generator) {
        Mutator.splice(&bytes, with: other, using: &generator)
      }
      for result in try read(bytes, name: "fuzz", format: format) {
        guard case .success(let article) = result else { continue }
        check(article, bytes)
      }
    }
  }

  @Test("give articles or reasons, never a crash or a broken promise", arguments: formats)
  func mutation(format: ArticleFormat) throws {
    var generator = SeededGenerator(seed: 42)
    let seeds = try #require(Self.seedBytes(of: format))
    // Each document costs two processes.
    for round in 0..<(format == .pdf ? Self.rounds / 100 : Self.rounds) {
      var bytes = seeds[round % seeds.count]
      Mutator.mutate(&bytes, using: &generator)
      for result in try read(bytes, name: "fuzz", format: format) {
        guard case .success(let article) = result else { continue }
        check(article, bytes)
      }
    }
  }

  @Test("in gzip give articles or reasons")
  func gzipMutation() throws {
    var generator = SeededGenerator(seed: 7)
    let whole = gzip(Array("{\"title\": \"A\"}\n{\"title\": \"B\"}\n".utf8))
    for _ in 0..<Self.rounds {
      var bytes = whole
      Mutator.mutate(&bytes, using: &generator)
      #expect(try !read(bytes, name: "fuzz.jsonl").isEmpty)
    }
  }

  @Test("in brotli give articles or reasons")
  func brotliMutation() throws {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<Self.rounds {
      var bytes = WARCTests.compressed
      Mutator.mutate(&bytes, using: &generator)
      #expect(try !read(WARCTests.brotliRecord(bytes), name: "fuzz.warc").isEmpty)
    }
  }

  @Test("in xz, zstd and bzip2 give articles or reasons", arguments: ArchiveTests.compressed)
  func compressedMutation(whole: [UInt8]) throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<Self.rounds {
      var bytes = whole
      Mutator.mutate(&bytes, using: &generator)
      #expect(try !read(bytes, name: "fuzz.txt").isEmpty)
    }
  }

  @Test("in archives give articles or reasons", arguments: SampleArchive.allCases)
  func archiveMutation(kind: SampleArchive) throws {
    var generator = SeededGenerator(seed: 11)
    let inner = zip([SampleMember("c.txt", "C\n\nText.")])
    let whole = kind.bytes(of: [
      SampleMember("a.jsonl", "{\"title\": \"A\"}\n"), SampleMember("b/", type: "5"),
      SampleMember(Array("b/in.zip".utf8), inner), SampleMember(Array("d.txt.gz".utf8), gzip(Array("D".utf8))),
    ])
    for _ in 0..<Self.rounds {
      var bytes = whole
      Mutator.mutate(&bytes, using: &generator)
      #expect(try !read(bytes, name: "fuzz.bin").isEmpty)
    }
  }

  /// What every article promises: something to show, clean text, one-line values.
  private func check(_ article: ExtractedArticle, _ bytes: [UInt8]) {
    let isKept =
      (!article.title.isEmpty || !article.body.isEmpty)
      && PlainText.clean(article.body) == article.body && PlainText.clean(article.title) == article.title
      && [article.title, article.author ?? "", article.site ?? "", article.category ?? ""].allSatisfy {
        !$0.contains("\n")
      }
    #expect(isKept, "\(article) of \(Data(bytes.prefix(16 << 10)).base64EncodedString())")
  }
}
