import Testing

@testable import Extraction

@Suite("Markup")
struct MarkupTests {
  /// What is left of a page before it is parsed.
  private func reduced(_ page: String) -> String {
    Array(page.utf8).withUnsafeBufferPointer { String(decoding: MarkupReducer.reduce($0), as: UTF8.self) }
  }

  @Test(
    "with a table in its TOML that has no name keeps its text, and the process",
    arguments: ["[=]", "[é]", "[[ é]]", "[#]", "[.]", "[,]", "\t[", "[ \u{1}]"])
  func namelessTable(header: String) throws {
    let found = try article(Array("+++\ntitle = \"A\"\n\(header)\n+++\nSome text.\n".utf8), name: "a.md")
    #expect(found.body == "Some text.")
    #expect(found.notes == [.unreadableFrontMatter(detail: "invalid TOML: a table without a name")])
  }

  @Test(
    "what nobody reads is left out",
    arguments: [
      ("<p>a<script>if (1 < 2) { '</p>' }</script>b", "<p>ab"),
      ("<SCRIPT>x</Script >b", "b"),
      ("a<script>never closed", "a"),
      ("<style>p { }</style><p>b", "<p>b"),
      ("<svg><g><svg/></svg></g></svg>b", "b"),
      ("<p>a<svg viewBox='0'/>b", "<p>ab"),
      ("a<!-- > <p> -->b", "ab"),
      ("a<!-->b", "ab"),
      ("<p data-a='1 > 0' class=b onclick=c()>d", "<p class=b>d"),
      ("<div style=\"\"class='b'>", "<div class='b'>"),
      ("<div @click='a > b' :x (y)=z [w] id=\"c\">", "<div id=\"c\">"),
      ("<br data-a/>", "<br/>"),
      ("<a href='b'>c</a>", "<a>c</a>"),
      ("<p>\n\n   a</p>\n\n<p>b", "<p>\na</p>\n<p>b"),
    ])
  func reduction(page: String, left: String) {
    #expect(reduced(page) == left)
  }

  @Test(
    "what is read stays as it is",
    arguments: [
      "<svg> never closed <p>b", "a < b <p>", "a<!-- never closed", "<p class='a", "<", "</", "<p", "<p id",
      "<pre>\n\n  a\n    b</pre>", "<link rel=canonical href=b>", "<a href='/authors/b'>c</a>",
      "<p style='display: none'>b",
      "<script type='application/ld+json'>{ \"a\": 1 }</script>",
      "<script type=\"application/ld&#43;json\">{ \"a\": 1 }</script>",
    ])
  func kept(page: String) {
    #expect(reduced(page) == page)
  }

  @Test("NULs do not end a page")
  func nulls() {
    #expect(reduced("a\0<p\0 class='b\0'>c") == "a<p class='b'>c")
  }
}
