import Foundation
import Testing

@testable import Extraction

/// A feed of RSS 2.0 with something in its channel.
private func rss(_ channel: String, prolog: String = "<?xml version=\"1.0\"?>") -> String {
  prolog + "<rss version=\"2.0\"><channel><title>Site</title>" + channel + "</channel></rss>"
}

private func item(_ content: String) -> String { rss("<item>" + content + "</item>") }

@Suite("Feeds")
struct FeedTests {
  @Test("are known by their outermost element, whatever stands before it and whatever they are called")
  func detection() {
    let heads = [
      "<rss version=\"0.91\">", "<?xml version=\"1.0\"?>\n<!DOCTYPE rss PUBLIC \"x\" \"y\" [<!ENTITY a \"b\">]>\n<rss>",
      "<?xml version='1.0'?><?xml-stylesheet href='a'?><!-- \(String(repeating: "long ", count: 600)) --><feed>",
      "<rdf:RDF xmlns:rdf=\"x\">", "<atom:feed xmlns:atom=\"http://www.w3.org/2005/Atom\">", "<RSS>", "<channel>",
      "<!DOCTYPE html><rss>", "<entry xmlns=\"http://www.w3.org/2005/Atom\">",
    ]
    for head in heads {
      for name in ["a.xml", "a.txt", "a.html", "-"] {
        #expect(Extractor.detectFormat(name: name, head: Array(head.utf8)) == .feed, "\(name): \(head.prefix(80))")
      }
    }
    let wide = Array("<?xml version=\"1.0\" encoding=\"utf-16\"?><rss>".utf16).flatMap {
      [UInt8($0 & 0xff), UInt8($0 >> 8)]
    }
    #expect(Extractor.detectFormat(name: "a.xml", head: [0xff, 0xfe] + wide) == .feed)
    #expect(Extractor.detectFormat(name: "a.xml", head: wide) == .feed)
    #expect(Extractor.detectFormat(name: "a.xml", head: Array("<b>Notice</b><?xml?><rss>".utf8)) == .feed)
    for head in ["<note>", "<?xml version=\"1.0\"?><svg>", "<entry>", "<feedback>", ""] {
      #expect(Extractor.detectFormat(name: "a.xml", head: Array(head.utf8)) == nil)
    }
  }

  @Test(
    "without entries or elements give a reason",
    arguments: [
      (rss(""), .empty), ("no markup", .invalidXML), ("<html><body>text</body></html>", .empty),
      ("<rss><channel><title>A", .truncatedXML), (item("<guid>1</guid>"), .missingText),
      ("<?xml version=\"1.0\"", .invalidXML),
    ] as [(String, ReasonCode)])
  func reasons(text: String, expected: ReasonCode) throws {
    #expect(try codes(read(text, name: "a.xml", format: .feed)) == [expected])
  }

  @Test("expand no entity by another, and fetch none")
  func entities() throws {
    let bomb = (1...9).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1);", count: 10))\">" }.joined()
    let type =
      "<!DOCTYPE rss [<!ENTITY a0 \"ha\">\(bomb)<!ENTITY file SYSTEM \"file:///etc/passwd\">"
      + "<!ENTITY c \"&#xA9; me\"><!ENTITY % p \"q\"> %p; ]>"
    let found = try article(
      rss("<item><title>&a0; &c;</title><description>&a9; &file; &nothing;</description></item>", prolog: type),
      name: "a.xml")
    #expect(found.title == "ha © me")
    #expect(found.body == String(repeating: "&a8;", count: 10) + " &file; &nothing;")
  }

  @Test("nested without end keep what is at the deepest level allowed")
  func depth() throws {
    let deep = String(repeating: "<b>", count: 100_000)
    let results = try read(rss("<item><title>A</title><description>\(deep)x</description></item>"), name: "a.xml")
    let found = try results[0].get()
    #expect(found.title == "A")
    #expect(found.notes == [.truncatedMarkup])
    #expect(try codes(read(String(repeating: "<feed>", count: 100_000), name: "a.xml")) == [.truncatedXML])
  }

  @Test("an entry larger than the limit is refused with its place, the others are read")
  func tooLarge() throws {
    var limits = Extractor.Limits()
    limits.maximumDocumentBytes = 10_000
    let long = String(repeating: "word ", count: 5_000)
    let elements = String(repeating: "<i>x</i>", count: 5_000)
    let text = rss(
      "\n<item><title>A</title></item>\n<item><title>B</title><description>\(long)</description></item>"
        + "\n<item><title>C</title></item>\n<item><title>D</title><description>\(elements)</description></item>"
        + "<item><title>E</title></item>")
    let results = try read(Array(text.utf8), name: "a.xml", limits: limits)
    #expect(codes(results) == [nil, .tooLarge, nil, .tooLarge, nil])
    guard case .failure(let failure) = results[1] else { return }
    #expect(failure.description == "line 3: too-large: entry 2: larger than 10000 bytes")
  }

  @Test(
    "in any encoding are decoded by mark, declaration or bytes",
    arguments: [
      ("UTF-16LE", "utf-16", "Größe"), ("UTF-16BE", "utf-16", "Größe"), ("ISO-8859-15", "iso-8859-15", "5 € für Größe"),
      ("CP1251", "windows-1251", "Новости дня"), ("KOI8-R", "koi8-r", "Новости дня"),
      ("UTF-8", "us-ascii", "Größe"), ("EUC-KR", "euc-kr", "한국어 제목"), ("UTF-8", "no-such", "Größe"),
    ])
  func encodings(used: String, declared: String, title: String) throws {
    let prolog = "<?xml version=\"1.0\" encoding=\"\(declared)\"?>"
    let bytes = try encode(rss("<item><title>\(title)</title></item>", prolog: prolog), used)
    #expect(try article(bytes, name: "a.xml").title == title)
    // So large that only the beginning decides.
    let text = String(repeating: title + " ", count: 60)
    let padding = String(
      repeating: "<item><title>\(title)</title><description>\(text)</description></item>\n", count: 3_000)
    let results = try read(encode(rss(padding, prolog: prolog), used), name: "a.xml")
    #expect(results.count == 3_000)
    #expect(try results.allSatisfy { try $0.get().title == title })
  }

  @Test("that say UTF-8 and are not are decoded by the best guess, with a note")
  func wrongDeclaration() throws {
    let text = rss(
      "<item><title>Über die Größe der Bäume</title></item>", prolog: "<?xml version=\"1.0\" encoding=\"utf-8\"?>")
    let found = try article(encode(text, "CP1252"), name: "a.xml")
    #expect(found.title == "Über die Größe der Bäume")
    #expect(found.notes.contains(.guessedEncoding("CP1252")))
  }

  @Test("give one article an entry even where identifiers repeat")
  func identifiers() throws {
    func entry(_ title: String, _ date: String) -> String {
      "<item><guid>http://a.example/1</guid><title>\(title)</title><pubDate>\(date)</pubDate></item>"
    }
    let text = rss(entry("A", "2021-01-01") + entry("B", "2021-01-02") + entry("A", "2021-01-01"))
    let ids = try read(text, name: "a.xml").map { try $0.get().id }
    #expect(ids == ["http://a.example/1", "http://a.example/1#2021-01-02", "http://a.example/1"])
  }

  @Test(
    "name people by what is a name",
    arguments: [
      ("<author>ann@a.example (Ann Lee)</author>", "Ann Lee"), ("<author>Ann Lee (ann@a.example)</author>", "Ann Lee"),
      ("<author>Ann Lee &lt;ann@a.example&gt;</author>", "Ann Lee"),
      ("<author>ann@a.example</author>", "ann@a.example"),
      ("<dc:creator>By Ann Lee and Bo Ek</dc:creator>", "Ann Lee; Bo Ek"),
      ("<author><name>Ann Lee</name><email>a@a.example</email></author>", "Ann Lee"),
      ("<itunes:author>A Show</itunes:author><dc:creator>Ann Lee</dc:creator>", "Ann Lee"),
      ("<a:author xmlns:a=\"http://www.w3.org/2005/Atom\"><a:name>Ann Lee</a:name></a:author>", "Ann Lee"),
    ])
  func authors(element: String, expected: String) throws {
    #expect(try article(item("<title>A</title>" + element), name: "a.xml").author == expected)
  }

  @Test(
    "take the fullest text there is",
    arguments: [
      ("<description>short</description><content:encoded>full</content:encoded>", "full"),
      ("<content:encoded> </content:encoded><description>short</description>", "short"),
      ("<content:encoded>&lt;img src=\"x\"&gt;</content:encoded><description>short</description>", "short"),
      ("<description/><itunes:summary>spoken</itunes:summary>", "spoken"),
      ("<body xmlns=\"http://www.w3.org/1999/xhtml\"><p>a</p><p>b</p></body><description>c</description>", "a\n\nb"),
      ("<description>&amp;lt;p&amp;gt;twice&amp;lt;/p&amp;gt;</description>", "twice"),
      ("<description>no markup\n\nbut paragraphs</description>", "no markup\n\nbut paragraphs"),
      ("<description>don\u{92}t</description>", "don’t"),
    ])
  func bodies(elements: String, expected: String) throws {
    #expect(try article(item("<title>A</title>" + elements), name: "a.xml").body == expected)
  }

  @Test("are streamed: a feed of any length passes through without being held")
  func streaming() throws {
    let text = String(repeating: "some words ", count: 9_000)
    let entry = Array("<item><title>A</title><description>\(text)</description></item>\n".utf8)
    let source = RepeatingSource(
      head: Array("<rss><channel>".utf8), line: entry, count: 24_000_000 / entry.count,
      tail: Array("</channel></rss>".utf8))
    let (articles, growth) = try stream(source)
    #expect(articles == source.left)
    #expect(growth < 12_000)
  }

  @Test("cost time in proportion to their length, whatever is wrong with them")
  func pathologies() throws {
    for piece in ["<?", "<!DOCTYPE [", "<![CDATA[", "<a b=\"", "<a ", "</", "&", "<!--", "<a><b></a>", "]]>"] {
      let isLinear = try growsInProportion(from: 25_000) { count in
        let text = "<rss><channel><item><title>A</title><description>" + String(repeating: piece, count: count)
        _ = try read(text, name: "a.xml")
      }
      #expect(isLinear, "\(piece)")
    }
  }
}

/// Text in another encoding.
func encode(_ text: String, _ encoding: String) throws -> [UInt8] {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
  process.arguments = ["-f", "UTF-8", "-t", encoding]
  let (input, output) = (Pipe(), Pipe())
  process.standardInput = input
  process.standardOutput = output
  try process.run()
  let writer = Thread {
    try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try? input.fileHandleForWriting.close()
  }
  writer.start()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return [UInt8](data)
}

@Suite("Addresses")
struct WebAddressTests {
  @Test(
    "are resolved as RFC 3986, section 5.4, has it",
    arguments: [
      ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
      ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
      ("g#s", "http://a/b/c/g#s"), (";x", "http://a/b/c/;x"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
      ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../g", "http://a/g"),
      ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
      ("./g/.", "http://a/b/c/g/"), ("g/../h", "http://a/b/c/h"), ("g?y/../x", "http://a/b/c/g?y/../x"),
      ("g#s/../x", "http://a/b/c/g#s/../x"), ("https://b/c", "https://b/c"), ("a b", "http://a/b/c/a%20b"),
    ])
  func resolve(reference: String, expected: String) {
    #expect(WebAddress.resolve(reference, against: "http://a/b/c/d;p?q") == expected)
  }

  @Test("of other schemes, and relative ones without a base, are none")
  func none() {
    #expect(WebAddress.resolve("mailto:a@b.example", against: "http://a/b") == nil)
    #expect(WebAddress.resolve("javascript:x()", against: "http://a/b") == nil)
    #expect(WebAddress.resolve("/a", against: nil) == nil)
    #expect(WebAddress.resolve(" ", against: "http://a/b") == nil)
  }
}
