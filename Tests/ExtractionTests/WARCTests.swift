import Articles
import Foundation
import Testing

@testable import Extraction

@Suite("Crawlers' archives")
struct WARCTests {
  private static func record(
    _ kind: String, _ block: [UInt8], type: String = "application/http; msgtype=response",
    url: String? = "https://example.org/a/bees.html"
  )
    -> [UInt8]
  {
    var text = "WARC/1.1\r\nWARC-Type: \(kind)\r\nWARC-Date: 2021-05-03T10:00:00Z\r\nContent-Type: \(type)\r\n"
    if let url { text += "WARC-Target-URI: <\(url)>\r\n" }
    return Array("\(text)Content-Length: \(block.count)\r\n\r\n".utf8) + block + Array("\r\n\r\n".utf8)
  }

  private static func answer(_ fields: String, _ body: [UInt8], status: String = "200 OK") -> [UInt8] {
    Array("HTTP/1.1 \(status)\r\n\(fields)\r\n\r\n".utf8) + body
  }

  private static let page = Array(
    "<html><head><title>Bees</title></head><body><p>They tremble, and müssen.</p></body></html>".utf8)
  /// The same, compressed with brotli.
  static let compressed: [UInt8] = {
    let text =
      "G1oAWETdFpsPZSyYojAw/HL8e7QJG3DgEtHAD77hADw45OY3LPEEQg+xwO5wlmBsSgWjoUUkd7T6KpbrS73Ef1U6A5ZMAQ=="
    return [UInt8](Data(base64Encoded: text) ?? Data())
  }()

  /// A record of a page that came with such a body.
  static func brotliRecord(_ body: [UInt8]) -> [UInt8] {
    record("response", answer("Content-Type: text/html\r\nContent-Encoding: br", body))
  }

  /// 128 MiB of one letter, compressed with brotli.
  private static let bomb: [UInt8] = {
    let text =
      "y///PwAkwuKxQHLv//j//weABEAcFoDu/R////8AkACIwwLQvf/j//8fABIAcVgAuvd//P//A0ACIA4LQPf+j///fwBIAMRh"
      + "Aeje//H//w8ACYA4LADd+z/+//8BIAEQhwWge//H//8/ACQA4rAAdO//+P//B4AEQBwWgO79H////wCQAIjDAtC9/+P//x8A"
      + "EgBxWAC693/8//8DQAIgDgtA9/6P//9/AEgAxGEB6N7/8f//DwAJgDgsAN37v/z//wMgARCHBaB7/wc="
    return [UInt8](Data(base64Encoded: text) ?? Data())
  }()
  private static let plain = answer("Content-Type: text/html; charset=utf-8", page)

  @Test("give the pages in them, and pass over everything else")
  func records() throws {
    let bytes =
      Self.record("warcinfo", Array("software: x\r\n".utf8), type: "application/warc-fields", url: nil)
      + Self.record("request", Array("GET / HTTP/1.1\r\n\r\n".utf8)) + Self.record("response", Self.plain)
      + Self.record("revisit", Self.plain)
      + Self.record("metadata", Array("x: y".utf8), type: "application/warc-fields")
      + Self.record("response", Self.answer("Content-Type: image/png", [0x89, 0x50]))
      + Self.record("response", Self.answer("Content-Type: text/html", Self.page, status: "404 Not Found"))
      + Self.record(
        "response", Self.answer("Content-Type: text/plain", Array("User-agent: *".utf8)),
        url: "https://example.org/robots.txt")
      + Self.record("resource", Self.page, type: "text/html; charset=utf-8", url: "https://example.org/b")
      + Self.record("conversion", Array("Bees\n\nThey tremble.".utf8), type: "text/plain", url: "https://example.org/c")
    let found = try read(bytes, name: "crawl.warc").map { try $0.get() }
    #expect(found.map(\.member) == ["record 3", "record 9", "record 10"])
    #expect(found.map(\.url) == ["https://example.org/a/bees.html", "https://example.org/b", "https://example.org/c"])
    #expect(found.map(\.title) == ["Bees", "Bees", "Bees"])
    #expect(found.allSatisfy { $0.captured?.description == "2021-05-03T10:00:00Z" && $0.site == "example.org" })
    #expect(try read(gzip(bytes.dropLast(0).map { $0 }), name: "a").count == 3)
  }

  @Test("undo brotli, keep what comes before its end, and refuse what is damaged or expands too far")
  func brotli() throws {
    func read(_ body: [UInt8]) throws -> [ReadResult] {
      try ExtractionTests.read(Self.brotliRecord(body), name: "a.warc")
    }
    for body in [Self.compressed, Self.page] {
      let found = try #require(read(body).first).get()
      #expect(found.title == "Bees" && found.body == "They tremble, and müssen.")
    }
    #expect(try #require(read(Self.compressed.dropLast(2)).first).get().title == "Bees")
    #expect(try codes(read([0x1b, 0, 1, 2, 0, 0, 3, 4])) == [.encoding])
    #expect(try codes(read(Self.bomb)) == [.tooLarge])
  }

  @Test("undo what the content was sent in, where it really is")
  func encodings() throws {
    let page = Self.page
    let half = page.count / 2
    let chunks =
      Array("\(String(half, radix: 16));x=y\r\n".utf8) + page[..<half]
      + Array("\r\n\(String(page.count - half, radix: 16))\r\n".utf8)
      + page[half...] + Array("\r\n0\r\n\r\n".utf8)
    for answer in [
      Self.answer("Content-Type: text/html\r\nTransfer-Encoding: chunked", chunks),
      Self.answer("Content-Type: text/html\r\nTransfer-Encoding: chunked", page),
      Self.answer("Content-Type: text/html\r\nContent-Encoding: gzip", gzip(page)),
      Self.answer("Content-Type: text/html\r\nContent-Encoding: gzip", page),
      Self.answer("Content-Type: text/html\r\nContent-Encoding: deflate", Array(gzip(page)[10...].dropLast(8))),
      Self.answer("Content-Type: text/html\r\nContent-Encoding: deflate", page),
    ] {
      let found = try article(Self.record("response", answer), name: "a.warc")
      #expect(found.title == "Bees" && found.body == "They tremble, and müssen.")
    }
    let latin = Self.answer(
      "Content-Type: text/html; charset=iso-8859-2",
      Array("<html><title>\u{1}</title>".utf8).map { $0 == 1 ? 0xb1 : $0 })
    #expect(try article(Self.record("response", latin), name: "a").title == "ą")
  }

  @Test("take the page's own address where it can be right")
  func addresses() throws {
    func url(_ canonical: String, of address: String = "https://www.example.org/a?x=1") throws -> String? {
      let page = "<html><head><title>Bees</title><link rel=canonical href=\"\(canonical)\"></head><p>Text.</p>"
      let answer = Self.answer("Content-Type: text/html", Array(page.utf8))
      return try article(Self.record("response", answer, url: address), name: "a").url
    }
    #expect(try url("https://example.org/a") == "https://example.org/a")
    #expect(try url("https://example.org/") == "https://www.example.org/a?x=1")
    #expect(try url("https://other.example/a") == "https://www.example.org/a?x=1")
    for part in ["https://example.org/a?page=2", "https://example.org/a/page/12/", "https://example.org/a?start=20"] {
      #expect(try url("https://example.org/a", of: part) == part)
      #expect(try url(part + "#x", of: part) == part + "#x")
    }
    #expect(try url("https://example.org/a", of: "https://example.org/a?page=1") == "https://example.org/a")
    #expect(try url("https://example.org/a", of: "https://example.org/?p=12") == "https://example.org/a")
  }

  @Test("hold feeds whose entries are at other sites, or nowhere, and stay entries of their own")
  func feedOfOtherSites() throws {
    let items = ["<link>https://a.example/1</link>", "<link>https://b.example/2</link>", "", ""].map {
      "<item><title>T</title>\($0)<description>text</description></item>\n"
    }
    let feed = "<rss><channel><title>Planet</title><link>https://p.example/</link>\(items.joined())</channel></rss>"
    let answer = Self.answer("Content-Type: application/rss+xml", Array(feed.utf8))
    let found = try read(Self.record("response", answer, url: "https://p.example/rss.xml"), name: "a.warc")
      .map { try $0.get() }
    #expect(found.map(\.url) == ["https://a.example/1", "https://b.example/2", nil, nil])
    #expect(found.allSatisfy { $0.id == nil && $0.site == "Planet" && $0.member == "record 1" })
    #expect(Set(found.map(\.line)).count == 4)
  }

  @Test("hold feeds too, but not every XML or JSON is one")
  func feeds() throws {
    let feed =
      "<rss><channel><title>Hive</title><item><title>One</title><link>https://example.org/1</link></item></channel></rss>"
    let bytes =
      Self.record("response", Self.answer("Content-Type: application/rss+xml", Array(feed.utf8)))
      + Self.record(
        "response", Self.answer("Content-Type: text/xml", Array("<?xml version=\"1.0\"?><urlset></urlset>".utf8)))
      + Self.record("response", Self.answer("Content-Type: application/json", Array("{\"title\": \"x\"}".utf8)))
    let found = try read(bytes, name: "a.warc").map { try $0.get() }
    #expect(found.map(\.title) == ["One"])
    #expect(found.map(\.url) == ["https://example.org/1"])
    #expect(found.map(\.member) == ["record 1"])
  }

  @Test("go on behind a broken record, and keep what came before the end")
  func broken() throws {
    let good = Self.record("response", Self.plain)
    let broken = Array("WARC/1.0\r\nWARC-Type: response\r\n\r\nnonsense\r\n\r\n".utf8)
    #expect(try codes(read(good + broken + good, name: "a")) == [nil, .corruptRecord, nil])
    let junk = Array("junk between\r\nmore of it\r\n".utf8)
    #expect(try codes(read(good + junk + good, name: "a")) == [nil, .corruptRecord, nil])
    let cut = try read(good + good.dropLast(30), name: "a")
    #expect(codes(cut) == [nil, .truncatedArchive])
    #expect(try codes(read(Self.record("request", [0x47]), name: "a")) == [.notAnArticle])
    var limits = Extractor.Limits()
    limits.maximumDocumentBytes = 100
    #expect(try codes(read(good, name: "a", limits: limits)) == [.tooLarge])
  }

  @Test("of the older form are read")
  func arc() throws {
    let answer = Self.plain
    let bytes =
      Array("filedesc://a.arc 0.0.0.0 20210503100000 text/plain 9\n1 0 maker\n\n".utf8)
      + Array("https://example.org/a 1.2.3.4 20210503101500 text/html \(answer.count)\n".utf8) + answer
      + Array("\n".utf8)
    let found = try article(bytes, name: "a.arc")
    #expect(found.url == "https://example.org/a" && found.captured?.description == "2021-05-03T10:15:00Z")
  }

  @Test("of any length pass through without being held")
  func streaming() throws {
    let body = "<html><title>Bees</title><body>" + String(repeating: "<p>Some words of a page.</p>\n", count: 1000)
    let record = Self.record("response", Self.answer("Content-Type: text/html", Array(body.utf8)))
    let source = RepeatingSource(line: record, count: 300)
    let (articles, growth) = try stream(source)
    #expect(articles == 300)
    #expect(growth < 16_000)
  }
}

@Suite("Pages saved with their parts")
struct WebArchiveTests {
  @Test("give the page, with its address and the day it was saved")
  func page() throws {
    let found = try article(
      """
      From: <Saved by a browser>
      Snapshot-Content-Location: https://example.org/a/bees.html
      Subject: =?utf-8?Q?Bees?=
      Date: Mon, 3 May 2021 10:00:00 +0000
      MIME-Version: 1.0
      Content-Type: multipart/related; type="text/html"; boundary="x"

      --x
      Content-Type: text/html
      Content-ID: <frame@example.org>
      Content-Transfer-Encoding: quoted-printable
      Content-Location: https://example.org/a/bees.html

      <html><head><title>Bees</title><meta charset=3D"utf-8"></head><body><p>They tremble, and m=C3=BCss=
      en.</p></body></html>
      --x
      Content-Type: image/png
      Content-Transfer-Encoding: base64
      Content-Location: https://example.org/a.png

      iVBORw0KGgo=
      --x--
      """, name: "bees.mhtml")
    #expect(found.title == "Bees" && found.body == "They tremble, and müssen.")
    #expect(found.url == "https://example.org/a/bees.html" && found.site == "example.org")
    #expect(found.captured?.description == "2021-05-03T10:00:00+00:00" && found.published == nil)
    #expect(found.id == nil && found.author == nil)
  }

  @Test("without a page say so")
  func none() throws {
    let text =
      "MIME-Version: 1.0\nFrom: x\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\nx\n--x--"
    #expect(try codes(read(text, name: "a.mht")) == [.missingText])
  }
}
