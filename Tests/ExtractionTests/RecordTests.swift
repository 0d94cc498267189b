import Articles
import Testing

@testable import Extraction

@Suite("Records")
struct RecordTests {
  private func record(_ members: String) throws -> ExtractedArticle {
    try article("{" + members + "}\n", name: "a.jsonl")
  }

  @Test(
    "have their columns in other languages too, in any case",
    arguments: [
      "Titel;Text;Autor;Datum;Kategorie;Sprache", "TITRE;CONTENU;AUTEUR;DATE DE PUBLICATION;CATÉGORIE;LANGUE",
      "título;contenido;autor;fecha;categoría;idioma", "Título;Conteúdo;Autor;Data;Categoria;Idioma",
      "titolo;testo;autore;data;categoria;lingua", "Заголовок;Текст;Автор;Дата;Рубрика;Язык",
      "标题;正文;作者;发布时间;分类;语言", "タイトル;本文;著者;日付;カテゴリー;言語",
    ])
  func foreignNames(header: String) throws {
    let found = try article(header + "\nBees;They tremble.;Ann Lee;2021-03-05;Nature;de\n", name: "a.csv")
    #expect(found.title == "Bees" && found.body == "They tremble." && found.author == "Ann Lee")
    #expect(found.published?.text == "2021-03-05" && found.category == "Nature" && found.language?.rawValue == "de")
  }

  @Test(
    "state a language by a tag, a code of three letters or a name",
    arguments: [
      ("en-GB", "en"), ("eng", "en"), ("English", "en"), ("DEU", "de"), ("Deutsch", "de"), ("français", "fr"),
      ("prs", "prs"), ("Klingon of the north", nil), ("日本語", "ja"),
    ] as [(String, String?)])
  func languages(stated: String, expected: String?) throws {
    #expect(try record("\"title\":\"A\",\"language\":\"\(stated)\"").language?.rawValue == expected)
  }

  @Test(
    "have their facts in a record inside, after those that stand outside",
    arguments: ["_source", "fields", "attributes", "data", "article", "document"])
  func wrapped(name: String) throws {
    let found = try record(
      "\"\(name)\":{\"title\":\"Bees\",\"text\":\"They tremble.\",\"date\":\"2021\"},\"date\":\"2022\"")
    #expect(found.title == "Bees" && found.body == "They tremble." && found.published?.text == "2022")
  }

  @Test("that are lists in the answer of a service are one article each")
  func listed() throws {
    let answers = [
      #"{"status":"ok","totalResults":2,"articles":[{"title":"A","content":"b"},{"title":"C","content":"d"}]}"#,
      #"{"response":{"docs":[{"title":"A","content":"b"},{"title":"C","content":"d"}]}}"#,
      "{\n\"hits\": {\"hits\": [\n{\"_source\": {\"title\": \"A\"}},\n{\"_source\": {\"title\": \"C\"}}\n]}\n}",
      #"{"data":[{"attributes":{"title":"A"}},{"attributes":{"title":"C"}}],"links":{}}"#,
    ]
    for answer in answers {
      let found = try read(answer, name: "a.json").map { try $0.get() }
      #expect(found.map(\.title) == ["A", "C"])
      #expect(found.map(\.member) == ["item 1", "item 2"])
    }
    #expect(codes(try read(#"{"articles":[{"x":1},{"title":"A"}]}"#, name: "a.json")) == [.missingText, nil])
    #expect(codes(try read(#"{"articles":[1,2]}"#, name: "a.json")) == [.missingText])
  }

  @Test("are told apart by number where they begin on one line and do not say who they are")
  func recordsOnOneLine() throws {
    let array = #"[{"title":"a"},{"title":"b","id":"7"},{"title":"c"},"# + "\n" + #"{"title":"d"},{"title":"e"}]"#
    let found = try read(array, name: "a.json").map { try $0.get() }
    #expect(found.map(\.title) == ["a", "b", "c", "d", "e"])
    #expect(found.map(\.member) == [nil, nil, "item 3", nil, "item 2"])
    #expect(found.map(\.line) == [1, 1, 1, 2, 2])
    let feed = "<rss><channel><item><title>a</title></item><item><title>b</title></item></channel></rss>"
    #expect(try read(feed, name: "a.xml").map { try $0.get().member } == [nil, "item 2"])
  }

  @Test("have a body in Markdown where they have no other")
  func markdown() throws {
    let found = try record(###" "title":"A","body_markdown":"## B\n\nSome *text* of [it](https://x.example)." "###)
    #expect(found.body == "B\n\nSome text of it.")
    #expect(try record(#" "title":"A","markdown":"*b*","text":"c""#).body == "c")
  }

  @Test("that hold the keys of other tables have neither authors nor categories")
  func keys() throws {
    let found = try record(#" "title":"A","author":3,"categories":[4,5],"tags":["x"]"#)
    #expect(found.author == nil && found.category == "x")
  }

  @Test(
    "have moments of many kinds",
    arguments: [
      (#" "date":"2020-05-14T08:00:00","date_gmt":"2020-05-14T06:00:00""#, "2020-05-14T06:00:00Z"),
      (#" "date_gmt":"0000-00-00T00:00:00","date":"2020-05-14T08:00:00""#, "2020-05-14T08:00:00"),
      (#" "date_publish":"2020-05-14 08:00:00""#, "2020-05-14T08:00:00"),
      (#" "created":{"_seconds":1589443200,"_nanoseconds":0}"#, "2020-05-14T08:00:00Z"),
      (#" "created_utc":1589443200.0"#, "2020-05-14T08:00:00Z"),
    ])
  func moments(members: String, expected: String) throws {
    #expect(try record("\"title\":\"A\"," + members).published?.text == expected)
  }

  @Test(
    "that their authors keep back are refused",
    arguments: [#" "draft":true"#, #" "status":"draft""#, #" "published":false"#, #" "is_published":"false""#])
  func drafts(mark: String) throws {
    #expect(codes(try read("{\"title\":\"A\",\(mark)}", name: "a.jsonl")) == [.draft])
  }

  @Test(
    "have dates of numbers as people write them where their language, country or columns are from",
    arguments: [
      ("fecha,title\n05/03/2021,A\n", "2021-03-05"), ("date,title,lang\n05/03/2021,A,fr\n", "2021-03-05"),
      ("date,title,url\n03/05/2021,A,https://x.example.us/\n", "2021-03-05"), ("date,title\n03/05/2021,A\n", "2021"),
    ])
  func numericDates(table: String, expected: String) throws {
    #expect(try article(table, name: "a.csv").published?.text == expected)
  }

  @Test("that were escaped for pages and lost their tags are read as people wrote them")
  func escaped() throws {
    let found = try record(#" "title":"Tom &amp; Ann","text":"It&#39;s &quot;here&quot;.&nbsp;R&amp;D" "#)
    #expect(found.title == "Tom & Ann" && found.body == "It's \"here\".\u{a0}R&D")
    #expect(try record(#" "title":"A & B write &amp;" "#).title == "A & B write &amp;")
    let others = [
      "&a;", "&abcdefghi;", "&#1;", "&#1234567;", "&#x1;", "&#x123456;", "&#xg1;", "&#X41;", "&#;", "&;", "&lt", "&",
      "&l t;",
    ]
    for other in others {
      let title = "Q&amp;A \(other)"
      #expect(try record("\"title\":\"\(title)\"").title == title)
    }
    for (reference, meant) in [("&lt;", "<"), ("&#65;", "A"), ("&#x41;", "A"), ("&#128512;", "😀")] {
      #expect(try record("\"title\":\"Q&amp;A \(reference)\"").title == "Q&A \(meant)")
    }
  }

  @Test("are found in what social networks, reference managers and reading lists export")
  func exports() throws {
    let outbox =
      #"{"type":"OrderedCollection","orderedItems":[{"id":"https://m.example/1/activity","type":"Create","object":"#
      + #"{"id":"https://m.example/1","url":"https://m.example/@a/1","published":"2021-03-05T10:00:00Z","content":"<p>The weir is open.</p>"}}]}"#
    let note = try article(outbox, name: "outbox.json")
    #expect(note.url == "https://m.example/@a/1" && note.body == "The weir is open.")
    #expect(note.published?.text == "2021-03-05T10:00:00Z")
    let library =
      #""Key","Publication Year","Author","Title","Publication Title","Url","Abstract Note","Date""# + "\n"
      + #""AB","2021","Lee, Ann; Ek, Bo","On weirs","Rivers","https://a.example/weir","We look at weirs.","2021-03-05""#
      + "\n"
    let entry = try article(library, name: "library.csv")
    #expect(entry.site == "Rivers" && entry.body == "We look at weirs." && entry.author == "Lee, Ann; Ek, Bo")
    let list = "URL,Title,Selection,Folder,Timestamp\nhttps://a.example/weir,The weir,It is open,Unread,1614938400\n"
    #expect(try article(list, name: "list.csv").body == "It is open")
    let saved = try record(
      #" "title":"The weir","content":"Open.","published_by":["Ann Lee"],"post_url":"https://a.example/1","blog_name":"Weirs" "#
    )
    #expect(saved.author == "Ann Lee" && saved.url == "https://a.example/1" && saved.site == "Weirs")
  }
}
