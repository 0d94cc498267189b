import Articles
import Testing

@testable import Extraction

/// A book with the members it is given and those that every book has.
func epub(_ members: [(String, String)], package: String) -> [UInt8] {
  let container =
    "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
    + "<rootfile full-path=\"OEBPS/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>"
  let all = [("mimetype", "application/epub+zip"), ("META-INF/container.xml", container), ("OEBPS/book.opf", package)]
  return zip((all + members).map { SampleMember($0.0, $0.1) })
}

@Suite("EPUB")
struct EPUBTests {
  private static let metadata = """
    <metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
    <dc:title id="t2">A subtitle</dc:title><dc:title id="t1">The Lamp &amp; the Sea</dc:title>
    <meta refines="#t1" property="title-type">main</meta>
    <dc:creator id="c1">Ada Moor</dc:creator><meta refines="#c1" property="role">aut</meta>
    <dc:creator opf:role="ill">Bo Ek</dc:creator><dc:language>en-GB</dc:language>
    <dc:publisher>Quay Press</dc:publisher><dc:subject>Lighthouses</dc:subject><dc:subject>Sea, the</dc:subject>
    <dc:identifier>other</dc:identifier><dc:identifier id="id">978-0-306-40615-7</dc:identifier>
    <dc:date opf:event="modification">2022-01-01</dc:date><dc:date>2021-03-05</dc:date></metadata>
    """

  private static func package(_ items: [(id: String, href: String)], extra: String = "", spine: [String]) -> String {
    let manifest = items.map {
      "<item id=\"\($0.id)\" href=\"\($0.href)\" media-type=\"application/xhtml+xml\"/>"
    }.joined()
    let references = spine.map { "<itemref idref=\"\($0)\"/>" }.joined()
    return "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\(metadata)"
      + "<manifest>\(manifest)\(extra)</manifest><spine toc=\"ncx\">\(references)</spine></package>"
  }

  private static func page(_ body: String) -> String {
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/>"
      + "<style>p{}</style></head><body>\(body)</body></html>"
  }

  static let book = epub(
    [
      ("OEBPS/text/two.xhtml", page("<p>They set out.</p><script src=\"x\"/><p>And came <a id=\"x\"/>back.</p>")),
      ("OEBPS/text/one one.xhtml", page("<h1>The keeper</h1><p>He lit the lamp.</p>")),
      ("OEBPS/cover.xhtml", page("<img src=\"c.png\"/>")),
      (
        "OEBPS/nav.xhtml",
        page(
          "<nav epub:type=\"landmarks\"><a href=\"cover.xhtml\">Cover</a></nav><nav epub:type=\"toc\"><ol><li><a href=\"text/one%20one.xhtml\">The Keeper</a></li><li><a href=\"text/two.xhtml#a\">The <i>sea</i></a></li></ol></nav>"
        )
      ),
    ],
    package: package(
      [("c", "cover.xhtml"), ("b", "text/two.xhtml"), ("a", "text/one%20one.xhtml"), ("m", "missing.xhtml")],
      extra: "<item id=\"n\" href=\"nav.xhtml\" properties=\"nav\" media-type=\"application/xhtml+xml\"/>",
      spine: ["c", "n", "a", "b", "a", "m", "absent"]))

  @Test("is one article: its chapters in reading order, with the names of the table of contents")
  func book() throws {
    let results = try read(Self.book, name: "lamp.epub")
    #expect(codes(results) == [.invalidEPUB, nil])
    guard case .failure(let failure) = results[0] else { return }
    #expect(failure.member == "OEBPS/missing.xhtml")
    let found = try results[1].get()
    #expect(found.title == "The Lamp & the Sea")
    #expect(found.author == "Ada Moor")
    #expect(found.site == "Quay Press")
    #expect(found.category == "Lighthouses; Sea; the")
    #expect(found.language == Language(tag: "en"))
    #expect(found.published?.text == "2021-03-05")
    #expect(found.updated?.text == "2022-01-01")
    #expect(found.id == "urn:isbn:9780306406157")
    #expect(found.member == nil)
    #expect(found.body == "The keeper\n\nHe lit the lamp.\n\nThe sea\n\nThey set out.\n\nAnd came back.")
  }

  @Test("is cut between chapters when it is long, each part with a name and an identity of its own")
  func parts() throws {
    let long = String(repeating: "<p>\(String(repeating: "words and more ", count: 60))</p>", count: 700)
    let contents =
      "<ncx><navMap><navPoint><navLabel><text>Second</text></navLabel><content src=\"b.html#x\"/></navPoint></navMap></ncx>"
    let book = epub(
      [("OEBPS/a.html", Self.page(long)), ("OEBPS/b.html", Self.page(long)), ("OEBPS/toc.ncx", contents)],
      package: Self.package(
        [("a", "a.html"), ("b", "b.html")],
        extra: "<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>", spine: ["a", "b"]))
    let found = try read(book, name: "long.epub").map { try $0.get() }
    #expect(found.map(\.title) == ["The Lamp & the Sea", "The Lamp & the Sea: Second"])
    #expect(found.map(\.id) == ["urn:isbn:9780306406157", "urn:isbn:9780306406157#OEBPS/b.html"])
    #expect(found.map(\.member) == [nil, "OEBPS/b.html"])
  }

  @Test("is refused where it is protected, and where it is no book")
  func refused() throws {
    let items = [(id: "a", href: "a.html")]
    let encryption =
      "<encryption><EncryptedData><CipherData><CipherReference URI=\"OEBPS/a.html\"/></CipherData></EncryptedData></encryption>"
    let members = [("OEBPS/a.html", Self.page("<p>x</p>")), ("META-INF/encryption.xml", encryption)]
    let protected = epub(members, package: Self.package(items, spine: ["a"]))
    #expect(try codes(read(protected, name: "a.epub")) == [.encrypted])
    let empty = zip([SampleMember("mimetype", "application/epub+zip"), SampleMember("a.txt", "x")])
    #expect(try codes(read(empty, name: "a.epub")) == [.invalidEPUB])
    let blank = epub([("OEBPS/a.html", Self.page(""))], package: Self.package(items, spine: ["a"]))
    #expect(try codes(read(blank, name: "a.epub")) == [.missingText])
    #expect(try codes(read(Array("no archive".utf8), name: "a.epub", format: .epub)) != [nil])
  }

  @Test("is known by its first member, else by its name, and read inside of an archive")
  func detection() throws {
    #expect(Extractor.detectFormat(name: "a.zip", head: Array(Self.book.prefix(4096))) == .epub)
    let other = zip([SampleMember("a.txt", "A title\n\nText.")])
    #expect(Extractor.detectFormat(name: "a.epub", head: other) == .epub)
    #expect(try article(other, name: "a.zip").title == "A title")
    let outer = zip([SampleMember(Array("books/lamp.epub".utf8), Self.book)])
    let found = try read(outer, name: "all.zip").compactMap { try? $0.get() }
    #expect(found.map(\.title) == ["The Lamp & the Sea"])
    #expect(found.map(\.member) == ["books/lamp.epub"])
  }
}
