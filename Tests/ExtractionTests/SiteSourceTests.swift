import Articles
import Testing

@testable import Extraction

@Suite("Sources of web sites")
struct SiteSourceTests {
  private func code(_ text: String, name: String, format: ArticleFormat? = nil) throws -> ReasonCode? {
    try codes(read(text, name: name, format: format)).first ?? nil
  }

  @Test("have pages with front matter, which goes before what the page says")
  func page() throws {
    let text = """
      ---
      layout: page
      title: The pier
      author: Ann Lee
      date: 2024-03-05
      ---
      {% include head.html %}
      <h1>Another heading</h1>
      <p>The pier of {{ site.town }} is open in summer, and <a href="{{ '/map' | relative_url }}">the way</a> is short.</p>
      """
    let article = try article(text, name: "pier.html")
    #expect(article.title == "The pier")
    #expect(article.author == "Ann Lee")
    #expect(article.published?.text == "2024-03-05")
    #expect(article.body.contains("The pier of is open in summer, and the way is short."))
    #expect(!article.body.contains("layout") && !article.body.contains("{"))
  }

  @Test("are told apart by their places, since an id in front matter is one of a folder, a language or a version")
  func identifiers() throws {
    for (name, text) in [
      ("a.md", "---\nid: intro\n---\nText\n"), ("a.rst", ":id: intro\n\nText\n====\n\nText\n"),
      ("a.adoc", "= Title\n:page-id: intro\n\nText\n"), ("a.html", "---\nid: 7\n---\n<p>Text</p>"),
    ] {
      #expect(try article(text, name: name).id == nil, "\(name)")
    }
    for id in ["https://a.example/1", "urn:x:7", "01234567-89ab-cdef-0123-456789abcdef"] {
      #expect(try article("---\nid: \(id)\n---\nText\n", name: "a.md").id == id)
    }
  }

  @Test(
    "have templates, which are no articles",
    arguments: [
      (
        "_layouts/default.html",
        "<!doctype html><html><head><title>{{ page.title }}</title></head><body>{{ content }}</body></html>"
      ),
      (
        "_layouts/post.html",
        "---\nlayout: default\n---\n<article><h1>{{ page.title }}</h1>written by {{ page.author }} {{ content }}</article>"
      ),
      (
        "archive.html",
        "---\nlayout: home\ntitle: Archive\n---\n<ul>{% for post in site.posts %}<li>{{ post.title }}</li>{% endfor %}</ul>"
      ),
      ("tags.md", "---\ntitle: Tags\n---\n{% for tag in site.tags %}\n- {{ tag[0] }}\n{% endfor %}\n"),
      ("layouts/single.html", "{{ define \"main\" }}<article><h1>{{ .Title }}</h1>{{ .Content }}</article>{{ end }}"),
      (
        "partials/foot.html",
        "<footer><p>{{ .Site.Params.motto }} Made with care by the people of the harbour.</p></footer>"
      ),
      ("views/show.html", "<h1><%= @post.title %></h1><div><%= yield %></div>"),
      ("archetypes/default.md", "---\ntitle: '{{ replace .Name \"-\" \" \" }}'\n---\nWrite here.\n"),
    ])
  func templates(name: String, text: String) throws {
    #expect(try code(text, name: name) == .template)
  }

  @Test("have feeds made of tags, which hold no articles")
  func feed() throws {
    let text = """
      <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{% for post in site.posts %}<entry>
      <title>{{ post.title | xml_escape }}</title><content>{{ post.content }}</content></entry>{% endfor %}</feed>
      """
    #expect(try code(text, name: "feed.xml") == .template)
  }

  @Test(
    "are told from articles about them",
    arguments: [
      "<h1>Layouts</h1><p>Put <code>{{ content }}</code> where the text belongs.</p><pre>{% for post in site.posts %}</pre>",
      "<h1>Weather</h1><script>var t = '{{ content }} {{ x }}';</script><p>Rain all day.</p>",
      "<h1>Rates</h1><p>Of {{ 100 the first is the best one.</p>",
    ])
  func pagesAboutThem(text: String) throws {
    let article = try article("<html><body>\(text)</body></html>", name: "a.html")
    #expect(!article.title.isEmpty)
  }

  @Test("keep a post with few words beside a tag")
  func shortPost() throws {
    let article = try article("---\ntitle: A film\n---\nSee it: {% youtube a1 %}\n", name: "film.md")
    #expect(article.body == "See it:")
  }

  @Test("keep the captions of pictures that stand in tags")
  func caption() throws {
    let text = "# Gulls\n\nThey fly.\n\n{{< figure src=\"a.jpg\" caption=\"A gull at noon\" >}}\n"
    #expect(try article(text, name: "gulls.md").body == "They fly.\n\nA gull at noon")
  }

  @Test("have drafts and pages that are filled, which are left out and are no faults")
  func otherPages() throws {
    #expect(try code("---\ntitle: Later\n---\nWords.\n", name: "_drafts/later.md") == .draft)
    #expect(try code("---\ntitle: Later\n---\n<p>Words.</p>\n", name: "_drafts/later.html") == .draft)
    #expect(try code("---\ntitle: Posts\n---\n", name: "posts/_index.md") == .empty)
    #expect(ReasonCode.template.isIntended)
    #expect(try code("---\ntitle: Posts\n---\n", name: "posts/link.md") == nil)
  }

  @Test("have files that go with articles, known by name")
  func assets() {
    for name in [
      "a.png", "B.JPG", "style.css?ver=5.2", "app.min.js", "robots.txt", "Gemfile", "package.json", "_config.yml",
    ] {
      #expect(WalkedName.isAsset(name.utf8), "\(name)")
    }
    for name in ["a.html", "index.html?p=12", "notes", "png", "css.md", "robots.md", "page.php", "a.txt"] {
      #expect(!WalkedName.isAsset(name.utf8), "\(name)")
    }
    #expect(WalkedName.isHidden("node_modules".utf8) && WalkedName.isHidden(".git".utf8))
    #expect(!WalkedName.isHidden("modules".utf8))
  }

  @Test("take time in proportion to their length, however many tags begin and do not end")
  func time() {
    for opening in ["{{ ", "{% ", "<% ", "{{ }"] {
      let text = [UInt8](String(repeating: opening, count: 400_000).utf8)
      #expect(TemplateTags.tags(in: text[...]).isEmpty)
    }
  }
}
