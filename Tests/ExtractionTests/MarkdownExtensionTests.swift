import Articles
import Testing

@testable import Extraction

@Suite("Markdown of note programs and site generators")
struct MarkdownExtensionTests {
  private func body(_ text: String, name: String = "a.md") throws -> String {
    try article("# Bees\n\n" + text, name: name).body
  }

  @Test("has its facts in lines at its head")
  func preambles() throws {
    let fields = try article(
      "Title: Bees\nDate: 2010-12-03 10:20\nCategory: Nature\nAuthors: Ann Lee, Bo Ek\nSummary: Short\n  and more\n\nText.\n",
      name: "a.md")
    #expect(fields.title == "Bees" && fields.published?.text == "2010-12-03T10:20" && fields.body == "Text.")
    #expect(fields.author == "Ann Lee; Bo Ek" && fields.category == "Nature")
    let pandoc = try article("% Bees in\n  winter\n% Ann Lee; Bo Ek\n% 5 March 2021\n\nText.\n", name: "a.md")
    #expect(pandoc.title == "Bees in winter" && pandoc.author == "Ann Lee; Bo Ek" && pandoc.body == "Text.")
    #expect(pandoc.published?.text == "2021-03-05")
    #expect(try article("Note: this stays.\nAuthor: too.\n\nText.\n", name: "a.md").body.hasPrefix("Note: this stays."))
    #expect(codes(try read("Title: A\nStatus: draft\n\nText.\n", name: "a.md")) == [.draft])
  }

  @Test("has the day of its name", arguments: ["2024-01-02.md", "2024-01-02-boats.md", "2024-01-02 Boats.md"])
  func datedNames(name: String) throws {
    #expect(try article("Text of a day.\n", name: "Daily/" + name).published?.text == "2024-01-02")
    #expect(try article("Text.\n", name: "2024-01-02.md").title == "2024-01-02")
    #expect(try article("Text.\n", name: "2024-01-021.md").published == nil)
  }

  @Test(
    "leaves what readers see",
    arguments: [
      ("See [[Other|the other]], [[Plain]] and [[Page#Part]].", "See the other, Plain and Page Part."),
      ("A ![[picture.png]] b ![[Note]] c", "A b Note c"),
      ("An array[[1, 2], [3]] stays", "An array[[1, 2], [3]] stays"),
      ("H~2~O, x^2^, Ca^2+^", "H2O, x2, Ca2+"), ("a~b c~d, ~5 to ~6, x^2 + y^2", "a~b c~d, ~5 to ~6, x^2 + y^2"),
      ("A %%hidden%% b, 50%% of 60%", "A b, 50%% of 60%"), ("A\n\n%%\nhidden\n%%\n\nb", "A\n\nb"),
      ("%%\nopen", "%% open"),
      ("> [!warning]- Take care\n> They sting.", "Take care\n\nThey sting."),
      ("> [!NOTE]\n> They sting.", "They sting."),
      (":::tip Take care\n\nThey sting.\n\n:::", "Take care\n\nThey sting."), ("::: {.box}\nA\n:::", "A"),
      (":::note[Take care]\nThey sting.\n:::", "Take care\n\nThey sting."),
      ("!!! note \"Take care\"\n    They sting.", "Take care\n\nThey sting."), ("!!! danger zone!", "!!! danger zone!"),
      ("Text^[a *note*] end", "Text (a note) end"), ("A block ^a1b2c3", "A block"), ("A block\n^a1b2c3", "A block"),
      ("x ^2", "x ^2"),
      ("==marked== a == b, c==d==e", "marked a == b, c==d==e"), ("*[HTML]: Hypertext\n\nHTML", "HTML"),
      ("Term\n: Meaning", "Term\n\nMeaning"), ("{% comment %}\nhidden\n{% endcomment %}\n\nA", "A"),
      ("* TOC\n{:toc}\n\nA", "A"), ("A\n{.lead #first}", "A"), ("A {/* hidden */} b", "A b"),
      ("[![Build](b.svg)](l) [![x](y)](z)\n\nA", "A"), ("[![A picture](b.jpg)](l)\n\nA", "A picture\n\nA"),
      ("<h2 align=\"center\">A <i>b</i></h2>\n\nc", "A b\n\nc"),
      ("import A from '../a.astro';\nimport {\n  B,\n} from \"b\";\n\nexport const c = {\n  d: 1 }\n\nA", "A"),
      ("import goods from 'abroad' and sell them.", "import goods from 'abroad' and sell them."),
      ("```js\nimport a from 'b';\n%%\n```", "import a from 'b';\n%%"),
    ])
  func residue(text: String, expected: String) throws {
    #expect(try body(text) == expected)
  }

  @Test("has a heading in HTML for its title")
  func heading() throws {
    let found = try article("<!-- x -->\n<h1 align=\"center\">Bees</h1>\n\nText.\n", name: "a.md")
    #expect(found.title == "Bees" && found.body == "Text.")
  }

  @Test("any number of imports and of comments without an end is gone through once")
  func manyOfThem() throws {
    let imports = String(repeating: "import A from 'a';\n", count: 10_000)
    #expect(try body(imports + "\nText.") == "Text.")
    let comments = String(repeating: "{% comment %}\n", count: 5_000)
    #expect(try body(comments + "\nText.").hasSuffix("Text."))
    let notes = String(repeating: "^[", count: 1_000) + String(repeating: "]", count: 1_000)
    #expect(try body(notes + "\n\nText.").hasSuffix("Text."))
  }
}
