import Testing

@testable import Extraction

/// The text that a line of reStructuredText shows.
private func rest(_ text: String) -> String { RestInlines.text(text, RestReferences([])) }

@Suite("reStructuredText and AsciiDoc")
struct LightMarkupTests {
  @Test(
    "are known by content where the name leaves it open",
    arguments: [
      ("A title\n=======\n\n.. note:: x\n", "README", ArticleFormat.reStructuredText),
      ("A title\n-------\n\nText.\n\n.. _target: x\n", "a.txt", .reStructuredText),
      ("A title\n=======\n\nText.\n", "a.txt", .text), ("Text\n.. and more\n----\n", "a.txt", .text),
      ("= A title\n:toc:\n\nText.\n", "README", .asciiDoc), ("// x\n= A title\n\n== B\n", "a.txt", .asciiDoc),
      ("= A title =\n\nText.\n", "a.txt", .text), ("x = 1\n== 2\n", "a.txt", .text),
      ("Text.\n", "a.rst", .reStructuredText),
      ("Text.\n", "a.adoc", .asciiDoc), ("# A\n\n.. note:: x\n\nA\n=\n", "a.md", .markdown),
    ])
  func detection(text: String, name: String, expected: ArticleFormat) {
    #expect(Extractor.detectFormat(name: name, head: Array(text.utf8)) == expected)
  }

  @Test("have the abstract of a paper in reStructuredText, and none of its other fields")
  func abstracts() throws {
    let paper = try article(
      "Weirs\n=====\n\n:Author: Ann Lee\n:Abstract: How it was\n   opened.\n\nText.\n", name: "a.rst")
    #expect(paper.author == "Ann Lee" && paper.body == "How it was opened.\n\nText.")
  }

  @Test(
    "lose the marks of reStructuredText within lines, and keep the signs that are none",
    arguments: [
      ("*a* **b c** ``d*e``", "a b c d*e"), ("`a b <http://c.example>`_", "a b"),
      ("`<http://c.example>`__", "http://c.example"),
      ("`a b`_ and c__", "a b and c"), (":doc:`a <b/c>` :meth:`~d.e.f` :x:`!g`", "a f g"), ("`a`:sub:", "a"),
      ("2 * 3 * 4", "2 * 3 * 4"), ("a*b*c", "a*b*c"), ("\\*a\\*", "*a*"), ("H\\ :sub:`2`\\ O", "H2O"),
      ("a_b_ c_", "a_b_ c_"),
      ("*a", "*a"), ("``a", "``a"), ("|a|", "|a|"), ("[1]_ [a b] [#x]_", "[1] [a b]"), ("_`a b` c", "a b c"),
      ("a: b", "a: b"),
      (":a", ":a"), ("\\", ""),
    ])
  func restInlines(text: String, expected: String) {
    #expect(rest(text) == expected)
  }

  @Test(
    "lose the marks of AsciiDoc within lines, and keep the signs that are none",
    arguments: [
      ("*a* _b c_ `d` #e# +f*g*+", "a b c d e f*g*"), ("**a**b __c__d", "ab cd"), ("2 * 3 * 4", "2 * 3 * 4"),
      ("a_b_c", "a_b_c"), ("E=mc^2^ H~2~O", "E=mc2 H2O"), ("\\*a*", "*a*"), ("http://a.example/b_c_d[e]", "e"),
      ("see http://a.example/b_c.", "see http://a.example/b_c."), ("link:a[b,role=c] link:d[]", "b d"),
      ("<<a>> <<b,c d>>", "a c d"), ("a < b << c", "a < b << c"), ("\"`a`\" '`b`'", "“a” ‘b’"),
      ("menu:A[B > C]", "A > B > C"),
      ("linked: yes", "linked: yes"), ("a&#8217;s", "a’s"), ("[[x]]a [.b]#c#", "a c"), ("[a] b", "[a] b"), ("*a", "*a"),
    ])
  func asciiDocInlines(text: String, expected: String) {
    #expect(AsciiDocInlines.text(text) == expected)
  }

  @Test("expand names within bounds, and no name by another")
  func expansion() throws {
    let bomb = ":a: \(String(repeating: "x", count: 4000))\n:b: \(String(repeating: "{a}", count: 1000))\n"
    let found = try article("= T\n\(bomb)\n" + String(repeating: "{b} {a}\n", count: 5_000), name: "a.adoc")
    #expect(found.body.utf8.count < 2 << 20)
    let rest =
      ".. |a| replace:: \(String(repeating: "|a|", count: 1000))\n\n" + String(repeating: "|a| |b|\n", count: 5_000)
    #expect(try article(rest, name: "a.rst").body.utf8.count < 2 << 20)
  }

  @Test("cost time in proportion to their length, whatever is wrong with them")
  func pathologies() throws {
    for piece in [
      "*a ", "`", "|a", ".. ", "  ", ":a:\n", "* ", "+--\n", "====\n", "a::\n\n", "..\n ", "[1", "- a\n\n  ",
    ] {
      let isLinear = try growsInProportion(from: 5_000) { count in
        _ = try read(String(repeating: piece, count: count), name: "a.rst")
      }
      #expect(isLinear, "rst \(piece)")
    }
    for piece in [
      "*a ", "`", "{a", "http://a[", "<<", "((", "====\n", "|===\n|", "ifdef::a[]\n", "* ", "a::\n", "[a]\n", "\"`",
    ] {
      let isLinear = try growsInProportion(from: 5_000) { count in
        _ = try read(String(repeating: piece, count: count), name: "a.adoc")
      }
      #expect(isLinear, "asciidoc \(piece)")
    }
  }

  @Test("nested deeper than anybody writes are text")
  func nesting() throws {
    let deep = (0..<200).map { String(repeating: " ", count: $0) + "* a" }.joined(separator: "\n\n")
    #expect(try article(deep, name: "a.rst").body.contains("a"))
    let blocks = (4..<200).map { String(repeating: "=", count: $0) }.joined(separator: "\n") + "\nb"
    #expect(try article(blocks, name: "a.adoc").body.contains("b"))
  }
}
