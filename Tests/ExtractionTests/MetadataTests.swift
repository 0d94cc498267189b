import Testing

@testable import Extraction

@Suite("Metadata")
struct MetadataTests {
  @Test(
    "titles lose the site's name and nothing else",
    arguments: [
      ("Harbour reopens | The Observer", "Harbour reopens"),
      ("Harbour reopens - The Observer", "Harbour reopens"),
      ("The Observer: Harbour reopens", "Harbour reopens"),
      ("Harbour reopens – observer.example", "Harbour reopens"),
      ("Harbour reopens - after the storm", "Harbour reopens - after the storm"),
      ("A | B", "A | B"),
      ("Rain &amp; wind | The Observer", "Rain & wind"),
      ("The Observer", "The Observer"),
      ("  Two\n lines  ", "Two lines"),
      ("\u{3000}Harbour\u{2003}reopens\u{2003}", "Harbour reopens"),
      ("Harbour reopens|The Observer", "Harbour reopens"),
      ("Harbour re-opens_The Observer", "Harbour re-opens"),
      ("Half-open", "Half-open"),
      ("Boats of the north - View topic - Stones", "Stones"),
    ])
  func titles(title: String, expected: String) {
    let cleaner = TitleCleaner(siteName: "The Observer", host: "observer.example", heading: nil)
    #expect(cleaner.clean(title) == expected)
  }

  @Test(
    "texts keep what texts are made of, wherever it stands, and lose the rest",
    arguments: [
      ("\t", "\t"), ("~", "~"), ("é", "é"), ("\u{200d}", "\u{200d}"), ("\n", "\n"), ("\u{7f}", ""), ("\u{1}", ""),
      ("\u{80}", ""), ("\u{85}", "\n"), ("\u{feff}", ""), ("\u{2028}", "\n"), ("\r\n", "\n"), (" \n", "\n"),
      ("\n\n\n", "\n\n"),
    ])
  func cleaning(part: String, cleaned: String) {
    for before in 1..<20 {
      for after in 1..<10 {
        let (first, last) = (String(repeating: "a", count: before), String(repeating: "b", count: after))
        #expect(PlainText.clean(first + part + last) == first + cleaned + last, "\(before) \(after)")
      }
    }
  }

  @Test(
    "authors are names",
    arguments: [
      ("By Ann Lee", "Ann Lee"),
      ("by Ann Lee and Bo Ek", "Ann Lee; Bo Ek"),
      ("Ann Lee, Bo Ek & Cy Dorn", "Ann Lee; Bo Ek; Cy Dorn"),
      ("Lee, Ann", "Lee, Ann"),
      ("ann@example.org (Ann Lee)", "Ann Lee"),
      ("Ann Lee <ann@example.org>", "Ann Lee"),
      ("Written by Ann Lee |", "Ann Lee"),
      ("Ann Lee; ann lee", "Ann Lee"),
      ("By Ann Lee, Senior Reporter and Bo Ek, Editor", "Ann Lee; Bo Ek"),
      ("Ann Lee, CEO of Quay", "Ann Lee"),
      ("Ann Lee ann@example.org", "Ann Lee"),
      ("Geschrieben von Ann Lee", "Ann Lee"),
    ])
  func authors(byline: String, expected: String) {
    #expect(AuthorNames.joined(AuthorNames.split(byline)) == expected)
  }

  @Test(
    "addresses, handles and labels are no authors",
    arguments: ["https://example.org/ann", "@ann", "Written by", "admin", " "])
  func noAuthors(byline: String) {
    #expect(AuthorNames.joined(AuthorNames.split(byline)) == nil)
  }

  @Test(
    "bylines hold nothing but names, whatever stands beside them",
    arguments: [
      ("By Ann Lee | 5 March 2021 | 6 min read", ["Ann Lee"]),
      ("By Ann Lee, Bo Ek and Cy Fox", ["Ann Lee", "Bo Ek", "Cy Fox"]),
      ("By the sea.", nil),
    ] as [(String, [String]?)])
  func bylines(line: String, names: [String]?) {
    #expect(Byline.names(in: line) == names)
  }

  @Test(
    "bylines of other languages are told from prepositions by the capitals of names",
    arguments: [
      ("Von Ann Lee", ["Ann Lee"]), ("Par Ann Lee et Bo Ek", ["Ann Lee", "Bo Ek"]), ("Автор: Анна Ли", ["Анна Ли"]),
      ("Por qué España", nil), ("Von allen Seiten", nil), ("Di Roma", nil), ("Par Ann Lee 2021", nil),
    ] as [(String, [String]?)])
  func foreignBylines(line: String, names: [String]?) {
    #expect(Byline.foreignNames(in: line) == names)
  }

  @Test("titles made of names of files have no space at their ends either")
  func fileNames() throws {
    #expect(try article("Some text of a page that has no title.", name: "a b .txt").title == "a b")
  }

  @Test("categories are split, repeated ones and the empty drawer of publishing systems left out")
  func categories() {
    #expect(CategoryNames.joined(CategoryNames.split("News, world; News|Uncategorized")) == "News; world")
    #expect(CategoryNames.joined(["Uncategorized"]) == nil)
  }

  @Test(
    "hosts are read from addresses",
    arguments: [
      ("https://www.Example.org/a?b#c", "example.org"), ("http://user@example.org:8080", "example.org"),
      ("ftp://example.org", nil), ("example.org", nil), ("https://", nil), ("/path", nil),
    ] as [(String, String?)])
  func hosts(address: String, expected: String?) {
    #expect(WebAddress.host(address) == expected)
  }

  @Test("each property's names are folded and belong to it alone")
  func aliases() {
    let names = ArticleProperty.allCases.flatMap(\.names)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { ArticleProperty.fold($0) == $0 })
  }

  @Test("comment counters tell the title they count for")
  func counters() {
    #expect(PageFurniture.commentCounter("3 thoughts on “A Title”") == "A Title")
    #expect(PageFurniture.commentCounter("No comments yet") == "")
    #expect(PageFurniture.commentCounter("12 Comments") == "")
    #expect(PageFurniture.commentCounter("12 monkeys") == nil)
    #expect(PageFurniture.commentCounter("One reply was enough") == nil)
  }
}
