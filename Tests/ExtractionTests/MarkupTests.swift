import Testing

@testable import Extraction

@Suite("Markup")
struct MarkupTests {
  /// The tree of a page: elements with their attributes and, in parentheses, what is in them; texts in quotes.
  private func outline(_ page: String, limits: Extractor.Limits = .init()) -> String {
    let tree = HTMLParser.parse(page, limits: limits)
    return tree.children(of: 0).map { describe($0, in: tree) }.joined(separator: " ")
  }

  private func describe(_ index: Int, in tree: HTMLTree) -> String {
    if tree.nodes[index].tag == .text { return "'\(tree.text(index))'" }
    let attributes = tree.attributes(of: index).map { attribute in
      " \(attribute.name.rawValue)=" + String(decoding: tree.bytes[attribute.value], as: UTF8.self)
    }
    let children = tree.children(of: index).map { describe($0, in: tree) }.joined(separator: " ")
    return tree.nodes[index].tag.rawValue + attributes.joined() + (children.isEmpty ? "" : "(\(children))")
  }

  @Test(
    "is read between other fences too",
    arguments: [
      ";;;\n\"title\": \"B\", \"tags\": [\"x\"]\n;;;\n", ";;;\n{\n\"title\": \"B\", \"tags\": [\"x\"]\n}\n;;;\n",
      "---json\n{\"title\": \"B\", \"tags\": [\"x\"]}\n---\n",
      "---json\n{\n  \"title\": \"B\", \"tags\": [\"x\"]\n}\n---\r\n",
      "---toml\ntitle = \"B\"\ntags = [\"x\"]\n---\n", "---yaml\ntitle: B\ntags: [x]\n---\n",
      "--- YAML\ntitle: B\ntags: [x]\n...\n",
    ])
  func fences(block: String) throws {
    for name in ["a.md", "a"] where name == "a.md" || !block.hasSuffix("...\n") {
      let found = try article(block + "Some text.\n", name: name)
      #expect(found.title == "B" && found.category == "x" && found.body == "Some text.")
      #expect(found.notes.isEmpty)
    }
  }

  @Test("between fences that cannot be read is left out with a note, and what is no block stays")
  func brokenFences() throws {
    let broken = try article("---json\n{\"title\": }\n---\nSome text.\n", name: "a.md")
    #expect(broken.body == "Some text." && broken.notes == [.unreadableFrontMatter(detail: "invalid JSON")])
    let unknown = try article("---ruby\ntitle: B\n---\nSome text.\n", name: "a.md")
    #expect((unknown.title + unknown.body).contains("title: B"))
    #expect(try article(";;;\n\nSome text.\n", name: "a.md").body.hasPrefix(";;;"))
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
    "with an array in its TOML that lacks a value keeps its text, and the process",
    arguments: ["a = [}", "a = [1, }", "a = { b = [ # c\n}", "a = [\u{a0}1]"])
  func missingValue(line: String) throws {
    let found = try article(Array("+++\n\(line)\n+++\nSome text.\n".utf8), name: "a.md")
    #expect(found.body == "Some text.")
    #expect(found.notes.count == 1)
  }

  @Test("with braces in the strings of its TOML is read")
  func bracesInStrings() throws {
    let block = "a = [\"}\", '}', \"\"\",}\\\"\"\"\"] # [}\ntitle = \"A [}\"\n"
    let found = try article(Array("+++\n\(block)+++\nSome text.\n".utf8), name: "a.md")
    #expect(found.title == "A [}")
  }

  @Test(
    "what nobody reads is left out",
    arguments: [
      ("<p>a<script>if (1 < 2) { '</p>' }</script>b", "p('ab')"),
      ("<SCRIPT>x</Script >b", "'b'"),
      ("a<script>never closed", "'a'"),
      ("a<script src='b'/> <p>c</p><script>d</script>e", "'a ' p('c') 'e'"),
      ("a<script src='b'/>c()</script>d", "'ad'"),
      ("a<style/><p>b", "'a' p('b')"),
      ("<iframe/><p>a", "iframe p('a')"),
      ("<style>p { }</style><p>b", "p('b')"),
      ("<svg><g><svg/></svg></g></svg>b", "'b'"),
      ("<p>a<svg viewBox='0'/>b", "p('ab')"),
      ("<svg> never closed <p>b", "' never closed ' p('b')"),
      ("a<!-- > <p> -->b<!-->c<!doctype html><?xml a='b'?>d", "'abcd'"),
      ("<p data-a='1 > 0' class=b onclick=c()>d", "p class=b('d')"),
      ("<div style=\"\"class='b'>", "div class=b"),
      ("<div @click='a > b' :x (y)=z [w] id=\"c\">", "div id=c"),
      ("<a href='b'>c</a><a href='/authors/b'>d</a>", "a('c') a href=/authors/b('d')"),
      ("<p style='color: red'>a<p style='display: none'>b", "p('a') p style=display: none('b')"),
      ("<p>\n\n   a</p>\n\n<p>b", "p(' a') '\n' p('b')"),
    ])
  func reduction(page: String, tree: String) {
    #expect(outline(page) == tree)
  }

  @Test(
    "of any kind gives a tree",
    arguments: [
      ("", ""), ("<", "'<'"), ("a < b", "'a < b'"), ("</", ""), ("<p", ""), ("<p id", ""), ("<p class='a", ""),
      ("a<!-- never closed", "'a'"), ("</p>", "p"), ("a</br>b", "'a' br 'b'"), ("</i></div>a", "'a'"),
      ("<title>a <b> c</title>d", "title('a <b> c') 'd'"), ("<title>never <b>closed", "title('never ' b('closed'))"),
      ("<textarea></p></textarea>a", "textarea('</p>') 'a'"), ("<iframe><p>a</iframe>b", "iframe('<p>a') 'b'"),
      (
        "<script type='application/ld+json'>{ \"&amp;\": \"<b>\" }</script>",
        "script type=application/ld+json('{ \"&amp;\": \"<b>\" }')"
      ),
      ("<pre>\n\n  a\n    b</pre>", "pre('\n\n  a\n    b')"),
      ("<my-card>a<x-y>b</my-card>c", "other <=my-card('a' other <=x-y('b')) 'c'"),
      ("<br data-a/>a<span/>b<p class=c/>d", "br 'a' span 'b' p class=c/('d')"),
      ("a\0<p\0 class='b\0'>c", "'a' p class=b('c')"),
    ])
  func robustness(page: String, tree: String) {
    #expect(outline(page) == tree)
  }

  @Test(
    "without end tags is closed where browsers close it",
    arguments: [
      ("<p>a<p>b<div>c</div>d", "p('a') p('b') div('c') 'd'"),
      ("<p>a<section>b</section>", "p('a') section('b')"),
      ("<p><button><p>a</button>b", "p(button(p('a')) 'b')"),
      ("<ul><li>a<li>b<ul><li>c</ul>d</ul>", "ul(li('a') li('b' ul(li('c')) 'd'))"),
      ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt('a') dd('b') dt('c'))"),
      ("<h2>a<h3>b</h2>c", "h2('a') h3('b') 'c'"),
      ("<select><option>a<option>b</select>c", "select(option('a') option('b')) 'c'"),
      ("<table><tr><td>a<td>b<tr><td>c</table>d", "table(tr(td('a') td('b')) tr(td('c'))) 'd'"),
      (
        "<table><tbody><tr><td><table><tr><td>a</table>b<tbody><tr><td>c</table>",
        "table(tbody(tr(td(table(tr(td('a'))) 'b'))) tbody(tr(td('c'))))"
      ),
      (
        "<html lang=en><head><title>a</title><div>b</div></head><body class=c>d</body></html>e",
        "html lang=en(head(title('a')) div('b') body class=c('de'))"
      ),
      ("<body>a<body class=b>c", "body('ac')"),
      ("<a>b<a>c</a>", "a('b') a('c')"),
    ])
  func impliedEnds(page: String, tree: String) {
    #expect(outline(page) == tree)
  }

  @Test(
    "that does not nest ends what it names and no more",
    arguments: [
      ("<div><span>a</div>b</span>c", "div(span('a')) 'bc'"),
      ("<div><p>a</span>b</p></div>", "div(p('ab'))"),
      ("<a><h2>b</a>c</h2>d", "a(h2('b')) h2('c') 'd'"),
      ("<a><div class=e>b</a></div>c", "a(div class=e('b')) div class=e 'c'"),
      ("<table><tr><td>a</div></p>b</table>", "table(tr(td('a' p 'b')))"),
      ("<div><table><tr><td>a</div>b</table>c</div>d", "div(table(tr(td('ab'))) 'c') 'd'"),
      ("<b><p>a</b>c</p>d", "b(p('a')) p('c') 'd'"),
    ])
  func misnesting(page: String, tree: String) {
    #expect(outline(page) == tree)
  }

  @Test(
    "has references to characters as browsers read them",
    arguments: [
      ("a &amp; b &lt;p&gt;", "a & b <p>"), ("&copy 2021 &copy2021", "© 2021 ©2021"), ("&hellip no", "&hellip no"),
      ("&hellip;&Scaron;&euro;&nbsp;&notin;", "…Š€\u{a0}∉"), ("&#8217;&#x2019;&#8217 &#146;", "’’’ ’"),
      ("&#0;&#x110000;&#xd800;a", "a"), ("&unknown; & &; &#; &#x;", "&unknown; & &; &#; &#x;"),
    ])
  func references(page: String, text: String) {
    #expect(outline(page) == "'\(text)'")
    #expect(outline("<p class='\(page)'>") != "")
  }

  @Test("has references in attributes, where they are no parameters")
  func referencesInAttributes() {
    #expect(
      outline("<link href='?a&copy=b&lt=c&amp;d&eacute'>") == "link href=?a&copy=b&lt=c&dé")
  }

  @Test("nests no deeper than the limit, and has no more nodes")
  func limits() {
    var limits = Extractor.Limits()
    limits.maximumMarkupDepth = 4
    #expect(
      outline("<div><div><div><div><p>a</div>b</div></div></div>c", limits: limits)
        == "div(div(div(div p 'ab'))) 'c'")
    limits.maximumMarkupNodes = 3
    let tree = HTMLParser.parse("<p>a<p>b<p>c", limits: limits)
    #expect(tree.nodes.count == 3 && tree.isTruncated)
  }
}
